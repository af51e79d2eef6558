import { categoryWord, chosenCategories } from '@suanpan/contract/categories'
import { useState, type ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Tick } from '../../parts/page/Field.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import type { BillView } from './BillRow.tsx'
import './bills.css'

/** What stands otherwise once somebody said something about a bill. */
export const BILL_CHANGES = [
  'bills.get',
  'bills.list',
  'bills.month',
  'bills.year',
  'budgets.list',
  'tips.list',
] as const

/** Only what was spent, or came back of it, is counted by category. */
export const hasCategory = ({ effect }: BillView): boolean =>
  effect === 'spending' || effect === 'refund'

/** Another category for one bill, or from now on for all of its merchant. */
export function CategoryForm(props: { bill: BillView; onDone: () => void }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { bill } = props
  const [always, setAlways] = useState(false)
  const change = useWrite(api.bills.change, BILL_CHANGES)
  const choices = [...new Set([bill.givenCategory, ...chosenCategories])]
  const choose = (code: string): void => {
    const category = code === bill.givenCategory ? null : code
    change.mutate(
      { params: { id: bill.id }, body: { category, always } },
      {
        onSuccess: () => {
          say(t('bills.saved'))
          props.onDone()
        },
      },
    )
  }
  return (
    <>
      {bill.counterpart.kind === 'merchant' ? (
        <Tick checked={always} onChange={setAlways}>
          {t('bills.always')}
        </Tick>
      ) : null}
      <div className="bills-choices">
        {choices.map((code) => (
          <button
            key={code}
            type="button"
            className="wt-plain bills-chip"
            aria-pressed={code === bill.category}
            disabled={change.isPending}
            onClick={() => choose(code)}
          >
            {categoryWord(code, language)}
          </button>
        ))}
      </div>
      {change.error ? <Failed error={change.error} /> : null}
    </>
  )
}
