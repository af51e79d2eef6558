import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { startPostgres } from '../postgres/index.ts'
import { CopyProblem, copyFileWhole, inParallel } from './files.ts'

/** What a backup says of itself, in `backup.json`. */
export type BackupNote = {
  format: 1
  madeAt: string
  postgres: string
  files: { path: string; bytes: number; sha256: string }[]
  /** Below `data`. */
  directories: string[]
}

/** What PostgreSQL makes anew when it starts. */
const NOT_COPIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
  'log',
])

const NOT_NEEDED =
  /^(postmaster\.(pid|opts)|current_logfiles|suanpan\.conf|backup_label|tablespace_map)$/
const TEMPORARY = /^(pgsql_tmp|pg_internal\.init|t\d+_\d+)/
const WAL_SEGMENT = /^[0-9A-F]{24}$/

/**
 * Copies the embedded database, with passwords and keys, while the server goes on. The copy holds
 * everything that was committed before it ended.
 *
 * @param dataDir what SUANPAN_DATA names; the database is in `pg` below it
 * @param into a directory that does not exist; it appears whole or not at all
 */
export async function backUp(options: {
  dataDir: string
  into: string
  at: Date
  /** False only in tests: nothing is forced to disk. */
  durable?: boolean
}): Promise<BackupNote> {
  const { dataDir, into, durable = true } = options
  if (existsSync(into)) {
    throw new CopyProblem({
      zh: `目录已存在：${into}`,
      en: `The directory exists already: ${into}`,
    })
  }
  const partial = `${into}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true, mode: 0o700 })
  const server = await startPostgres({ dataDir: path.join(dataDir, 'pg'), durable })
  try {
    const note = await copyCluster(server, { into: partial, durable }, options.at)
    for (const [source, name] of [
      [path.join(server.home, 'passwords.json'), 'passwords.json'],
      [path.join(dataDir, 'keys.json'), 'keys.json'],
    ] as const) {
      const copied = await copyFileWhole(source, path.join(partial, name), durable)
      if (copied) note.files.push({ path: name, ...copied })
    }
    await writeFile(path.join(partial, 'backup.json'), `${JSON.stringify(note)}\n`, {
      mode: 0o600,
      flush: true,
    })
    await rename(partial, into)
    await syncDirectory(path.dirname(path.resolve(into)))
    return note
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  } finally {
    await server.stop()
  }
}

async function copyCluster(
  server: { url: string; home: string },
  target: { into: string; durable: boolean },
  at: Date,
): Promise<BackupNote> {
  const data = path.join(server.home, 'data')
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => {})
  await client.connect()
  try {
    const version = await client.query<{ server_version: string }>('show server_version')
    const note: BackupNote = {
      format: 1,
      madeAt: at.toISOString(),
      postgres: version.rows[0]?.server_version ?? '',
      files: [],
      directories: [],
    }
    // The slot keeps the WAL of the whole backup; it goes with this session, however that ends.
    await client.query(`select pg_create_physical_replication_slot('suanpan_backup', true, true)`)
    await client.query(`select pg_backup_start('suanpan', true)`)
    const copying = { ...target, data, note }
    await copyTree(copying)
    const stopped = await client.query<{ labelfile: string; last: string }>(
      `select labelfile, pg_walfile_name(pg_current_wal_lsn()) as last from pg_backup_stop(false)`,
    )
    await keepLabel(copying, stopped.rows[0]?.labelfile ?? '')
    await copyWal(copying, stopped.rows[0])
    return note
  } finally {
    await client.end()
  }
}

type Copying = { data: string; into: string; note: BackupNote; durable: boolean }

async function copyTree(copying: Copying): Promise<void> {
  const { data, into, note } = copying
  const files = await walk(data, '', note.directories)
  for (const folder of note.directories) {
    await mkdir(path.join(into, 'data', folder), { recursive: true, mode: 0o700 })
  }
  await inParallel(files, (name) => copyInto(copying, name))
}

/** The files to copy, relative to `data`; puts the directories into `directories`, parents first. */
async function walk(data: string, folder: string, directories: string[]): Promise<string[]> {
  directories.push(folder)
  const files: string[] = []
  for (const entry of await readdir(path.join(data, folder), { withFileTypes: true })) {
    const name = path.posix.join(folder, entry.name)
    if (TEMPORARY.test(entry.name) || (folder === '' && NOT_NEEDED.test(entry.name))) continue
    if (entry.isFile()) files.push(name)
    else if (entry.isDirectory() && folder === '' && NOT_COPIED.has(name)) directories.push(name)
    else if (entry.isDirectory()) files.push(...(await walk(data, name, directories)))
  }
  return files
}

async function copyInto({ data, into, note, durable }: Copying, name: string): Promise<void> {
  const target = path.posix.join('data', name)
  const copied = await copyFileWhole(path.join(data, name), path.join(into, target), durable)
  // A table dropped meanwhile: its end is in the WAL that follows.
  if (copied) note.files.push({ path: target, ...copied })
}

/** With the label the server knows that it starts from a copy and where to begin. */
async function keepLabel({ into, note, durable }: Copying, label: string): Promise<void> {
  const source = path.join(into, 'label.partial')
  await writeFile(source, label, { mode: 0o600 })
  const copied = await copyFileWhole(source, path.join(into, 'data', 'backup_label'), durable)
  await rm(source)
  if (copied) note.files.push({ path: 'data/backup_label', ...copied })
}

/** From the segment where the backup began to the one being written when it ended. */
async function copyWal(
  copying: Copying,
  stopped: { labelfile: string; last: string } | undefined,
): Promise<void> {
  const first = /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(
    stopped?.labelfile ?? '',
  )?.[1]
  if (!first || !stopped) throw new Error('pg_backup_stop returned no label')
  const names = await readdir(path.join(copying.data, 'pg_wal'))
  const needed = names.filter(
    (name) => WAL_SEGMENT.test(name) && name >= first && name <= stopped.last,
  )
  if (!needed.includes(first)) throw new Error(`WAL segment ${first} is gone`)
  await inParallel(needed, (name) => copyInto(copying, path.posix.join('pg_wal', name)))
}

async function syncDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
