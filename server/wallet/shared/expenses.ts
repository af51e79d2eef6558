import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../../platform/index.ts'
import type { Share, Split } from './shares.ts'

export type ExpenseAct = 'add' | 'change' | 'delete' | 'restore'

/** What one of those who paid put down. */
export type Payer = { person: string; amount: bigint }

/** One version of an expense: every act makes the next one, and none is ever changed. */
export type ExpenseVersion = {
  version: number
  act: ExpenseAct
  by: string
  at: Date
  /** Who paid, in all the amount. */
  payers: Payer[]
  amount: bigint
  split: Split
  /** A calendar day, `2026-03-03`. */
  spentOn: string
  /** The payment that it was, for whoever linked it to look up: one of those who paid. */
  bill: string | null
  billOf: string | null
  shares: Share[]
}

/** An expense as it stands: its last version. */
export type Expense = ExpenseVersion & { id: string; book: string; deleted: boolean }

const VERSION = `
  v.version, v.act, v.by, v.at, v.amount, v.split, v.spent_on::text as "spentOn", v.bill,
  case when v.bill is not null then coalesce(v.bill_of, v.payer) end as "billOf",
  coalesce((select json_agg(json_build_object('person', p.person, 'amount', p.amount::text)
      order by p.place)
    from wallet.book_payers p where p.expense = v.expense and p.version = v.version),
    json_build_array(json_build_object('person', v.payer, 'amount', v.amount::text))) as payers,
  (select json_agg(json_build_object('person', s.person, 'amount', s.amount::text,
     'weight', s.weight::text) order by s.place)
   from wallet.book_shares s where s.expense = v.expense and s.version = v.version) as shares`

const EXPENSE = `
  select e.id, e.book, e.deleted, ${VERSION} from wallet.book_expenses e
  join wallet.book_expense_versions v on v.expense = e.id and v.version = e.version`

type PayerRow = { person: string; amount: string }
type ShareRow = PayerRow & { weight: string }
type Row<T extends ExpenseVersion> = Omit<T, 'shares' | 'payers'> & {
  shares: ShareRow[]
  payers: PayerRow[]
}

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
  return rows.map(inMinorUnits)
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
  return inMinorUnits(row)
}

/** Everything that was done to an expense, the first act first. */
export async function historyOf(
  { query }: { query: Query },
  expense: string,
): Promise<ExpenseVersion[]> {
  const rows = await query<Row<ExpenseVersion>>({
    name: 'wallet.history_of_expense',
    text: `select ${VERSION} from wallet.book_expense_versions v
           where v.expense = $1 order by v.version`,
    values: [expense],
  })
  return rows.map(inMinorUnits)
}

function inMinorUnits<T extends ExpenseVersion>(
  row: Row<T>,
): Omit<T, 'shares' | 'payers'> & { shares: Share[]; payers: Payer[] } {
  const shares = row.shares.map(({ person, amount, weight }) => ({
    person,
    amount: BigInt(amount),
    weight: BigInt(weight),
  }))
  const payers = row.payers.map(({ person, amount }) => ({ person, amount: BigInt(amount) }))
  return { ...row, shares, payers }
}
