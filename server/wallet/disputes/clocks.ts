import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { Books } from '../../ledger/index.ts'
import { dueDisputes, type Dispute } from './disputes.ts'
import { moveDispute } from './move.ts'
import { settleDisputes } from './settle.ts'

/** Disputes moved at a time: enough to fill a batch of the books. */
const PORTION = 200
const SYSTEM = { kind: 'system' as const, id: 'clock' }

/**
 * Moves the disputes whose time is up: what the merchant did not answer goes to an operator, and
 * what the person did not escalate is over. An operator's own clock only promises; nothing decides
 * in their stead. Whatever has nothing left to decide about ends as well. Recurring work; each step has an id that follows from its dispute.
 *
 * @returns how many moved
 */
export async function moveDueDisputes(books: Books, at: Date): Promise<number> {
  const states = ['opened', 'answered'] as const
  const due = await dueDisputes(books.ground.db, { states, at, limit: PORTION })
  const moved = await Promise.all(due.map((dispute) => moveOne(books, dispute, at)))
  return moved.filter(Boolean).length + (await settleDisputes(books, { at }))
}

async function moveOne(books: Books, dispute: Dispute, at: Date): Promise<boolean> {
  const id = derivedId('dst', dispute.id, `due ${dispute.step}`)
  const moving =
    dispute.state === 'opened'
      ? moveDispute(books, dispute, {
          id,
          act: 'escalate',
          to: 'escalated',
          actor: SYSTEM,
          tell: { type: 'dispute.escalated', more: { by: 'system' } },
          at,
        })
      : moveDispute(books, dispute, {
          id,
          act: 'lapse',
          to: dispute.refunded > 0n ? 'refunded' : 'lapsed',
          actor: SYSTEM,
          tell: { type: 'dispute.ended', more: { by: 'system' } },
          at,
        })
  try {
    return !(await moving).replayed
  } catch (error) {
    // Somebody moved it in the same moment.
    if (error instanceof Refusal && error.code === 'dispute_moved_on') return false
    throw error
  }
}
