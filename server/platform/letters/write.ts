import type { JsonObject } from '@suanpan/contract/json'
import type { Query } from '../db.ts'

/** The channel that wakes readers; one notification a commit. */
export const LETTERS_CHANNEL = 'suanpan_letters'

/** What a notification carries when parked letters are to be tried again. */
export const RETRY_PAYLOAD = 'retry'

// Any constant no other lock of the installation uses: "letters" on a telephone keypad.
const LETTERS_LOCK = 5_388_377

/**
 * News, written in the transaction that makes it true and delivered afterwards, at least once.
 *
 * `party` is whom it is about: the letters of one party are delivered in order. `at` is when it
 * happened, which an import may set years back. Nothing personal travels in `body`.
 */
export type Letter = {
  id: string
  type: string
  party: string
  at: Date
  sandbox?: boolean
  body: JsonObject
}

/** `seq` is the order of commit; 0 for a letter that a backfill made up again from older rows. */
export type DeliveredLetter = Letter & { seq: bigint }

/**
 * Writes letters; nothing for an empty list. It must be the last statement before the commit: it
 * takes the lock that makes the order of `seq` the order of commit, and holds it until then.
 * The lock is taken in the statement that draws the numbers, so they are drawn under it, and the
 * one notification of the commit rides along.
 */
export async function writeLetters(query: Query, letters: Letter[]): Promise<void> {
  if (letters.length === 0) return
  await query({
    name: 'platform.write_letters',
    text: `
      with locked as materialized (
        select pg_advisory_xact_lock(${LETTERS_LOCK}), pg_notify('${LETTERS_CHANNEL}', '')
      )
      insert into platform.letters (id, type, party, at, sandbox, body)
      select l.id, l.type, l.party, l.at, l.sandbox, l.body::jsonb
      from locked, unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bool[], $6::text[])
        with ordinality as l (id, type, party, at, sandbox, body, position)
      order by l.position`,
    values: [
      letters.map((letter) => letter.id),
      letters.map((letter) => letter.type),
      letters.map((letter) => letter.party),
      letters.map((letter) => letter.at),
      letters.map((letter) => letter.sandbox ?? false),
      letters.map((letter) => JSON.stringify(letter.body)),
    ],
  })
}
