import { Refusal } from '@suanpan/contract/refusals'
import type { CounterMove, Reason } from '@suanpan/kernel/posting'
import { refusal, type Books } from '../../ledger/index.ts'
import { paymentOf, paymentPosting, type PaymentRequest, type Replayable } from '../pay.ts'
import { getPayment, type Payment } from '../payments.ts'
import type { Agreement } from './agreements.ts'
import { findNotice, HOUR_MS, NOTICE_HOLDS_HOURS } from './notices.ts'
import { deductionCounters, noticeKey, periodKey, takenKey } from './periods.ts'

export type DeductionRequest = {
  /** `pay_…`; the posting has the same id. */
  id: string
  agreement: Agreement
  merchant: PaymentRequest['merchant']
  amount: bigint
  /** The announced deduction that this one is. */
  notice: string | null
  reference?: string | undefined
  at: Date
  /** Limits of the person, from whoever permitted it. */
  counters?: CounterMove[]
  intent: unknown
}

/**
 * Takes a payment under an agreement, without its payer. Its limits are counters of the posting: so
 * deductions at once never pass them together, and none is booked after the agreement has ended.
 *
 * Refuses with `agreement_cancelled`, `agreement_limit_reached {kind, limit, used, wanted, resetsAt}`,
 * `notice_used`, whatever `pay` refuses with, and `limit_reached` of the person's own limits.
 */
export async function deduct(
  books: Books,
  request: DeductionRequest,
): Promise<Payment & Replayable> {
  const { id, agreement, merchant, amount, notice, reference, at, counters = [] } = request
  const { zone } = books.ground.config
  const payment: PaymentRequest = {
    id,
    person: agreement.person,
    merchant,
    asset: agreement.asset,
    amount,
    occurredAt: at,
    channel: 'agreement',
    ...(reference !== undefined && { reference }),
    counters: [...deductionCounters(agreement, { amount, notice, at, zone }), ...counters],
    rows: [
      {
        table: 'wallet.deductions',
        row: { payment: id, agreement: agreement.id, notice, amount, occurred_at: at },
      },
    ],
    intent: request.intent,
  }
  const verdict = await books.tryPost(paymentPosting(payment))
  if (verdict.state === 'refused') throw refusedBy(request, verdict.reason)
  if (!verdict.replayed) return { ...paymentOf(payment, verdict), replayed: false }
  const made = await getPayment(books.ground.db, id)
  return { ...(made ?? paymentOf(payment, verdict)), replayed: true }
}

/**
 * Refuses what needs no books to be seen: an agreement that has ended, more than one deduction may
 * take, and an announcement that is missing or not this one.
 *
 * Refuses with `agreement_cancelled`, `agreement_limit_reached`, `notice_missing {noticeHours}`,
 * `notice_not_found`, `notice_differs {announced}`, `notice_pending {dueAt}`, `notice_expired {expiredAt}`.
 */
export async function checkDeduction(
  { ground }: Books,
  {
    agreement,
    amount,
    notice: id,
    at,
  }: Pick<DeductionRequest, 'agreement' | 'amount' | 'notice' | 'at'>,
): Promise<void> {
  expectOpen(agreement)
  expectWithin(agreement, amount)
  const { noticeHours, asset } = agreement
  if (id === null) {
    if (noticeHours === 0) return
    throw new Refusal('notice_missing', { noticeHours })
  }
  const notice = await findNotice(ground.db, id)
  if (notice?.agreement !== agreement.id) throw new Refusal('notice_not_found', { notice: id })
  if (notice.amount !== amount) {
    throw new Refusal('notice_differs', { announced: String(notice.amount), asset })
  }
  if (at < notice.dueAt) {
    throw new Refusal('notice_pending', { dueAt: notice.dueAt.toISOString() })
  }
  const expiresAt = new Date(notice.dueAt.getTime() + NOTICE_HOLDS_HOURS * HOUR_MS)
  if (at >= expiresAt) {
    throw new Refusal('notice_expired', { expiredAt: expiresAt.toISOString() })
  }
}

export function expectOpen({ id, endedAt }: Agreement): void {
  if (endedAt === null) return
  throw new Refusal('agreement_cancelled', {
    agreement: id,
    cancelledAt: endedAt.toISOString(),
  })
}

export function expectWithin({ perDeduction, asset }: Agreement, amount: bigint): void {
  if (amount <= perDeduction) return
  throw new Refusal('agreement_limit_reached', {
    kind: 'deduction',
    limit: String(perDeduction),
    used: '0',
    wanted: String(amount),
    asset,
    resetsAt: null,
  })
}

function refusedBy({ agreement, notice }: DeductionRequest, reason: Reason): Refusal {
  const { limit, used, wanted, resetsAt, counter } = reason.details
  if (reason.code !== 'limit_reached') return refusal(reason)
  if (counter === takenKey(agreement.id)) {
    return new Refusal('agreement_cancelled', { agreement: agreement.id })
  }
  if (notice !== null && counter === noticeKey(notice))
    return new Refusal('notice_used', { notice })
  if (counter !== periodKey(agreement.id)) return refusal(reason)
  return new Refusal('agreement_limit_reached', {
    kind: 'period',
    limit: String(limit),
    used: String(used),
    wanted: String(wanted),
    asset: agreement.asset,
    resetsAt: resetsAt ?? null,
  })
}
