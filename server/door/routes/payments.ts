import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import {
  checkoutOfPayment,
  getPayment,
  listPayments,
  pay,
  refund,
  refundsOf,
  topUp,
  type OrderLine,
  type Payment,
  type PaymentFilter,
  type Refund,
} from '../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../cursor.ts'
import { handle, type Ask } from '../handle.ts'
import type { House } from '../house.ts'
import { merchantsOf, type Principal } from '../principal.ts'
import { payableMerchant } from './paying/merchant.ts'
import { refundPartsOf } from './paying/refund-parts.ts'

/** Paying, refunding, topping up. */
export const paymentHandlers = [
  handle(routes.payments.create, createPayment),

  handle(routes.payments.get, async ({ params, principal, house }) => {
    const payment = await findPayment(house, params.id, principal)
    const { db } = house.ground
    const [refunds, checkout] = await Promise.all([
      refundsOf(db, payment.id),
      payment.channel === 'checkout' ? checkoutOfPayment(db, payment.id) : undefined,
    ])
    const view = await refundViewer(house, principal, refunds)
    return {
      ...paymentView(payment),
      refunds: refunds.map(view),
      checkout: checkout ? { id: checkout.id, title: checkout.title } : null,
    }
  }),

  handle(routes.payments.list, async ({ query, principal, house }) => {
    const mine = merchantsOf(principal)
    const asked = query.merchant === undefined ? undefined : [query.merchant]
    const merchants = asked?.filter((id) => mine === undefined || mine.includes(id)) ?? mine
    const filter: PaymentFilter = { limit: query.limit + 1 }
    if (query.person !== undefined) filter.person = query.person
    if (merchants !== undefined) filter.merchants = merchants
    if (query.asset !== undefined) filter.asset = query.asset
    if (query.state !== undefined) filter.state = query.state
    if (query.from !== undefined) filter.from = new Date(query.from)
    if (query.until !== undefined) filter.until = new Date(query.until)
    if (query.cursor !== undefined) {
      const [occurredAt, id = ''] = readCursor(query.cursor, 2)
      filter.before = { occurredAt: instantOf(occurredAt), id }
    }
    return pageOf(await listPayments(house.ground.db, filter), query.limit, {
      view: paymentView,
      cursor: ({ occurredAt, id }) => cursorOf(occurredAt, id),
    })
  }),

  handle(routes.refunds.create, async ({ params, body, principal, house, idFor, replayed }) => {
    const payment = await findPayment(house, params.id, principal)
    if (payment.asset !== body.amount.asset) {
      const { asset: wanted } = body.amount
      throw new Refusal('asset_mismatch', { account: payment.id, found: payment.asset, wanted })
    }
    const made = await refund(house.books, {
      id: idFor('ref'),
      payment: payment.id,
      amount: BigInt(body.amount.amount),
      occurredAt: occurredAtOf(house, body.occurredAt),
      ...(body.reason !== undefined && { reason: body.reason }),
      intent: { payment: payment.id, ...body },
    })
    if (made.replayed) replayed()
    return (await refundViewer(house, principal, [made]))(made)
  }),

  handle(routes.topUps.create, async ({ body, house, idFor, replayed }) => {
    await expectPerson(house, body.person)
    const made = await topUp(house.books, {
      id: idFor('top'),
      person: body.person,
      asset: body.amount.asset,
      amount: BigInt(body.amount.amount),
      occurredAt: occurredAtOf(house, body.occurredAt),
      intent: body,
    })
    if (made.replayed) replayed()
    const { id, person, asset, amount, occurredAt } = made
    return { id, person, asset, amount: String(amount), occurredAt: occurredAt.toISOString() }
  }),
]

/** The hot path: nothing is read before the posting but what the directory remembers. */
async function createPayment(ask: Ask<typeof routes.payments.create>) {
  const { body, principal, house, idFor, replayed } = ask
  const merchant = await payableMerchant(house, { merchant: body.merchant, principal })
  await expectPerson(house, body.person)
  const made = await pay(house.books, {
    id: idFor('pay'),
    person: body.person,
    merchant,
    asset: body.amount.asset,
    amount: BigInt(body.amount.amount),
    occurredAt: occurredAtOf(house, body.occurredAt),
    ...(body.reference !== undefined && { reference: body.reference }),
    ...(body.lines && { lines: body.lines.map(lineOf) }),
    intent: body,
  })
  if (!made.replayed) return paymentView(made)
  replayed()
  // The first answer may have carried another fee and another time; it is the one that counts.
  return paymentView((await getPayment(house.ground.db, made.id)) ?? made)
}

function lineOf(line: { item: string; quantity: number; amount?: string | undefined }): OrderLine {
  const { item, quantity, amount } = line
  return { item, quantity, amount: amount === undefined ? null : BigInt(amount) }
}

/** Somebody else's payments do not exist for who works for some merchants only. */
async function findPayment(house: House, id: string, principal: Principal): Promise<Payment> {
  const payment = await getPayment(house.ground.db, id)
  if (!payment || merchantsOf(principal)?.includes(payment.merchant) === false) {
    throw new Refusal('payment_not_found', { payment: id })
  }
  return payment
}

export async function expectPerson({ directory }: House, person: string): Promise<void> {
  const there = directory.personExists(person)
  if (there !== true && !(await there)) throw new Refusal('person_not_found', { person })
}

/** When something happened, as its caller says, or now; what has not happened yet cannot be booked. */
export function occurredAtOf({ ground }: House, given: string | undefined): Date {
  const now = ground.clock.now()
  if (given === undefined) return now
  const at = new Date(given)
  if (at > now) {
    const problem = 'must not be in the future'
    throw new Refusal('invalid_request', { where: 'body.occurredAt', problem })
  }
  return at
}

export function paymentView(payment: Payment) {
  return {
    id: payment.id,
    person: payment.person,
    merchant: payment.merchant,
    category: payment.category,
    asset: payment.asset,
    amount: String(payment.amount),
    fee: String(payment.fee),
    refunded: String(payment.refunded),
    state: payment.state,
    reference: payment.reference,
    occurredAt: payment.occurredAt.toISOString(),
    bookedAt: payment.bookedAt.toISOString(),
    lines: payment.lines.map((line) => ({
      ...line,
      amount: line.amount === null ? null : String(line.amount),
    })),
  }
}

async function refundViewer(house: House, principal: Principal, refunds: readonly Refund[]) {
  const naming = merchantsOf(principal) === undefined
  const partsOf = await refundPartsOf(house, refunds, { naming })
  return (made: Refund) => ({
    id: made.id,
    payment: made.payment,
    person: made.person,
    asset: made.asset,
    amount: String(made.amount),
    feeReturned: String(made.feeReturned),
    reason: made.reason,
    sources: partsOf(made),
    occurredAt: made.occurredAt.toISOString(),
  })
}
