import { Amount, EmptyState, Ident } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Sheet } from '../../parts/Page.tsx'
import { StateTag } from '../../parts/StateTag.tsx'

type Break = ResponseOf<Routes['custodian']['day']>['breaks'][number]

/** What is on one side only at the end of a day, the oldest first. */
export function Breaks(props: { day: string; asset: string }): ReactNode {
  const t = useT()
  const { day, asset } = props
  const input = { params: { day }, query: { asset } }
  const { data, ...reading } = useRead('custodian.day', api.custodian.day, input, { keep: true })
  if (data && data.breaks.length === 0)
    return (
      <Sheet title={t('custodian.breaks')}>
        <EmptyState
          picture="done"
          title={t('custodian.noBreaks')}
          hint={t('custodian.noBreaksHint')}
        />
      </Sheet>
    )
  return (
    <Sheet flush title={t('custodian.breaks')}>
      <DataTable<Break>
        reading={{ ...reading, data: data && { items: data.breaks } }}
        columns={columns(t, asset)}
        rowKey={(row) => `${row.order ?? row.reference} ${row.booked} ${row.stated} ${row.since}`}
        empty={{ title: t('custodian.noBreaks') }}
      />
      {data?.more ? <p className="muted">{t('custodian.more')}</p> : null}
    </Sheet>
  )
}

function columns(t: Translate, asset: string): Column<Break>[] {
  const money = (value: string): ReactNode =>
    value === '0' ? '–' : <Amount value={value} asset={asset} unit={false} />
  return [
    {
      key: 'order',
      title: t('custodian.order'),
      phone: 'heading',
      render: ({ order, reference }) => (
        <div className="two-lines">
          {order === null ? t('custodian.noOrder') : <Ident id={order} copy />}
          {reference === null ? null : <small>{reference}</small>}
        </div>
      ),
    },
    {
      key: 'kind',
      title: t('custodian.kind'),
      phone: 'aside',
      render: ({ kind }) => (
        <StateTag tone={kind === 'in_transit' ? 'info' : 'bad'}>
          {t(`custodian.kind.${kind}`)}
        </StateTag>
      ),
    },
    {
      key: 'booked',
      title: t('custodian.booked'),
      align: 'right',
      render: ({ booked }) => money(booked),
    },
    {
      key: 'stated',
      title: t('custodian.stated'),
      align: 'right',
      render: ({ stated }) => money(stated),
    },
    {
      key: 'since',
      title: t('custodian.since'),
      render: ({ since }) => <span className="sp-num">{since}</span>,
    },
    {
      key: 'age',
      title: t('custodian.age'),
      align: 'right',
      render: ({ ageDays }) => (
        <span className="sp-num">{t('custodian.ageDays', { days: ageDays })}</span>
      ),
    },
  ]
}
