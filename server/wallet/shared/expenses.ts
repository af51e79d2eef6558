import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../../platform/index.ts'
import type { Share, Split } from './shares.ts'

export type ExpenseAct = 'add' | 'change' | 'delete' | 'restore'

/** One version of an expense: every act makes the next one, and none is ever changed. */
export type ExpenseVersion = {
  version: number
  act: ExpenseAct
  by: string
  at: Date
  payer: string
  amount: bigint
  split: Split
  /** A calendar day, `2026-03-03`. */
  spentOn: string
  /** The payment of the payer that it was, for the payer to look up. */
  bill: string | null
  shares: Share[]
}

/** An expense as it stands: its last version. */
export type Expense = ExpenseVersion & { id: string; book: string; deleted: boolean }

const VERSION = `
  v.version, v.act, v.by, v.at, v.payer, v.amount, v.split, v.spent_on::text as "spentOn", v.bill,
  (select json_agg(json_build_object('person', s.person, 'amount', s.amount::text,
     'weight', s.weight::text) order by s.place)
   from wallet.book_shares s where s.expense = v.expense and s.version = v.version) as shares`

const EXPENSE = `
  select e.id, e.book, e.deleted, ${VERSION} from wallet.book_expenses e
  join wallet.book_expense_versions v on v.expense = e.id and v.version = e.version`

type ShareRow = { person: string; amount: string; weight: string }
type Row<T extends ExpenseVersion> = Omit<T, 'shares'> & { shares: ShareRow[] }

export type ExpenseFilter = {
  book: string
  /** Deleted ones too, as an export has them not. */
  deleted?: boolean
  before?: { spentOn: string; id: string }
  limit: number
}

/** The expenses of a book, the latest day first. */
export async function listExpenses(db: Db, filter: ExpenseFilter): Promise<Expense[]> {
  const { book, deleted = false, before, limit } = filter
  const rows = await db.query<Row<Expense>>({
    name: 'wallet.list_expenses',
    text: `${EXPENSE} where e.book = $1 and (not e.deleted or $2)
             and ($3::date is null or (v.spent_on, e.id) < ($3, $4))
           order by v.spent_on desc, e.id desc limit $5`,
    values: [book, deleted, before?.spentOn ?? null, before?.id ?? null, limit],
  })
  return rows.map(withShares)
}

/** An expense of a book that this person is in. Refuses with `expense_not_found {expense}`. */
export async function getExpenseOf(
  { query }: { query: Query },
  { expense, person }: { expense: string; person: string },
): Promise<Expense> {
  const [row] = await query<Row<Expense>>({
    name: 'wallet.get_expense_of',
    text: `${EXPENSE} where e.id = $1 and exists (select from wallet.book_members m
             where m.book = e.book and m.person = $2 and m.left_at is null)`,
    values: [expense, person],
  })
  if (!row) throw new Refusal('expense_not_found', { expense })
  return withShares(row)
}

/** Everything that was done to an expense, the first act first. */
export async function historyOf(db: Db, expense: string): Promise<ExpenseVersion[]> {
  const rows = await db.query<Row<ExpenseVersion>>({
    name: 'wallet.history_of_expense',
    text: `select ${VERSION} from wallet.book_expense_versions v
           where v.expense = $1 order by v.version`,
    values: [expense],
  })
  return rows.map(withShares)
}

function withShares<T extends ExpenseVersion>(
  row: Row<T>,
): Omit<T, 'shares'> & { shares: Share[] } {
  const shares = row.shares.map(({ person, amount, weight }) => ({
    person,
    amount: BigInt(amount),
    weight: BigInt(weight),
  }))
  return { ...row, shares }
}
