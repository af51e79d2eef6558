import { Amount, Ident, formatCount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { MerchantLink, PersonLink, PostingLink } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { PaymentState } from './PaymentTable.tsx'
import { RefundDialog } from './RefundDialog.tsx'

type PaymentData = ResponseOf<Routes['payments']['get']>
type RefundRow = PaymentData['refunds'][number]
type OrderLine = PaymentData['lines'][number]

export function Payment(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const payment = useRead('payments.get', api.payments.get, { params: { id } })
  const back = { to: '/payments', label: t('payments.title') }
  if (!payment.data) {
    return (
      <Page title={t('payments.one')} back={back}>
        {payment.error ? (
          <ProblemPanel error={payment.error} onRetry={() => void payment.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  return <Known payment={payment.data} back={back} />
}

function Known(props: { payment: PaymentData; back: { to: string; label: string } }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { payment } = props
  const { asset } = payment
  return (
    <Page
      title={t('payments.one')}
      back={props.back}
      subtitle={
        <span className="inline">
          <Ident id={payment.id} copy /> <PaymentState state={payment.state} />
        </span>
      }
      actions={<Actions payment={payment} />}
    >
      <div className="two-columns">
        <Sheet>
          <div className="sum">
            <Amount value={payment.amount} asset={asset} size="hero" />
            <p>
              <PersonLink id={payment.person} /> <span aria-hidden="true">→</span>{' '}
              <MerchantLink id={payment.merchant} />
            </p>
          </div>
          <Facts
            items={[
              { label: t('payments.fee'), value: <Amount value={payment.fee} asset={asset} /> },
              {
                label: t('payments.refunded'),
                value: <Amount value={payment.refunded} asset={asset} />,
              },
              { label: t('payments.category'), value: label('category', payment.category) },
              {
                label: t('payments.at'),
                value: <When at={payment.occurredAt} precision="second" />,
              },
              {
                label: t('statement.bookedAt'),
                value: <When at={payment.bookedAt} precision="second" />,
              },
              { label: t('payments.reference'), value: payment.reference ?? '–' },
              ...(payment.checkout === null
                ? []
                : [
                    {
                      label: t('payments.checkout'),
                      value: (
                        <>
                          {payment.checkout.title} <Ident id={payment.checkout.id} copy />
                        </>
                      ),
                    },
                  ]),
            ]}
          />
        </Sheet>
        <OrderLines payment={payment} />
      </div>
      <Refunds payment={payment} />
    </Page>
  )
}

function Actions(props: { payment: PaymentData }): ReactNode {
  const t = useT()
  const { payment } = props
  const mayRefund = useMay('operator')
  const [refunding, setRefunding] = useState(false)
  return (
    <>
      <Link to={`/postings/${payment.id}`}>
        <Button>{t('payments.posting')}</Button>
      </Link>
      {mayRefund && payment.state !== 'refunded' ? (
        <Button type="primary" onClick={() => setRefunding(true)}>
          {t('refund.action')}
        </Button>
      ) : null}
      {refunding ? <RefundDialog payment={payment} onClose={() => setRefunding(false)} /> : null}
    </>
  )
}

function OrderLines(props: { payment: PaymentData }): ReactNode {
  const t = useT()
  const { payment } = props
  const columns: Column<OrderLine & { at: number }>[] = [
    {
      key: 'item',
      title: t('lines.item'),
      phone: 'heading',
      width: 200,
      render: (line) => line.item,
    },
    {
      key: 'quantity',
      title: t('lines.quantity'),
      align: 'right',
      render: (line) => <span className="sp-num">{formatCount(line.quantity)}</span>,
    },
    {
      key: 'amount',
      title: t('lines.amount'),
      align: 'right',
      phone: 'aside',
      render: (line) =>
        line.amount === null ? '–' : <Amount value={line.amount} asset={payment.asset} />,
    },
  ]
  if (payment.lines.length === 0) return null
  return (
    <Sheet title={t('lines.title')} flush>
      <DataTable
        reading={{ ...STILL, data: { items: payment.lines.map((line, at) => ({ ...line, at })) } }}
        columns={columns}
        rowKey={(line) => String(line.at)}
        empty={{ title: t('lines.none') }}
      />
    </Sheet>
  )
}

function Refunds(props: { payment: PaymentData }): ReactNode {
  const t = useT()
  const { payment } = props
  const columns: Column<RefundRow>[] = [
    {
      key: 'id',
      title: t('refund.id'),
      phone: 'heading',
      width: 200,
      render: (row) => <PostingLink id={row.id} />,
    },
    { key: 'at', title: t('payments.at'), render: (row) => <When at={row.occurredAt} /> },
    {
      key: 'reason',
      title: t('refund.reason'),
      render: (row) => <span className="wrap">{row.reason ?? '–'}</span>,
    },
    {
      key: 'fee',
      title: t('refund.feeReturned'),
      align: 'right',
      render: (row) => <Amount value={row.feeReturned} asset={row.asset} />,
    },
    {
      key: 'amount',
      title: t('payments.amount'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Amount value={row.amount} asset={row.asset} />,
    },
  ]
  return (
    <Sheet title={t('refund.list')} flush>
      <DataTable<RefundRow>
        reading={{ ...STILL, data: { items: payment.refunds } }}
        columns={columns}
        rowKey={(row) => row.id}
        link={(row) => `/postings/${row.id}`}
        empty={{ title: t('refund.none'), hint: t('refund.noneHint') }}
      />
    </Sheet>
  )
}

// These rows came with the payment; there is nothing more to wait for.
const STILL = { error: null, isPending: false, isFetching: false, refetch: () => undefined }
