import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { Books } from '../../ledger/index.ts'
import { disputesWithoutRest, type Dispute } from './disputes.ts'
import { moveDispute } from './move.ts'

const SYSTEM = { kind: 'system' as const, id: 'refund' }

/**
 * Ends the disputes whose payment was refunded wholly in another way: there is nothing left to
 * decide about, and what was kept back is the merchant's again. Each end has an id that follows from
 * its dispute and step, so any number of processes end it once. Sends `dispute.settled`.
 *
 * @param of only the dispute of this payment; all of them where it is absent
 * @returns how many ended
 */
export async function settleDisputes(
  books: Books,
  of: { payment?: string; at: Date },
): Promise<number> {
  const settled = await disputesWithoutRest(books.ground.db, of)
  const ended = await Promise.all(settled.map((dispute) => settleOne(books, dispute, of.at)))
  return ended.filter(Boolean).length
}

async function settleOne(books: Books, dispute: Dispute, at: Date): Promise<boolean> {
  try {
    const { replayed } = await moveDispute(books, dispute, {
      id: derivedId('dst', dispute.id, `settled ${dispute.step}`),
      act: 'settle',
      to: 'refunded',
      actor: SYSTEM,
      tell: { type: 'dispute.settled' },
      at,
    })
    return !replayed
  } catch (error) {
    // Somebody moved it in the same moment: the next sweep finds it where it stands then.
    if (error instanceof Refusal && error.code === 'dispute_moved_on') return false
    throw error
  }
}
