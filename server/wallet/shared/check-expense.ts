import { Refusal } from '@suanpan/contract/refusals'
import type { Ground, Tx } from '../../platform/index.ts'
import { getBill } from '../bills/bills.ts'
import { membersOf, type SharedBook } from './books.ts'
import { getExpenseOf, historyOf, type Expense, type Payer } from './expenses.ts'
import { sharesOf, type Part, type Share, type Split } from './shares.ts'
import { bookWords, titleOf } from './words.ts'

export type ExpenseWish = {
  title: string
  /** Each one once, and in all the amount. */
  payers: readonly Payer[]
  amount: bigint
  split: Split
  parts: readonly Part[]
  spentOn: string
  bill: string | null
}

export type Checked = Omit<ExpenseWish, 'parts' | 'title'> & {
  title: string | undefined
  shares: readonly Share[]
  billOf: string | null
}

/** What everybody paid and bears, once all of it is about people who are in the book. */
export async function checkedWish(
  ground: Ground,
  tx: Tx,
  of: { book: SharedBook; person: string; last?: Expense },
  { parts, ...wish }: ExpenseWish,
): Promise<Checked> {
  const { id, asset } = of.book
  const members = await membersOf(tx, id)
  const order = members.filter(({ leftAt }) => leftAt === null).map((each) => each.person)
  for (const { person: member } of [...wish.payers, ...parts]) {
    if (!order.includes(member)) throw new Refusal('member_not_found', { member })
  }
  const found = wish.payers.reduce((sum, { amount }) => sum + amount, 0n)
  if (found !== wish.amount) {
    const wanted = String(wish.amount)
    throw new Refusal('payers_differ', { asset, wanted, found: String(found) })
  }
  const inOrder = parts.toSorted((a, b) => order.indexOf(a.person) - order.indexOf(b.person))
  const shares = sharesOf({ ...wish, asset }, inOrder)
  return { ...wish, shares, ...(await linkedBill(ground, of, wish)) }
}

/**
 * Whoever paid links a payment of theirs. Who changes an expense does not see another's link and
 * leaves it as it is, while that one is still among those who paid.
 */
async function linkedBill(
  { db }: Ground,
  { person, last }: { person: string; last?: Expense },
  { bill, payers }: Pick<ExpenseWish, 'bill' | 'payers'>,
): Promise<{ bill: string | null; billOf: string | null }> {
  const paid = (who: string | null): boolean => payers.some((each) => each.person === who)
  if (bill === null) {
    const stays = last && last.billOf !== person && paid(last.billOf)
    return stays ? { bill: last.bill, billOf: last.billOf } : { bill: null, billOf: null }
  }
  if (!paid(person)) throw new Refusal('bill_of_payer', { bill })
  const found = await getBill(db, { person, bill })
  if (found?.kind !== 'payment') throw new Refusal('bill_not_found', { bill })
  return { bill, billOf: person }
}

/** The same request again makes nothing; another one under its id is refused. */
export async function refuseOther(
  ground: Ground,
  tx: Tx,
  { id, person, book }: { id: string; person: string; book: string },
  wish: ExpenseWish,
): Promise<void> {
  const known = await getExpenseOf(tx, { expense: id, person })
  const [first] = await historyOf(tx, id)
  const words = await bookWords(ground, [titleOf(id, 1)])
  const title = words.get(titleOf(id, 1))
  const same =
    known.book === book &&
    first?.amount === wish.amount &&
    haveSamePayers(first.payers, wish.payers) &&
    first.split === wish.split &&
    first.spentOn === wish.spentOn &&
    first.bill === wish.bill &&
    haveSameParts(first.shares, wish) &&
    (title === undefined || title === wish.title)
  if (!same) throw new Refusal('id_used_with_other_content', { id })
}

function haveSameParts(known: readonly Part[], { split, parts }: ExpenseWish): boolean {
  const weights = new Map(known.map(({ person, weight }) => [person, weight]))
  const isKnown = ({ person, weight }: Part): boolean =>
    weights.get(person) === (split === 'equal' ? 1n : weight)
  return weights.size === parts.length && parts.every(isKnown)
}

function haveSamePayers(known: readonly Payer[], wanted: readonly Payer[]): boolean {
  const amounts = new Map(known.map(({ person, amount }) => [person, amount]))
  return (
    amounts.size === wanted.length &&
    wanted.every(({ person, amount }) => amounts.get(person) === amount)
  )
}
