import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { When } from '../../parts/When.tsx'

type Card = ResponseOf<Routes['people']['cards']>['items'][number]

/** The bound cards of a person in the order of deduction, by their last digits. */
export function PersonCards(props: { person: string }): ReactNode {
  const t = useT()
  const cards = useRead('people.cards', api.people.cards, { params: { id: props.person } })
  const columns: Column<Card>[] = [
    {
      key: 'card',
      title: t('person.card'),
      phone: 'heading',
      render: ({ bank, lastFour }) => (
        <span>
          {bank} <span className="sp-num">{`•••• ${lastFour}`}</span>
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('person.billKind'),
      phone: 'aside',
      render: ({ kind }) => t(`person.cardKind.${kind}`),
    },
    { key: 'bound', title: t('person.boundAt'), render: ({ boundAt }) => <When at={boundAt} /> },
  ]
  return (
    <DataTable<Card>
      reading={cards}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ title: t('person.cardsNone') }}
    />
  )
}
