import { formatAmount } from '@suanpan/ui'
import { categoryWord } from '@suanpan/contract/categories'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Notice } from '../../parts/page/Notice.tsx'

const SHOWN_MAX = 2

/** What is worth knowing about this month; nothing is drawn while there is nothing to say. */
export function Tips(): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { data } = useRead('tips.list', api.tips.list, {})
  return data?.items.slice(0, SHOWN_MAX).map((tip) => {
    const category = categoryWord(tip.category, language)
    const warning = tip.kind === 'budget' && tip.broken
    return (
      <Notice key={`${tip.kind} ${tip.category}`} tone={warning ? 'warning' : 'news'}>
        {tip.kind === 'budget'
          ? t(tip.broken ? 'bills.tip.broken' : 'bills.tip.near', {
              category,
              spent: formatAmount(tip.spent, tip.asset),
              amount: formatAmount(tip.amount, tip.asset),
            })
          : t('bills.tip.rise', {
              category,
              now: formatAmount(tip.now, tip.asset),
              before: formatAmount(tip.before, tip.asset),
            })}
      </Notice>
    )
  })
}
