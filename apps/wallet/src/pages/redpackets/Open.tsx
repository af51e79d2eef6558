import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { codeOf } from '../../data/problem.ts'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import './redpackets.css'

type Cover = ResponseOf<Routes['redPackets']['lookUp']>

/** Where a link leads: the cover of a packet, which opens in one tap. */
export function Open(): ReactNode {
  const t = useT()
  const { code = '' } = useParams()
  const read = useRead('redPackets.lookUp', api.redPackets.lookUp, { body: { code } })
  return (
    <Page title={t('redpackets.one')} back="/">
      <Loaded read={read}>{(cover) => <Front code={code} {...cover} />}</Loaded>
    </Page>
  )
}

function Front({ code, ...cover }: Cover & { code: string }): ReactNode {
  const t = useT()
  const label = useLabel()
  if (cover.reason === 'opened' || cover.reason === 'own') {
    return <Navigate to={`/red-packets/${cover.id}`} replace />
  }
  return (
    <>
      <section className="redpackets-cover">
        <p>{t('redpackets.from', { name: cover.sender.name ?? t('redpackets.unnamed') })}</p>
        <p className="redpackets-cover-words">{cover.greeting ?? t('redpackets.greetingHint')}</p>
        {cover.openable ? (
          <Tap code={code} id={cover.id} />
        ) : (
          <p role="status">{label('redpackets.why', cover.reason ?? '')}</p>
        )}
      </section>
      {cover.openable ? (
        <p className="wt-rows-note redpackets-until">
          {t('redpackets.until')} <When at={cover.expiresAt} />
        </p>
      ) : (
        <ButtonLink to="/red-packets">{t('redpackets.mine')}</ButtonLink>
      )}
    </>
  )
}

const NAME_HELPS = 'real_name_required'

function Tap(props: { code: string; id: string }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [key] = useState(newIdempotencyKey)
  const open = useWrite(api.redPackets.open, [
    'redPackets.lookUp',
    'redPackets.received',
    'me.holdings',
  ])
  const tap = (): void =>
    open.mutate(
      { body: { code: props.code }, idempotencyKey: key },
      { onSuccess: () => void navigate(`/red-packets/${props.id}`, { replace: true }) },
    )
  return (
    <>
      <button
        type="button"
        className="wt-plain redpackets-tap"
        aria-busy={open.isPending}
        disabled={open.isPending}
        onClick={tap}
      >
        {open.isPending ? <span className="wt-spin" aria-hidden="true" /> : null}
        {t('redpackets.tap')}
      </button>
      {open.error ? (
        <div className="redpackets-problem">
          <Failed
            error={open.error}
            {...(codeOf(open.error) === 'red_packet_busy' && { onRetry: tap })}
          />
          {codeOf(open.error) === NAME_HELPS ? (
            <ButtonLink to="/me/real-name">{t('redpackets.name')}</ButtonLink>
          ) : null}
        </div>
      ) : null}
    </>
  )
}
