import { businessDate, startOfDay } from '@suanpan/kernel/time'
import type { Ground } from '../../platform/index.ts'
import { budgetsOf } from './budgets.ts'
import type { Budget } from './budgets.ts'
import { addMonths, spanOfMonth, spanSums } from './sums.ts'
import type { CategorySum } from './sums.ts'

/** A rise is worth a word when it is half again as much, and at least this much. */
const RISE_PERCENT = 150n
const RISE_MINIMUM = 10_000n

/** Something worth knowing about one's own spending, with its numbers; never an offer. */
export type Tip =
  | {
      kind: 'budget'
      category: string
      asset: string
      amount: bigint
      spent: bigint
      broken: boolean
    }
  | { kind: 'rise'; category: string; asset: string; now: bigint; before: bigint }

/**
 * The tips of a person at this moment: budgets that are nearly used or broken, then categories that
 * rose by half against the same days of last month.
 */
export async function tipsFor(
  ground: Ground,
  { person, asset, at }: { person: string; asset: string; at: Date },
): Promise<Tip[]> {
  const { db, config } = ground
  const date = businessDate(at, config.zone)
  const month = date.slice(0, 7)
  const last = addMonths(month, -1)
  const { from, until: end } = spanOfMonth(last, config.zone)
  const sameDay =
    startOfDay(`${last}-01`, config.zone).getTime() +
    (at.getTime() - spanOfMonth(month, config.zone).from.getTime())
  const until = new Date(Math.min(sameDay, end.getTime()))
  const [budgets, now, before] = await Promise.all([
    budgetsOf(ground, { person, month }),
    spanSums(db, { person, asset, ...spanOfMonth(month, config.zone) }, config.zone),
    spanSums(db, { person, asset, from, until }, config.zone),
  ])
  return [...budgetTips(budgets), ...riseTips(asset, now.categories, before.categories)]
}

function budgetTips(budgets: Budget[]): Tip[] {
  return budgets
    .filter(({ level }) => level !== null)
    .map(({ category, asset, amount, spent, level }) => ({
      kind: 'budget' as const,
      category,
      asset,
      amount,
      spent,
      broken: level === 'broken',
    }))
}

/** Only categories that were there last month: a first purchase is no rise. */
function riseTips(asset: string, now: CategorySum[], before: CategorySum[]): Tip[] {
  const then = new Map(before.map(({ category, spent }) => [category, spent]))
  return now.flatMap(({ category, spent }) => {
    const was = then.get(category) ?? 0n
    const rose = was > 0n && spent - was >= RISE_MINIMUM && spent * 100n >= was * RISE_PERCENT
    return rose ? [{ kind: 'rise' as const, category, asset, now: spent, before: was }] : []
  })
}
