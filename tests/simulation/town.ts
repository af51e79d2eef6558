import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { seededRandom } from '@suanpan/kernel/random'
import type { Random } from '@suanpan/kernel/random'
import { addDays, startOfDay } from '@suanpan/kernel/time'
import {
  captureHold,
  expireHolds,
  freezeHolder,
  openHold,
  releaseHold,
} from '../../server/ledger/index.ts'
import type { Books } from '../../server/ledger/index.ts'
import { expireLots, redeem } from '../../server/points/index.ts'
import { merchantReceivable, pay, personMoney, refund, topUp } from '../../server/wallet/index.ts'
import type { TestGround } from '../harness/ground.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const PEOPLE = 24
const ACTS_AN_HOUR_MAX = 9
const OPENS_AT = 9
const CLOSES_AT = 21
export const ASSET = 'CNY/2'
export const PROGRAMME = 'town'

const MERCHANTS = ['teahouse', 'scenic_area', 'hotel', 'bakery', 'taxi'].map((category, n) => ({
  id: derivedId('mer', 'town', category),
  category,
  feeBasisPoints: [60, 38, 100, 0, 60][n]!,
}))

/** A small town that lives from day to day through the real verbs, the same for the same seed. */
export type Town = {
  ground: TestGround
  books: Books
  dice: Random
  people: readonly string[]
  date: string
  acts: number
  /** What each person must have, written down beside the books. */
  notebook: Map<string, bigint>
  payments: { id: string; amount: bigint; person: string }[]
  frozen: string[]
  holds: { id: string; person: string; left: bigint; expiresAt: Date }[]
  /** What was refused, by code. */
  refused: Map<string, number>
  points: { lots: number; expired: bigint }
}

export function openTown(
  ground: TestGround,
  books: Books,
  { seed, date }: { seed: string; date: string },
): Town {
  const people = Array.from({ length: PEOPLE }, (_, n) => derivedId('per', 'town', String(n)))
  return {
    ground,
    books,
    dice: seededRandom(seed),
    people,
    date,
    acts: 0,
    notebook: new Map(people.map((person) => [person, 0n])),
    payments: [],
    frozen: [],
    holds: [],
    refused: new Map(),
    points: { lots: 0, expired: 0n },
  }
}

/**
 * One day from morning to evening: what happens within an hour happens at the same time. In the
 * evening letters are read, and holds and lots that are over are swept; then it is the next day.
 *
 * @param drain reads all letters that wait
 */
export async function liveOneDay(town: Town, drain: () => Promise<void>): Promise<void> {
  const { ground, books, dice } = town
  const midnight = startOfDay(town.date, ground.config.zone).getTime()
  for (let hour = OPENS_AT; hour < CLOSES_AT; hour++) {
    ground.clock.set(new Date(midnight + hour * HOUR_MS))
    const acts = Array.from({ length: dice.int(1, ACTS_AN_HOUR_MAX) }, () => someAct(town))
    await Promise.all(acts.map((act) => tally(town, act)))
  }
  await drain()
  ground.clock.set(new Date(midnight + 24 * HOUR_MS + dice.int(1, 60) * MINUTE_MS))
  await expireHolds(books, ground.clock.now())
  settleHolds(town, (hold) => hold.expiresAt <= ground.clock.now())
  const { lots, points } = await expireLots(books, { at: ground.clock.now() })
  town.points.lots += lots
  town.points.expired += points
  await drain()
  town.date = addDays(town.date, 1)
}

/** An act that was refused for a reason that such a town knows is part of life; any other is not. */
async function tally(town: Town, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal) || !FACTS_OF_LIFE.has(error.code)) throw error
    town.refused.set(error.code, (town.refused.get(error.code) ?? 0) + 1)
  }
}

const FACTS_OF_LIFE = new Set([
  'insufficient_funds',
  'insufficient_points',
  'holder_frozen',
  'refund_exceeds_payment',
  'hold_closed',
  'hold_expired',
])

/** Chosen at once, done together with the other acts of the hour. */
function someAct(town: Town): () => Promise<unknown> {
  const { dice, ground } = town
  const person = dice.pick(town.people)
  const occurredAt = new Date(ground.clock.now().getTime() - dice.int(0, 30) * MINUTE_MS)
  const given: Given = { town, person, occurredAt, name: `${++town.acts}` }
  const act = dice.weighted([
    [topsUp, 16],
    [pays, 50],
    [isRefunded, 9],
    [redeems, 8],
    [deposits, 6],
    [checksOut, 5],
    [isFrozen, 2],
    [isFreed, 3],
  ] as const)
  return act(given)
}

type Given = { town: Town; person: string; occurredAt: Date; name: string }
type Act = (given: Given) => () => Promise<unknown>

const idOf = (prefix: string, { name }: Given): string => derivedId(prefix, 'town', name)
const note = ({ notebook }: Town, person: string, amount: bigint): void =>
  void notebook.set(person, notebook.get(person)! + amount)

const topsUp: Act = (given) => {
  const { town, person, occurredAt } = given
  const amount = BigInt(town.dice.int(10, 300)) * 100n
  return async () => {
    await topUp(town.books, { id: idOf('top', given), person, asset: ASSET, amount, occurredAt })
    note(town, person, amount)
  }
}

const pays: Act = (given) => {
  const { town, person, occurredAt } = given
  const merchant = town.dice.pick(MERCHANTS)
  const amount = BigInt(town.dice.int(100, 9_000))
  const request = { id: idOf('pay', given), person, merchant, asset: ASSET, amount, occurredAt }
  // Now and then a phone sends the same payment twice.
  const times = town.dice.chance(0.1) ? 2 : 1
  return async () => {
    const paid = await Promise.all(Array.from({ length: times }, () => pay(town.books, request)))
    for (const { replayed } of paid) if (!replayed) note(town, person, -amount)
    town.payments.push({ id: request.id, amount, person })
  }
}

const isRefunded: Act = (given) => {
  const { town, occurredAt } = given
  const payment = town.payments.at(-town.dice.int(1, 120))
  const share = BigInt(town.dice.pick([30, 50, 100]))
  return async () => {
    if (!payment) return
    const amount = (payment.amount * share) / 100n
    await refund(town.books, { id: idOf('ref', given), payment: payment.id, amount, occurredAt })
    note(town, payment.person, amount)
  }
}

const redeems: Act = (given) => {
  const { town, person, occurredAt } = given
  const amount = BigInt(town.dice.int(5, 150))
  const request = { person, programme: PROGRAMME, amount, reason: 'tea', occurredAt }
  return () => redeem(town.books, { id: idOf('red', given), ...request })
}

/** The hotel takes a deposit for a night or two. */
const deposits: Act = (given) => {
  const { town, person, occurredAt } = given
  const hold = idOf('hld', given)
  const amount = BigInt(town.dice.int(2_000, 20_000))
  const expiresAt = new Date(occurredAt.getTime() + town.dice.int(10, 48) * HOUR_MS)
  const from = { account: personMoney(person, ASSET).account }
  return async () => {
    const known = town.notebook.get(person)! >= amount
    if (!known) return
    await openHold(town.books, { hold, from, amount, expiresAt, occurredAt })
    note(town, person, -amount)
    town.holds.push({ id: hold, person, left: amount, expiresAt })
  }
}

/** Two thirds of what is left of the oldest deposit is charged, or all of it is given back. */
const checksOut: Act = (given) => {
  const { town, occurredAt } = given
  const hold = town.dice.chance(0.9) ? town.holds[0] : town.holds.at(-1)
  const charged = town.dice.chance(0.7)
  const final = town.dice.chance(0.6)
  return async () => {
    if (!hold || hold.left < 3n) return
    if (!charged) {
      await releaseHold(town.books, { id: idOf('rel', given), hold: hold.id, occurredAt })
      settleHolds(town, (each) => each === hold)
      return
    }
    const amount = (hold.left * 2n) / 3n
    const to = merchantReceivable(MERCHANTS[2]!.id, ASSET)
    const request = { id: idOf('cap', given), hold: hold.id, to, amount, occurredAt, final }
    await captureHold(town.books, request)
    hold.left -= amount
    if (final) settleHolds(town, (each) => each === hold)
  }
}

/** Writes down what came back from holds that are over. */
function settleHolds(town: Town, isOver: (hold: Town['holds'][number]) => boolean): void {
  for (const { person, left } of town.holds.filter(isOver)) note(town, person, left)
  town.holds = town.holds.filter((hold) => !isOver(hold))
}

const isFrozen: Act =
  ({ town, person }) =>
  async () => {
    town.frozen.push(person)
    const freeze = { holder: person, in: false, out: true }
    await freezeHolder(town.books, { ...freeze, by: 'opr_1', reason: 'phone lost' })
  }

const isFreed: Act =
  ({ town }) =>
  async () => {
    const holder = town.frozen.shift()
    if (holder === undefined) return
    const freeze = { holder, in: false, out: false }
    await freezeHolder(town.books, { ...freeze, by: 'opr_1', reason: 'phone found' })
  }
