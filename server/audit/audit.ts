import type { KeyObject } from 'node:crypto'
import type { Db } from '../platform/index.ts'
import {
  counterBelowZero,
  inSnapshot,
  publicKeyOf,
  standingHead,
  streamJournal,
} from '../ledger/index.ts'
import type { JournalPosting, Reader } from '../ledger/index.ts'
import { auditAccounts } from './accounts.ts'
import { demand, Differs, differs } from './difference.ts'
import type { AuditDifference } from './difference.ts'
import { auditSeals } from './seals.ts'
import { auditTotals } from './totals.ts'

/** As much of the books as an audit needs. */
export type AuditedBooks = {
  book: number
  ground: { db: Db; config: { sealKey: KeyObject } }
}

export type AuditReport = {
  ok: boolean
  book: number
  /** What was read before the end, or before the difference. */
  counts: { postings: bigint; entries: bigint; accounts: number; batches: bigint; days: bigint }
  /** The end of the books when the audit began: what it stands for. */
  head: { seq: bigint; batch: bigint; seal: string; businessDate: string; closedThrough: string }
  /** The first one, when there is one. */
  difference?: AuditDifference
}

export type AuditOptions = {
  /** Earlier public keys of the installation, base64url: days they signed are genuine too. */
  publicKeys?: readonly string[]
  onProgress?: (done: { postings: bigint; of: bigint }) => void
}

const PROGRESS_POSTINGS = 10_000n

/**
 * Recomputes everything that the books claim from their entries, in one pass over one moment of
 * them while posting goes on, and names the first difference. Memory grows with the number of
 * accounts, not with that of postings.
 */
export function auditBooks(books: AuditedBooks, options: AuditOptions = {}): Promise<AuditReport> {
  return inSnapshot(books.ground.db, async (reader) => {
    const report = await emptyReport(reader, books.book)
    try {
      await audit(reader, books, { report, options })
      return { ...report, ok: true }
    } catch (error) {
      if (error instanceof Differs) return { ...report, difference: error.difference }
      throw error
    }
  })
}

async function emptyReport(reader: Reader, book: number): Promise<AuditReport> {
  const head = await standingHead(reader, book)
  return {
    ok: false,
    book,
    counts: { postings: 0n, entries: 0n, accounts: 0, batches: 0n, days: 0n },
    head: { ...head, seal: head.seal.toString('hex') },
  }
}

async function audit(
  reader: Reader,
  { book, ground }: AuditedBooks,
  { report, options }: { report: AuditReport; options: AuditOptions },
): Promise<void> {
  const { counts } = report
  const head = await standingHead(reader, book)
  const own = publicKeyOf(ground.config.sealKey)
  const trustedKeys = new Set([own, ...(options.publicKeys ?? [])])
  const accounts = auditAccounts()
  const totals = auditTotals(reader, book)
  const seals = auditSeals(reader, { book, head, trustedKeys })
  let before: JournalPosting | undefined
  for await (const posting of streamJournal(reader, { book })) {
    followOrder(before, posting)
    accounts.follow(posting)
    await totals.follow(posting)
    await seals.follow(posting)
    before = posting
    counts.postings += 1n
    counts.entries = accounts.entries()
    if (counts.postings % PROGRESS_POSTINGS === 0n) {
      options.onProgress?.({ postings: counts.postings, of: head.seq })
    }
  }
  await totals.finish()
  Object.assign(counts, await seals.finish())
  if (before && head.bookedAt < before.bookedAt) {
    const expected = `not before ${before.bookedAt.toISOString()}`
    differs('head', { field: 'bookedAt' }, expected, head.bookedAt)
  }
  counts.accounts = await accounts.finish(reader, book)
  const counter = await counterBelowZero(reader, book)
  if (counter) differs('counter', { counter: counter.key }, 'not below zero', counter.used)
}

/** The order of the books: one number after another, never back in time. */
function followOrder(before: JournalPosting | undefined, posting: JournalPosting): void {
  const at = { posting: posting.id, seq: posting.seq }
  demand('sequence', at, { expected: (before?.seq ?? 0n) + 1n, found: posting.seq })
  if (before === undefined) return
  if (posting.bookedAt < before.bookedAt) {
    differs(
      'time',
      { ...at, field: 'bookedAt' },
      `not before ${before.bookedAt.toISOString()}`,
      posting.bookedAt,
    )
  }
  if (posting.businessDate < before.businessDate) {
    differs(
      'time',
      { ...at, field: 'businessDate' },
      `not before ${before.businessDate}`,
      posting.businessDate,
    )
  }
}
