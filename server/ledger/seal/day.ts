import { hash } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { toBase64url } from '@suanpan/kernel/bytes'
import { derivedId } from '@suanpan/kernel/ids'
import { hashLeaf } from '@suanpan/kernel/seal'
import { batchStatement, dayStatement } from '@suanpan/kernel/statements'
import { businessDate, isDate } from '@suanpan/kernel/time'
import { Refusal } from '@suanpan/contract/refusals'
import { publicKeyOf, signStatement, transaction } from '../../platform/index.ts'
import type { Clock, Db, Tx } from '../../platform/index.ts'
import type { Reader } from '../journal.ts'
import { standingHead, streamBatches } from '../standing.ts'
import type { ClosedDay } from '../standing.ts'
import { checkDay } from './day-check.ts'
import { growTree } from './tree.ts'

/** As much of the books as sealing needs. */
export type SealingBooks = {
  book: number
  ground: { db: Db; clock: Clock; config: { zone: string; sealKey: KeyObject } }
}

/** What a day's batches come to before they are signed. */
type DayRoot = {
  firstBatch: bigint
  batchCount: bigint
  firstSeq: bigint
  postingCount: bigint
  root: Buffer
}

const FIRST_PREVIOUS = Buffer.alloc(32)

/**
 * Closes a business day for ever, and first, in order, every earlier day that is still open. Each
 * day is checked, hashed, signed and announced by the letter `day.closed` in a transaction of its
 * own. Days without batches leave no row; the chain goes from one closed day to the next.
 *
 * @param closing.date `YYYY-MM-DD`, a day that is over
 * @param closing.by id of the operator or job that asked for it
 * @returns the days that were closed by this call, in order
 *
 * Refuses with `business_day_open {day}` for today and later, `business_day_closed {day}`, and
 * `close_difference {what, expected, found}` when the sums of a day are not those of its entries.
 */
export async function closeDay(
  books: SealingBooks,
  closing: { date: string; by: string },
): Promise<ClosedDay[]> {
  const { ground } = books
  if (!isDate(closing.date)) {
    throw new Refusal('invalid_request', { where: 'date', problem: 'not a date' })
  }
  if (closing.date >= businessDate(ground.clock.now(), ground.config.zone)) {
    throw new Refusal('business_day_open', { day: closing.date })
  }
  const closed: ClosedDay[] = []
  for (;;) {
    const step = await transaction(ground.db, (tx) => closeNext(tx, books, closing))
    if (step.day) closed.push(step.day)
    if (step.done) return closed
    if (!step.day) throw new Refusal('business_day_closed', { day: closing.date })
  }
}

/** The root over the statements of a day's batches, or undefined for a day without any. */
async function dayRoot(reader: Reader, book: number, date: string): Promise<DayRoot | undefined> {
  const tree = growTree()
  let first: { batch: bigint; firstSeq: bigint } | undefined
  let last = { batch: 0n, lastSeq: 0n }
  for await (const batch of streamBatches(reader, book, { from: date, to: date })) {
    tree.add(hashLeaf(batchStatement({ ...batch, book })))
    first ??= batch
    last = batch
  }
  if (!first) return undefined
  return {
    firstBatch: first.batch,
    batchCount: last.batch - first.batch + 1n,
    firstSeq: first.firstSeq,
    postingCount: last.lastSeq - first.firstSeq + 1n,
    root: tree.root(),
  }
}

/** sha256 of the day's statement: what the next day is chained to. */
export function dayHash(statement: Uint8Array): Buffer {
  return hash('sha256', statement, 'buffer')
}

type Step = { day?: ClosedDay; done: boolean }

/** Closes the earliest open day that has batches, up to the date that was asked for. */
async function closeNext(
  tx: Tx,
  books: SealingBooks,
  { date, by }: { date: string; by: string },
): Promise<Step> {
  const { book } = books
  const before = await standingHead(tx, book)
  const left = await nextOpenDay(tx, book, { after: before.closedThrough, upTo: date })
  // A day that the books have left behind changes no more: it is read while posting goes on.
  const behind = left !== undefined && left < before.businessDate
  if (!behind) await lockHead(tx, book)
  const next = behind
    ? left
    : await nextOpenDay(tx, book, { after: before.closedThrough, upTo: date })
  const day = next === undefined ? undefined : await sealDay(tx, books, { date: next, by })
  if (behind) await lockHead(tx, book)
  const { closedThrough } = await standingHead(tx, book)
  if (closedThrough >= date) return { done: false }
  // Somebody else closed a day meanwhile; now that the head is ours, nobody can again.
  if (closedThrough !== before.closedThrough) return closeNext(tx, books, { date, by })
  if (day) await writeDay(tx, book, day)
  const rest = await nextOpenDay(tx, book, { after: next ?? date, upTo: date })
  await tx.query(`update ledger.head set closed_through = $2 where book = $1`, [
    book,
    rest === undefined ? date : next,
  ])
  return { ...(day ? { day } : {}), done: rest === undefined }
}

/** Whoever holds the head row is the only writer of the book. */
async function lockHead(tx: Tx, book: number): Promise<void> {
  await tx.query(`select from ledger.head where book = $1 for update`, [book])
}

async function nextOpenDay(
  tx: Tx,
  book: number,
  { after, upTo }: { after: string; upTo: string },
): Promise<string | undefined> {
  const [next] = await tx.query<{ date: string | null }>(
    `select min(business_date) as date from ledger.batches
     where book = $1 and business_date > $2 and business_date <= $3`,
    [book, after, upTo],
  )
  return next?.date ?? undefined
}

async function sealDay(
  tx: Tx,
  books: SealingBooks,
  { date, by }: { date: string; by: string },
): Promise<ClosedDay> {
  const { book, ground } = books
  await checkDay(tx, book, date)
  const sealed = await dayRoot(tx, book, date)
  if (!sealed) throw new Error(`the day ${date} has no batches`)
  const previous = await previousHash(tx, book)
  const statement = dayStatement({ ...sealed, book, businessDate: date, previous })
  const { sealKey } = ground.config
  return {
    ...sealed,
    businessDate: date,
    previous,
    hash: dayHash(statement),
    signature: signStatement(sealKey, statement),
    publicKey: publicKeyOf(sealKey),
    closedAt: ground.clock.now(),
    closedBy: by,
  }
}

async function previousHash(tx: Tx, book: number): Promise<Buffer> {
  const [last] = await tx.query<{ hash: Buffer }>(
    `select hash from ledger.days where book = $1 order by business_date desc limit 1`,
    [book],
  )
  return last?.hash ?? FIRST_PREVIOUS
}

async function writeDay(tx: Tx, book: number, day: ClosedDay): Promise<void> {
  await tx.query(
    `insert into ledger.days (book, business_date, first_batch, batch_count, first_seq,
       posting_count, root, previous, hash, signature, key_id, closed_at, closed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      book,
      day.businessDate,
      day.firstBatch,
      day.batchCount,
      day.firstSeq,
      day.postingCount,
      day.root,
      day.previous,
      day.hash,
      day.signature,
      day.publicKey,
      day.closedAt,
      day.closedBy,
    ],
  )
  announce(tx, book, day)
}

function announce(tx: Tx, book: number, day: ClosedDay): void {
  tx.emit({
    id: derivedId('ltr', `book:${book}:${day.businessDate}`, 'day.closed'),
    type: 'day.closed',
    party: `book:${book}`,
    at: day.closedAt,
    body: {
      day: day.businessDate,
      book,
      root: toBase64url(day.root),
      hash: toBase64url(day.hash),
      publicKey: day.publicKey,
      signature: toBase64url(day.signature),
      postings: Number(day.postingCount),
    },
  })
}
