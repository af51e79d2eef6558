import { z } from 'zod'
import { amountDigits, assetCode, id, instant } from '@suanpan/contract/shapes'
import type { JsonObject } from '@suanpan/contract/json'
import type { CounterMove } from '@suanpan/kernel/posting'
import { paymentPosting, type PaymentRequest } from '../pay.ts'
import type { Covered } from './funding.ts'

/** What a plain payment is made from, once the card has been debited. */
const PlainPayment = z.object({
  id: id('pay'),
  person: id('per'),
  merchant: z.object({ id: id('mer'), feeBasisPoints: z.int(), category: z.string() }),
  asset: assetCode,
  amount: amountDigits.transform(BigInt),
  occurredAt: instant.transform((text) => new Date(text)),
  reference: z.string().optional(),
  channel: z.enum(['wallet', 'code', 'checkout']).optional(),
  /** The checkout that it pays; its place is taken when the money comes, or not at all. */
  checkout: id('chk').optional(),
  /** The limits that were agreed to when the payer said yes; they count when the money comes. */
  counters: z
    .array(
      z.object({
        key: z.string(),
        amount: z.string().transform(BigInt),
        ceiling: z.string().transform(BigInt).nullable(),
        window: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('ever') }),
          z.object({
            kind: z.literal('fixed'),
            startsAt: instant.transform((text) => new Date(text)),
            endsAt: instant.transform((text) => new Date(text)),
          }),
        ]),
      }),
    )
    .optional(),
})

/** What `plainPayments` reads again when the bank has said yes. */
export function plainPaymentOrder(request: PaymentRequest): JsonObject {
  const { id, person, merchant, asset, amount, occurredAt, reference, channel, checkout } = request
  const { id: payee, feeBasisPoints, category } = merchant
  return {
    id,
    person,
    merchant: { id: payee, feeBasisPoints, category },
    asset,
    amount: String(amount),
    occurredAt: occurredAt.toISOString(),
    ...(reference !== undefined && { reference }),
    ...(channel !== undefined && { channel }),
    ...(checkout !== undefined && { checkout }),
    counters: (request.counters ?? []).map(counterJson),
  }
}

function counterJson({ key, amount, ceiling, window }: CounterMove): JsonObject {
  if (typeof amount !== 'bigint' || window.kind === 'rolling') {
    throw new TypeError(`the counter ${key} cannot wait for a bank`)
  }
  return {
    key,
    amount: String(amount),
    ceiling: ceiling === null ? null : String(ceiling),
    window:
      window.kind === 'ever'
        ? { kind: 'ever' }
        : {
            kind: 'fixed',
            startsAt: window.startsAt.toISOString(),
            endsAt: window.endsAt.toISOString(),
          },
  }
}

/** Plain payments to a merchant, as `pay` makes them, paid from a card. */
export const plainPayments: Covered = {
  posting: (order) => {
    const { reference, channel, checkout, counters, ...plain } = PlainPayment.parse(order)
    return Promise.resolve(
      paymentPosting({
        ...plain,
        ...(reference !== undefined && { reference }),
        ...(channel !== undefined && { channel }),
        ...(checkout !== undefined && { checkout }),
        ...(counters !== undefined && { counters }),
      }),
    )
  },
  // A plain payment leaves no trace before it is made: `topup.failed` names it, and money that was
  // kept is a top-up.
  gaveUp: () => Promise.resolve(),
  kept: (order, code) => {
    const { id: payment, person, merchant, asset, amount, occurredAt } = PlainPayment.parse(order)
    return {
      type: 'payment.not_made',
      party: person,
      sandbox: asset.startsWith('XTS/'),
      body: {
        payment,
        person,
        merchant: merchant.id,
        asset,
        amount: String(amount),
        code,
        occurredAt: occurredAt.toISOString(),
      },
    }
  },
}
