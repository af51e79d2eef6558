import type pg from 'pg'
import type { Json } from '@suanpan/contract/json'
import { serviceUnavailable } from './connection-loss.ts'
import { runQuery, type Db, type Query } from './db.ts'
import { writeLetters, type Letter } from './letters/write.ts'

/** `room:verb`, e.g. `points:expire-lots`. */
export type JobName = `${string}:${string}`

/** A database transaction. Nothing leaves the process inside it: letters and jobs are rows. */
export type Tx = {
  query: Query
  /** Buffers a letter; it is written as the last thing before the commit. */
  emit(letter: Letter): void
  /** Adds a job that runs only if the transaction commits. The same `key` replaces a waiting job. */
  enqueue(job: JobName, payload: Json, options?: { runAt?: Date; key?: string }): Promise<void>
}

/**
 * Runs `work` between begin and commit; whatever it throws rolls everything back and is thrown on.
 *
 * Refuses with `service_unavailable {retryAfterSeconds}` when the database is away. After a loss
 * during the commit the outcome is unknown: what `work` writes must bear being tried again.
 *
 * @param options.settings PostgreSQL settings for this transaction alone
 */
export async function transaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  options: { settings?: Record<string, string> } = {},
): Promise<T> {
  const client = await connect(db)
  let broken: Error | undefined
  // A connection that breaks between two statements reports it here, and the next statement fails.
  const onError = (error: Error): void => {
    broken = error
  }
  client.on('error', onError)
  try {
    const query: Query = (statement, values) => runQuery(client, statement, values)
    await query(beginning(options.settings))
    try {
      const letters: Letter[] = []
      const result = await work(openTx(query, letters))
      await writeLetters(query, letters)
      await query('commit')
      return result
    } catch (error) {
      await query('rollback').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure))
      })
      throw error
    }
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** One round trip: several statements travel together as long as they carry no values. */
function beginning(settings: Record<string, string> = {}): string {
  const set = Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`)
  return ['begin', ...set].join('; ')
}

async function connect(db: Db): Promise<pg.PoolClient> {
  try {
    return await db.pool.connect()
  } catch (error) {
    throw serviceUnavailable(error) ?? error
  }
}

function openTx(query: Query, letters: Letter[]): Tx {
  return {
    query,
    emit: (letter) => {
      letters.push(letter)
    },
    enqueue: async (job, payload, options = {}) => {
      await query({
        name: 'platform.enqueue',
        text: `select graphile_worker.add_job($1, $2::json, run_at => $3, job_key => $4)`,
        values: [job, JSON.stringify(payload), options.runAt ?? null, options.key ?? null],
      })
    },
  }
}
