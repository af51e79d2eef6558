import { Amount, Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { MerchantLink, PersonLink } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { DecideDialog } from './DecideDialog.tsx'
import { DisputeTag } from './DisputeTable.tsx'
import { Due } from './Due.tsx'
import { Evidence } from './Evidence.tsx'
import './care.css'

type DisputeData = ResponseOf<Routes['disputes']['get']>

/** A dispute with what both sides said and sent, and the decision. */
export function Dispute(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const dispute = useRead('disputes.get', api.disputes.get, { params: { id } })
  const back = { to: '/disputes', label: t('disputes.title') }
  if (dispute.data) return <Known dispute={dispute.data} back={back} />
  return (
    <Page title={t('disputes.one')} back={back}>
      {dispute.error ? (
        <ProblemPanel error={dispute.error} onRetry={() => void dispute.refetch()} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Page>
  )
}

function Known(props: { dispute: DisputeData; back: { to: string; label: string } }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { dispute } = props
  const { asset } = dispute
  return (
    <Page
      title={t('disputes.one')}
      back={props.back}
      subtitle={
        <span className="inline">
          <Ident id={dispute.id} copy /> <DisputeTag state={dispute.state} />
        </span>
      }
      actions={<Actions dispute={dispute} />}
    >
      <div className="two-columns">
        <Sheet>
          <div className="sum">
            <Amount value={dispute.amount} asset={asset} size="hero" />
            <p>
              <PersonLink id={dispute.person} /> <span aria-hidden="true">↔</span>{' '}
              <MerchantLink id={dispute.merchant.id} />
            </p>
          </div>
          <Facts
            items={[
              { label: t('disputes.reason'), value: label('disputeReason', dispute.reason) },
              {
                label: t(`disputes.dueOf.${dispute.state}`),
                value: <Due at={dispute.dueAt} overdue={dispute.overdue} />,
              },
              { label: t('disputes.held'), value: <Amount value={dispute.held} asset={asset} /> },
              {
                label: t('payments.refunded'),
                value: <Amount value={dispute.refunded} asset={asset} />,
              },
            ]}
          />
        </Sheet>
        <Sheet title={t('disputes.payment')}>
          <Facts
            items={[
              { label: t('payments.amount'), value: <Amount value={dispute.paid} asset={asset} /> },
              { label: t('payments.at'), value: <When at={dispute.paidAt} /> },
              { label: t('payments.reference'), value: dispute.reference ?? '–' },
              {
                label: t('payments.one'),
                value: (
                  <Link to={`/payments/${dispute.payment}`}>
                    <Ident id={dispute.payment} />
                  </Link>
                ),
              },
            ]}
          />
        </Sheet>
      </div>
      <Sheet title={t('disputes.said')} aside={<small>{t('care.recorded')}</small>}>
        <ol className="care-talk">
          {dispute.steps.map((step) => (
            <Said key={step.id} step={step} dispute={dispute} />
          ))}
        </ol>
      </Sheet>
    </Page>
  )
}

function Actions(props: { dispute: DisputeData }): ReactNode {
  const t = useT()
  const { dispute } = props
  const may = useMay('operator')
  const [deciding, setDeciding] = useState(false)
  if (!may || dispute.state !== 'escalated') return null
  return (
    <>
      <Button type="primary" onClick={() => setDeciding(true)}>
        {t('disputes.decide')}
      </Button>
      {deciding ? <DecideDialog dispute={dispute} onClose={() => setDeciding(false)} /> : null}
    </>
  )
}

function Said(props: { step: DisputeData['steps'][number]; dispute: DisputeData }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { step, dispute } = props
  return (
    <li data-by={step.by}>
      <div className="care-talk-head">
        <strong>
          {label('disputeBy', step.by)}
          {step.operator === null ? '' : ` · ${step.operator}`}
        </strong>
        <span>{label('disputeAct', step.act)}</span>
        <When at={step.at} precision="second" />
      </div>
      {step.refund === null ? null : (
        <p>
          {t('payments.refunded')} <Amount value={step.refunded} asset={dispute.asset} />{' '}
          <Link to={`/postings/${step.refund}`}>
            <Ident id={step.refund} />
          </Link>
        </p>
      )}
      {step.text === null ? null : <p className="care-talk-text">{step.text}</p>}
      <Evidence files={step.files} at={`/v1/disputes/${dispute.id}/files`} />
    </li>
  )
}
