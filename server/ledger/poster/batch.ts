import { derivedId } from '@suanpan/kernel/ids'
import type { Verdict } from '@suanpan/kernel/posting'
import { resolve } from '@suanpan/kernel/resolve'
import type { Resolution } from '@suanpan/kernel/resolve'
import type { JsonObject } from '@suanpan/contract/json'
import { writeLetters } from '../../platform/index.ts'
import type { Letter, Query } from '../../platform/index.ts'
import { texts } from './literals.ts'
import { loadKnown, loadState, touchedBy } from './load.ts'
import { forget } from './memory.ts'
import type { Memory, Monitor } from './memory.ts'
import type { RowWriter, TravellingRow } from './rows.ts'
import { isFreshPosted, stamp } from './head.ts'
import type { Head, PostedOutcome, Submitted } from './head.ts'
import { writeBatch } from './write.ts'
import type { After } from './write.ts'

export type BatchRun = {
  book: number
  zone: string
  memory: Memory
  writers: ReadonlyMap<string, RowWriter>
}

/** How many of the submitted postings, from the first, this batch took, and what came of them. */
export type BatchDone = { verdicts: Verdict[]; posted: number; remember(): void }

/**
 * Runs one batch inside a transaction that the caller commits: lock the head, load, resolve, write.
 * A batch belongs to one business date, so it may take only the first part of what was submitted.
 * `remember` is to be called once the commit is known to have happened.
 */
export async function runBatch(
  query: Query,
  run: BatchRun,
  submitted: readonly Submitted[],
): Promise<BatchDone> {
  const { book, memory } = run
  const { head, taken } = await lockHead(query, run, submitted)
  const arrivals = stamp(head, run.zone, submitted)
  const postings = arrivals.map(({ posting }) => posting)
  const state = await loadState(query, book, memory, touchedBy(postings))
  memory.batch = head.batch
  memory.revision = head.revision
  const known = await loadKnown(query, book, taken)
  const resolution = resolve({ ...state, known }, arrivals, head.seq + 1n)
  const after = await writeBatch(query, book, { head, memory, resolution })
  const posted = resolution.outcomes.filter(isFreshPosted)
  await writeRows(query, run.writers, posted)
  await writeLetters(
    query,
    posted.flatMap((outcome) => lettersOf(outcome, memory.monitors)),
  )
  return {
    verdicts: resolution.outcomes.map(({ verdict }) => verdict),
    posted: posted.length,
    remember: () => rememberAll(memory, resolution, after),
  }
}

type Locked = { head: Head; taken: string[] }

/**
 * The head row's lock is what makes a book one lane. The ids already taken are looked up in the
 * same statement; its snapshot is old if the lock had to be waited for, and then they are asked again.
 */
async function lockHead(
  query: Query,
  { book, memory }: BatchRun,
  submitted: readonly Submitted[],
): Promise<Locked> {
  const ids = texts(submitted.map(({ posting }) => posting.id))
  const [row] = await query<Head & { taken: string[] }>({
    name: 'ledger.lock_head',
    text: `
      select h.seq, h.batch, h.last_account, h.last_holder, h.revision, h.booked_at,
        h.business_date, h.closed_through, h.seal, ${TAKEN} as taken
      from ledger.head h where h.book = $1 for update`,
    values: [book, ids],
  })
  if (!row) throw new Error(`there is no book ${book}`)
  if (row.batch === memory.batch && row.revision === memory.revision)
    return { head: row, taken: row.taken }
  forget(memory)
  const [again] = await query<{ taken: string[] }>({
    name: 'ledger.taken_ids',
    text: `select ${TAKEN} as taken`,
    values: [book, ids],
  })
  return { head: row, taken: again!.taken }
}

const TAKEN = `array(
  select id from ledger.postings where book = $1 and id = any($2::text[])
  union all
  select id from ledger.refusals where book = $1 and id = any($2::text[])
)`

async function writeRows(
  query: Query,
  writers: ReadonlyMap<string, RowWriter>,
  posted: PostedOutcome[],
): Promise<void> {
  const byTable = new Map<string, TravellingRow[]>()
  for (const { arrived, verdict } of posted) {
    for (const { table, row } of arrived.posting.rows ?? []) {
      const rows = byTable.get(table) ?? []
      byTable.set(table, rows)
      rows.push({ row, posted: verdict })
    }
  }
  for (const [table, rows] of byTable) await writers.get(table)!.write(query, rows)
}

/** What a posting says to the rest of the house, with its place in the books and what was decided. */
function lettersOf(outcome: PostedOutcome, monitors: ReadonlyMap<string, Monitor[]>): Letter[] {
  const { posting } = outcome.arrived
  const { verdict } = outcome
  const letters = (posting.letters ?? []).map((letter, n): Letter => ({
    id: derivedId('ltr', posting.id, `${letter.type}#${n}`),
    type: letter.type,
    party: letter.party,
    at: posting.occurredAt,
    sandbox: letter.sandbox ?? false,
    body: {
      ...(letter.body as JsonObject),
      posting: posting.id,
      seq: String(verdict.seq),
      bookedAt: verdict.bookedAt.toISOString(),
      ...digits('granted', Object.entries(verdict.quantities), ({ granted }) => granted),
      ...digits('counters', Object.entries(verdict.counters), (used) => used),
    },
  }))
  return monitors.size === 0 ? letters : [...letters, ...crossings(outcome, monitors)]
}

function digits<T>(name: string, values: [string, T][], value: (of: T) => bigint): JsonObject {
  if (values.length === 0) return {}
  return { [name]: Object.fromEntries(values.map(([key, of]) => [key, String(value(of))])) }
}

/** A letter for each line that a balance crossed, from entry to entry. */
function crossings(
  { arrived, entries }: PostedOutcome,
  monitors: ReadonlyMap<string, Monitor[]>,
): Letter[] {
  return entries.flatMap(({ account, amount, balance, version }) =>
    (monitors.get(account.address) ?? [])
      .filter(({ line, direction }) => {
        const wasBelow = balance - amount < line
        const isBelow = balance < line
        return wasBelow !== isBelow && isBelow === (direction === 'below')
      })
      .map(({ id, line, direction, party }) => ({
        id: derivedId('ltr', arrived.posting.id, `balance.crossed:${id}:${version}`),
        type: 'balance.crossed',
        party,
        at: arrived.posting.occurredAt,
        body: {
          monitor: id,
          account: account.address,
          asset: account.asset,
          line: String(line),
          direction,
          balance: String(balance),
          posting: arrived.posting.id,
        },
      })),
  )
}

function rememberAll(memory: Memory, resolution: Resolution, after: After): void {
  memory.batch = after.batch
  memory.revision = after.revision
  for (const [address, account] of resolution.accounts) memory.accounts.set(address, account)
  for (const [key, counter] of resolution.counters) memory.counters.set(key, counter)
  for (const [key, addresses] of resolution.pockets) memory.pockets.set(key, addresses)
  for (const [hold, addresses] of resolution.holds) memory.holds.set(hold, addresses)
}
