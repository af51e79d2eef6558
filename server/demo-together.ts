import { derivedId } from '@suanpan/kernel/ids'
import { addDays, businessDate } from '@suanpan/kernel/time'
import { phoneNumber } from './demo/index.ts'
import { holdingsOf, type Books } from './ledger/index.ts'
import { findPersonByPhone } from './parties/index.ts'
import type { Ground } from './platform/index.ts'
import {
  acceptInvite,
  addExpense,
  invite,
  listPayments,
  openBook,
  openGoal,
  putIn,
  tokenOfInvite,
} from './wallet/index.ts'

const ASSET = 'CNY/2'
const LOOKED_AT = 8
const FRIENDS = 2
const TARGET = 3_000_00n
const PUT_IN = 60_00n
const LEFT_AT_LEAST = 100_00n

type Paid = {
  payers: { person: string; amount: bigint }[]
  amount: bigint
  spentOn: string
  bill?: string
}
type Shared = { book: string; person: string; friends: readonly string[] }

/**
 * A shared book with two friends of the town and a goal, so that these screens are not empty on a
 * first look. They are opened once: what a visitor makes of them stays at later starts.
 */
export async function openDemoTogether(books: Books, { phone }: { phone: string }): Promise<void> {
  const { ground } = books
  const person = (await findPersonByPhone(ground, phone))?.id
  if (person === undefined) return
  const book = derivedId('bok', person, 'demo')
  const friends = await friendsOf(ground, person)
  if (friends.length < FRIENDS) return
  const opened = await openBook(ground, { id: book, person, name: '古镇周末', asset: ASSET })
  if (opened.replayed) return
  const shared = { book, person, friends }
  await comeIn(ground, shared)
  await spend(ground, shared)
  await save(books, person)
}

/** Neighbours by their number in the town's list. */
async function friendsOf(ground: Ground, person: string): Promise<string[]> {
  const phones = Array.from({ length: LOOKED_AT }, (_, index) => phoneNumber(index + 1))
  const found = await Promise.all(phones.map((each) => findPersonByPhone(ground, each)))
  return found.flatMap((each) => (each && each.id !== person ? [each.id] : [])).slice(0, FRIENDS)
}

async function comeIn(ground: Ground, { book, person, friends }: Shared): Promise<void> {
  const id = derivedId('biv', book, 'demo')
  await invite(ground, { id, book, person, role: 'member' })
  const token = tokenOfInvite(ground, id)
  for (const friend of friends) await acceptInvite(ground, { token, person: friend })
}

/** A payment of their own, what a friend paid for all, and what two paid together. */
async function spend(ground: Ground, { book, person, friends }: Shared): Promise<void> {
  const [payment] = await listPayments(ground.db, { person, asset: ASSET, limit: 1 })
  const [friend = person, other = person] = friends
  const today = businessDate(ground.clock.now(), ground.config.zone)
  const everybody = [person, ...friends].map((each) => ({ person: each, weight: 1n }))
  const write = (by: string, title: string, wish: Paid): Promise<unknown> => {
    const id = derivedId('exp', book, title)
    const split = { split: 'equal', parts: everybody, title } as const
    return addExpense(ground, { id, book, person: by }, { bill: null, ...wish, ...split })
  }
  await write(friend, '客栈', { ...alone(friend, 360_00n), spentOn: addDays(today, -2) })
  await write(other, '包车', {
    payers: [
      { person: other, amount: 80_00n },
      { person, amount: 40_00n },
    ],
    amount: 120_00n,
    spentOn: addDays(today, -2),
  })
  if (!payment) return
  const spentOn = businessDate(payment.occurredAt, ground.config.zone)
  const bill = { ...alone(person, payment.amount), bill: payment.id, spentOn }
  await write(person, '茶和点心', bill)
}

const alone = (person: string, amount: bigint) => ({ payers: [{ person, amount }], amount })

/** A little is put aside where enough stays in the balance. */
async function save(books: Books, person: string): Promise<void> {
  const { ground, book } = books
  const id = derivedId('gol', person, 'demo')
  const wish = { name: '去敦煌', target: TARGET, due: null, regular: null, party: null }
  const goal = await openGoal(ground, { id, person, asset: ASSET, ...wish })
  const holdings = await holdingsOf(ground.db, book, [person])
  const has = holdings.find(({ asset }) => asset === ASSET)?.balance ?? 0n
  if (has < PUT_IN + LEFT_AT_LEAST) return
  const at = ground.clock.now()
  await putIn(books, { id: derivedId('gmv', id, 'demo'), goal, amount: PUT_IN, at })
}
