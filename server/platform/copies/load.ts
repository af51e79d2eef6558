import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import { migrate } from '../schema/migrate.ts'
import type { DumpNote } from './dump.ts'
import { CopyProblem, hashFile } from './files.ts'
import { becomeOwner } from './owner.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))

const Note = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string().regex(/^[\w]+\.sql$/), checksum: z.string() })),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      partitioned: z.boolean(),
      file: z.string().regex(/^[\w.]+$/),
      rows: z.string(),
      sha256: z.string(),
    }),
  ),
  partitions: z.array(z.object({ name: z.string(), parent: z.string(), bounds: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
})

/**
 * Fills an empty database from a dump: the migrations that the dump knew, the rows, all or none,
 * and then the migrations that came later.
 *
 * Throws CopyProblem when a file is damaged, the database is not empty or the dump is newer.
 */
export async function load(options: { url: string; from: string }): Promise<DumpNote> {
  const note = await readNote(options.from)
  await refuseFilled(options.url)
  const known = await knownMigrations(note)
  try {
    await migrate({ url: options.url, directory: known })
  } finally {
    await rm(known, { recursive: true, force: true })
  }
  await fill(options.url, options.from, note)
  await migrate({ url: options.url })
  return note
}

async function readNote(from: string): Promise<DumpNote> {
  const file = path.join(from, 'dump.json')
  if (!existsSync(file)) {
    throw new CopyProblem({
      zh: `不是导出目录：${from}`,
      en: `Not a dump: ${from} has no dump.json`,
    })
  }
  const note = Note.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const table of note.tables) {
    const hash = await hashFile(path.join(from, table.file)).catch(() => 'missing')
    if (hash !== table.sha256) {
      throw new CopyProblem({
        zh: `文件已损坏或缺失：${table.file}`,
        en: `The file is damaged or missing: ${table.file}`,
      })
    }
  }
  return note
}

async function refuseFilled(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_namespace where nspname = 'platform'`)
    if (!rowCount) return
    throw new CopyProblem({
      zh: '目标数据库不是空的，不会覆盖它。请给一个新的数据库或新的数据目录（SUANPAN_DATA）。',
      en: 'The target database is not empty and will not be overwritten. Name a new database or a new data directory (SUANPAN_DATA).',
    })
  } finally {
    await client.end()
  }
}

/** A directory with the migrations of the dump only, so that the tables have the dump's shape. */
async function knownMigrations(note: DumpNote): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'suanpan-migrations-'))
  for (const { name } of note.migrations) {
    const file = path.join(MIGRATIONS, name)
    if (!existsSync(file)) {
      await rm(folder, { recursive: true, force: true })
      throw new CopyProblem({
        zh: `导出来自更新的版本（迁移 ${name} 不认识），请先升级程序。`,
        en: `The dump is from a later version (migration ${name} is unknown). Upgrade first.`,
      })
    }
    await copyFile(file, path.join(folder, name))
  }
  return folder
}

async function fill(url: string, from: string, note: DumpNote): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    await becomeOwner(client)
    await refuseOtherMigrations(client, note)
    await unlock(client, note)
    for (const { name, parent, bounds } of note.partitions) {
      await client.query(`create table if not exists ${name} partition of ${parent} ${bounds}`)
    }
    for (const table of note.tables) await fillTable(client, from, table)
    for (const { name, value } of note.sequences) {
      await client.query('select setval($1::regclass, $2::int8)', [name, value])
    }
    for (const { name } of note.tables)
      await client.query(`alter table ${name} enable trigger user`)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

async function refuseOtherMigrations(client: pg.Client, note: DumpNote): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migrations order by name',
  )
  const different = note.migrations.find(
    ({ name, checksum }) => rows.find((row) => row.name === name)?.checksum !== checksum,
  )
  if (!different) return
  throw new CopyProblem({
    zh: `迁移 ${different.name} 与导出时不同，无法载入。`,
    en: `Migration ${different.name} is not the one that the dump was made with.`,
  })
}

/** Tables that refuse every change but an insert take back rows only with their triggers off. */
async function unlock(client: pg.Client, note: DumpNote): Promise<void> {
  for (const { name } of note.tables) await client.query(`alter table ${name} disable trigger user`)
  // What the migrations put there is in the dump as well, as it was.
  await client.query(`truncate ${note.tables.map(({ name }) => name).join(', ')}`)
}

async function fillTable(
  client: pg.Client,
  from: string,
  table: DumpNote['tables'][number],
): Promise<void> {
  const copy = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`))
  await pipeline(createReadStream(path.join(from, table.file)), createGunzip(), copy)
  const rows = copy.rowCount
  if (String(rows) === table.rows) return
  throw new CopyProblem({
    zh: `${table.name}：应有 ${table.rows} 行，载入了 ${rows} 行。`,
    en: `${table.name}: ${table.rows} rows were expected, ${rows} were loaded.`,
  })
}
