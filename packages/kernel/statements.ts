import { concat, int64, u16, utf8 } from './bytes.ts'

/**
 * What is signed: fixed bytes about a batch and about a day, as `docs/reference/seal.md` has them.
 * Nothing here imports from Node, because receipts are verified in the browser.
 */
export type BatchStatement = {
  book: number
  businessDate: string
  batch: bigint
  firstSeq: bigint
  lastSeq: bigint
  root: Uint8Array
}

export type DayStatement = {
  book: number
  businessDate: string
  firstBatch: bigint
  batchCount: bigint
  root: Uint8Array
  /** The hash of the statement of the closed day before; zeros for the first. */
  previous: Uint8Array
}

const BATCH_TAG = utf8('suanpan.batch.v1\0')
const DAY_TAG = utf8('suanpan.day.v1\0')

/** Is signed while the day is open and becomes a leaf of the day's tree when it closes. */
export function batchStatement(of: BatchStatement): Uint8Array<ArrayBuffer> {
  return concat(
    BATCH_TAG,
    u16(of.book),
    utf8(of.businessDate),
    int64(of.batch),
    int64(of.firstSeq),
    int64(of.lastSeq),
    of.root,
  )
}

export function dayStatement(of: DayStatement): Uint8Array<ArrayBuffer> {
  return concat(
    DAY_TAG,
    u16(of.book),
    utf8(of.businessDate),
    int64(of.firstBatch),
    int64(of.batchCount),
    of.root,
    of.previous,
  )
}
