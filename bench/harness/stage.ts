import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { migrate, openDb, startPostgres } from '../../server/platform/index.ts'
import type { Db } from '../../server/platform/index.ts'
import { describeMachine } from './machine.ts'
import type { Machine } from './machine.ts'

/** A PostgreSQL of the benchmark's own, durable as in production, gone when the run ends. */
export type Stage = {
  machine: Machine
  /** For files of the run: keys, inputs, reports. */
  workDir: string
  /** As superuser, for databases of the others and for looking at sizes and the log. */
  url: string
  ownerUrl: string
  appUrl: string
  admin: Db
  /** A further database of the same cluster, empty or a copy, entered as superuser. */
  database(name: string, copyOf?: string): Promise<string>
  close(): Promise<void>
}

/** Starts and migrates. The directory decides which disk is measured: SUANPAN_BENCH_DIR or the temporary one. */
export async function openStage(): Promise<Stage> {
  const workDir = mkdtempSync(
    join(process.env['SUANPAN_BENCH_DIR'] ?? os.tmpdir(), 'suanpan-bench-'),
  )
  // The database runs under another account when we are root, and has to pass through.
  chmodSync(workDir, 0o711)
  const remove = (): void => rmSync(workDir, { recursive: true, force: true, maxRetries: 5 })
  endOnSignals()
  process.once('exit', remove)
  const postgres = await startPostgres({ dataDir: join(workDir, 'pg') })
  // Behind the launcher's own listener now, which stops the database that lives in there.
  process.off('exit', remove).once('exit', remove)
  await migrate({ url: postgres.ownerUrl })
  // One connection: a database can be copied only while nobody else is connected to it.
  const admin = openDb({
    url: inDatabase(postgres.url, 'postgres'),
    max: 1,
    applicationName: 'bench',
  })
  const [version] = await admin.query<{ version: string }>(
    "select current_setting('server_version') as version",
  )
  return {
    machine: describeMachine(postgres.home, version?.version ?? 'unknown'),
    workDir,
    url: postgres.url,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
    admin,
    async database(name, copyOf) {
      const template = copyOf === undefined ? '' : ` template ${copyOf} strategy file_copy`
      await admin.query(`create database ${name}${template}`)
      return inDatabase(postgres.url, name)
    },
    async close() {
      await admin.close()
      await postgres.stop()
      rmSync(postgres.home, { recursive: true, force: true })
      process.off('exit', remove)
      remove()
    },
  }
}

/** Ctrl-C leaves nothing behind: listeners of `exit` clean up. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
}

/** The same way in, to another database of the cluster. */
export function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** Where the log of the cluster stands, in bytes: the difference of two is what was written. */
export async function walBytes(admin: Db): Promise<number> {
  const [row] = await admin.query<{ bytes: bigint }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::int8 as bytes",
  )
  return Number(row?.bytes ?? 0n)
}

/** Tables of a schema with their indexes and TOAST, in bytes. */
export async function schemaBytes(db: Db, schema: string): Promise<number> {
  const [row] = await db.query<{ bytes: bigint }>(
    `select coalesce(sum(pg_total_relation_size(c.oid)), 0)::int8 as bytes
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'm')`,
    [schema],
  )
  return Number(row?.bytes ?? 0n)
}
