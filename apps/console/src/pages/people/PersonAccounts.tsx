import { Amount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { AsOf, useAsOf } from '../../parts/AsOf.tsx'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { AddressLink } from '../../parts/links.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'

type Row = ResponseOf<Routes['people']['balances']>['accounts'][number]

/** Every account behind the sums, now or as of an instant. */
export function PersonAccounts(props: { person: string }): ReactNode {
  const t = useT()
  const asOf = useAsOf()
  const balances = useRead(
    'people.balances',
    api.people.balances,
    { params: { id: props.person }, query: asOf.value ? { asOf: asOf.value } : {} },
    { keep: true },
  )
  const columns: Column<Row>[] = [
    {
      key: 'address',
      title: t('accounts.address'),
      phone: 'heading',
      width: 320,
      render: (row) => <AddressLink address={row.address} />,
    },
    {
      key: 'expires',
      title: t('lots.expires'),
      render: (row) => (row.expiresAt ? <When at={row.expiresAt} precision="day" /> : '–'),
    },
    {
      key: 'closed',
      title: t('lots.state'),
      render: (row) => (
        <StateTag tone={row.closed ? 'quiet' : 'good'}>
          {t(row.closed ? 'accounts.closed' : 'accounts.open')}
        </StateTag>
      ),
    },
    {
      key: 'balance',
      title: t('statement.balance'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Amount value={row.balance} asset={row.asset} />,
    },
  ]
  const data = balances.data ? { items: balances.data.accounts } : undefined
  return (
    <>
      <div className="filters">
        <AsOf {...asOf} />
      </div>
      <DataTable<Row>
        reading={{ ...balances, data }}
        columns={columns}
        rowKey={(row) => row.address}
        empty={{ title: t('person.noAccounts') }}
      />
    </>
  )
}
