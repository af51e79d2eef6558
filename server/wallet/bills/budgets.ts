import { Refusal } from '@suanpan/contract/refusals'
import { businessDate } from '@suanpan/kernel/time'
import type { Ground } from '../../platform/index.ts'
import { monthSums } from './sums.ts'

/** The category under which everything that is spent counts. */
export const ALL_SPENDING = 'all'
const NEAR_PERCENT = 80n
const BUDGETS_MAX = 50

export type BudgetLevel = 'near' | 'broken'

/** A budget of a month with what of it is spent, summed from the movements at this moment. */
export type Budget = {
  category: string
  asset: string
  amount: bigint
  spent: bigint
  level: BudgetLevel | null
}

/** What a payment would make of a budget. */
export type BudgetWarning = Omit<Budget, 'level'> & {
  /** Spent once the payment is made. */
  after: bigint
  level: BudgetLevel
}

export type BudgetChange = {
  person: string
  asset: string
  category: string
  /** `2026-03`; the budget holds from this month on. */
  month: string
  /** Minor units, > 0; null ends the budget. */
  amount: bigint | null
  at: Date
}

/**
 * Sets or ends the budget of a category from a month on; months before keep theirs.
 *
 * Refuses with `too_many_budgets {max}`.
 */
export async function setBudget(ground: Ground, change: BudgetChange): Promise<void> {
  const { person, asset, category, month, amount, at } = change
  const [known] = await ground.db.query<{ count: number; mine: boolean }>(
    `select count(distinct (asset, category))::int4 as count,
       coalesce(bool_or(asset = $2 and category = $3), false) as mine
     from wallet.budgets where person = $1`,
    [person, asset, category],
  )
  if (known && known.count >= BUDGETS_MAX && !known.mine) {
    throw new Refusal('too_many_budgets', { max: BUDGETS_MAX })
  }
  await ground.db.query(
    `insert into wallet.budgets (person, asset, category, month, amount, set_at)
     values ($1, $2, $3, $4::date, $5, $6)
     on conflict (person, asset, category, month) do update
     set amount = excluded.amount, set_at = excluded.set_at`,
    [person, asset, category, `${month}-01`, amount, at],
  )
}

/** The budgets that hold in a month, with what is spent of them; all spending first. */
export async function budgetsOf(
  ground: Ground,
  { person, month }: { person: string; month: string },
): Promise<Budget[]> {
  const { db, config } = ground
  const rows = await db.query<{ category: string; asset: string; amount: bigint | null }>({
    name: 'wallet.budgets_of',
    text: `
      select distinct on (asset, category) asset, category, amount from wallet.budgets
      where person = $1 and month <= $2::date order by asset, category, month desc`,
    values: [person, `${month}-01`],
  })
  const budgets: Budget[] = []
  for (const asset of new Set(rows.map((row) => row.asset))) {
    const { spending, categories } = await monthSums(db, {
      person,
      asset,
      month,
      zone: config.zone,
    })
    const spentIn = new Map(categories.map(({ category, spent }) => [category, spent]))
    for (const row of rows) {
      if (row.asset !== asset || row.amount === null) continue
      const { category, amount } = row
      const spent = category === ALL_SPENDING ? spending : (spentIn.get(category) ?? 0n)
      budgets.push({ category, asset, amount, spent, level: levelOf(spent, amount) })
    }
  }
  return budgets.sort(
    (a, b) =>
      Number(b.category === ALL_SPENDING) - Number(a.category === ALL_SPENDING) ||
      (a.category < b.category ? -1 : 1),
  )
}

/**
 * What a payment of this amount would do to the person's budgets of the month: those that it brings
 * to 80 % or over the top, the broken ones first; empty when none is touched. For the confirm sheet
 * and the code page; it refuses nothing.
 */
export async function budgetWarning(
  ground: Ground,
  spend: { person: string; asset: string; category: string; amount: bigint; at: Date },
): Promise<BudgetWarning[]> {
  const { person, asset, category, amount, at } = spend
  const budgets = await budgetsOf(ground, { person, month: monthOf(at, ground.config.zone) })
  return budgets
    .filter((each) => each.asset === asset)
    .filter((each) => each.category === category || each.category === ALL_SPENDING)
    .flatMap(({ level: _, ...budget }) => {
      const after = budget.spent + amount
      const level = levelOf(after, budget.amount)
      return level === null ? [] : [{ ...budget, after, level }]
    })
    .sort((a, b) => Number(b.level === 'broken') - Number(a.level === 'broken'))
}

/** The calendar month of an instant, `2026-03`. */
export const monthOf = (at: Date, zone: string): string => businessDate(at, zone).slice(0, 7)

/** Near at four fifths; spending exactly the budget does not break it. */
function levelOf(spent: bigint, amount: bigint): BudgetLevel | null {
  if (spent > amount) return 'broken'
  return spent * 100n >= amount * NEAR_PERCENT ? 'near' : null
}
