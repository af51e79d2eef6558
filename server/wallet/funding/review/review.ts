import { derivedId } from '@suanpan/kernel/ids'
import { requestApproval, type Approval } from '../../../oversight/index.ts'
import { transaction } from '../../../platform/index.ts'
import type { Funding } from '../funding.ts'
import { getWithdrawal, type Withdrawal } from '../withdrawals.ts'
import { endReview } from './end-review.ts'

/** The kind under which an operator finds it among the approvals. */
export const PAYOUT_KIND = 'payout.large'
/** Nobody waits longer than this: what was not decided by then is given back. */
export const REVIEW_HOURS = 24
const AGAIN_AFTER_MS = 60_000

export const approvalOf = (withdrawal: string): string => derivedId('apr', withdrawal, 'review')

/** Asks an operator to let a large withdrawal go; asking again finds what was asked for. */
export function requestReview(
  { books: { ground } }: Funding,
  { id, person, asset, amount, fee, reviewUntil }: Withdrawal,
): Promise<Approval> {
  if (reviewUntil === null) throw new Error(`the withdrawal ${id} needs no review`)
  return transaction(ground.db, (tx) =>
    requestApproval(tx, ground, {
      id: approvalOf(id),
      kind: PAYOUT_KIND,
      subject: id,
      payload: { withdrawal: id },
      summary: { zh: '大额提现', en: 'A large withdrawal' },
      after: { amount: String(amount), fee: String(fee), asset },
      reason: '超过复核额度 above the limit',
      by: person,
      byKind: 'person',
      expiresAt: reviewUntil,
    }),
  )
}

/**
 * Does what follows from how a review stands, for whoever did not live to do it: asks for it where
 * nobody has asked yet, and gives back what was rejected or not decided in time. What was approved
 * goes on with its approval.
 */
export async function followReview(funding: Funding, id: string): Promise<void> {
  const { ground } = funding.books
  const order = await getWithdrawal(ground.db, id)
  if (order?.state !== 'review') return
  const at = ground.clock.now()
  const { state, expiresAt, decision } = await requestReview(funding, order)
  if (state === 'rejected') {
    await endReview(funding, order, { end: 'rejected', category: decision?.category ?? null })
  } else if (state === 'withdrawn') {
    await endReview(funding, order, { end: 'cancelled' })
  } else if (expiresAt <= at && state !== 'approved') {
    await endReview(funding, order, { end: 'expired' })
  } else {
    const again = new Date(Math.max(expiresAt.getTime(), at.getTime() + AGAIN_AFTER_MS))
    await ground.db.query(
      `update wallet.withdrawals set ask_at = $2 where id = $1 and state = 'review'`,
      [id, again],
    )
  }
}
