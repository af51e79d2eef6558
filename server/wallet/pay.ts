import type { Quote } from '@suanpan/contract/quote'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { CounterMove, Posted, Posting, RowToWrite } from '@suanpan/kernel/posting'
import type { Books } from '../ledger/index.ts'
import { feeIncome, merchantReceivable, personMoney } from './accounts.ts'
import { endCounter, endLetter, endRow } from './checkout/ending.ts'
import type { OrderLine, Payment, PaymentChannel } from './payments.ts'

const BASIS_POINTS = 10_000n

export type PaymentRequest = {
  /** `pay_…`; the posting has the same id. */
  id: string
  person: string
  merchant: { id: string; feeBasisPoints: number; category: string }
  /** `CNY/2` */
  asset: string
  /** Minor units, > 0. */
  amount: bigint
  occurredAt: Date
  lines?: OrderLine[]
  /** The caller's own name for the order. */
  reference?: string
  /** By which way it was paid; absent when a server said so. */
  channel?: PaymentChannel
  /** What a quote promised; absent, it is the balance that pays. */
  price?: Price
  /** The checkout that it pays, and ends in the same posting. */
  checkout?: string
  /** Limits that the payment counts against. */
  counters?: CounterMove[]
  /** What is written together with it. */
  rows?: RowToWrite[]
  /** What the caller asked for, when that is more or less than this request: a replay must match it. */
  intent?: unknown
}

/** What of a quote is posted. */
export type Price = Pick<Quote, 'legs' | 'quantities' | 'counters' | 'rows'>

/**
 * Pays: the person's money to the merchant's receivable and the merchant's fee to fee income, one
 * posting. Sends `payment.settled`, and `checkout.paid` to the merchant where it pays a checkout.
 *
 * Refuses with `insufficient_funds {needed, available}`, `holder_frozen`, `asset_unknown`,
 * `id_used_with_other_content`.
 */
export async function pay(books: Books, request: PaymentRequest): Promise<Payment & Replayable> {
  const posted = await books.post(paymentPosting(request))
  return { ...paymentOf(request, posted), replayed: posted.replayed }
}

/** True when the books had this id already and answer as they did then. */
export type Replayable = { replayed: boolean }

/** The posting of a payment, for whoever writes more together with it. */
export function paymentPosting(request: PaymentRequest): Posting {
  const { id, person, merchant, asset, amount, occurredAt } = request
  const price = request.price ?? priceOf(request)
  const fee = feeOf(amount, merchant.feeBasisPoints)
  const ending = endingOf(request)
  return {
    id,
    kind: 'payment',
    intent: fingerprint(request.intent ?? intentOf(request)),
    occurredAt,
    legs: price.legs,
    quantities: price.quantities,
    counters: [...price.counters, ...(request.counters ?? []), ...ending.counters],
    rows: [
      { table: 'wallet.payments', row: rowOf(request, fee) },
      ...price.rows,
      ...(request.rows ?? []),
      ...ending.rows,
    ],
    letters: [
      {
        type: 'payment.settled',
        party: person,
        sandbox: asset.startsWith('XTS/'),
        body: {
          payment: id,
          person,
          merchant: merchant.id,
          category: merchant.category,
          asset,
          amount: String(amount),
          netCash: String(amount),
          fee: String(fee),
          occurredAt: occurredAt.toISOString(),
          ...(request.reference === undefined ? {} : { reference: request.reference }),
        },
      },
      ...ending.letters,
    ],
  }
}

/** What a payment writes to be the one end of its checkout; nothing for any other payment. */
function endingOf(
  request: PaymentRequest,
): Required<Pick<Posting, 'counters' | 'rows' | 'letters'>> {
  const { id, checkout, merchant, asset, amount, reference = null, occurredAt } = request
  if (checkout === undefined) return { counters: [], rows: [], letters: [] }
  const end = { checkout, state: 'paid', payment: id, occurredAt } as const
  return {
    counters: [endCounter(checkout)],
    rows: [endRow(end)],
    letters: [endLetter(end, { merchant: merchant.id, asset, amount, reference })],
  }
}

/** What a payment from the balance moves: the amount to the merchant, the fee from there. */
export function priceOf({
  person,
  merchant,
  asset,
  amount,
}: Pick<PaymentRequest, 'person' | 'merchant' | 'asset' | 'amount'>): Price {
  const fee = feeOf(amount, merchant.feeBasisPoints)
  const receivable = merchantReceivable(merchant.id, asset)
  return {
    legs: [
      { from: personMoney(person, asset), to: receivable, amount },
      ...(fee > 0n ? [{ from: receivable, to: feeIncome(asset), amount: fee }] : []),
    ],
    quantities: {},
    counters: [],
    rows: [],
  }
}

/** The merchant's fee in minor units, rounded half up; never more than the amount. */
export function feeOf(amount: bigint, basisPoints: number): bigint {
  return (amount * BigInt(basisPoints) + BASIS_POINTS / 2n) / BASIS_POINTS
}

function rowOf(request: PaymentRequest, fee: bigint): Record<string, unknown> {
  return {
    id: request.id,
    person: request.person,
    merchant: request.merchant.id,
    category: request.merchant.category,
    asset: request.asset,
    amount: request.amount,
    fee,
    reference: request.reference,
    channel: request.channel,
    lines: request.lines && request.lines.length > 0 ? linesJson(request.lines) : null,
    occurred_at: request.occurredAt,
  }
}

const linesJson = (lines: OrderLine[]): unknown =>
  lines.map(({ item, quantity, amount }) => ({
    item,
    quantity,
    amount: amount === null ? null : String(amount),
  }))

function intentOf({ person, merchant, asset, amount, reference, lines }: PaymentRequest): unknown {
  return { person, merchant: merchant.id, asset, amount, reference, lines }
}

/** The payment as it was booked. */
export function paymentOf(request: PaymentRequest, posted: Posted): Payment {
  const { id, person, merchant, asset, amount, occurredAt, lines = [] } = request
  return {
    id,
    person,
    merchant: merchant.id,
    category: merchant.category,
    asset,
    amount,
    fee: feeOf(amount, merchant.feeBasisPoints),
    refunded: 0n,
    state: 'paid',
    reference: request.reference ?? null,
    channel: request.channel ?? null,
    occurredAt,
    bookedAt: posted.bookedAt,
    seq: posted.seq,
    lines,
  }
}
