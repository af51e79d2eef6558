import type { Db } from '../db.ts'
import type { Ground } from '../ground.ts'
import { LETTERS_CHANNEL, RETRY_PAYLOAD, type DeliveredLetter } from './write.ts'

const ERROR_CHARS = 2_000

/** A letter that a subscriber could not handle, or that waits behind one of the same party. */
export type ParkedLetter = {
  id: bigint
  subscriber: string
  party: string
  letter: DeliveredLetter
  /** 0 for a letter that only waits behind another. */
  attempts: number
  error: string | null
  parkedAt: Date
  retryRequestedAt: Date | null
}

/** Parked letters in the order in which they will be tried, `after` being the last one seen. */
export async function parkedLetters(
  db: Db,
  options: { subscriber?: string; party?: string; after?: bigint; limit?: number } = {},
): Promise<ParkedLetter[]> {
  const rows = await db.query<ParkedRow>(
    `select id, subscriber, party, letter_id as "letterId", seq, type, at, sandbox, body, attempts,
            error, parked_at as "parkedAt", retry_requested_at as "retryRequestedAt"
     from platform.parked
     where ($1::text is null or subscriber = $1) and ($2::text is null or party = $2) and id > $3
     order by id limit $4`,
    [options.subscriber ?? null, options.party ?? null, options.after ?? 0n, options.limit ?? 100],
  )
  return rows.map(({ letterId, seq, type, at, sandbox, body, ...rest }) => ({
    ...rest,
    letter: { seq, id: letterId, type, party: rest.party, at, sandbox, body },
  }))
}

type ParkedRow = Omit<ParkedLetter, 'letter'> &
  Required<Omit<DeliveredLetter, 'id'>> & { letterId: string }

/**
 * Asks for the parked letters of a party to be tried again, in order; the process that delivers to
 * the subscriber does it at once. Those that fail again stay parked.
 *
 * @returns how many letters are parked there
 */
export async function retryParked(
  ground: Ground,
  { subscriber, party }: { subscriber: string; party: string },
): Promise<{ letters: number }> {
  const rows = await ground.db.query<{ letters: number }>(
    `with asked as (
       update platform.parked set retry_requested_at = $3
       where subscriber = $1 and party = $2 returning 1
     )
     select count(*)::int4 as letters, pg_notify('${LETTERS_CHANNEL}', '${RETRY_PAYLOAD}') from asked`,
    [subscriber, party, ground.clock.now()],
  )
  return { letters: rows[0]?.letters ?? 0 }
}

/** A letter that fails names its attempts and the error; one that waits behind it has neither. */
export async function park(
  ground: Ground,
  subscriber: string,
  letter: DeliveredLetter,
  failure?: { attempts: number; error: unknown },
): Promise<void> {
  await ground.db.query(
    `insert into platform.parked
       (subscriber, party, letter_id, seq, type, at, sandbox, body, attempts, error, parked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (subscriber, letter_id) do nothing`,
    [
      subscriber,
      letter.party,
      letter.id,
      letter.seq,
      letter.type,
      letter.at,
      letter.sandbox ?? false,
      JSON.stringify(letter.body),
      failure?.attempts ?? 0,
      failure === undefined ? null : errorText(failure.error),
      ground.clock.now(),
    ],
  )
}

export async function unpark(db: Db, id: bigint): Promise<void> {
  await db.query('delete from platform.parked where id = $1', [id])
}

/** The retry failed: the letter keeps its place and the party is no longer asked for. */
export async function parkAgain(
  db: Db,
  parked: ParkedLetter,
  failure: { attempts: number; error: unknown },
): Promise<void> {
  await db.query(
    `update platform.parked
     set attempts = case when id = $3 then attempts + $4 else attempts end,
         error = case when id = $3 then $5 else error end,
         retry_requested_at = null
     where subscriber = $1 and party = $2`,
    [parked.subscriber, parked.party, parked.id, failure.attempts, errorText(failure.error)],
  )
}

/** The parties with parked letters, and whether somebody asked for them to be tried again. */
export async function parkedParties(
  db: Db,
  subscriber: string,
): Promise<{ party: string; asked: boolean }[]> {
  return db.query<{ party: string; asked: boolean }>(
    `select party, bool_or(retry_requested_at is not null) as asked
     from platform.parked where subscriber = $1 group by party`,
    [subscriber],
  )
}

function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.slice(0, ERROR_CHARS)
}
