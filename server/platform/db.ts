import pg from 'pg'
import { serviceUnavailable } from './connection-loss.ts'

const POOL_MAX = 20
const CONNECT_TIMEOUT_MS = 5_000
const IDLE_TIMEOUT_MS = 60_000

const OID = { int8: 20, date: 1082, int8Array: 1016, dateArray: 1182 }

export type Row = Record<string, unknown>

/** A statement with a `name` is prepared once a connection. */
export type Statement = { name?: string; text: string; values?: unknown[] }

/** Runs SQL. int8 → bigint, timestamptz → Date, date → 'YYYY-MM-DD', jsonb → object. */
export type Query = <R = Row>(statement: string | Statement, values?: unknown[]) => Promise<R[]>

export type Db = { query: Query; pool: pg.Pool; close(): Promise<void> }

/**
 * A pool of connections. It heals by itself when the database comes back; while it is away a query
 * is refused with `service_unavailable {retryAfterSeconds}`.
 *
 * @param options.asRole the role every connection works as, `reset role` included
 */
export function openDb(options: {
  url: string
  max?: number
  applicationName?: string
  asRole?: string
}): Db {
  const pool = new pg.Pool({
    ...connectionOptions(options),
    max: options.max ?? POOL_MAX,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    types: { getTypeParser },
  })
  // An idle connection that breaks is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  let closed: Promise<void> | undefined
  return {
    query: (statement, values) => runQuery(pool, statement, values),
    pool,
    close: () => (closed ??= pool.end()),
  }
}

/** What a connection of its own (listening, migrating, jobs) has in common with those of the pool. */
export function connectionOptions(options: {
  url: string
  applicationName?: string
  asRole?: string
}): pg.ClientConfig {
  const url = new URL(options.url)
  // Options written in the URL win over those beside it, so the role joins them there.
  const role = options.asRole === undefined ? '' : `-c role=${options.asRole}`
  const startup = [url.searchParams.get('options') ?? '', role].filter((part) => part !== '')
  if (startup.length > 0) url.searchParams.set('options', startup.join(' '))
  return {
    connectionString: url.toString(),
    application_name: options.applicationName ?? 'suanpan',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  }
}

/** The same contract as `Db.query` over any pool or single connection. */
export async function runQuery<R = Row>(
  on: pg.Pool | pg.ClientBase,
  statement: string | Statement,
  values?: unknown[],
): Promise<R[]> {
  const config = typeof statement === 'string' ? { text: statement } : statement
  const given = values ?? (typeof statement === 'string' ? undefined : statement.values)
  try {
    const { rows } = await on.query({
      ...config,
      ...(given === undefined ? {} : { values: given }),
    })
    // The row's shape is promised by the caller, who wrote the SQL next to its type.
    return rows as R[]
  } catch (error) {
    throw serviceUnavailable(error) ?? error
  }
}

const parsers: Record<number, (text: string) => unknown> = {
  [OID.int8]: BigInt,
  [OID.date]: (text) => text,
  [OID.int8Array]: (text) => parseFlatArray(text, BigInt),
  [OID.dateArray]: (text) => parseFlatArray(text, (element) => element),
}

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  format === 'binary' || parsers[oid] === undefined
    ? pg.types.getTypeParser(oid, format)
    : parsers[oid]

/** `{1,NULL,3}`: one dimension of elements that never need quotes. */
function parseFlatArray<T>(text: string, parse: (element: string) => T): (T | null)[] {
  const inside = text.slice(text.indexOf('{') + 1, -1)
  if (inside === '') return []
  return inside.split(',').map((element) => (element === 'NULL' ? null : parse(element)))
}
