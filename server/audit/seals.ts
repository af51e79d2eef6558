import { fromBase64url } from '@suanpan/kernel/bytes'
import { batchSeal, GENESIS_SEAL, hashLeaf, merkleRoot } from '@suanpan/kernel/seal'
import { batchStatement, dayStatement } from '@suanpan/kernel/statements'
import {
  dayHash,
  growTree,
  sealedPostings,
  streamBatches,
  streamDays,
  verifyStatement,
} from '../ledger/index.ts'
import type {
  ClosedDay,
  JournalPosting,
  Reader,
  StandingBatch,
  StandingHead,
} from '../ledger/index.ts'
import { demand, differs } from './difference.ts'

export type Seals = {
  follow(posting: JournalPosting): Promise<void>
  finish(): Promise<{ batches: bigint; days: bigint }>
}

type Chain = {
  reader: Reader
  book: number
  head: StandingHead
  trustedKeys: ReadonlySet<string>
  batches: AsyncGenerator<StandingBatch>
  days: AsyncGenerator<ClosedDay>
  /** The postings of the batch that is being read. */
  postings: JournalPosting[]
  seal: Buffer
  batch: bigint
  lastSeq: bigint
  day: OpenDay | undefined
  previousDay: Buffer
  dayCount: bigint
}

/** A business date whose batches are being read. */
type OpenDay = {
  date: string
  first: StandingBatch
  last: StandingBatch
  tree: ReturnType<typeof growTree>
}

/** Salts, leaves, roots, the chain of batches, the days over them and their signatures, all anew. */
export function auditSeals(
  reader: Reader,
  of: { book: number; head: StandingHead; trustedKeys: ReadonlySet<string> },
): Seals {
  const chain: Chain = {
    ...of,
    reader,
    batches: streamBatches(reader, of.book),
    days: streamDays(reader, of.book),
    postings: [],
    seal: GENESIS_SEAL,
    batch: 0n,
    lastSeq: 0n,
    day: undefined,
    previousDay: Buffer.alloc(32),
    dayCount: 0n,
  }
  return {
    follow: async (posting) => {
      const current = chain.postings[0]
      if (current !== undefined && current.batch !== posting.batch) await finishBatch(chain)
      chain.postings.push(posting)
    },
    finish: async () => {
      if (chain.postings.length > 0) await finishBatch(chain)
      await finishDay(chain)
      await demandNoMore(chain)
      return { batches: chain.batch, days: chain.dayCount }
    },
  }
}

async function finishBatch(chain: Chain): Promise<void> {
  const { postings, book } = chain
  const [first, last] = [postings[0]!, postings.at(-1)!]
  const number = chain.batch + 1n
  const at = { batch: number }
  demand(
    'batch',
    { posting: first.id, seq: first.seq, field: 'batch' },
    { expected: number, found: first.batch },
  )
  const next = await chain.batches.next()
  if (next.done) differs('batch', at, 'a batch', null)
  const batch = next.value
  demand('batch', at, { expected: number, found: batch.batch })
  demand(
    'batch',
    { ...at, field: 'firstSeq' },
    { expected: chain.lastSeq + 1n, found: batch.firstSeq },
  )
  demand('batch', { ...at, field: 'lastSeq' }, { expected: last.seq, found: batch.lastSeq })
  demand('batch', { ...at, field: 'bookedAt' }, { expected: last.bookedAt, found: batch.bookedAt })
  for (const { businessDate } of [first, last]) {
    demand(
      'batch',
      { ...at, field: 'businessDate' },
      { expected: businessDate, found: batch.businessDate },
    )
  }
  const root = merkleRoot(sealedPostings(book, batch.salt, postings).map(({ leaf }) => leaf))
  demand('root', { ...at, seq: first.seq }, { expected: root, found: batch.root })
  const seal = batchSeal({ ...batch, previous: chain.seal, book })
  demand('seal', at, { expected: seal, found: batch.seal })
  chain.seal = seal
  chain.batch = number
  chain.lastSeq = last.seq
  chain.postings = []
  await addToDay(chain, batch)
}

async function addToDay(chain: Chain, batch: StandingBatch): Promise<void> {
  if (chain.day?.date !== batch.businessDate) {
    await finishDay(chain)
    chain.day = { date: batch.businessDate, first: batch, last: batch, tree: growTree() }
  }
  chain.day.last = batch
  chain.day.tree.add(hashLeaf(batchStatement({ ...batch, book: chain.book })))
}

async function finishDay(chain: Chain): Promise<void> {
  const { day, book, head } = chain
  chain.day = undefined
  if (day === undefined || day.date > head.closedThrough) return
  const at = { businessDate: day.date }
  const next = await chain.days.next()
  if (next.done) differs('day', at, 'a closed day', null)
  const closed = next.value
  const { first, last } = day
  const expected = {
    businessDate: day.date,
    firstBatch: first.batch,
    batchCount: last.batch - first.batch + 1n,
    firstSeq: first.firstSeq,
    postingCount: last.lastSeq - first.firstSeq + 1n,
    root: day.tree.root(),
    previous: chain.previousDay,
  }
  for (const [field, value] of Object.entries(expected)) {
    demand(
      'day',
      { ...at, field },
      { expected: value, found: closed[field as keyof typeof expected] },
    )
  }
  const statement = dayStatement({ ...expected, book })
  const hash = dayHash(statement)
  demand('day', { ...at, field: 'hash' }, { expected: hash, found: closed.hash })
  if (!chain.trustedKeys.has(closed.publicKey)) {
    differs(
      'signature',
      { ...at, field: 'publicKey' },
      'a key of this installation',
      closed.publicKey,
    )
  }
  if (!verifyStatement(fromBase64url(closed.publicKey), statement, closed.signature)) {
    differs('signature', at, 'a genuine signature', closed.signature)
  }
  chain.previousDay = hash
  chain.dayCount += 1n
}

async function demandNoMore(chain: Chain): Promise<void> {
  const { head } = chain
  const batch = await chain.batches.next()
  if (!batch.done)
    differs('batch', { batch: batch.value.batch }, 'no batch', 'one without postings')
  const day = await chain.days.next()
  if (!day.done) {
    differs('day', { businessDate: day.value.businessDate }, 'no closed day', 'one without batches')
  }
  demand('head', { field: 'seq' }, { expected: chain.lastSeq, found: head.seq })
  demand('head', { field: 'batch' }, { expected: chain.batch, found: head.batch })
  demand('head', { field: 'seal' }, { expected: chain.seal, found: head.seal })
}
