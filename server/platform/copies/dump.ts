import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { readCatalogue } from './catalogue.ts'
import type { Catalogue, Table } from './catalogue.ts'
import { CopyProblem, hashFile } from './files.ts'
import { becomeOwner } from './owner.ts'

/** What a dump says of itself, in `dump.json`. */
export type DumpNote = {
  format: 1
  madeAt: string
  postgres: string
  migrations: { name: string; checksum: string }[]
  tables: (Table & { file: string; rows: string; sha256: string })[]
  partitions: Catalogue['partitions']
  sequences: Catalogue['sequences']
}

/** Fast compression: a dump waits for the disk, not for the processor. */
const GZIP_LEVEL = 1

/**
 * Writes every table as a compressed file of COPY text, all as of one moment, while the server
 * goes on. It reads into any later version of PostgreSQL and of the program.
 *
 * @param into a directory that does not exist; it appears whole or not at all
 */
export async function dump(options: { url: string; into: string; at: Date }): Promise<DumpNote> {
  const { into } = options
  const partial = `${into}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: options.url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    await becomeOwner(client)
    const note = await writeTables(client, partial, options.at)
    await client.query('commit')
    await writeFile(path.join(partial, 'dump.json'), `${JSON.stringify(note, null, 2)}\n`, {
      mode: 0o600,
    })
    await rename(partial, into).catch((error: unknown) => {
      throw new CopyProblem(
        { zh: `目录已存在：${into}`, en: `The directory exists already: ${into}` },
        error,
      )
    })
    return note
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  } finally {
    await client.end()
  }
}

async function writeTables(client: pg.Client, folder: string, at: Date): Promise<DumpNote> {
  const { tables, partitions, sequences } = await readCatalogue(client)
  const version = await client.query<{ server_version: string }>('show server_version')
  const migrations = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migrations order by name',
  )
  const written: DumpNote['tables'] = []
  for (const table of tables) written.push(await writeTable(client, folder, table))
  return {
    format: 1,
    madeAt: at.toISOString(),
    postgres: version.rows[0]?.server_version ?? '',
    migrations: migrations.rows,
    tables: written,
    partitions,
    sequences,
  }
}

async function writeTable(
  client: pg.Client,
  folder: string,
  table: Table,
): Promise<DumpNote['tables'][number]> {
  const file = `${table.name.replaceAll('"', '')}.copy.gz`
  const target = path.join(folder, file)
  const columns = table.columns.join(', ')
  await pipeline(
    // COPY does not take the root of partitions by name.
    client.query(copyTo(`copy (select ${columns} from ${table.name}) to stdout`)),
    createGzip({ level: GZIP_LEVEL }),
    createWriteStream(target, { mode: 0o600, flush: true }),
  )
  const counted = await client.query<{ rows: string }>(
    `select count(*)::text as rows from ${table.name}`,
  )
  return { ...table, file, rows: counted.rows[0]?.rows ?? '0', sha256: await hashFile(target) }
}
