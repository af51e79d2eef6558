import { Amount, Ident } from '@suanpan/ui'
import { localInstant, addDays } from '@suanpan/kernel/time'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { MerchantLink, PersonLink } from '../../parts/links.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { useZone } from '../../session/session.ts'

export type PaymentRow = ResponseOf<Routes['payments']['list']>['items'][number]
type State = PaymentRow['state']

const STATES: readonly State[] = ['paid', 'partly_refunded', 'refunded']
const TONES: Record<State, Tone> = { paid: 'good', partly_refunded: 'warn', refunded: 'quiet' }

/** Payments with their filters: all of them, or those of one person or merchant. */
export function PaymentTable(props: { fixed?: { person?: string; merchant?: string } }): ReactNode {
  const t = useT()
  const zone = useZone()
  const leaf = useLeaf()
  const filters = useFilters(['state', 'from', 'until'] as const)
  const { state, from, until } = filters.values
  const payments = useRead(
    'payments.list',
    api.payments.list,
    {
      query: {
        ...props.fixed,
        ...(isState(state) ? { state } : {}),
        ...(from ? { from: localInstant(from, 0, zone).toISOString() } : {}),
        ...(until ? { until: localInstant(addDays(until, 1), 0, zone).toISOString() } : {}),
        ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
      },
    },
    { keep: true },
  )
  return (
    <>
      <div className="filters">
        <DatePicker.RangePicker
          className="filter-range"
          value={[from ? dayjs(from) : null, until ? dayjs(until) : null]}
          allowEmpty={[true, true]}
          placeholder={[t('payments.from'), t('payments.until')]}
          aria-label={t('payments.period')}
          onChange={(range) =>
            filters.set({
              from: range?.[0]?.format('YYYY-MM-DD'),
              until: range?.[1]?.format('YYYY-MM-DD'),
            })
          }
        />
        <Select
          className="filter-select"
          value={state ?? ''}
          aria-label={t('payments.state')}
          options={[
            { value: '', label: t('payments.anyState') },
            ...STATES.map((value) => ({ value, label: t(`payment.${value}`) })),
          ]}
          onChange={(value) => filters.set({ state: value || undefined })}
        />
      </div>
      <DataTable<PaymentRow>
        reading={payments}
        columns={columns(t, props.fixed ?? {})}
        rowKey={(row) => row.id}
        link={(row) => `/payments/${row.id}`}
        leaf={leaf}
        empty={
          filters.any
            ? { search: true, title: t('list.noMatch'), hint: t('payments.noMatchHint') }
            : { title: t('payments.none'), hint: t('payments.noneHint') }
        }
      />
    </>
  )
}

export function PaymentState(props: { state: State }): ReactNode {
  const label = useLabel()
  return <StateTag tone={TONES[props.state]}>{label('payment', props.state)}</StateTag>
}

function columns(
  t: Translate,
  fixed: { person?: string; merchant?: string },
): Column<PaymentRow>[] {
  const all: (Column<PaymentRow> | undefined)[] = [
    {
      key: 'merchant',
      title: t(fixed.merchant ? 'payments.person' : 'payments.merchant'),
      phone: 'heading',
      width: 250,
      render: (row) => (
        <div className="two-lines">
          {fixed.merchant ? <PersonLink id={row.person} /> : <MerchantLink id={row.merchant} />}
          <small>
            <Ident id={row.id} />
          </small>
        </div>
      ),
    },
    fixed.person || fixed.merchant
      ? undefined
      : {
          key: 'person',
          title: t('payments.person'),
          render: (row) => <PersonLink id={row.person} />,
        },
    { key: 'at', title: t('payments.at'), render: (row) => <When at={row.occurredAt} /> },
    {
      key: 'state',
      title: t('payments.state'),
      render: (row) => <PaymentState state={row.state} />,
    },
    {
      key: 'refunded',
      title: t('payments.refunded'),
      align: 'right',
      phone: 'hidden',
      render: (row) =>
        row.refunded === '0' ? (
          <span className="muted">–</span>
        ) : (
          <Amount value={row.refunded} asset={row.asset} />
        ),
    },
    {
      key: 'fee',
      title: t('payments.fee'),
      align: 'right',
      phone: 'hidden',
      render: (row) => <Amount value={row.fee} asset={row.asset} />,
    },
    {
      key: 'amount',
      title: t('payments.amount'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Amount value={row.amount} asset={row.asset} />,
    },
  ]
  return all.filter((column) => column !== undefined)
}

function isState(value: string | undefined): value is State {
  return STATES.some((state) => state === value)
}
