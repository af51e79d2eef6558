import assert from 'node:assert/strict'
import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { seededRandom, type Random } from '@suanpan/kernel/random'
import { addDays, startOfDay } from '@suanpan/kernel/time'
import { actOnOrder, type Behaviour } from '../../server/banking/index.ts'
import {
  coverFromCard,
  endDueTransfers,
  pay,
  plainPaymentOrder,
  refund,
  requestTopUp,
  revokeTransfer,
  transfer,
  withdraw,
  type PaymentRequest,
} from '../../server/wallet/index.ts'
import { CNY, type TestFunding } from '../harness/funding.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const PEOPLE = 12
const ACTS_AN_HOUR_MAX = 6
const OPENS_AT = 8
const CLOSES_AT = 22

const MERCHANTS = ['teahouse', 'hotel', 'bakery'].map((category, n) => ({
  id: derivedId('mer', 'bank town', category),
  category,
  feeBasisPoints: [60, 100, 0][n] ?? 0,
}))

/** People with wallets and cards, whose bank has good days and bad ones; the same for the same seed. */
export type BankTown = {
  it: TestFunding
  dice: Random
  people: { id: string; card: string }[]
  date: string
  acts: number
  orders: string[]
  payments: { id: string; amount: bigint }[]
  transfers: { id: string; person: string }[]
  /** What was done and what was refused, by name. */
  tally: Map<string, number>
}

export async function openBankTown(
  it: TestFunding,
  { seed, date }: { seed: string; date: string },
): Promise<BankTown> {
  const people: BankTown['people'] = []
  for (let n = 0; n < PEOPLE; n++) {
    const id = await it.person(`人${n}`)
    people.push({ id, card: (await it.card(id)).id })
  }
  const dice = seededRandom(seed)
  const none = { acts: 0, orders: [], payments: [], transfers: [], tally: new Map() }
  return { it, dice, people, date, ...none }
}

/**
 * One day: the bank's mood changes in the morning and at noon, people act within each hour at the
 * same time, and the bank works in between, sometimes while nobody of ours listens.
 */
export async function liveOneBankDay(town: BankTown): Promise<void> {
  const { it, dice } = town
  const midnight = startOfDay(town.date, it.ground.config.zone).getTime()
  for (let hour = OPENS_AT; hour < CLOSES_AT; hour++) {
    it.ground.clock.set(new Date(midnight + hour * HOUR_MS))
    if (hour === OPENS_AT || hour === 12) await it.behave(someMood(dice))
    const acts = Array.from({ length: dice.int(1, ACTS_AN_HOUR_MAX) }, () => someAct(town))
    await Promise.all(acts.map((act) => tell(town, act)))
    for (const minutes of [2, 20]) await it.pass(minutes * 60, dice.chance(0.85))
    await endDueTransfers(it.books, it.ground.clock.now())
  }
  town.date = addDays(town.date, 1)
  it.ground.clock.set(new Date(midnight + 24 * HOUR_MS + dice.int(1, 60) * MINUTE_MS))
  await it.pass(0)
  await endDueTransfers(it.books, it.ground.clock.now())
}

/** The bank recovers and decides what it had left open, and every transfer ends. */
export async function comeToRest(town: BankTown): Promise<void> {
  const { it } = town
  await it.behave({
    answer: 'accepted',
    outcome: 'succeed',
    delaySeconds: 0,
    callbacks: 1,
    callbackDelaySeconds: 0,
    reverseAfterSeconds: null,
    booking: 'same_day',
  })
  for (const order of town.orders) {
    await tell(town, {
      name: 'decide',
      run: () => actOnOrder(it.ground, { order, act: 'succeed', by: 'opr_bank' }),
    })
  }
  for (const minutes of [1, 15, 70, 130, 24 * 60]) {
    await it.pass(minutes * 60)
    await endDueTransfers(it.books, it.ground.clock.now())
  }
}

type Act = { name: string; run: () => Promise<unknown> }

async function tell(town: BankTown, { name, run }: Act): Promise<void> {
  const count = (what: string) => void town.tally.set(what, (town.tally.get(what) ?? 0) + 1)
  try {
    await run()
    count(name)
  } catch (error) {
    // What is understood and refused is part of life; anything else is a fault.
    if (!(error instanceof Refusal) || error.code === 'internal_error') throw error
    count(error.code)
  }
}

function someMood(dice: Random): Partial<Behaviour> {
  return {
    answer: dice.weighted([
      ['accepted', 7],
      ['at_once', 2],
      ['lost', 1],
    ] as const),
    outcome: dice.weighted([
      ['succeed', 8],
      ['fail', 1],
      ['never', 1],
    ] as const),
    delaySeconds: dice.pick([0, 2, 90, 1_800]),
    callbacks: dice.pick([0, 1, 1, 3]),
    callbackDelaySeconds: dice.pick([0, 0, 600]),
    reverseAfterSeconds: dice.pick([null, null, null, null, 0, 120, 7_200]),
    booking: dice.pick(['same_day', 'same_day', 'next_day'] as const),
  }
}

type Given = { town: BankTown; person: BankTown['people'][number]; name: string }

/** Chosen at once, done together with the other acts of the hour. */
function someAct(town: BankTown): Act {
  const { dice } = town
  const given: Given = { town, person: dice.pick(town.people), name: `${++town.acts}` }
  const act = dice.weighted([
    [topsUp, 20],
    [pays, 30],
    [paysByCard, 12],
    [sends, 18],
    [takesBack, 4],
    [isRefunded, 8],
    [withdraws, 9],
    [bankActs, 6],
  ] as const)
  return { name: act.name, run: act(given) }
}

const idOf = (prefix: string, { name }: Given): string => derivedId(prefix, 'bank town', name)
const some = (dice: Random, from: number, to: number): bigint => BigInt(dice.int(from, to))

function topsUp(given: Given): Act['run'] {
  const { town, person } = given
  const amount = some(town.dice, 50, 600) * 100n
  const id = idOf('top', given)
  town.orders.push(id)
  return () =>
    requestTopUp(town.it.funding, { id, person: person.id, card: person.card, asset: CNY, amount })
}

function paymentOf(given: Given): PaymentRequest {
  const { town, person } = given
  return {
    id: idOf('pay', given),
    person: person.id,
    merchant: town.dice.pick(MERCHANTS),
    asset: CNY,
    amount: some(town.dice, 3_00, 90_00),
    occurredAt: town.it.ground.clock.now(),
  }
}

function pays(given: Given): Act['run'] {
  const { town } = given
  const request = paymentOf(given)
  return async () => {
    await pay(town.it.books, request)
    town.payments.push(request)
  }
}

function paysByCard(given: Given): Act['run'] {
  const { town, person } = given
  const request = paymentOf(given)
  const { id: payment, asset, amount } = request
  const order = plainPaymentOrder(request)
  return async () => {
    const cover = { payment, person: person.id, card: person.card, asset, amount, order }
    const { id } = await coverFromCard(town.it.funding, cover)
    town.orders.push(id)
    town.payments.push(request)
  }
}

function sends(given: Given): Act['run'] {
  const { town, person } = given
  const { dice, it, people } = town
  const payee = dice.pick(people.filter(({ id }) => id !== person.id)).id
  const request = {
    id: idOf('trf', given),
    person: person.id,
    payee,
    asset: CNY,
    amount: some(dice, 1_00, 200_00),
    arrival: dice.pick(['instant', 'after_2h', 'after_24h'] as const),
    occurredAt: it.ground.clock.now(),
  }
  return async () => {
    await transfer(it.books, request)
    town.transfers.push(request)
  }
}

function takesBack({ town }: Given): Act['run'] {
  const sent = town.transfers.at(-town.dice.int(1, 8))
  const { books, ground } = town.it
  return async () => {
    if (!sent) return
    const { id, person } = sent
    await revokeTransfer(books, { transfer: id, person, at: ground.clock.now() })
  }
}

function isRefunded(given: Given): Act['run'] {
  const { town } = given
  const payment = town.payments.at(-town.dice.int(1, 40))
  const share = town.dice.pick([30n, 50n, 100n])
  const occurredAt = town.it.ground.clock.now()
  return async () => {
    if (!payment) return
    const amount = (payment.amount * share) / 100n
    await refund(town.it.books, { id: idOf('ref', given), payment: payment.id, amount, occurredAt })
  }
}

function withdraws(given: Given): Act['run'] {
  const { town, person } = given
  const amount = some(town.dice, 10, 300) * 100n
  const fee = town.dice.pick([0n, 10n])
  const id = idOf('wdr', given)
  town.orders.push(id)
  return () =>
    withdraw(town.it.funding, { id, person: person.id, card: person.card, asset: CNY, amount, fee })
}

/** Somebody at the bank touches an order: calls again, decides it, takes it back. */
function bankActs({ town }: Given): Act['run'] {
  const order = town.orders.at(-town.dice.int(1, 20))
  const act = town.dice.pick(['call_again', 'succeed', 'fail', 'reverse'] as const)
  return async () => {
    if (order !== undefined) await actOnOrder(town.it.ground, { order, act, by: 'opr_bank' })
  }
}

/** Nobody is below zero, and nobody is owed by those who never owed. */
export async function assertNobodyBelowZero({ it, people }: BankTown): Promise<void> {
  for (const { id } of people) {
    assert.ok((await it.has(id)) >= 0n, 'a person is below zero')
    assert.ok((await it.owes(id)) >= 0n, 'a debt is above zero')
  }
}
