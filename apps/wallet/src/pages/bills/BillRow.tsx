import { Amount } from '@suanpan/ui'
import { categoryWord } from '@suanpan/contract/categories'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useLabel, useLanguage, useT } from '../../i18n/index.ts'
import { Row } from '../../parts/page/Rows.tsx'
import { When } from '../../parts/time/When.tsx'

export type BillView = ResponseOf<Routes['bills']['list']>['items'][number]

/**
 * A bill in a list: with whom, what, when, and how much with its sign. It opens, or with `onSort` is
 * given another category.
 */
export function BillRow(props: { bill: BillView; onSort?: () => void }): ReactNode {
  const { bill } = props
  const t = useT()
  const language = useLanguage()
  const title = useBillTitle()
  return (
    <Row
      {...(props.onSort ? { onClick: props.onSort } : { to: `/bills/${bill.id}` })}
      title={title(bill)}
      note={
        <>
          {categoryWord(bill.category, language)} · <When at={bill.occurredAt} show="time" />
          {bill.state === 'settled' ? null : ` · ${t(`bills.state.${bill.state}`)}`}
          {bill.title === null ? null : ` · ${bill.title}`}
          {bill.note === null ? null : ` · ${bill.note}`}
        </>
      }
      value={<Amount value={signed(bill)} asset={bill.asset} flow />}
    />
  )
}

/** What goes out has its minus, what comes in its plus. */
export function signed(bill: Pick<BillView, 'amount' | 'direction'>): string {
  return bill.direction === 'out' ? `-${bill.amount}` : bill.amount
}

/** The counterpart's name, or what the movement is. */
export function useBillTitle(): (bill: BillView) => string {
  const label = useLabel()
  return ({ counterpart, kind }) => counterpart.name ?? label('bills.kind', kind)
}
