import { parseAsset } from '@suanpan/kernel/money'
import { isDate } from '@suanpan/kernel/time'
import { Refusal } from '@suanpan/contract/refusals'
import { inSnapshot, streamBalancesAt, streamBatches, streamJournal } from '../ledger/index.ts'
import type { JournalRange, Reader } from '../ledger/index.ts'
import type { Db } from '../platform/index.ts'
import { beancountWriter } from './beancount.ts'
import { csvWriter } from './csv.ts'
import { hledgerWriter, ledgerWriter } from './journal-text.ts'
import type { ExportWriter, OpeningBalance } from './writer.ts'

export const exportFormats = ['hledger', 'ledger', 'beancount', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

const writers: Record<ExportFormat, () => ExportWriter> = {
  hledger: hledgerWriter,
  ledger: ledgerWriter,
  beancount: beancountWriter,
  csv: csvWriter,
}

const CHUNK_CHARS = 64 * 1024

/**
 * Writes the books of a span of business dates for a foreign program, as one moment of them, piece
 * by piece. What was there before the span stands as opening balances, so that every balance
 * assertion holds.
 *
 * @param options.from @param options.to business dates `YYYY-MM-DD`, both included
 * @param options.write is awaited, so that a slow reader slows the export down
 * Refuses with `invalid_request {where, problem}` for a date that no calendar has.
 */
export function exportBooks(
  books: { book: number; ground: { db: Db } },
  options: {
    format: ExportFormat
    from?: string
    to?: string
    write: (text: string) => Promise<void> | void
  },
): Promise<{ postings: bigint }> {
  for (const where of ['from', 'to'] as const) {
    const date = options[where]
    if (date !== undefined && !isDate(date)) {
      throw new Refusal('invalid_request', { where, problem: 'not a date' })
    }
  }
  return inSnapshot(books.ground.db, async (reader) => {
    let postings = 0n
    let waiting = ''
    for await (const piece of pieces(reader, books.book, options)) {
      if (piece.posting) postings += 1n
      waiting += piece.text
      if (waiting.length < CHUNK_CHARS) continue
      await options.write(waiting)
      waiting = ''
    }
    if (waiting !== '') await options.write(waiting)
    return { postings }
  })
}

type Piece = { text: string; posting: boolean }

async function* pieces(
  reader: Reader,
  book: number,
  options: { format: ExportFormat; from?: string; to?: string },
): AsyncGenerator<Piece> {
  const writer = writers[options.format]()
  const part = (text: string): Piece => ({ text, posting: false })
  yield part(writer.head())
  const range = await rangeOf(reader, book, options)
  if (range) {
    const { afterSeq } = range
    if (afterSeq > 0n) yield* openings(reader, { book, afterSeq, date: range.date, writer })
    for await (const posting of streamJournal(reader, range)) {
      yield { text: writer.posting(posting), posting: true }
    }
  }
  yield part(writer.end())
}

type Range = JournalRange & { afterSeq: bigint; date: string }

async function rangeOf(
  reader: Reader,
  book: number,
  { from, to }: { from?: string; to?: string },
): Promise<Range | undefined> {
  const dates = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const { value: first } = await streamBatches(reader, book, dates).next()
  if (!first) return undefined
  let last = first
  if (to === undefined) return { book, afterSeq: first.firstSeq - 1n, date: first.businessDate }
  for await (const batch of streamBatches(reader, book, dates)) last = batch
  return { book, afterSeq: first.firstSeq - 1n, upToSeq: last.lastSeq, date: first.businessDate }
}

/** By asset, because a journal's transaction must balance in each. */
async function* openings(
  reader: Reader,
  of: { book: number; afterSeq: bigint; date: string; writer: ExportWriter },
): AsyncGenerator<Piece> {
  const byAsset = new Map<string, OpeningBalance[]>()
  for await (const balance of streamBalancesAt(reader, of.book, of.afterSeq)) {
    const { code } = parseAsset(balance.asset)
    const balances = byAsset.get(code) ?? []
    byAsset.set(code, balances)
    balances.push(balance)
  }
  for (const balances of byAsset.values()) {
    yield { text: of.writer.opening(of.date, balances), posting: false }
  }
}
