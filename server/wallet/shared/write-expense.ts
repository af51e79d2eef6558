import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { lockBook, membersOf, refuseArchived, type SharedBook } from './books.ts'
import { checkedWish, refuseOther, type Checked, type ExpenseWish } from './check-expense.ts'
import { getExpenseOf, type Expense, type ExpenseAct, type Payer } from './expenses.ts'
import { bookWords, titleOf, writeWords } from './words.ts'

const EXPENSES_MAX = 5_000
const ACT_WORDS = {
  add: 'expense.added',
  change: 'expense.changed',
  delete: 'expense.deleted',
  restore: 'expense.restored',
} as const satisfies Record<ExpenseAct, string>

type Asked = { book: string; person: string }

/**
 * Writes an expense into a book. Sends `expense.added` to everybody who bears a share or paid.
 *
 * Refuses with `book_not_found`, `book_role`, `book_archived`, `too_many_expenses {max}`,
 * `member_not_found {member}`, `payers_differ`, `shares_differ`, `percent_differs`,
 * `bill_not_found` and `bill_of_payer`, and `id_used_with_other_content`.
 */
export async function addExpense(
  ground: Ground,
  { id, ...asked }: Asked & { id: string },
  wish: ExpenseWish,
): Promise<{ replayed: boolean }> {
  return transaction(ground.db, async (tx) => {
    const book = await lockBook(tx, asked, 'member')
    const [known] = await tx.query<{ book: string }>(
      'select book from wallet.book_expenses where id = $1',
      [id],
    )
    if (known) {
      await refuseOther(ground, tx, { id, person: asked.person, book: book.id }, wish)
      return { replayed: true }
    }
    refuseArchived(book)
    const [count] = await tx.query<{ count: number }>(
      'select count(*)::int4 as count from wallet.book_expenses where book = $1',
      [book.id],
    )
    if ((count?.count ?? 0) >= EXPENSES_MAX) {
      throw new Refusal('too_many_expenses', { max: EXPENSES_MAX })
    }
    const checked = await checkedWish(ground, tx, { book, person: asked.person }, wish)
    await tx.query(
      `insert into wallet.book_expenses (id, book, version, deleted) values ($1, $2, 1, false)`,
      [id, book.id],
    )
    const first = { id, book, version: 1, act: 'add', by: asked.person } as const
    await writeVersion(ground, tx, first, { ...checked, touched: [] })
    return { replayed: false }
  })
}

/**
 * Writes an expense anew; what it was stays in its history. Sends `expense.changed`.
 *
 * @param seen the version that whoever changes it has seen
 * Refuses like `addExpense`, and with `expense_not_found`, `expense_moved_on {version}` and
 * `expense_of_former {member}`.
 */
export function changeExpense(
  ground: Ground,
  asked: { expense: string; person: string; seen: number },
  wish: ExpenseWish,
): Promise<void> {
  return nextVersion(ground, asked, async (tx, book, last) => {
    if (last.deleted) throw new Refusal('expense_not_found', { expense: asked.expense })
    const checked = await checkedWish(ground, tx, { book, person: asked.person, last }, wish)
    return { act: 'change', ...checked, touched: concernedBy(last) }
  })
}

/**
 * Takes an expense out of the sums, or back in again with what it was. Sends `expense.deleted` or
 * `expense.restored`.
 *
 * Refuses with `expense_not_found`, `expense_moved_on {version}`, `expense_of_former {member}`,
 * `book_role` and `book_archived`.
 */
export function deleteExpense(
  ground: Ground,
  asked: { expense: string; person: string; seen: number },
  { deleted }: { deleted: boolean },
): Promise<void> {
  return nextVersion(ground, asked, async (_tx, _book, last) => {
    if (last.deleted === deleted) throw new Refusal('expense_moved_on', { version: last.version })
    const title = (await bookWords(ground, [titleOf(last.id, last.version)])).values().next().value
    return { ...last, act: deleted ? 'delete' : 'restore', title, touched: [] }
  })
}

type Next = Checked & {
  act: ExpenseAct
  /** Whom the version before concerned. */
  touched: readonly string[]
}

async function nextVersion(
  ground: Ground,
  { expense, person, seen }: { expense: string; person: string; seen: number },
  next: (tx: Tx, book: SharedBook, last: Expense) => Promise<Next>,
): Promise<void> {
  await transaction(ground.db, async (tx) => {
    const { book: id } = await getExpenseOf(tx, { expense, person })
    const book = await lockBook(tx, { book: id, person }, 'member')
    refuseArchived(book)
    const last = await getExpenseOf(tx, { expense, person })
    if (last.version !== seen) throw new Refusal('expense_moved_on', { version: last.version })
    await refuseOfFormer(tx, last)
    const { act, ...written } = await next(tx, book, last)
    const version = last.version + 1
    await tx.query('update wallet.book_expenses set version = $2, deleted = $3 where id = $1', [
      expense,
      version,
      act === 'delete',
    ])
    await writeVersion(ground, tx, { id: expense, book, version, act, by: person }, written)
  })
}

/** Whoever left did so at zero, and nothing that is written later may change that behind them. */
async function refuseOfFormer(tx: Tx, expense: Expense): Promise<void> {
  const members = await membersOf(tx, expense.book)
  const here = new Set(members.flatMap((each) => (each.leftAt === null ? [each.person] : [])))
  const member = concernedBy(expense).find((person) => !here.has(person))
  if (member !== undefined) throw new Refusal('expense_of_former', { member })
}

type Written = { id: string; book: SharedBook; version: number; act: ExpenseAct; by: string }

async function writeVersion(
  ground: Ground,
  tx: Tx,
  of: Written,
  next: Omit<Next, 'act'>,
): Promise<void> {
  const { id, version, act, by } = of
  const { title, payers, amount, split, spentOn, bill, billOf, shares } = next
  const at = ground.clock.now()
  const payer = payers[0]?.person
  await tx.query(
    `insert into wallet.book_expense_versions
       (expense, version, act, by, at, payer, amount, split, spent_on, bill, bill_of)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, version, act, by, at, payer, amount, split, spentOn, bill, billOf],
  )
  if (payers.length > 1) await writePayers(tx, { id, version }, payers)
  await tx.query(
    `insert into wallet.book_shares (expense, version, place, person, amount, weight)
     select $1, $2, n.place, n.person, n.amount, n.weight
     from unnest($3::text[], $4::int8[], $5::int8[]) with ordinality
       as n (person, amount, weight, place)`,
    [
      id,
      version,
      shares.map(({ person }) => person),
      shares.map((share) => share.amount),
      shares.map(({ weight }) => weight),
    ],
  )
  if (title !== undefined) {
    await writeWords(tx.query, ground, { subject: titleOf(id, version), author: by, text: title })
  }
  tell(tx, of, { ...next, at })
}

/** Who paid alone stands in the version itself. */
async function writePayers(
  tx: Tx,
  { id, version }: { id: string; version: number },
  payers: readonly Payer[],
): Promise<void> {
  await tx.query(
    `insert into wallet.book_payers (expense, version, place, person, amount)
     select $1, $2, n.place, n.person, n.amount
     from unnest($3::text[], $4::int8[]) with ordinality as n (person, amount, place)`,
    [id, version, payers.map(({ person }) => person), payers.map(({ amount }) => amount)],
  )
}

/** Everybody whom it concerns or did before learns of it, but for whoever wrote it. */
function tell(
  tx: Tx,
  { id, book, version, act, by }: Written,
  { at, touched, ...next }: Omit<Next, 'act'> & { at: Date },
): void {
  const concerned = new Set([...concernedBy(next), ...touched])
  concerned.delete(by)
  for (const person of concerned) {
    const share = next.shares.find((each) => each.person === person)?.amount ?? 0n
    tx.emit({
      id: derivedId('ltr', id, `${act} ${version} ${person}`),
      type: ACT_WORDS[act],
      party: person,
      at,
      body: {
        book: book.id,
        expense: id,
        person,
        actor: by,
        asset: book.asset,
        amount: String(next.amount),
        share: String(share),
        occurredAt: at.toISOString(),
      },
    })
  }
}

const concernedBy = ({ payers, shares }: Pick<Checked, 'payers' | 'shares'>): string[] =>
  [...payers, ...shares].map(({ person }) => person)
