import pg from 'pg'
import { connectionOptions, type Db } from './db.ts'

/** A connection outside the pool, for what lives as long as the connection: locks and listening. */
export type Session = {
  client: pg.Client
  /** Aborted when the connection ends, for whatever reason. */
  lost: AbortSignal
  close(): Promise<void>
}

export async function openSession(db: Db, applicationName: string): Promise<Session> {
  const { connectionString = '' } = db.pool.options
  const client = new pg.Client({ ...connectionOptions({ url: connectionString, applicationName }) })
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  await client.connect()
  // A machine that vanished without a word gives its locks back after half a minute, not two hours.
  await client.query(
    'set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
  )
  return { client, lost: lost.signal, close: () => client.end() }
}
