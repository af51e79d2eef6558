import type { Db } from '../db.ts'
import { openSession } from '../session.ts'
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
  const { client, lost, close } = await openSession(db, 'suanpan letters')
  client.on('notification', ({ payload }) => onNews({ retry: payload === RETRY_PAYLOAD }))
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
    lost,
    take: (subscriber) => ask('pg_try_advisory_lock', subscriber),
    release: async (subscriber) => {
      if (!lost.aborted) await ask('pg_advisory_unlock', subscriber)
    },
    close,
  }
}
