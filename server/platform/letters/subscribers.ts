import type { Db } from '../db.ts'
import type { DeliveredLetter, Letter } from './write.ts'

/** The ledger position of a backfill whose subscriber names none: until it has no more. */
const END_OF_TIME = 9_223_372_036_854_775_807n

/**
 * A reader of letters. `handle` may see a letter twice and must bear it: the postings it makes carry
 * ids derived from the letter. Within a party it sees them in order, one after the other.
 */
export type Subscriber = {
  /** Its cursor hangs on this name: a new name is a new subscriber. */
  name: string
  types: string[]
  /** How many parties at a time; 64 unless told. */
  concurrency?: number
  handle(letter: DeliveredLetter): Promise<void>
  /**
   * Makes up the letters of what happened before the subscriber existed, with the ids they had or
   * would have had, in the order of ledger positions: those after `after` up to `upTo`, at most
   * about `limit`. `next` is where to go on, null at the end. Without it a new subscriber starts
   * with the oldest letter that is still kept.
   */
  backfill?(
    after: bigint,
    upTo: bigint,
    limit: number,
  ): Promise<{ letters: Letter[]; next: bigint | null }>
  /** The ledger position up to which a new subscriber backfills, asked once, when it registers. */
  position?(): Promise<bigint>
}

export type Standing = { cursor: bigint; backfill: { after: bigint; upTo: bigint } | undefined }

/**
 * Where the subscriber stands; the first time, it is entered in the list. With a backfill it joins
 * at the newest letter, and only then asks for the ledger's position: so every letter that it will
 * not read was committed before that position, and nothing falls between the two.
 */
export async function register(db: Db, subscriber: Subscriber): Promise<Standing> {
  await db.query(
    `insert into platform.subscribers (name, cursor, backfill_after, backfill_up_to)
     select $1, case when $2 then coalesce(max(seq), 0) else 0 end,
            case when $2 then 0 end, case when $2 then $3::int8 end
     from platform.letters
     on conflict (name) do nothing`,
    [subscriber.name, subscriber.backfill !== undefined, END_OF_TIME],
  )
  const standing = await standingOf(db, subscriber.name)
  if (standing.backfill?.upTo !== END_OF_TIME || subscriber.position === undefined) return standing
  const upTo = await subscriber.position()
  await db.query(
    `update platform.subscribers set backfill_up_to = $2
     where name = $1 and backfill_up_to = $3`,
    [subscriber.name, upTo, END_OF_TIME],
  )
  return standingOf(db, subscriber.name)
}

async function standingOf(db: Db, name: string): Promise<Standing> {
  const [row] = await db.query<{ cursor: bigint; after: bigint | null; upTo: bigint | null }>(
    `select cursor, backfill_after as after, backfill_up_to as "upTo"
     from platform.subscribers where name = $1`,
    [name],
  )
  if (row === undefined) throw new Error(`subscriber ${name} was taken off the list while it ran`)
  const { cursor, after, upTo } = row
  return { cursor, backfill: after === null || upTo === null ? undefined : { after, upTo } }
}

/**
 * Moves the cursor, false when it is not where this reader left it: another process reads in its
 * stead, or the database lost the last steps in a crash. Not forced to disk: what a crash loses here
 * is only delivered again.
 */
export async function moveCursor(
  db: Db,
  name: string,
  { from, to }: { from: bigint; to: bigint },
): Promise<boolean> {
  const moved = await db.query({
    name: 'platform.move_cursor',
    text: `
      with relaxed as materialized (select set_config('synchronous_commit', 'off', true))
      update platform.subscribers set cursor = $3 from relaxed
      where name = $1 and cursor = $2
      returning 1`,
    values: [name, from, to],
  })
  return moved.length === 1
}

/** Remembers how far the backfill is; null when it is done. */
export async function moveBackfill(db: Db, name: string, after: bigint | null): Promise<void> {
  await db.query(
    `update platform.subscribers
     set backfill_after = $2, backfill_up_to = case when $2::int8 is null then null else backfill_up_to end
     where name = $1`,
    [name, after],
  )
}
