import type { Posting, Verdict } from '@suanpan/kernel/posting'
import { resolve } from '@suanpan/kernel/resolve'
import { transaction } from '../../platform/index.ts'
import type { Ground } from '../../platform/index.ts'
import { stamp } from './head.ts'
import type { Head } from './head.ts'
import { loadKnown, loadState, touchedBy } from './load.ts'
import { emptyMemory } from './memory.ts'

/** The same resolver on one snapshot, without a lock: equal verdict for equal state. */
export function judge(ground: Ground, book: number, posting: Posting): Promise<Verdict> {
  return transaction(ground.db, async ({ query }) => {
    await query('set transaction isolation level repeatable read, read only')
    const state = await loadState(query, book, emptyMemory(), touchedBy([posting]))
    const known = await loadKnown(query, book, [posting.id])
    const [head] = await query<Pick<Head, 'booked_at' | 'business_date' | 'closed_through'>>(
      `select booked_at, business_date, closed_through from ledger.head where book = $1`,
      [book],
    )
    const submitted = { posting, arrivedAt: ground.clock.now() }
    const arrived = stamp(head!, ground.config.zone, [submitted])
    return resolve({ ...state, known }, arrived, 0n).outcomes[0]!.verdict
  })
}
