import type { EntryView } from '@suanpan/kernel/posting'
import { insertInto, stamped, type RowWriter } from '../../ledger/index.ts'
import { GOAL } from '../accounts.ts'

/** What is written of goals together with their postings. */
export const goalRows: readonly RowWriter[] = [
  insertInto('wallet.goal_moves', {
    id: 'text',
    goal: 'text',
    person: 'text',
    asset: 'text',
    // What closing a goal gives back is known only once it is decided.
    amount: { type: 'int8', from: ({ entries }) => movedOf(entries) },
    way: 'text',
    regular: 'bool',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  insertInto('wallet.goal_ends', {
    goal: 'text',
    person: 'text',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
]

function movedOf(entries: readonly EntryView[]): bigint {
  const amount = entries.find(({ address }) => address.startsWith(GOAL))?.amount ?? 0n
  return amount < 0n ? -amount : amount
}
