import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { getBill } from '../bills/bills.ts'
import { lockBook, membersOf, refuseArchived, type SharedBook } from './books.ts'
import { getExpenseOf, type Expense, type ExpenseAct } from './expenses.ts'
import { sharesOf, type Part, type Share, type Split } from './shares.ts'
import { bookWords, titleOf, writeWords } from './words.ts'

const EXPENSES_MAX = 5_000
const ACT_WORDS = {
  add: 'expense.added',
  change: 'expense.changed',
  delete: 'expense.deleted',
  restore: 'expense.restored',
} as const satisfies Record<ExpenseAct, string>

export type ExpenseWish = {
  title: string
  payer: string
  amount: bigint
  split: Split
  parts: readonly Part[]
  spentOn: string
  bill: string | null
}
type Asked = { book: string; person: string }

/**
 * Writes an expense into a book. Sends `expense.added` to everybody who bears a share or paid.
 *
 * Refuses with `book_not_found`, `book_role`, `book_archived`, `too_many_expenses {max}`,
 * `member_not_found {member}`, `shares_differ`, `percent_differs`, `bill_not_found` and
 * `bill_of_payer`, and `id_used_with_other_content`.
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
    const shares = await checkedShares(ground, tx, { book, person: asked.person }, wish)
    await tx.query(
      `insert into wallet.book_expenses (id, book, version, deleted) values ($1, $2, 1, false)`,
      [id, book.id],
    )
    await writeVersion(
      ground,
      tx,
      { id, book, version: 1, act: 'add', by: asked.person },
      {
        ...wish,
        shares,
        touched: [],
      },
    )
    return { replayed: false }
  })
}

/**
 * Writes an expense anew; what it was stays in its history. Sends `expense.changed`.
 *
 * @param seen the version that whoever changes it has seen
 * Refuses like `addExpense`, and with `expense_not_found` and `expense_moved_on {version}`.
 */
export function changeExpense(
  ground: Ground,
  asked: { expense: string; person: string; seen: number },
  wish: ExpenseWish,
): Promise<void> {
  return nextVersion(ground, asked, async (tx, book, { deleted, shares, payer }) => {
    if (deleted) throw new Refusal('expense_not_found', { expense: asked.expense })
    const same = { book, person: asked.person }
    const touched = [payer, ...shares.map(({ person }) => person)]
    return {
      act: 'change',
      ...wish,
      shares: await checkedShares(ground, tx, same, wish),
      touched,
    }
  })
}

/**
 * Takes an expense out of the sums, or back in again with what it was. Sends `expense.deleted` or
 * `expense.restored`.
 *
 * Refuses with `expense_not_found`, `expense_moved_on {version}`, `book_role` and `book_archived`.
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

type Next = Omit<ExpenseWish, 'parts' | 'title'> & {
  act: ExpenseAct
  title: string | undefined
  shares: readonly Share[]
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

/** What everybody bears, once all of it is about people who are in the book. */
async function checkedShares(
  ground: Ground,
  tx: Tx,
  { book, person }: { book: SharedBook; person: string },
  { payer, parts, bill, ...wish }: ExpenseWish,
): Promise<Share[]> {
  const members = await membersOf(tx, book.id)
  const order = members.filter(({ leftAt }) => leftAt === null).map((each) => each.person)
  for (const member of [payer, ...parts.map((part) => part.person)]) {
    if (!order.includes(member)) throw new Refusal('member_not_found', { member })
  }
  if (bill !== null) {
    if (payer !== person) throw new Refusal('bill_of_payer', { bill })
    const found = await getBill(ground.db, { person, bill })
    if (found?.kind !== 'payment') throw new Refusal('bill_not_found', { bill })
  }
  const inOrder = parts.toSorted((a, b) => order.indexOf(a.person) - order.indexOf(b.person))
  return sharesOf({ ...wish, asset: book.asset }, inOrder)
}

async function writeVersion(
  ground: Ground,
  tx: Tx,
  of: { id: string; book: SharedBook; version: number; act: ExpenseAct; by: string },
  { title, payer, amount, split, spentOn, bill, shares, touched }: Omit<Next, 'act'>,
): Promise<void> {
  const { id, book, version, act, by } = of
  const at = ground.clock.now()
  await tx.query(
    `insert into wallet.book_expense_versions
       (expense, version, act, by, at, payer, amount, split, spent_on, bill)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, version, act, by, at, payer, amount, split, spentOn, bill],
  )
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
  const concerned = new Set([payer, ...shares.map(({ person }) => person), ...touched])
  concerned.delete(by)
  for (const person of concerned) {
    const share = shares.find((each) => each.person === person)?.amount ?? 0n
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
        amount: String(amount),
        share: String(share),
        occurredAt: at.toISOString(),
      },
    })
  }
}

/** The same request again makes nothing; another one under its id is refused. */
async function refuseOther(
  ground: Ground,
  tx: Tx,
  { id, person, book }: { id: string; person: string; book: string },
  wish: ExpenseWish,
): Promise<void> {
  const known = await getExpenseOf(tx, { expense: id, person })
  const [[first], parts, words] = [
    await tx.query<{ payer: string; amount: bigint; split: Split; day: string; bill: string }>(
      `select payer, amount, split, spent_on::text as day, bill from wallet.book_expense_versions
       where expense = $1 and version = 1`,
      [id],
    ),
    await tx.query<Part>(
      'select person, weight from wallet.book_shares where expense = $1 and version = 1',
      [id],
    ),
    await bookWords(ground, [titleOf(id, 1)]),
  ]
  const title = words.get(titleOf(id, 1))
  const same =
    known.book === book &&
    first?.payer === wish.payer &&
    first.amount === wish.amount &&
    first.split === wish.split &&
    first.day === wish.spentOn &&
    first.bill === wish.bill &&
    haveSameParts(parts, wish) &&
    (title === undefined || title === wish.title)
  if (!same) throw new Refusal('id_used_with_other_content', { id })
}

function haveSameParts(known: readonly Part[], { split, parts }: ExpenseWish): boolean {
  const weights = new Map(known.map(({ person, weight }) => [person, weight]))
  const isKnown = ({ person, weight }: Part): boolean =>
    weights.get(person) === (split === 'equal' ? 1n : weight)
  return weights.size === parts.length && parts.every(isKnown)
}
