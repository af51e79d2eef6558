import type { Posting, Verdict } from '@suanpan/kernel/posting'
import { resolve } from '@suanpan/kernel/resolve'
import { businessDate } from '@suanpan/kernel/time'
import { transaction } from '../../platform/index.ts'
import type { Ground } from '../../platform/index.ts'
import { loadKnown, loadState, touchedBy } from './load.ts'
import { emptyMemory } from './memory.ts'

/** The same resolver on one snapshot, without a lock: equal verdict for equal state. */
export function judge(ground: Ground, book: number, posting: Posting): Promise<Verdict> {
  return transaction(ground.db, async ({ query }) => {
    await query('set transaction isolation level repeatable read, read only')
    const state = await loadState(query, book, emptyMemory(), touchedBy([posting]))
    const known = await loadKnown(query, book, [posting.id])
    const [head] = await query<{ booked_at: Date }>(
      `select booked_at from ledger.head where book = $1`,
      [book],
    )
    const bookedAt = new Date(Math.max(head!.booked_at.getTime(), ground.clock.now().getTime()))
    const arrived = { posting, bookedAt, businessDate: businessDate(bookedAt, ground.config.zone) }
    return resolve({ ...state, known }, [arrived], 0n).outcomes[0]!.verdict
  })
}
