import { Refusal } from '@suanpan/contract/refusals'
import { freezesOf } from '../../../ledger/index.ts'
import { takeBackApproval, type Origin } from '../../../oversight/index.ts'
import { transaction } from '../../../platform/index.ts'
import type { Replayable } from '../../pay.ts'
import type { Funding } from '../funding.ts'
import { sendWithdrawal } from '../hear.ts'
import { getWithdrawal, type Withdrawal } from '../withdrawals.ts'
import { endReview } from './end-review.ts'
import { approvalOf } from './review.ts'

/**
 * Lets a large withdrawal go: it is sent to the bank as any other. Called again it changes nothing.
 *
 * Refuses with `withdrawal_not_found`, `withdrawal_not_in_review {withdrawal, state}` and, while the
 * person may not pay out, `holder_frozen {holder, direction}`.
 */
export async function approveWithdrawal(funding: Funding, id: string): Promise<void> {
  const { ground, book } = funding.books
  const order = await found(funding, id)
  const [freeze] = await freezesOf(ground.db, book, order.person)
  if (order.state === 'review' && freeze?.frozenOut === true) {
    throw new Refusal('holder_frozen', { holder: order.person, direction: 'out' })
  }
  await endReview(funding, order, { end: 'approved' })
  const now = await found(funding, id)
  if (now.state === 'requested') await sendWithdrawal(funding, now)
}

/** Gives a large withdrawal back to the person, with what they are told. Refuses as `endReview` does. */
export async function rejectWithdrawal(
  funding: Funding,
  { id, category }: { id: string; category: string | null },
): Promise<void> {
  await endReview(funding, await found(funding, id), { end: 'rejected', category })
}

/**
 * The person takes a withdrawal back while it is looked at: the money is theirs at once, and nobody
 * has to decide any more. Asking twice answers the same.
 *
 * Refuses with `withdrawal_not_found` and `withdrawal_not_in_review {withdrawal, state}`.
 */
export async function cancelWithdrawal(
  funding: Funding,
  { id, person, origin }: { id: string; person: string; origin?: Origin },
): Promise<Replayable> {
  const { ground } = funding.books
  const order = await found(funding, id)
  if (order.person !== person) throw new Refusal('withdrawal_not_found', { withdrawal: id })
  const ended = await endReview(funding, order, { end: 'cancelled' })
  await transaction(ground.db, (tx) =>
    takeBackApproval(tx, ground, {
      approval: approvalOf(id),
      by: { kind: 'person', id: person },
      reason: '本人取消提现 cancelled by the person',
      ...(origin && { origin }),
    }),
  )
  return ended
}

async function found({ books }: Funding, id: string): Promise<Withdrawal> {
  const order = await getWithdrawal(books.ground.db, id)
  if (!order) throw new Refusal('withdrawal_not_found', { withdrawal: id })
  return order
}
