import { derivedId } from '@suanpan/kernel/ids'
import {
  transaction,
  type DeliveredLetter,
  type Ground,
  type Subscriber,
} from '../../platform/index.ts'
import { budgetsOf, monthOf } from './budgets.ts'
import type { Budget, BudgetLevel } from './budgets.ts'

/** A budget set by another process is heard of within this time. */
const NEWS_OF_BUDGETS_MS = 1_000
/** Clocks of processes differ, and what commits late carries an earlier time. */
const OVERLAP_MS = 60_000

/**
 * Reminds people of their budgets: `budget.near` at 80 %, `budget.broken` once more is spent than
 * was set, each once a month. Who has no budget costs no question: those who have are remembered.
 */
export function budgetSubscriber(ground: Ground): Subscriber {
  const hasBudgets = peopleWithBudgets(ground)
  return {
    name: 'budgets',
    types: ['payment.settled', 'transfer.sent', 'bill_payment.ordered'],
    async handle(letter) {
      const person = letter.party
      if (letter.sandbox || !(await hasBudgets(person))) return
      const { clock, config } = ground
      const month = monthOf(letter.at, config.zone)
      // What is told again from months ago reminds nobody.
      if (month !== monthOf(clock.now(), config.zone)) return
      for (const budget of await budgetsOf(ground, { person, month })) {
        if (budget.level !== null)
          await remind(ground, letter, { budget, month, level: budget.level })
      }
    },
  }
}

async function remind(
  ground: Ground,
  letter: DeliveredLetter,
  { budget, month, level }: { budget: Budget; month: string; level: BudgetLevel },
): Promise<void> {
  const { category, asset, amount, spent } = budget
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    const fresh = await tx.query({
      name: 'wallet.remind_of_budget',
      text: `insert into wallet.budget_reminders (person, asset, category, month, level, reminded_at)
             values ($1, $2, $3, $4::date, $5, $6) on conflict do nothing returning 1`,
      values: [letter.party, asset, category, `${month}-01`, level, at],
    })
    if (fresh.length === 0) return
    tx.emit({
      id: derivedId('ltr', letter.id, `budget.${level} ${asset} ${category}`),
      type: `budget.${level}`,
      party: letter.party,
      at,
      body: {
        person: letter.party,
        month,
        category,
        asset,
        amount: String(amount),
        spent: String(spent),
      },
    })
  })
}

function peopleWithBudgets({ db }: Ground): (person: string) => Promise<boolean> {
  const people = new Set<string>()
  let since = new Date(OVERLAP_MS)
  let until = 0
  return async (person) => {
    const now = performance.now()
    if (now > until) {
      const rows = await db.query<{ person: string; set_at: Date }>({
        name: 'wallet.budgets_since',
        text: `select person, max(set_at) as set_at from wallet.budgets where set_at >= $1 group by person`,
        values: [new Date(since.getTime() - OVERLAP_MS)],
      })
      for (const row of rows) {
        people.add(row.person)
        if (row.set_at > since) since = row.set_at
      }
      until = now + NEWS_OF_BUDGETS_MS
    }
    return people.has(person)
  }
}
