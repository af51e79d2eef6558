import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { DISPUTE_CHANGES } from './changes.ts'
import { SayForm } from './SayForm.tsx'
import { Timeline } from './Timeline.tsx'
import './disputes.css'

type View = ResponseOf<Routes['myDisputes']['get']>
type Doing = 'add' | 'escalate' | 'withdraw'

const DONE: ReadonlySet<View['state']> = new Set(['refunded', 'decided', 'withdrawn', 'lapsed'])

/** A dispute: where it stands, what happens next and until when, and all that was said. */
export function Dispute(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead('myDisputes.get', api.myDisputes.get, { params: { id } })
  return (
    <Page title={t('disputes.one')} back="/disputes">
      <Loaded read={read}>{(dispute) => <Known dispute={dispute} />}</Loaded>
    </Page>
  )
}

function Known(props: { dispute: View }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { dispute } = props
  const { asset, merchant } = dispute
  return (
    <>
      <div className="disputes-head">
        <p>{merchant.name}</p>
        <Amount value={dispute.amount} asset={asset} size="hero" />
        <p className="disputes-state">{label('disputes.state', dispute.state)}</p>
      </div>
      <Standing dispute={dispute} />
      <Acts dispute={dispute} />
      <div className="wt-card">
        <Facts
          items={[
            { label: t('disputes.reason'), value: label('disputes.reason', dispute.reason) },
            ...(dispute.refunded === '0'
              ? []
              : [
                  {
                    label: t('disputes.refunded'),
                    value: <Amount value={dispute.refunded} asset={asset} />,
                  },
                ]),
            { label: t('disputes.openedAt'), value: <When at={dispute.openedAt} /> },
            { label: t('disputes.id'), value: <code className="disputes-id">{dispute.id}</code> },
          ]}
        />
      </div>
      <Timeline dispute={dispute} />
      <Rows>
        <Row title={t('disputes.bill')} to={`/bills/${dispute.payment}`} />
      </Rows>
    </>
  )
}

/** What happens next by itself, and when; or how it ended. */
function Standing(props: { dispute: View }): ReactNode {
  const t = useT()
  const { state, dueAt, refunded } = props.dispute
  const rejected = state === 'decided' && refunded === '0'
  // It may have come back by another way than this dispute.
  const gotMoney = state === 'refunded' || refunded !== '0'
  return (
    <Notice tone={DONE.has(state) ? (gotMoney ? 'done' : 'news') : 'warning'}>
      {rejected ? t('disputes.now.denied') : t(`disputes.now.${state}`)}
      {dueAt === null ? null : (
        <span className="disputes-due">
          {t(`disputes.due.${state as 'opened' | 'answered' | 'escalated'}`)} <When at={dueAt} />
        </span>
      )}
    </Notice>
  )
}

function Acts(props: { dispute: View }): ReactNode {
  const t = useT()
  const [doing, setDoing] = useState<Doing>()
  const { id, state } = props.dispute
  const close = (): void => setDoing(undefined)
  if (DONE.has(state)) return null
  return (
    <>
      <div className="disputes-acts">
        {state === 'answered' ? (
          <Button look="main" onClick={() => setDoing('escalate')}>
            {t('disputes.escalate')}
          </Button>
        ) : null}
        <Button onClick={() => setDoing('add')}>{t('disputes.add')}</Button>
        <Button look="words" onClick={() => setDoing('withdraw')}>
          {t('disputes.withdraw')}
        </Button>
      </div>
      <Sheet open={doing === 'add'} title={t('disputes.add')} onClose={close}>
        <SayForm dispute={id} act="add" onDone={close} />
      </Sheet>
      <Sheet open={doing === 'escalate'} title={t('disputes.escalate')} onClose={close}>
        <SayForm dispute={id} act="escalate" onDone={close} />
      </Sheet>
      <Sheet open={doing === 'withdraw'} title={t('disputes.withdraw')} onClose={close}>
        <Withdraw dispute={id} onDone={close} />
      </Sheet>
    </>
  )
}

function Withdraw(props: { dispute: string; onDone: () => void }): ReactNode {
  const t = useT()
  const [key] = useState(newIdempotencyKey)
  const withdraw = useWrite(api.myDisputes.withdraw, DISPUTE_CHANGES)
  return (
    <>
      <p>{t('disputes.withdrawMeans')}</p>
      {withdraw.error ? <Failed error={withdraw.error} /> : null}
      <Button
        look="danger"
        busy={withdraw.isPending}
        onClick={() =>
          withdraw.mutate(
            { params: { id: props.dispute }, idempotencyKey: key },
            { onSuccess: props.onDone },
          )
        }
      >
        {t('disputes.withdraw')}
      </Button>
    </>
  )
}
