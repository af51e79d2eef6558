import { setTimeout as sleep } from 'node:timers/promises'
import type { Counter } from 'prom-client'
import { isUnavailable } from '../connection-loss.ts'
import type { Ground } from '../ground.ts'
import { createBell, type Bell } from './bell.ts'
import { openLanes, type Lanes } from './lanes.ts'
import { park, parkAgain, parkedLetters, parkedParties, unpark } from './parked.ts'
import { moveBackfill, moveCursor, register, type Subscriber } from './subscribers.ts'
import type { DeliveredLetter, Letter } from './write.ts'

const CONCURRENCY = 64
// 1,000 letters cost one round trip to read and one to move the cursor; three pages in flight keep
// the lanes full while the slowest letter of a page ends.
const PAGE_LETTERS = 1_000
const PAGES_IN_FLIGHT = 3
const UNAVAILABLE_PAUSE_MS = 500

/** How patient a reader is; tests are in a hurry. */
export type Pace = { retryAfterMs: readonly number[]; pollMs: number }

export type ReaderOptions = {
  subscriber: Subscriber
  pace: Pace
  /** Rung for new letters. */
  bell: Bell
  /** Set when somebody asked for parked letters; the reader clears it. */
  asked: { retry: boolean }
  /** No new pages; what was read is still handled. */
  stop: AbortSignal
  /** Somebody else may deliver by now: nothing more is begun. */
  lost: AbortSignal
}

type Page = { last: bigint; left: number }
type Item = { letter: DeliveredLetter; page: Page } | { retry: string }
type Failure = { attempts: number; error: unknown }

type Reader = ReaderOptions & {
  ground: Ground
  lanes: Lanes<Item>
  pages: Page[]
  /** Where the next page begins; the saved cursor follows when pages are done. */
  position: bigint
  saved: bigint
  saving: Promise<void> | undefined
  /** The parties with parked letters. Only this process parks for this subscriber, so it knows. */
  parked: Set<string>
  room: Bell
  broken: unknown
  /** Cuts short the pause before another attempt. */
  leave: AbortSignal
  handled: Counter<'subscriber'>
}

/**
 * Delivers to one subscriber until it is told to stop; the caller holds the right to. Returns when
 * what was in flight has ended, and throws when something other than the database being away
 * stopped it, having moved the cursor only past letters that were handled or parked.
 */
export async function read(ground: Ground, options: ReaderOptions): Promise<void> {
  const standing = await register(ground.db, options.subscriber)
  const reader: Reader = {
    ...options,
    ground,
    lanes: openLanes(options.subscriber.concurrency ?? CONCURRENCY, (item) => run(reader, item)),
    pages: [],
    position: standing.cursor,
    saved: standing.cursor,
    saving: undefined,
    parked: new Set(),
    room: createBell(),
    broken: undefined,
    leave: AbortSignal.any([options.stop, options.lost]),
    handled: ground.metrics.counter({
      name: 'suanpan_letters_handled_total',
      help: 'Letters handled, by subscriber',
      labels: ['subscriber'],
    }),
  }
  const wakeUp = (): void => {
    reader.bell.ring()
    reader.room.ring()
  }
  reader.leave.addEventListener('abort', wakeUp)
  try {
    await lookForParked(reader)
    if (standing.backfill !== undefined) await backfill(reader, standing.backfill)
    while (goesOn(reader)) await turn(reader)
  } finally {
    await reader.lanes.idle()
    await reader.saving
    reader.leave.removeEventListener('abort', wakeUp)
  }
  if (reader.broken !== undefined) throw reader.broken
}

function goesOn(reader: Reader): boolean {
  return !reader.leave.aborted && reader.broken === undefined
}

async function turn(reader: Reader): Promise<void> {
  if (reader.pages.length >= PAGES_IN_FLIGHT) return reader.room.wait()
  reader.bell.hush()
  if (reader.asked.retry) await lookForParked(reader)
  const { letters, last, full } = await readPage(reader)
  if (last !== undefined) {
    reader.position = last
    dispatch(reader, letters, last)
  }
  if (full) return
  await reader.bell.wait(reader.pace.pollMs)
}

async function readPage(
  reader: Reader,
): Promise<{ letters: DeliveredLetter[]; last: bigint | undefined; full: boolean }> {
  type Found = Required<DeliveredLetter> & { wanted: boolean; found: number }
  const rows = await reader.ground.db.query<Found>({
    name: 'platform.read_letters',
    text: `
      with page as materialized (
        select seq, id, type, party, at, sandbox, body from platform.letters
        where seq > $1 order by seq limit $2
      ), edge as (
        select max(seq) as last, count(*)::int4 as letters from page
      )
      select page.*, type = any($3) as wanted, edge.letters as found
      from page cross join edge
      where type = any($3) or seq = edge.last
      order by seq`,
    values: [reader.position, PAGE_LETTERS, reader.subscriber.types],
  })
  return {
    letters: rows
      .filter((row) => row.wanted)
      .map(({ wanted: _wanted, found: _found, ...letter }) => letter),
    last: rows.at(-1)?.seq,
    full: rows[0]?.found === PAGE_LETTERS,
  }
}

function dispatch(reader: Reader, letters: DeliveredLetter[], last: bigint): void {
  const page = { last, left: letters.length }
  reader.pages.push(page)
  for (const letter of letters) reader.lanes.add(letter.party, { letter, page })
  settle(reader)
}

/** Saves the cursor past the pages at the front that are done; one save at a time. */
function settle(reader: Reader): void {
  let to: bigint | undefined
  while (reader.pages[0]?.left === 0) to = reader.pages.shift()?.last
  if (to === undefined) return
  reader.room.ring()
  const target = to
  reader.saving = (reader.saving ?? Promise.resolve()).then(async () => {
    if (reader.broken !== undefined) return
    try {
      const { db } = reader.ground
      const name = reader.subscriber.name
      if (!(await moveCursor(db, name, { from: reader.saved, to: target }))) {
        throw new Error(`the cursor of ${name} moved under its reader`)
      }
      reader.saved = target
    } catch (error) {
      fail(reader, error)
    }
  })
}

function fail(reader: Reader, error: unknown): void {
  reader.broken ??= error
  reader.bell.ring()
  reader.room.ring()
}

/** Runs one item of a lane; false when it could not be brought to an end. */
async function run(reader: Reader, item: Item): Promise<boolean> {
  if (!goesOnWith(reader, item)) return false
  try {
    if ('retry' in item) return await replay(reader, item.retry)
    if (!(await deliver(reader, item.letter))) return false
  } catch (error) {
    fail(reader, error)
    return false
  }
  item.page.left--
  settle(reader)
  return true
}

/** What was read is finished even when stopping; a retry by hand can as well wait for the next start. */
function goesOnWith(reader: Reader, item: Item): boolean {
  if (reader.broken !== undefined || reader.lost.aborted) return false
  return !('retry' in item && reader.stop.aborted)
}

/** Handled or parked; false when it was given up in between. */
async function deliver(reader: Reader, letter: DeliveredLetter): Promise<boolean> {
  const { ground, subscriber } = reader
  if (reader.parked.has(letter.party)) {
    await park(ground, subscriber.name, letter)
    return true
  }
  const outcome = await attempt(reader, letter)
  if (outcome === 'abandoned') return false
  if (outcome !== 'handled') {
    await park(ground, subscriber.name, letter, outcome)
    reader.parked.add(letter.party)
    ground.log.error(
      { subscriber: subscriber.name, letter: letter.id, type: letter.type, err: outcome.error },
      'letter parked',
    )
  }
  return true
}

/** While the database is away nothing counts as a failure: it is tried until told to stop. */
async function attempt(
  reader: Reader,
  letter: DeliveredLetter,
): Promise<'handled' | 'abandoned' | Failure> {
  const { subscriber, pace } = reader
  for (let failures = 0; ;) {
    let pauseMs = UNAVAILABLE_PAUSE_MS
    try {
      await subscriber.handle(letter)
      reader.handled.inc({ subscriber: subscriber.name })
      return 'handled'
    } catch (error) {
      if (!isUnavailable(error)) {
        const next = pace.retryAfterMs[failures++]
        if (next === undefined) return { attempts: failures, error }
        pauseMs = next
      }
    }
    if (!goesOn(reader)) return 'abandoned'
    await sleep(pauseMs, undefined, { signal: reader.leave }).catch(() => {})
    if (!goesOn(reader)) return 'abandoned'
  }
}

/** Puts a retry in the lane of every party that somebody asked for. */
async function lookForParked(reader: Reader): Promise<void> {
  reader.asked.retry = false
  for (const { party, asked } of await parkedParties(reader.ground.db, reader.subscriber.name)) {
    reader.parked.add(party)
    if (asked) reader.lanes.add(party, { retry: party })
  }
}

/** The parked letters of a party in order, up to the first that fails again. */
async function replay(reader: Reader, party: string): Promise<boolean> {
  const { db } = reader.ground
  const { name: subscriber } = reader.subscriber
  for (;;) {
    const [parked] = await parkedLetters(db, { subscriber, party, limit: 1 })
    if (parked === undefined) {
      reader.parked.delete(party)
      return true
    }
    const outcome = await attempt(reader, parked.letter)
    if (outcome === 'abandoned') return false
    if (outcome !== 'handled') {
      await parkAgain(db, parked, outcome)
      return true
    }
    await unpark(db, parked.id)
  }
}

/** Page after page, each remembered when all of it is handled or parked. */
async function backfill(
  reader: Reader,
  { after, upTo }: { after: bigint; upTo: bigint },
): Promise<void> {
  const { subscriber, ground, lanes } = reader
  for (let from: bigint | null = after; from !== null && goesOn(reader);) {
    if (subscriber.backfill === undefined) {
      throw new Error(`${subscriber.name} has letters to backfill and no backfill`)
    }
    const { letters, next } = await subscriber.backfill(from, upTo, PAGE_LETTERS)
    const page = { last: 0n, left: letters.length }
    for (const letter of letters) lanes.add(letter.party, { letter: madeUp(letter), page })
    await lanes.idle()
    if (page.left > 0) return
    await moveBackfill(ground.db, subscriber.name, next)
    from = next
  }
}

function madeUp(letter: Letter): DeliveredLetter {
  return { ...letter, seq: 0n }
}
