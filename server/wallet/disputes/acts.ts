import type { Books } from '../../ledger/index.ts'
import type { Replayable } from '../pay.ts'
import type { Dispute } from './disputes.ts'
import { moveDispute } from './move.ts'

export type Said = {
  /** `dst_…` */
  id: string
  dispute: Dispute
  text?: string
  files?: readonly string[]
  at: Date
}
type Done = Promise<{ dispute: Dispute } & Replayable>

/**
 * The merchant refunds all of what is disputed, which ends it, or a part, or nothing with a reason.
 * The person has time to escalate what was not refunded. Sends `dispute.answered`.
 *
 * @param refund minor units, 0 when the merchant rejects
 * @param sender under whose name the files were sent
 * Refuses like `moveDispute`.
 */
export function answerDispute(
  books: Books,
  { dispute, refund, ...said }: Said & { refund: bigint; sender: string },
): Done {
  const whole = dispute.amount - dispute.refunded
  const answer = refund === 0n ? 'rejected' : refund === whole ? 'whole' : 'part'
  return moveDispute(books, dispute, {
    ...said,
    act: 'answer',
    to: answer === 'whole' ? 'refunded' : 'answered',
    actor: { kind: 'merchant', id: dispute.merchant },
    refund,
    tell: { type: 'dispute.answered', more: { answer } },
  })
}

/** The person is not content with the answer. Sends `dispute.escalated`; refuses like `moveDispute`. */
export function escalateDispute(books: Books, { dispute, ...said }: Said): Done {
  return moveDispute(books, dispute, {
    ...said,
    act: 'escalate',
    to: 'escalated',
    actor: { kind: 'person', id: dispute.person },
    tell: { type: 'dispute.escalated', more: { by: 'person' } },
  })
}

/** Either side adds something. Sends `dispute.evidence`; refuses like `moveDispute`. */
export function addEvidence(
  books: Books,
  { dispute, by, ...said }: Said & { by: 'person' | 'merchant'; sender: string },
): Done {
  return moveDispute(books, dispute, {
    ...said,
    act: 'evidence',
    to: dispute.state,
    actor: { kind: by, id: dispute[by] },
    tell: { type: 'dispute.evidence', more: { by } },
  })
}

/**
 * The person takes it back; what was kept from the merchant is theirs again, and what was refunded
 * stays refunded. Sends `dispute.ended`; refuses like `moveDispute`.
 */
export function withdrawDispute(books: Books, { dispute, ...said }: Said): Done {
  return moveDispute(books, dispute, {
    ...said,
    act: 'withdraw',
    to: dispute.refunded > 0n ? 'refunded' : 'withdrawn',
    actor: { kind: 'person', id: dispute.person },
    tell: { type: 'dispute.ended', more: { by: 'person' } },
  })
}

/**
 * An operator decides, for good: a refund of what is left in dispute, of a part, or none.
 * Sends `dispute.decided`; refuses like `moveDispute`.
 */
export function decideDispute(
  books: Books,
  { dispute, refund, by, ...said }: Said & { refund: bigint; by: string },
): Done {
  return moveDispute(books, dispute, {
    ...said,
    act: 'decide',
    to: 'decided',
    actor: { kind: 'operator', id: by },
    refund,
    tell: {
      type: 'dispute.decided',
      more: { verdict: refund > 0n ? 'refund' : 'no_refund' },
    },
  })
}
