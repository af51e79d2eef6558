import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { Random } from '@suanpan/kernel/random'
import { actOnOrder } from '../../server/banking/index.ts'
import {
  coverFromCard,
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

export const MERCHANTS = ['teahouse', 'hotel', 'bakery'].map((category, n) => ({
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
  payments: { id: string; person: string; amount: bigint }[]
  transfers: { id: string; person: string }[]
  packets: { id: string; shares: number }[]
  goals: { id: string; person: string }[]
  disputes: { id: string; person: string }[]
  /** Checkout links, the last one last. */
  links: string[]
  /** What was done and what was refused, by name. */
  tally: Map<string, number>
}

/** An act of somebody's, chosen and not yet done. */
export type Act = { name: string; run: () => Promise<unknown> }

export type Given = { town: BankTown; person: BankTown['people'][number]; name: string }

export async function tell(town: BankTown, { name, run }: Act): Promise<void> {
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

export const idOf = (prefix: string, { name }: Given): string =>
  derivedId(prefix, 'bank town', name)
export const some = (dice: Random, from: number, to: number): bigint => BigInt(dice.int(from, to))

export function topsUp(given: Given): Act['run'] {
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

export function pays(given: Given): Act['run'] {
  const { town } = given
  const request = paymentOf(given)
  return async () => {
    await pay(town.it.books, request)
    town.payments.push(request)
  }
}

export function paysByCard(given: Given): Act['run'] {
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

export function sends(given: Given): Act['run'] {
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

export function takesBack({ town }: Given): Act['run'] {
  const sent = town.transfers.at(-town.dice.int(1, 8))
  const { books, ground } = town.it
  return async () => {
    if (!sent) return
    const { id, person } = sent
    await revokeTransfer(books, { transfer: id, person, at: ground.clock.now() })
  }
}

export function isRefunded(given: Given): Act['run'] {
  const { town } = given
  const payment = town.payments.at(-town.dice.int(1, 40))
  const share = town.dice.pick([30n, 50n, 100n])
  const occurredAt = town.it.ground.clock.now()
  return async () => {
    if (!payment) return
    const amount = (payment.amount * share) / 100n
    const wanted = { id: idOf('ref', given), payment: payment.id, amount, occurredAt }
    const { toCard } = await refund(town.it.books, wanted)
    if (!toCard) return
    town.orders.push(toCard.order)
    await tell(town, { name: 'goesBackToCard', run: () => Promise.resolve() })
  }
}

export function withdraws(given: Given): Act['run'] {
  const { town, person } = given
  const amount = some(town.dice, 10, 300) * 100n
  const fee = town.dice.pick([0n, 10n])
  const id = idOf('wdr', given)
  town.orders.push(id)
  return () =>
    withdraw(town.it.funding, { id, person: person.id, card: person.card, asset: CNY, amount, fee })
}

/** Somebody at the bank touches an order: calls again, decides it, takes it back. */
export function bankActs({ town }: Given): Act['run'] {
  const order = town.orders.at(-town.dice.int(1, 20))
  const act = town.dice.pick(['call_again', 'succeed', 'fail', 'reverse'] as const)
  return async () => {
    if (order !== undefined) await actOnOrder(town.it.ground, { order, act, by: 'opr_bank' })
  }
}
