import { fileURLToPath } from 'node:url'
import { runningPort } from './adopt.ts'
import { halt, initialise, launch } from './cluster.ts'
import { occupy } from './occupancy.ts'
import { findPlace } from './place.ts'
import type { Place } from './place.ts'
import { explain } from './problem.ts'
import { DATABASE, ensureDatabase } from './roles.ts'
import { readSecrets, urlFor } from './secrets.ts'
import { alone } from './users.ts'

/** A running embedded PostgreSQL and the ways into its database `suanpan`. */
export type EmbeddedPostgres = {
  /** As superuser: backup and tests only. */
  url: string
  /** As `suanpan_owner`, who migrates. */
  ownerUrl: string
  /** As `suanpan_app`, who the server is. */
  appUrl: string
  port: number
  /** Where the data really is: the directory asked for, unless that could not be used. */
  home: string
  /** Why `home` is not the directory asked for, when it is not. */
  moved?: string
  /** It was running already: an orphan of a killed process, or shared with a living one. */
  adopted: boolean
  /** Leaves the database; the last process to leave stops it. May be called twice. */
  stop(): Promise<void>
}

export type LauncherLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export type PostgresOptions = {
  /** Default: `.suanpan/pg` in the clone. */
  dataDir?: string
  log?: LauncherLog
  /** False only in tests: nothing is forced to disk. */
  durable?: boolean
}

const DEFAULT_DATA_DIR = fileURLToPath(new URL('../../../.suanpan/pg', import.meta.url))

/**
 * Starts the PostgreSQL that came with npm on the given directory, creating the cluster, the
 * database and its roles when they are missing, or joins the one that already runs there.
 *
 * A process that ends without calling `stop` (exit, or SIGINT and SIGTERM where nobody else
 * listens for them) stops it too. Throws PostgresProblem, whose message says what to do.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<EmbeddedPostgres> {
  const place = findPlace(options.dataDir ?? DEFAULT_DATA_DIR)
  const log = options.log ?? SILENT
  if (place.moved)
    log.warn({ home: place.home, why: place.moved }, 'database placed in another directory')
  const started = await alone(place.home, async () => {
    const running = await startOrJoin(place, options.durable ?? true, log)
    return { ...running, stop: occupy(place) }
  }).catch((error: unknown) => {
    // A file of ours that could not be written: a full disk more often than not.
    if (error instanceof Error && 'syscall' in error)
      throw explain('starting', String(error), place.home)
    throw error
  })
  const secrets = readSecrets(place.home)
  return {
    url: urlFor('postgres', secrets, started.port, DATABASE),
    ownerUrl: urlFor('suanpan_owner', secrets, started.port, DATABASE),
    appUrl: urlFor('suanpan_app', secrets, started.port, DATABASE),
    port: started.port,
    home: place.home,
    ...(place.moved === undefined ? {} : { moved: place.moved }),
    adopted: started.adopted,
    stop: started.stop,
  }
}

async function startOrJoin(
  place: Place,
  durable: boolean,
  log: LauncherLog,
): Promise<{ port: number; adopted: boolean }> {
  const running = await runningPort(place)
  if (running !== undefined) {
    log.info({ port: running, home: place.home }, 'joined the database that already runs')
    await ensureDatabase(running, readSecrets(place.home))
    return { port: running, adopted: true }
  }
  if (await initialise(place, durable)) log.info({ home: place.home }, 'database created')
  const secrets = readSecrets(place.home)
  const port = await launch(place, durable)
  try {
    await ensureDatabase(port, secrets)
  } catch (error) {
    await halt(place)
    throw error
  }
  log.info({ port, as: place.runAs?.name }, 'database started')
  return { port, adopted: false }
}

const SILENT: LauncherLog = { info: () => {}, warn: () => {} }
