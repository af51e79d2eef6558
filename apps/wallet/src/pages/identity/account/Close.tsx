import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { FREEZE_CATEGORIES } from '@suanpan/contract/safety-words'
import { Amount } from '@suanpan/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, SESSION_KEY, useRead } from '../../../data/queries.ts'
import { useLanguage, useT } from '../../../i18n/index.ts'
import { Result } from '../../../parts/act/Result.tsx'
import { useProof } from '../../../parts/act/proof.tsx'
import { Button } from '../../../parts/page/Button.tsx'
import { useMayGo } from '../../../shell/places.ts'
import { Tick } from '../../../parts/page/Field.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'
import '../identity.css'

type Terms = ResponseOf<Routes['me']['closing']>

/** Closing the wallet: what has to be zero, what is lost, what is kept and how long; then the PIN. */
export function Close(): ReactNode {
  const t = useT()
  const read = useRead('me.closing', api.me.closing, {})
  return (
    <Page title={t('close.title')} back="/me/privacy">
      <Loaded read={read}>{(terms) => <About {...terms} />}</Loaded>
    </Page>
  )
}

function About(terms: Terms): ReactNode {
  const t = useT()
  const client = useQueryClient()
  const prove = useProof()
  const [understood, setUnderstood] = useState(false)
  const close = useMutation({
    mutationFn: () =>
      prove((proof) => api.me.close({ body: proof === undefined ? {} : { proof } })),
    onError: () => client.invalidateQueries({ queryKey: ['me.closing'] }),
  })
  if (close.data) return <Closed shredAt={close.data.shredAt} />
  const ready = terms.left.amount === '0' && terms.frozen === null && terms.disputes === 0
  return (
    <>
      <InTheWay {...terms} />
      {terms.agreements === 0 ? null : (
        <Rows>
          <Row
            title={t('close.agreements')}
            note={t('close.agreementsHint')}
            value={terms.agreements}
            to="/agreements"
          />
        </Rows>
      )}
      {terms.points.length === 0 ? null : (
        <Rows title={t('close.lost')} note={t('close.lostHint')}>
          {terms.points.map((points) => (
            <Row
              key={points.asset}
              title={t('close.points')}
              value={<Amount value={points} />}
              to="/points"
            />
          ))}
        </Rows>
      )}
      <Rows title={t('close.then')}>
        <Row title={t('close.thenStops')} note={t('close.thenStopsHint')} />
        <Row title={t('close.thenPhone')} note={t('close.thenPhoneHint')} />
        <Row
          title={t('close.thenSealed')}
          note={
            <>
              {t('close.thenSealedHint')} <When at={terms.shredAt} show="day" />
            </>
          }
        />
      </Rows>
      <a className="wt-button wt-button-edge" href="/v1/me/export" download>
        {t('privacy.export')}
      </a>
      <Tick checked={understood} onChange={setUnderstood}>
        {t('close.understood')}
      </Tick>
      {close.error ? <Failed error={close.error} /> : null}
      <Button
        look="danger"
        busy={close.isPending}
        disabled={!ready || !understood}
        onClick={() => close.mutate()}
      >
        {t('close.do')}
      </Button>
    </>
  )
}

/** What still has to be done before, or that nothing has. */
function InTheWay({ left, frozen, disputes }: Terms): ReactNode {
  const t = useT()
  const language = useLanguage()
  const isEmpty = left.amount === '0'
  const mayGo = useMayGo()
  const owes = left.amount.startsWith('-')
  const wayOut = owes ? '/top-up' : '/withdraw'
  return (
    <>
      {frozen === null ? null : (
        <Notice tone="danger">
          <strong>{FREEZE_CATEGORIES[frozen].title[language]}</strong>
          <br />
          {FREEZE_CATEGORIES[frozen].wayOut[language]}
        </Notice>
      )}
      <Rows title={t('close.before')} note={t('close.beforeHint')}>
        <Row
          title={t('close.balance')}
          note={t(isEmpty ? 'close.balanceZero' : owes ? 'close.balanceOwed' : 'close.balanceLeft')}
          value={<Amount value={left} />}
          {...(!isEmpty && mayGo(wayOut) && { to: wayOut })}
        />
        {disputes === 0 ? null : (
          <Row
            title={t('close.disputes')}
            note={t('close.disputesHint')}
            value={disputes}
            to="/disputes"
          />
        )}
      </Rows>
    </>
  )
}

/** Whoever is gone has no session: the way out leads to the welcome page. */
function Closed(props: { shredAt: string }): ReactNode {
  const t = useT()
  const client = useQueryClient()
  return (
    <>
      <Result
        state="done"
        title={t('close.done')}
        note={
          <>
            {t('close.thenSealedHint')} <When at={props.shredAt} show="day" />
          </>
        }
      />
      <Button
        look="main"
        onClick={() => {
          client.setQueryData(SESSION_KEY, null)
          client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] })
        }}
      >
        {t('close.leave')}
      </Button>
    </>
  )
}
