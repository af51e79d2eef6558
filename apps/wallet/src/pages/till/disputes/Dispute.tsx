import { Amount } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useLabel, useT, type Key } from '../../../i18n/index.ts'
import type { FileSource } from '../../../parts/files/SentFiles.tsx'
import { Button } from '../../../parts/page/Button.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Facts } from '../../../parts/page/Rows.tsx'
import { Sheet } from '../../../parts/page/Sheet.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'
import { Timeline } from '../../disputes/Timeline.tsx'
import '../../disputes/disputes.css'
import { Add } from './Add.tsx'
import { Answer } from './Answer.tsx'
import { Left } from './Left.tsx'
import type { View } from './view.ts'

type Doing = 'answer' | 'add'

const LOOK_EVERY_MS = 15_000
const OVER: ReadonlySet<View['state']> = new Set(['refunded', 'decided', 'withdrawn', 'lapsed'])

/** One dispute as its merchant sees it: what the customer says and sent, and what can be done. */
export function Dispute(props: {
  client: Client
  keyed: string
  id: string
  onDone: () => void
}): ReactNode {
  const t = useT()
  const { client, keyed, id } = props
  const read = useQuery({
    queryKey: ['disputes.get', keyed, id],
    queryFn: () => client.disputes.get({ params: { id } }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data !== undefined && OVER.has(state.data.state) ? false : LOOK_EVERY_MS,
  })
  return (
    <Loaded read={read} bones={6}>
      {(dispute) => (
        <>
          <Known {...{ client, keyed, dispute }} />
          {read.error ? <Failed error={read.error} onRetry={() => void read.refetch()} /> : null}
          <Button look="words" onClick={props.onDone}>
            {t('till.dispute.back')}
          </Button>
        </>
      )}
    </Loaded>
  )
}

type Seen = { client: Client; keyed: string; dispute: View }

function Known({ client, keyed, dispute }: Seen): ReactNode {
  const label = useLabel()
  const { id, amount, asset, state } = dispute
  const source = useMemo<FileSource>(
    () => (file, signal) =>
      fetch(`/v1/disputes/${id}/files/${file}`, {
        headers: { authorization: `Bearer ${keyed}` },
        ...(signal && { signal }),
      }),
    [keyed, id],
  )
  return (
    <>
      <div className="disputes-head">
        <p>{label('till.dispute.reason', dispute.reason)}</p>
        <Amount value={amount} asset={asset} size="hero" />
        <p className="disputes-state">{label('till.dispute.state', state)}</p>
      </div>
      <Standing dispute={dispute} />
      <Acts {...{ client, dispute }} />
      <Timeline dispute={dispute} told="till.dispute.did" source={source} />
      <Numbers dispute={dispute} />
    </>
  )
}

/** What happens next and when, or how it ended. */
function Standing({ dispute }: { dispute: View }): ReactNode {
  const t = useT()
  const { state, dueAt, refunded } = dispute
  const denied = state === 'decided' && refunded === '0'
  const words: Key = denied ? 'till.dispute.now.denied' : `till.dispute.now.${state}`
  return (
    <Notice tone={state === 'opened' ? 'warning' : OVER.has(state) ? 'done' : 'news'}>
      {t(words)}
      {dueAt === null ? null : (
        <span className="disputes-due">
          {state === 'opened' ? (
            <Left dueAt={dueAt} />
          ) : (
            <>
              {t('till.dispute.until')} <When at={dueAt} />
            </>
          )}
        </span>
      )}
    </Notice>
  )
}

function Acts({ client, dispute }: Omit<Seen, 'keyed'>): ReactNode {
  const t = useT()
  const [doing, setDoing] = useState<Doing>()
  const close = (): void => setDoing(undefined)
  if (OVER.has(dispute.state)) return null
  return (
    <div className="disputes-acts">
      {dispute.state === 'opened' ? (
        <Button look="main" onClick={() => setDoing('answer')}>
          {t('till.dispute.answer')}
        </Button>
      ) : null}
      <Button onClick={() => setDoing('add')}>{t('till.dispute.add')}</Button>
      <Sheet open={doing === 'answer'} title={t('till.dispute.answer')} onClose={close}>
        <Answer {...{ client, dispute }} onDone={close} />
      </Sheet>
      <Sheet open={doing === 'add'} title={t('till.dispute.add')} onClose={close}>
        <Add {...{ client, dispute }} onDone={close} />
      </Sheet>
    </div>
  )
}

function Numbers({ dispute }: { dispute: View }): ReactNode {
  const t = useT()
  const { asset, paid, paidAt, held, refunded, reference, openedAt, payment, id } = dispute
  const money = (label: Key, value: string) =>
    value === '0' ? [] : [{ label: t(label), value: <Amount value={value} asset={asset} /> }]
  const numbered = (text: string): ReactNode => <code className="disputes-id">{text}</code>
  return (
    <div className="wt-card">
      <Facts
        items={[
          ...money('till.dispute.paid', paid),
          { label: t('till.dispute.paidAt'), value: <When at={paidAt} /> },
          ...(reference === null
            ? []
            : [{ label: t('till.link.reference'), value: numbered(reference) }]),
          ...money('till.dispute.held', held),
          ...money('till.dispute.refunded', refunded),
          { label: t('till.dispute.openedAt'), value: <When at={openedAt} /> },
          { label: t('till.link.payment'), value: numbered(payment) },
          { label: t('till.dispute.id'), value: numbered(id) },
        ]}
      />
    </div>
  )
}
