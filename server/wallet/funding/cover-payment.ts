import { z } from 'zod'
import { amountDigits, assetCode, id, instant } from '@suanpan/contract/shapes'
import { paymentPosting } from '../pay.ts'
import type { Covered } from './funding.ts'

/** What a plain payment is made from, once the card has been debited. */
const PlainPayment = z.object({
  id: id('pay'),
  person: id('per'),
  merchant: z.object({ id: id('mer'), feeBasisPoints: z.int(), category: z.string() }),
  asset: assetCode,
  amount: amountDigits.transform(BigInt),
  occurredAt: instant.transform((text) => new Date(text)),
})

/** Plain payments to a merchant, as `pay` makes them, paid from a card. */
export const plainPayments: Covered = {
  posting: (order) => Promise.resolve(paymentPosting(PlainPayment.parse(order))),
  // A plain payment leaves no trace before it is made: `topup.failed` names it, and money that was
  // kept is a top-up.
  gaveUp: () => Promise.resolve(),
}
