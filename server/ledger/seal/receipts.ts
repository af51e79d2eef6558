import { toBase64url } from '@suanpan/kernel/bytes'
import type { Receipt } from '@suanpan/kernel/receipt'
import { auditPath, hashLeaf, merkleRoot } from '@suanpan/kernel/seal'
import { batchStatement } from '@suanpan/kernel/statements'
import { Refusal } from '@suanpan/contract/refusals'
import { publicKeyOf, signStatement } from '../../platform/index.ts'
import { streamJournal } from '../journal.ts'
import type { JournalPosting, Reader } from '../journal.ts'
import { closedDay, streamBatches } from '../standing.ts'
import type { ClosedDay, StandingBatch } from '../standing.ts'
import type { SealingBooks } from './day.ts'
import { presentEntries, sealedPostings } from './leaves.ts'
import type { SealedPosting } from './leaves.ts'
import { growTree } from './tree.ts'

/**
 * The receipt of a posting: what `verifyReceipt` checks without the server. It discloses the
 * entries of one holder, or of everybody when no holder is named; the others stand as hashes.
 *
 * Refuses with `posting_not_found {posting}`, also when the holder has no part in it.
 */
export async function receiptOf(
  books: SealingBooks,
  postingId: string,
  { holder }: { holder?: string } = {},
): Promise<Receipt> {
  const { db } = books.ground
  const batch = await batchOf(db, books.book, postingId)
  if (!batch) throw new Refusal('posting_not_found', { posting: postingId })
  const { postings, sealed } = await openBatch(db, books.book, batch)
  const at = postings.findIndex(({ id }) => id === postingId)
  const posting = postings[at]!
  const entries = await disclose(db, books.book, { posting, sealed: sealed[at]!, holder })
  const leaves = sealed.map(({ leaf }) => leaf)
  const day = await closedDay(db, books.book, batch.businessDate)
  return {
    format: 'suanpan.receipt.v1',
    posting: headerOf(books.book, posting),
    entries,
    leaf: toBase64url(leaves[at]!),
    batch: {
      batch: String(batch.batch),
      firstSeq: String(batch.firstSeq),
      lastSeq: String(batch.lastSeq),
      path: auditPath(leaves, at).map(toBase64url),
      root: toBase64url(batch.root),
    },
    ...(day ? { day: await dayPart(db, books.book, day, batch) } : {}),
    signature: day ? signatureOf(day) : signBatch(books, batch),
  }
}

async function batchOf(
  reader: Reader,
  book: number,
  postingId: string,
): Promise<StandingBatch | undefined> {
  const [batch] = await reader.query<StandingBatch>(
    `select b.batch, b.first_seq as "firstSeq", b.last_seq as "lastSeq", b.booked_at as "bookedAt",
       b.business_date as "businessDate", b.salt, b.root, b.seal
     from ledger.postings p
     join ledger.batches b on b.book = p.book and b.batch = p.batch
     where p.book = $1 and p.id = $2`,
    [book, postingId],
  )
  return batch
}

async function openBatch(
  reader: Reader,
  book: number,
  batch: StandingBatch,
): Promise<{ postings: JournalPosting[]; sealed: SealedPosting[] }> {
  const range = { book, afterSeq: batch.firstSeq - 1n, upToSeq: batch.lastSeq }
  const postings: JournalPosting[] = []
  for await (const posting of streamJournal(reader, range)) postings.push(posting)
  const sealed = sealedPostings(book, batch.salt, postings)
  if (!merkleRoot(sealed.map(({ leaf }) => leaf)).equals(batch.root)) {
    throw new Error(`batch ${batch.batch} is not what was sealed: run the audit`)
  }
  return { postings, sealed }
}

async function disclose(
  reader: Reader,
  book: number,
  of: { posting: JournalPosting; sealed: SealedPosting; holder: string | undefined },
): Promise<Receipt['entries']> {
  const { posting, sealed, holder } = of
  const shown = holder === undefined ? undefined : await holderId(reader, book, holder)
  const entries = presentEntries(posting)
  if (holder !== undefined && !entries.some(({ account }) => account.holder === shown)) {
    throw new Refusal('posting_not_found', { posting: posting.id })
  }
  return entries.map((entry, i) => {
    const { account, version, amount, balance } = entry
    if (holder !== undefined && account.holder !== shown) return toBase64url(sealed.entryHashes[i]!)
    return {
      address: account.address,
      asset: account.asset,
      version: String(version),
      amount: String(amount),
      balance: String(balance),
      salt: toBase64url(sealed.salts[i]!),
    }
  })
}

/** A holder nobody knows has no entries: -1 is nobody's number, and null would be everybody's. */
async function holderId(reader: Reader, book: number, code: string): Promise<bigint> {
  const [row] = await reader.query<{ id: bigint }>(
    `select id from ledger.holders where book = $1 and code = $2`,
    [book, code],
  )
  return row?.id ?? -1n
}

function headerOf(book: number, posting: JournalPosting): Receipt['posting'] {
  return {
    book,
    seq: String(posting.seq),
    id: posting.id,
    kind: posting.kind,
    ...(posting.reference ? { reference: posting.reference } : {}),
    occurredAt: posting.occurredAt.toISOString(),
    bookedAt: posting.bookedAt.toISOString(),
    businessDate: posting.businessDate,
    fingerprint: toBase64url(posting.fingerprint),
  }
}

async function dayPart(
  reader: Reader,
  book: number,
  day: ClosedDay,
  batch: StandingBatch,
): Promise<NonNullable<Receipt['day']>> {
  const tree = growTree(batch.batch - day.firstBatch)
  const { businessDate } = day
  for await (const each of streamBatches(reader, book, { from: businessDate, to: businessDate })) {
    tree.add(hashLeaf(batchStatement({ ...each, book })))
  }
  if (!tree.root().equals(day.root)) {
    throw new Error(`the day ${businessDate} is not what was sealed: run the audit`)
  }
  return {
    firstBatch: String(day.firstBatch),
    batchCount: String(day.batchCount),
    path: tree.path().map(toBase64url),
    root: toBase64url(day.root),
    previous: toBase64url(day.previous),
  }
}

function signatureOf(day: ClosedDay): Receipt['signature'] {
  return { publicKey: day.publicKey, value: toBase64url(day.signature) }
}

function signBatch({ book, ground }: SealingBooks, batch: StandingBatch): Receipt['signature'] {
  const { sealKey } = ground.config
  return {
    publicKey: publicKeyOf(sealKey),
    value: toBase64url(signStatement(sealKey, batchStatement({ ...batch, book }))),
  }
}
