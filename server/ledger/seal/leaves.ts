import { entryHash, entrySalts, leafHash } from '@suanpan/kernel/seal'
import type { JournalEntry, JournalPosting } from '../journal.ts'

/** A posting of a batch with what its leaf is made of. */
export type SealedPosting = { leaf: Buffer; entryHashes: Buffer[]; salts: Buffer[] }

/**
 * Hashes all postings of a batch anew, in order, from what the books hold.
 * Throws when an entry is missing: there is nothing to hash then.
 */
export function sealedPostings(
  book: number,
  salt: Uint8Array,
  postings: readonly JournalPosting[],
): SealedPosting[] {
  const count = postings.reduce((sum, { entries }) => sum + entries.length, 0)
  const salts = entrySalts(salt, count)
  let at = 0
  return postings.map((posting) => {
    const entries = presentEntries(posting)
    const own = salts.slice(at, at + entries.length)
    at += entries.length
    const entryHashes = entries.map(({ account, version, amount, balance }, i) =>
      entryHash(
        { address: account.address, asset: account.asset, version, amount, balance },
        own[i]!,
      ),
    )
    const reference = posting.reference ?? undefined
    return { leaf: leafHash({ ...posting, book, reference }, entryHashes), entryHashes, salts: own }
  })
}

/** The entries of a posting, none of them missing. */
export function presentEntries({ id, entries }: JournalPosting): JournalEntry[] {
  return entries.map((entry) => {
    if (entry === null) throw new Error(`an entry of posting ${id} is missing: run the audit`)
    return entry
  })
}
