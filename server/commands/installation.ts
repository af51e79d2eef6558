import path from 'node:path'
import { Refusal } from '@suanpan/contract/refusals'
import {
  ConfigError,
  CopyProblem,
  createLog,
  loadConfig,
  migrate,
  MigrationError,
  openDb,
  openGround,
  PostgresProblem,
  startPostgres,
} from '../platform/index.ts'
import type { Config, Ground } from '../platform/index.ts'

export type Installation = { ground: Ground; close(): Promise<void> }

/** The command ran and the answer is no. */
export const EXIT_NO = 1
/** The command could not run. */
export const EXIT_FAILED = 2

/** Opens the installation of this configuration, beside the server if that runs. */
export async function openInstallation(): Promise<Installation> {
  const config = loadConfig()
  const { db, stop } = await openDatabase(config)
  const log = createLog({ level: 'warn' })
  return {
    ground: openGround({ db, config, log }),
    close: async () => {
      await db.close()
      await stop()
    },
  }
}

/**
 * Runs a command and ends the process with its exit code. What the operator can put right is said
 * in a sentence; anything else is shown with where it happened.
 */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    process.exitCode = EXIT_FAILED
    process.stderr.write(`${explain(error)}\n`)
  }
}

/** A command line that is not understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

async function openDatabase(config: Config) {
  if (config.databaseUrl !== undefined) {
    const url = config.databaseUrl
    const { appRole } = await migrate({ url })
    const db = openDb({ url, ...(appRole === undefined ? {} : { asRole: appRole }) })
    return { db, stop: async () => {} }
  }
  const postgres = await startPostgres({ dataDir: path.join(config.dataDir, 'pg') })
  await migrate({ url: postgres.ownerUrl })
  return { db: openDb({ url: postgres.appUrl }), stop: () => postgres.stop() }
}

function explain(error: unknown): string {
  const told =
    error instanceof ConfigError ||
    error instanceof MigrationError ||
    error instanceof CopyProblem ||
    error instanceof PostgresProblem ||
    error instanceof Refusal ||
    error instanceof UsageError ||
    (error instanceof TypeError &&
      'code' in error &&
      String(error.code).startsWith('ERR_PARSE_ARGS'))
  if (told) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
