import { categoryWord } from '@suanpan/contract/categories'
import { Amount, Ident } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useLanguage, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { MerchantLink, PersonLink } from '../../parts/links.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'

type Bill = ResponseOf<Routes['people']['bills']>['items'][number]

/** The bills of a person as they read them, without what they wrote beside them. */
export function PersonBills(props: { person: string }): ReactNode {
  const t = useT()
  const label = useLabel()
  const language = useLanguage()
  const leaf = useLeaf('bills')
  const query = leaf.cursor ? { cursor: leaf.cursor } : {}
  const input = { params: { id: props.person }, query }
  const bills = useRead('people.bills', api.people.bills, input, { keep: true })
  const columns: Column<Bill>[] = [
    {
      key: 'at',
      title: t('sealed.at'),
      phone: 'heading',
      render: ({ occurredAt, id }) => (
        <div className="two-lines">
          <When at={occurredAt} />
          <small>
            <Ident id={id} />
          </small>
        </div>
      ),
    },
    { key: 'kind', title: t('person.billKind'), render: ({ kind }) => label('bill.kind', kind) },
    {
      key: 'category',
      title: t('person.billCategory'),
      render: ({ category }) => categoryWord(category, language),
    },
    {
      key: 'counterpart',
      title: t('person.counterpart'),
      render: ({ counterpart: { id } }) =>
        id?.startsWith('mer_') ? (
          <MerchantLink id={id} />
        ) : id?.startsWith('per_') ? (
          <PersonLink id={id} />
        ) : id ? (
          <Ident id={id} />
        ) : (
          '–'
        ),
    },
    {
      key: 'amount',
      title: t('sealed.amount'),
      align: 'right',
      phone: 'aside',
      render: ({ amount, asset, direction }) => (
        <Amount value={direction === 'out' ? `-${amount}` : amount} asset={asset} flow />
      ),
    },
  ]
  return (
    <DataTable<Bill>
      reading={bills}
      columns={columns}
      rowKey={({ id, direction }) => `${id} ${direction}`}
      leaf={leaf}
      empty={{ title: t('person.billsNone') }}
    />
  )
}
