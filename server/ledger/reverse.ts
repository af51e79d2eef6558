import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { LetterToSend, Move, Posted, RowToWrite } from '@suanpan/kernel/posting'
import { counterUsed } from './accounts.ts'
import { refusal } from './books.ts'
import type { Books } from './books.ts'
import { getPosting } from './postings.ts'
import type { PostingRecord } from './postings.ts'

/**
 * Books the mirror image of a posting, last movement first. A counter of one keeps it to once, so
 * that an attempt which was refused may be made again under a new id. Counters of the original
 * stand: room in a limit is given back by whoever counted.
 *
 * Refuses with `posting_not_found`, `already_reversed` (also for a reversal itself), and whatever
 * the mirrored legs meet (`insufficient_funds`, `holder_frozen`, `account_closed`, …).
 */
export async function reversePosting(books: Books, input: Reversal): Promise<Posted> {
  const { db } = books.ground
  const original = await getPosting(db, books.book, input.posting)
  if (!original) throw new Refusal('posting_not_found', { posting: input.posting })
  const once = `reversed:${original.id}`
  const verdict = await books.tryPost({
    id: input.id,
    kind: REVERSAL,
    intent: fingerprint({ reverses: original.id, reason: input.reason }),
    occurredAt: input.occurredAt,
    reference: original.id,
    legs: original.kind === REVERSAL ? [] : mirrored(original),
    counters: [
      {
        key: once,
        amount: original.kind === REVERSAL ? 2n : 1n,
        ceiling: 1n,
        window: { kind: 'ever' },
      },
    ],
    ...(input.rows ? { rows: input.rows } : {}),
    ...(input.letters ? { letters: input.letters } : {}),
  })
  if (verdict.state === 'posted') return verdict
  // A second reversal may meet an empty account before it meets the counter; say what matters.
  const reversed = original.kind === REVERSAL || (await counterUsed(db, books.book, once)) > 0n
  if (reversed) throw new Refusal('already_reversed', { posting: original.id })
  throw refusal(verdict.reason)
}

const REVERSAL = 'reversal'

export type Reversal = {
  id: string
  posting: string
  reason: string
  occurredAt: Date
  rows?: RowToWrite[]
  letters?: LetterToSend[]
}

function mirrored({ entries }: PostingRecord): Move[] {
  const legs: Move[] = []
  for (let i = entries.length - 2; i >= 0; i -= 2) {
    const gave = entries[i]!
    const received = entries[i + 1]!
    const { amount } = received
    legs.push({ from: { account: received.address }, to: { account: gave.address }, amount })
  }
  return legs
}
