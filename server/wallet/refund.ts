import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { Leg, LetterToSend, Move, Posting, RowToWrite } from '@suanpan/kernel/posting'
import { counterUsed, refusal } from '../ledger/index.ts'
import type { Books } from '../ledger/index.ts'
import { feeIncome, merchantReceivable, personMoney } from './accounts.ts'
import { coverOf, type TopUpOrder } from './funding/topup-orders.ts'
import type { Replayable } from './pay.ts'
import { getPayment, getRefund } from './payments.ts'
import type { Payment, Refund } from './payments.ts'
import { backToCard } from './refunding/to-card.ts'

export type RefundRequest = {
  /** `ref_…`; the posting has the same id. */
  id: string
  payment: string
  /** Minor units of the payment's asset, > 0. */
  amount: bigint
  occurredAt: Date
  reason?: string
  /** What is written together with it. */
  rows?: RowToWrite[]
  /** What else happens in the same posting: legs before and after its own, counters, letters. */
  along?: Pick<Posting, 'quantities' | 'counters' | 'letters'> & { before?: Leg[]; after?: Leg[] }
  intent?: unknown
}

/**
 * Refunds part or all of a payment: merchant → person, and the fee back to the merchant in the same
 * ratio by cumulative floor, so that a payment refunded wholly returns its whole fee. What a card
 * paid goes on to that card in the same ratio (see `backToCard`). What was refunded so far is a
 * counter of the payment, so refunds racing each other never exceed it. Sends `payment.refunded`.
 *
 * Refuses with `payment_not_found`, `refund_exceeds_payment {refundable, wanted}`,
 * `insufficient_funds` (the merchant's), `holder_frozen`, `id_used_with_other_content`.
 */
export async function refund(books: Books, request: RefundRequest): Promise<Refund & Replayable> {
  const payment = await getPayment(books.ground.db, request.payment)
  if (!payment) throw new Refusal('payment_not_found', { payment: request.payment })
  const cover = await coverOf(books.ground.db, payment.id)
  const verdict = await books.tryPost(refundPosting(books, request, { payment, cover }))
  if (verdict.state === 'refused') {
    const used = await counterUsed(books.ground.db, books.book, counterOf(payment))
    if (used + request.amount > payment.amount && !isConflict(verdict.reason.code)) {
      throw new Refusal('refund_exceeds_payment', {
        payment: payment.id,
        asset: payment.asset,
        refundable: String(payment.amount - used),
        wanted: String(request.amount),
      })
    }
    throw refusal(verdict.reason)
  }
  const made = await getRefund(books.ground.db, request.id)
  if (!made) throw new Error(`the refund ${request.id} was booked and is not there`)
  return { ...made, replayed: verdict.replayed }
}

/** What counts all refunds of a payment; letters carry it too. */
export const counterOf = ({ id }: Pick<Payment, 'id'>): string => `refunded:${id}`

type Refunded = { payment: Payment; cover: TopUpOrder | undefined }

function refundPosting(
  { ground }: Books,
  request: RefundRequest,
  { payment, cover }: Refunded,
): Posting {
  const { id, amount, occurredAt, reason } = request
  const { person, merchant, asset, fee } = payment
  const counter = counterOf(payment)
  const receivable = merchantReceivable(merchant, asset)
  const legs: Move[] = [{ from: receivable, to: personMoney(person, asset), amount }]
  // The fee comes first, so that a merchant who has only the net of it can refund the whole.
  if (fee > 0n)
    legs.unshift({
      from: feeIncome(asset),
      to: receivable,
      amount: { share: fee, per: payment.amount, counter },
    })
  // What the bank took back from the payment is at the card already: its refund is the balance's.
  const card =
    cover?.state === 'succeeded' ? backToCard(ground, { id, payment, counter }, cover) : undefined
  return {
    id,
    kind: 'refund',
    intent: fingerprint(request.intent ?? { payment: payment.id, amount, reason }),
    occurredAt,
    reference: payment.id,
    legs: [
      ...(request.along?.before ?? []),
      ...legs,
      ...(card?.legs ?? []),
      ...(request.along?.after ?? []),
    ],
    ...(request.along?.quantities && { quantities: request.along.quantities }),
    counters: [
      { key: counter, amount, ceiling: payment.amount, window: { kind: 'ever' } },
      ...(request.along?.counters ?? []),
    ],
    rows: [
      {
        table: 'wallet.refunds',
        row: {
          id,
          payment: payment.id,
          person,
          merchant,
          asset,
          amount,
          reason,
          occurred_at: occurredAt,
        },
      },
      ...(card?.rows ?? []),
      ...(request.rows ?? []),
    ],
    letters: [refundedLetter(request, payment), ...(request.along?.letters ?? [])],
  }
}

function refundedLetter(
  { id, amount, occurredAt }: RefundRequest,
  { person, merchant, asset, ...payment }: Payment,
): LetterToSend {
  return {
    type: 'payment.refunded',
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      refund: id,
      payment: payment.id,
      person,
      merchant,
      asset,
      amount: String(amount),
      paymentAmount: String(payment.amount),
      paidAt: payment.occurredAt.toISOString(),
      occurredAt: occurredAt.toISOString(),
    },
  }
}

const isConflict = (code: string): boolean => code === 'id_used_with_other_content'
