import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { CounterMove, Posting, Reason } from '@suanpan/kernel/posting'
import { refusal } from '../../ledger/index.ts'
import type { Price, Replayable } from '../pay.ts'
import { sendBillOrder } from './hear.ts'
import type { Life } from './life.ts'
import { findBillOrder, type BillOrder } from './orders.ts'
import { billCounter, billPrice, type BillWish } from './price.ts'

const ASK_AFTER_SECONDS = 10

export type BillRequest = BillWish & {
  /** `bpo_…`; the posting that sets the money aside has the same id. */
  id: string
  at: Date
  /** What a quote promised; absent, what it costs now. */
  price?: Price
  /** Limits that the payment uses, from whoever permitted it, and what else decides about it. */
  counters?: CounterMove[]
  intent: unknown
}

/**
 * Pays a biller: the money leaves the person in one posting and is in transit until the biller has
 * said yes or no. A bill is paid once, by whoever pays for the account, and again only after the
 * biller gave it back. Sends `bill_payment.ordered`.
 *
 * Refuses with `life_bill_paid`, `insufficient_funds {needed, available}`, `holder_frozen`,
 * `limit_reached` and `id_used_with_other_content`.
 */
export async function payBill(life: Life, request: BillRequest): Promise<BillOrder & Replayable> {
  const { books } = life
  const { db } = books.ground
  const verdict = await books.tryPost(billPosting(request))
  if (verdict.state === 'refused') throw refusedBy(request, verdict.reason)
  const made = await findBillOrder(db, request.id)
  if (!made) throw new Error(`the payment ${request.id} was booked and is not there`)
  if (!verdict.replayed) await sendBillOrder(life, made)
  return { ...((await findBillOrder(db, request.id)) ?? made), replayed: verdict.replayed }
}

function billPosting(request: BillRequest): Posting {
  const { id, person, account, biller, bill, asset, amount, at, counters = [] } = request
  const price = request.price ?? billPrice(request)
  const ofOrder = { billOrder: id, person, billerAccount: account, biller }
  return {
    id,
    kind: 'bill_payment',
    intent: fingerprint(request.intent),
    occurredAt: at,
    legs: price.legs,
    quantities: price.quantities,
    counters: [...price.counters, ...counters],
    rows: [
      {
        table: 'wallet.bill_orders',
        row: {
          id,
          person,
          account,
          biller,
          bill: bill?.id ?? null,
          asset,
          amount,
          state: 'requested',
          limits: lifetimeOf(counters),
          occurred_at: at,
          ask_at: new Date(at.getTime() + ASK_AFTER_SECONDS * 1000),
        },
      },
      ...price.rows,
    ],
    letters: [
      {
        type: 'bill_payment.ordered',
        party: person,
        sandbox: asset.startsWith('XTS/'),
        body: { ...ofOrder, asset, amount: String(amount), occurredAt: at.toISOString() },
      },
    ],
  }
}

/** What the limits of a lifetime have to get back when the biller refuses; a day's limit ends by itself. */
function lifetimeOf(counters: readonly CounterMove[]): { key: string; amount: string }[] {
  return counters.flatMap(({ key, amount, window }) =>
    key.startsWith('limit:') && window.kind === 'ever' && typeof amount === 'bigint' && amount > 0n
      ? [{ key, amount: String(amount) }]
      : [],
  )
}

function refusedBy({ bill }: BillRequest, reason: Reason): Refusal {
  const isOfBill =
    bill !== null &&
    reason.details['counter'] === billCounter(bill.index.toString('hex'), 1n, 1n).key
  return reason.code === 'limit_reached' && isOfBill
    ? new Refusal('life_bill_paid', { bill: bill.id })
    : refusal(reason)
}
