import type { JsonObject } from '@suanpan/contract/json'
import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { Replayable } from '../pay.ts'
import { findCard, listCards } from './cards.ts'
import { bankOf, type Funding } from './funding.ts'
import { sendTopUp } from './hear.ts'
import { getTopUpOrder, type TopUpOrder } from './topup-orders.ts'

/** When the bank is asked for the first time if it has not called back. */
const ASK_AFTER_SECONDS = 10
const EXPECTED_WITHIN_SECONDS = 120

export type CardTopUp = {
  /** `top_…` */
  id: string
  person: string
  card: string
  asset: string
  /** Minor units, > 0. */
  amount: bigint
}

/**
 * Asks the bank for money from a person's card. The books move when the bank says so, not before:
 * the answer is the order as it stands, mostly `processing`. The same id again asks once.
 *
 * Refuses with `bank_not_connected`, `card_not_found`, `card_kind_refused` (a credit card tops
 * nothing up), `id_used_with_other_content`.
 */
export async function requestTopUp(
  funding: Funding,
  request: CardTopUp,
): Promise<TopUpOrder & Replayable> {
  const { db } = funding.books.ground
  bankOf(funding)
  const card = await findCard(db, request)
  if (card.kind === 'credit') throw new Refusal('card_kind_refused', { kind: card.kind })
  return ask(funding, { ...request, payment: null, paymentOrder: null })
}

export type CoverRequest = {
  /** `pay_…`: the id that the payment's posting will have. */
  payment: string
  person: string
  /** A card of the person, credit too; without it the first in their order of deduction. */
  card?: string
  asset: string
  /** Minor units, > 0: best the whole payment, so that it does not depend on a balance that others spend. */
  amount: bigint
  /** What `covered.posting` makes the payment from, when the bank has said yes. Kept as it is. */
  order: JsonObject
}

/**
 * Pays from a card: asks the bank for the money, and when it comes, books it and the payment in one
 * posting (see `Covered`). Until then the payment waits; if the bank says no, nothing has moved. The
 * money that came for a payment which can no longer be made stays with the person, as a top-up.
 *
 * The order's id follows from the payment's, so the same payment asks once. The answer is how it
 * stands: `processing` mostly, `succeeded` when the bank was quick (the payment is then made).
 *
 * Refuses with `bank_not_connected`, `card_not_found`, `id_used_with_other_content`.
 */
export async function coverFromCard(
  funding: Funding,
  { payment, person, card, asset, amount, order }: CoverRequest,
): Promise<TopUpOrder & Replayable> {
  const { db } = funding.books.ground
  bankOf(funding)
  const chosen =
    card === undefined ? (await listCards(db, person))[0] : await findCard(db, { person, card })
  if (!chosen) throw new Refusal('card_not_found', { card: '' })
  return ask(funding, {
    id: coverIdOf(payment),
    person,
    card: chosen.id,
    asset,
    amount,
    payment,
    paymentOrder: order,
  })
}

/** The order that draws the money for a payment. */
const coverIdOf = (payment: string): string => derivedId('top', payment, 'cover')

type Wanted = CardTopUp & Pick<TopUpOrder, 'payment' | 'paymentOrder'>

async function ask(funding: Funding, wanted: Wanted): Promise<TopUpOrder & Replayable> {
  const { db, clock } = funding.books.ground
  const now = clock.now()
  const { id, person, card, asset, amount, payment, paymentOrder } = wanted
  const entered = await db.query(
    `insert into wallet.topup_orders
       (id, person, card, asset, amount, state, payment, payment_order, occurred_at, expected_at, ask_at)
     values ($1, $2, $3, $4, $5, 'requested', $6, $7, $8, $9, $10)
     on conflict on constraint topup_orders_pkey do nothing returning id`,
    [
      id,
      person,
      card,
      asset,
      amount,
      payment,
      paymentOrder === null ? null : JSON.stringify(paymentOrder),
      now,
      new Date(now.getTime() + EXPECTED_WITHIN_SECONDS * 1000),
      new Date(now.getTime() + ASK_AFTER_SECONDS * 1000),
    ],
  )
  const replayed = entered.length === 0
  const order = await expectOrder(funding, id)
  const isSame = order.person === person && order.card === card && order.asset === asset
  if (!isSame || order.amount !== amount) throw new Refusal('id_used_with_other_content', { id })
  if (!replayed) await sendTopUp(funding, order)
  return { ...(await expectOrder(funding, id)), replayed }
}

async function expectOrder({ books }: Funding, id: string): Promise<TopUpOrder> {
  const order = await getTopUpOrder(books.ground.db, id)
  if (!order) throw new Error(`the order ${id} was entered and is not there`)
  return order
}
