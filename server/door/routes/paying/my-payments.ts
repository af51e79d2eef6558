import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { permit } from '../../../parties/index.ts'
import {
  cardsById,
  checkoutNow,
  checkoutOfPayment,
  coverFromCard,
  coverOf,
  exactRefusal,
  expectOpenCheckout,
  expectSame,
  getCheckout,
  getPayment,
  pay,
  paymentOfQuote,
  plainPaymentOrder,
  priceOf,
  readQuote,
  type Payment,
  type PaymentRequest,
  type TopUpOrder,
} from '../../../wallet/index.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { returnToOf } from './checkouts.ts'
import { expectKey } from './expect-key.ts'
import { payableMerchant } from './merchant.ts'
import { partOf, permitAsk, shownOf } from './quotes.ts'

type PayAsk = Ask<typeof routes.myPayments.create>

/** A person pays what was quoted, and sees what became of it. */
export const myPaymentHandlers = [
  handle(routes.myPayments.create, async (ask) => {
    const { principal, house, body, replayed } = ask
    const { id: quote, wish } = readQuote(house.ground, body.quote)
    if (wish.person !== principal.id) throw new Refusal('quote_invalid')
    expectKey(ask, quote)
    const id = paymentOfQuote(quote)
    try {
      const made = await payQuote(ask, id)
      if (made.replayed) replayed()
    } catch (error) {
      // A payment that was made is told again, even when its quote or its proof has expired since.
      const isMade = await standing(house, principal.id, id)
      if (!isMade || !(error instanceof Refusal)) throw await exactRefusal(house.books, error)
      replayed()
      return isMade
    }
    return expectStanding(house, principal.id, id)
  }),

  handle(routes.myPayments.get, async ({ params, principal, house }) =>
    expectStanding(house, principal.id, params.id),
  ),
]

async function payQuote(ask: PayAsk, id: string): Promise<{ replayed: boolean }> {
  const { body, principal, house } = ask
  const quote = readQuote(house.ground, body.quote)
  const { wish } = quote
  if (wish.checkout !== undefined) expectOpenCheckout(await checkoutNow(house.books, wish.checkout))
  const merchant = await payableMerchant(house, { merchant: wish.merchant })
  const price = priceOf({ ...wish, merchant })
  expectSame(house.ground, quote, { price, shown: shownOf(merchant) })
  const occurredAt = house.ground.clock.now()
  const asked = {
    ...permitAsk(principal, { id: quote.id, wish, at: occurredAt }),
    proof: body.proof,
  }
  const { counters } = await permit(house.books, asked)
  const { person, asset, amount, source, reference, checkout } = wish
  const request: PaymentRequest = {
    id,
    person,
    merchant,
    asset,
    amount,
    occurredAt,
    channel: checkout === undefined ? 'wallet' : 'checkout',
    price,
    counters,
    ...(reference !== undefined && { reference }),
    ...(checkout !== undefined && { checkout }),
    intent: { quote: quote.id },
  }
  if (source === 'balance') return pay(house.books, request)
  const order = plainPaymentOrder(request)
  return coverFromCard(house.funding, { payment: id, person, card: source, asset, amount, order })
}

async function expectStanding(house: House, person: string, id: string) {
  const view = await standing(house, person, id)
  if (!view) throw new Refusal('payment_not_found', { payment: id })
  return view
}

/** How a payment stands for its payer: made, or waiting for the bank of a card, or refused by it. */
async function standing(house: House, person: string, id: string) {
  const { db } = house.ground
  const [payment, cover] = await Promise.all([getPayment(db, id), coverOf(db, id)])
  const known = payment ?? orderOf(cover)
  if (known?.person !== person) return undefined
  const cards = cover ? await cardsById(db, [cover.card]) : undefined
  const merchant = await house.directory.merchant(known.merchant)
  return {
    id,
    state: payment?.state ?? waitingState(cover),
    reason: payment ? null : (cover?.code ?? null),
    kept: payment === undefined && cover?.state === 'succeeded',
    payee: {
      id: known.merchant,
      name: merchant?.name ?? known.merchant,
      category: merchant?.category ?? null,
    },
    amount: String(known.amount),
    asset: known.asset,
    refunded: String(payment?.refunded ?? 0n),
    sources: [partOf(known.amount, cover && cards?.get(cover.card))],
    reference: payment?.reference ?? null,
    checkout: await checkoutFor(house, payment, cover),
    occurredAt: known.occurredAt.toISOString(),
  }
}

/** The checkout that a payment is for, also while it waits for a bank and when that came to nothing. */
async function checkoutFor(
  { ground }: House,
  payment: Payment | undefined,
  cover: TopUpOrder | undefined,
) {
  const wanted = cover?.paymentOrder?.['checkout']
  const checkout =
    payment?.channel === 'checkout'
      ? await checkoutOfPayment(ground.db, payment.id)
      : typeof wanted === 'string'
        ? await getCheckout(ground, wanted)
        : undefined
  if (!checkout) return null
  return { id: checkout.id, title: checkout.title, returnTo: returnToOf(checkout) }
}

function orderOf(cover: TopUpOrder | undefined) {
  const merchant = cover?.paymentOrder?.['merchant']
  if (!cover || typeof merchant !== 'object' || merchant === null || Array.isArray(merchant)) {
    return undefined
  }
  return { ...cover, merchant: String(merchant['id']) }
}

/** Money that came although the payment could no longer be made lies in the balance: not paid. */
function waitingState(cover: TopUpOrder | undefined): 'processing' | 'failed' {
  return cover?.state === 'requested' || cover?.state === 'processing' ? 'processing' : 'failed'
}
