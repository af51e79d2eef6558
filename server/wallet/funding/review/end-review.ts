import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { LetterToSend, RowToWrite } from '@suanpan/kernel/posting'
import { refusal } from '../../../ledger/index.ts'
import type { Replayable } from '../../pay.ts'
import type { Funding } from '../funding.ts'
import { quotaBack } from '../settle-withdrawal.ts'
import type { ReviewEnd } from '../states.ts'
import {
  ASK_AFTER_SECONDS,
  expectedFrom,
  getWithdrawal,
  holdOf,
  type Withdrawal,
} from '../withdrawals.ts'

type Ending = {
  end: ReviewEnd
  /** Of a rejection: what the person is told. */
  category?: string | null
}

/**
 * Ends the review of a large withdrawal. Approval, cancellation, rejection and expiry compete for one
 * id, so exactly one of them happens, whoever races; the same one again answers the same. What is not
 * approved gives back money, fee, free quota and limits. Sends `withdrawal.given_back`.
 *
 * Refuses with `withdrawal_not_in_review {withdrawal, state}` when it had another end already, or none to have.
 */
export async function endReview(
  { books }: Funding,
  order: Withdrawal,
  ending: Ending,
): Promise<Replayable> {
  if (order.reviewUntil === null) throw notInReview(order)
  const { id } = order
  const { end, category = null } = ending
  const at = books.ground.clock.now()
  const goesOut = end === 'approved'
  const verdict = await books.tryPost({
    id: derivedId('wre', id, 'end of the review'),
    kind: goesOut ? 'withdrawal.approved' : 'withdrawal.given_back',
    intent: fingerprint({ withdrawal: id, end, category }),
    occurredAt: at,
    reference: id,
    legs: goesOut ? [] : [{ release: holdOf(id) }],
    counters: goesOut ? [] : quotaBack(order),
    rows: [endRow(order, ending, at)],
    letters: goesOut ? [] : [givenBack(order, ending, at)],
  })
  if (verdict.state === 'posted') return { replayed: verdict.replayed }
  if (verdict.reason.code !== 'id_used_with_other_content') throw refusal(verdict.reason)
  throw notInReview((await getWithdrawal(books.ground.db, id)) ?? order)
}

const notInReview = ({ id, state }: Withdrawal): Refusal =>
  new Refusal('withdrawal_not_in_review', { withdrawal: id, state })

function endRow({ id }: Withdrawal, { end, category }: Ending, at: Date): RowToWrite {
  const goesOut = end === 'approved'
  return {
    table: 'withdrawal review',
    row: {
      id,
      state: goesOut ? 'requested' : 'given_back',
      review_end: end,
      review_category: category ?? null,
      review_ended_at: at,
      ended_at: goesOut ? null : at,
      ask_at: goesOut ? new Date(at.getTime() + ASK_AFTER_SECONDS * 1000) : null,
      expected_at: goesOut ? expectedFrom(at) : null,
    },
  }
}

function givenBack(order: Withdrawal, { end, category }: Ending, at: Date): LetterToSend {
  const { id, person, asset, amount } = order
  return {
    type: 'withdrawal.given_back',
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      withdrawal: id,
      person,
      asset,
      amount: String(amount),
      cause: end,
      category: category ?? null,
      occurredAt: at.toISOString(),
    },
  }
}
