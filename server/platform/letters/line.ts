import pg from 'pg'
import { connectionOptions, type Db } from '../db.ts'
import { LETTERS_CHANNEL, RETRY_PAYLOAD } from './write.ts'

// Any constant no other lock of the installation uses: "subs" on a telephone keypad.
const SUBSCRIBER_LOCK = 7_827

/**
 * A connection of its own that hears of new letters and holds the right to deliver to subscribers.
 * The right ends with the connection, so a process that dies hands it on by dying.
 */
export type Line = {
  /** Aborted when the connection is lost. */
  lost: AbortSignal
  /** Whether this process is now the one that delivers to the subscriber. */
  take(subscriber: string): Promise<boolean>
  release(subscriber: string): Promise<void>
  close(): Promise<void>
}

/** @param onNews called for every commit with letters; `retry` when parked letters are asked for */
export async function openLine(db: Db, onNews: (news: { retry: boolean }) => void): Promise<Line> {
  const { connectionString = '' } = db.pool.options
  const lost = new AbortController()
  const client = new pg.Client({
    ...connectionOptions({ url: connectionString, applicationName: 'suanpan letters' }),
  })
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  client.on('notification', ({ payload }) => onNews({ retry: payload === RETRY_PAYLOAD }))
  await client.connect()
  // A machine that vanished without a word gives its right back after half a minute, not two hours.
  await client.query(
    'set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
  )
  await client.query(`listen ${LETTERS_CHANNEL}`)

  // Subscribers ask at the same time, a connection answers one question at a time.
  let last: Promise<unknown> = Promise.resolve()
  const ask = (verb: string, subscriber: string): Promise<boolean> => {
    const answer = last.then(async () => {
      const { rows } = await client.query<{ yes: boolean }>(
        `select ${verb}($1, hashtext($2)) as yes`,
        [SUBSCRIBER_LOCK, subscriber],
      )
      return rows[0]?.yes === true
    })
    last = answer.catch(() => {})
    return answer
  }
  return {
    lost: lost.signal,
    take: (subscriber) => ask('pg_try_advisory_lock', subscriber),
    release: async (subscriber) => {
      if (!lost.signal.aborted) await ask('pg_advisory_unlock', subscriber)
    },
    close: () => client.end(),
  }
}
