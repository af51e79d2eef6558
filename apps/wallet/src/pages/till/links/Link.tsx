import { Amount } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { newIdempotencyKey } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { copyText } from '../../../parts/act/copy.ts'
import { Result } from '../../../parts/act/Result.tsx'
import { QrCode } from '../../../parts/money/QrCode.tsx'
import { Button } from '../../../parts/page/Button.tsx'
import { Facts } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'

type View = ResponseOf<Routes['checkouts']['get']>

const ASK_EVERY_MS = 1_000

/** One link: to be scanned or sent while it waits, and how it ended. */
export function Link(props: { client: Client; id: string; onDone: () => void }): ReactNode {
  const t = useT()
  const { client, id } = props
  const [key] = useState(newIdempotencyKey)
  const read = useQuery({
    queryKey: ['checkouts.get', id],
    queryFn: () => client.checkouts.get({ params: { id } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? ASK_EVERY_MS : false),
  })
  const cancel = useMutation({
    mutationFn: () => client.checkouts.cancel({ params: { id }, idempotencyKey: key }),
    // Refused, it ended otherwise in the same moment: then that is what there is to see.
    onSettled: () => void read.refetch(),
  })
  return (
    <Loaded read={read} bones={5}>
      {(link) => (
        <>
          {link.state === 'open' ? <Waiting link={link} /> : <Ended link={link} />}
          {read.error ? <Failed error={read.error} onRetry={() => void read.refetch()} /> : null}
          {cancel.error ? <Failed error={cancel.error} /> : null}
          {link.state === 'open' ? (
            <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('till.link.cancel')}
            </Button>
          ) : null}
          <Button look={link.state === 'open' ? 'words' : 'main'} onClick={props.onDone}>
            {t('till.link.back')}
          </Button>
        </>
      )}
    </Loaded>
  )
}

function Waiting({ link }: { link: View }): ReactNode {
  const t = useT()
  const url = `${window.location.origin}${link.path}`
  return (
    <section className="wt-card till-link">
      <p className="till-waiting" role="status">
        {t('till.link.state.open')}
      </p>
      <Amount value={{ amount: link.amount, asset: link.asset }} size="hero" />
      <p className="till-link-title">{link.title}</p>
      <QrCode text={url} label={t('till.link.qr')} />
      <p className="muted">{t('till.link.scan')}</p>
      <input
        className="till-address"
        readOnly
        value={url}
        aria-label={t('till.link.address')}
        onFocus={(event) => event.target.select()}
      />
      <Button
        look="main"
        onClick={() => void copyText(url, t('till.link.copied'), t('till.link.copyByHand'))}
      >
        {t('till.link.copy')}
      </Button>
      <Facts items={factsOf(link, t)} />
    </section>
  )
}

function Ended({ link }: { link: View }): ReactNode {
  const t = useT()
  return (
    <Result
      help={false}
      state={link.state === 'paid' ? 'done' : 'failed'}
      title={t(`till.link.state.${link.state}`)}
      amount={{ amount: link.amount, asset: link.asset }}
      note={link.title}
      lines={factsOf(link, t)}
    />
  )
}

function factsOf({ id, reference, payment, expiresAt, endedAt }: View, t: ReturnType<typeof useT>) {
  const numbered = (text: string): ReactNode => <span className="small till-number">{text}</span>
  return [
    ...(reference === null ? [] : [{ label: t('till.link.reference'), value: reference }]),
    endedAt === null
      ? { label: t('till.link.until'), value: <When at={expiresAt} /> }
      : { label: t('till.at'), value: <When at={endedAt} /> },
    ...(payment === null ? [] : [{ label: t('till.link.payment'), value: numbered(payment) }]),
    { label: t('till.link.id'), value: numbered(id) },
  ]
}
