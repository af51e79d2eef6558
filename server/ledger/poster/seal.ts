import { randomBytes } from 'node:crypto'
import {
  HASH_BYTES,
  batchSeal,
  entryHash,
  entrySalts,
  leafHash,
  merkleRoot,
} from '@suanpan/kernel/seal'
import type { Head, PostedOutcome } from './head.ts'

export type Sealed = { salt: Buffer; root: Buffer; seal: Buffer }

/** Hashes a batch: a salted hash for each entry, a leaf for each posting, the root, the chain. */
export function seal(book: number, head: Head, posted: PostedOutcome[]): Sealed {
  const salt = randomBytes(HASH_BYTES)
  const salts = entrySalts(
    salt,
    posted.reduce((sum, { entries }) => sum + entries.length, 0),
  )
  let at = 0
  const leaves = posted.map(({ arrived, entries, verdict }) =>
    leafHash(
      {
        book,
        seq: verdict.seq,
        bookedAt: arrived.bookedAt,
        occurredAt: arrived.posting.occurredAt,
        businessDate: arrived.businessDate,
        id: arrived.posting.id,
        kind: arrived.posting.kind,
        reference: arrived.posting.reference,
        fingerprint: arrived.posting.intent,
      },
      entries.map(({ account, version, amount, balance }) =>
        entryHash(
          { address: account.address, asset: account.asset, version, amount, balance },
          salts[at++]!,
        ),
      ),
    ),
  )
  const root = merkleRoot(leaves)
  return {
    salt,
    root,
    seal: batchSeal({
      previous: head.seal,
      book,
      batch: head.batch + 1n,
      firstSeq: posted[0]!.verdict.seq,
      lastSeq: posted.at(-1)!.verdict.seq,
      root,
    }),
  }
}
