import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pidFile } from './cluster.ts'
import type { Place } from './place.ts'
import { PostgresProblem } from './problem.ts'
import { isAlive, looksLikePostgres } from './processes.ts'
import { readSecrets, urlFor } from './secrets.ts'

/** A server that is starting, recovering or stopping answers or goes within this time. */
const ANSWER_TIMEOUT_MS = 60_000
const ANSWER_POLL_MS = 100
const CONNECT_TIMEOUT_MS = 2_000

/** Larger than any process number that a system gives out. */
const NO_PROCESS = 2_147_483_646

/**
 * The port of the server that already runs on this data, if there is one: the orphan of a process
 * that was killed, or the database of a process that still runs.
 */
export async function runningPort(place: Place): Promise<number | undefined> {
  for (let waited = 0; waited <= ANSWER_TIMEOUT_MS; waited += ANSWER_POLL_MS) {
    const noted = readPidFile(place)
    if (!noted) return undefined
    // Dead, or dead and not yet buried, which PostgreSQL itself would take for alive.
    if (!isAlive(noted.pid)) return disown(place)
    if (noted.port !== undefined && (await answers(place, noted.port))) return noted.port
    if (!looksLikePostgres(noted.pid)) return disown(place)
    await sleep(ANSWER_POLL_MS)
  }
  throw new PostgresProblem({
    zh: `${place.data} 上已有一个 PostgreSQL 进程，但它没有应答。请先结束它，再重新启动。`,
    en: `A PostgreSQL process holds ${place.data} but does not answer. End it, then start again.`,
  })
}

/** Whether the server at this port is the one of this data: any other may have taken the port. */
async function answers(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlFor('postgres', readSecrets(place.home), port, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    const theirs = rows[0]?.data_directory
    return theirs !== undefined && realpathSync(theirs) === realpathSync(place.data)
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * The server is dead and its number belongs to another program, which would keep a new server from
 * starting. Only the number is struck out: from the rest PostgreSQL sees whether processes of the
 * dead server still hold its memory, and must not write beside them.
 */
function disown(place: Place): undefined {
  const [, ...rest] = readFileSync(pidFile(place), 'utf8').split('\n')
  writeFileSync(pidFile(place), [NO_PROCESS, ...rest].join('\n'))
}

/** Line 1 is the postmaster's number, line 4 its port. */
function readPidFile(place: Place): { pid: number; port: number | undefined } | undefined {
  if (!existsSync(pidFile(place))) return undefined
  const lines = readFileSync(pidFile(place), 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number.isSafeInteger(port) && port > 0 ? port : undefined }
}
