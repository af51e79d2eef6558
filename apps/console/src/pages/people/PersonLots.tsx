import { Amount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Switch } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { AddressLink } from '../../parts/links.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'

type Lot = ResponseOf<Routes['people']['lots']>['items'][number]

/** Lots of points, the earliest to expire first: the order in which they are spent. */
export function PersonLots(props: { person: string }): ReactNode {
  const t = useT()
  const [spent, setSpent] = useState(false)
  const lots = useRead(
    'people.lots',
    api.people.lots,
    { params: { id: props.person }, query: { spent: spent ? 'true' : 'false' } },
    { keep: true },
  )
  const columns: Column<Lot>[] = [
    {
      key: 'expires',
      title: t('lots.expires'),
      phone: 'heading',
      width: 180,
      render: (lot) => (lot.expiresAt ? <When at={lot.expiresAt} /> : t('lots.never')),
    },
    { key: 'programme', title: t('lots.programme'), render: (lot) => lot.programme },
    { key: 'funder', title: t('lots.funder'), render: (lot) => lot.funder },
    {
      key: 'remaining',
      title: t('lots.remaining'),
      align: 'right',
      phone: 'aside',
      render: (lot) => <Amount value={lot.remaining} asset={lot.asset} unit={false} />,
    },
    {
      key: 'issued',
      title: t('lots.issued'),
      align: 'right',
      render: (lot) => <Amount value={lot.issued} asset={lot.asset} unit={false} />,
    },
    { key: 'state', title: t('lots.state'), render: (lot) => <LotState lot={lot} /> },
    {
      key: 'address',
      title: t('accounts.address'),
      phone: 'hidden',
      render: (lot) => <AddressLink address={lot.address} />,
    },
  ]
  return (
    <>
      <div className="filters">
        <label className="switch">
          <Switch size="small" checked={spent} onChange={setSpent} /> {t('lots.showSpent')}
        </label>
      </div>
      <DataTable<Lot>
        reading={lots}
        columns={columns}
        rowKey={(lot) => lot.address}
        empty={{ title: t('lots.none'), hint: t('lots.noneHint') }}
      />
    </>
  )
}

function LotState(props: { lot: Lot }): ReactNode {
  const t = useT()
  if (props.lot.expired) return <StateTag tone="quiet">{t('lots.expired')}</StateTag>
  if (props.lot.remaining === '0') return <StateTag tone="quiet">{t('lots.spent')}</StateTag>
  return <StateTag tone="good">{t('lots.usable')}</StateTag>
}
