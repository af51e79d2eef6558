import { categoryWord } from '@suanpan/contract/categories'
import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Notice } from '../../parts/page/Notice.tsx'

export type BudgetState = {
  category: string
  asset: string
  amount: string
  after: string
  level: 'near' | 'broken'
}

/** What a payment would make of one's budgets, or how they stand where none is named. */
export function BudgetNotes(props: { merchant?: string; amount?: string }): ReactNode {
  const { merchant, amount } = props
  const query = {
    ...(merchant !== undefined && { merchant }),
    ...(amount !== undefined && { amount }),
  }
  const read = useRead('budgets.warning', api.budgets.warning, { query })
  const items = read.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Notice tone="warning">
      <BudgetLines items={items} />
    </Notice>
  )
}

/** One sentence a budget, those that break first. */
export function BudgetLines({ items }: { items: readonly BudgetState[] }): ReactNode {
  const t = useT()
  const language = useLanguage()
  return items.map(({ category, asset, amount, after, level }) => (
    <p key={category}>
      {t(level === 'broken' ? 'pay.budgetBroken' : 'pay.budgetNear', {
        category: categoryWord(category, language),
      })}{' '}
      <Amount value={after} asset={asset} /> / <Amount value={amount} asset={asset} />
    </p>
  ))
}
