import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Books } from '../ledger/index.ts'
import { clawedBack, debt, pocket } from './accounts.ts'
import { dayCap } from './earn.ts'
import type { Programme } from './programmes.ts'

/** What a refund says that matters for points. */
export type RefundedPayment = {
  letter: string
  refund: string
  payment: string
  person: string
  amount: bigint
  /** All refunds of the payment so far, this one included. */
  refundedTotal: bigint
  occurredAt: Date
}

type Earning = { lot: string; granted: bigint; base: bigint; occurred_at: Date }

/**
 * Takes back what a refunded payment earned, by cumulative floor: ⌊earned × refunded ÷ base⌋ minus
 * what was taken before, so that many partial refunds take exactly what one whole refund would.
 * From that payment's lot first, then from the others by expiry, and what is no longer there
 * becomes a debt of points that the next earnings repay. The room in the day's cap comes back if
 * the day is still the same. Sends `points.clawed_back`.
 */
export async function clawBack(
  books: Books,
  programme: Programme,
  refunded: RefundedPayment,
): Promise<void> {
  const { person, payment, letter, occurredAt } = refunded
  const earning = await findEarning(books, programme, payment)
  if (!earning) return
  const wanted =
    owed(earning, refunded.refundedTotal) - owed(earning, refunded.refundedTotal - refunded.amount)
  if (wanted === 0n) return
  const { zone } = books.ground.config
  const cap = dayCap(programme, { person, occurredAt: earning.occurred_at, zone })
  await books.post({
    id: derivedId('clw', letter, `claw back ${programme.code}`),
    kind: 'points.clawback',
    intent: fingerprint({ letter, programme: programme.code }),
    occurredAt,
    reference: payment,
    legs: [
      {
        from: [
          { account: earning.lot, optional: true },
          pocket(programme, person),
          debt(programme, person),
        ],
        to: clawedBack(programme),
        amount: wanted,
        despiteFreeze: true,
      },
    ],
    counters: cap ? [{ ...cap, amount: wanted, giveBack: true }] : [],
    letters: [
      {
        type: 'points.clawed_back',
        party: person,
        body: {
          person,
          programme: programme.code,
          asset: programme.asset,
          wanted: String(wanted),
          payment,
          refund: refunded.refund,
          occurredAt: occurredAt.toISOString(),
        },
      },
    ],
  })
}

const owed = ({ granted, base }: Earning, refundedTotal: bigint): bigint =>
  (granted * refundedTotal) / base

async function findEarning(
  books: Books,
  programme: Programme,
  payment: string,
): Promise<Earning | undefined> {
  const [row] = await books.ground.db.query<Earning>({
    name: 'points.find_earning',
    text: `select lot, granted, base, occurred_at from points.earnings where payment = $1 and programme = $2`,
    values: [payment, programme.code],
  })
  return row
}
