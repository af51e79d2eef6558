import { Amount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { AddressLink } from '../../parts/links.tsx'

type Found = ResponseOf<Routes['postings']['get']>
type Leg = Extract<Found, { state: 'posted' }>['posting']['legs'][number]

/** Who gave, who received, and what both had afterwards. */
export function LegTable(props: { legs: Leg[] }): ReactNode {
  const t = useT()
  const columns: Column<Leg & { at: number }>[] = [
    {
      key: 'from',
      title: t('legs.from'),
      phone: 'wide',
      width: 260,
      render: (leg) => <AddressLink address={leg.from} />,
    },
    {
      key: 'to',
      title: t('legs.to'),
      phone: 'wide',
      render: (leg) => <AddressLink address={leg.to} />,
    },
    {
      key: 'amount',
      title: t('legs.amount'),
      align: 'right',
      phone: 'heading',
      render: (leg) => (
        <strong>
          <Amount value={leg.amount} asset={leg.asset} />
        </strong>
      ),
    },
    {
      key: 'fromBalance',
      title: t('legs.fromBalance'),
      align: 'right',
      render: (leg) => <Amount value={leg.fromBalance} asset={leg.asset} />,
    },
    {
      key: 'toBalance',
      title: t('legs.toBalance'),
      align: 'right',
      render: (leg) => <Amount value={leg.toBalance} asset={leg.asset} />,
    },
  ]
  return (
    <DataTable
      reading={{
        data: { items: props.legs.map((leg, at) => ({ ...leg, at })) },
        error: null,
        isPending: false,
        isFetching: false,
        refetch: () => undefined,
      }}
      columns={columns}
      rowKey={(leg) => String(leg.at)}
      empty={{ title: t('legs.none'), hint: t('legs.noneHint') }}
    />
  )
}
