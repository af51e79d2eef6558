import { Amount, formatAmount } from '@suanpan/ui'
import { categoryWord, chosenCategories } from '@suanpan/contract/categories'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { CNY, minorOf, textOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Choice } from '../../parts/page/Choice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { MonthBar, useThisMonth } from '../bills/months.tsx'
import '../bills/bills.css'

type BudgetView = ResponseOf<Routes['budgets']['list']>['items'][number]
type Edited = { category: string; amount: string; known: boolean }

const ALL = 'all'

/** How much of what one meant to spend is spent. */
export function Budgets(): ReactNode {
  const t = useT()
  const language = useLanguage()
  const latest = useThisMonth()
  const [month, setMonth] = useState(latest)
  const [adding, setAdding] = useState(false)
  const [edited, setEdited] = useState<Edited>()
  const read = useRead('budgets.list', api.budgets.list, { params: { month } })
  const there = new Set(read.data?.items.map(({ category }) => category))
  const free = [ALL, ...chosenCategories].filter((code) => !there.has(code))
  return (
    <Page
      title={t('budgets.title')}
      back="/bills"
      foot={
        <Button look="main" onClick={() => setAdding(true)}>
          {t('budgets.add')}
        </Button>
      }
    >
      <MonthBar month={month} onChange={setMonth} />
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('budgets.none')} hint={t('budgets.noneHint')} />
          ) : (
            items.map((budget) => (
              <BudgetCard
                key={`${budget.asset} ${budget.category}`}
                budget={budget}
                onEdit={() =>
                  setEdited({
                    category: budget.category,
                    amount: textOf(BigInt(budget.amount)),
                    known: true,
                  })
                }
              />
            ))
          )
        }
      </Loaded>
      <PutAwayTips />
      <Choice
        open={adding}
        title={t('budgets.for')}
        value={undefined}
        options={free.map((value) => ({ value, label: categoryWord(value, language) }))}
        onChoose={(category) => setEdited({ category, amount: '', known: false })}
        onClose={() => setAdding(false)}
      />
      <Sheet
        open={edited !== undefined}
        title={edited ? categoryWord(edited.category, language) : ''}
        onClose={() => setEdited(undefined)}
      >
        {edited ? (
          <BudgetForm month={month} edited={edited} onDone={() => setEdited(undefined)} />
        ) : null}
      </Sheet>
    </Page>
  )
}

/** The way back for tips that were put away, also when it was done long ago. */
function PutAwayTips(): ReactNode {
  const t = useT()
  const { data } = useRead('tips.list', api.tips.list, {})
  const bring = useWrite(api.tips.bringAllBack, ['tips.list'])
  if (!data || data.putAway === 0) return null
  return (
    <>
      {bring.error ? <Failed error={bring.error} /> : null}
      <Button look="words" busy={bring.isPending} onClick={() => bring.mutate({})}>
        {t('bills.tip.bring')}
      </Button>
    </>
  )
}

function BudgetCard(props: { budget: BudgetView; onEdit: () => void }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { category, asset, amount, spent, level } = props.budget
  const left = BigInt(amount) - BigInt(spent)
  const used = BigInt(spent) <= 0n ? 0 : Number((BigInt(spent) * 1000n) / BigInt(amount)) / 10
  return (
    <button type="button" className="wt-plain wt-card bills-budget" onClick={props.onEdit}>
      <span className="bills-budget-head">
        <strong>{categoryWord(category, language)}</strong>
        <span>
          <Amount value={spent} asset={asset} /> / <Amount value={amount} asset={asset} />
        </span>
      </span>
      <span
        className="bills-meter"
        data-level={level ?? 'fine'}
        role="img"
        aria-label={t('budgets.used', { percent: used })}
      >
        <i style={{ width: `${Math.min(used, 100)}%` }} />
      </span>
      <span className="wt-row-note">
        {left < 0n
          ? t('budgets.over', { amount: formatAmount(-left, asset) })
          : t('budgets.left', { amount: formatAmount(left, asset) })}
      </span>
    </button>
  )
}

function BudgetForm(props: { month: string; edited: Edited; onDone: () => void }): ReactNode {
  const t = useT()
  const { month, edited } = props
  const [amount, setAmount] = useState(edited.amount)
  const set = useWrite(api.budgets.set, ['budgets.list', 'tips.list'])
  const minor = minorOf(amount)
  const send = (wanted: string | null): void =>
    set.mutate(
      { params: { month, category: edited.category }, body: { asset: CNY, amount: wanted } },
      { onSuccess: props.onDone },
    )
  return (
    <>
      <AmountField
        label={t('budgets.monthly')}
        value={amount}
        onChange={setAmount}
        hint={t('budgets.hint')}
      />
      {set.error ? <Failed error={set.error} /> : null}
      <Button
        look="main"
        busy={set.isPending}
        disabled={minor === undefined || minor === 0n}
        onClick={() => send(String(minor))}
      >
        {t('action.save')}
      </Button>
      {edited.known ? (
        <Button look="words" disabled={set.isPending} onClick={() => send(null)}>
          {t('budgets.end')}
        </Button>
      ) : null}
    </>
  )
}
