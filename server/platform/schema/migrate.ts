import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { connectionOptions } from '../db.ts'
import { installJobs } from './jobs.ts'
import { takeRoles, type Roles } from './roles.ts'

const MIGRATIONS_DIR = fileURLToPath(new URL('../../migrations/', import.meta.url))
const FILE_NAME = /^\d{4}_[a-z]+(_[a-z0-9]+)*\.sql$/

// Any constant no other lock of the installation uses: "migrate" on a telephone keypad.
const MIGRATE_LOCK = 6_447_283

type MigrationFile = { name: string; text: string; checksum: string }

/** A migration that cannot be applied; its message names the file. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/**
 * Brings the database to the newest migration, forward only. Each file runs in its own transaction
 * together with the row that remembers it and its checksum, so a restart in the middle goes on
 * where the last file ended. A second process waits, then finds nothing to do.
 *
 * Throws `MigrationError` when an applied file has changed or a new one would run out of order.
 *
 * @param options.ownerRole who owns the tables; created, with `suanpan_app`, when the user may
 * @returns `appRole`: whom the server works as; absent when the one given user is both
 */
export async function migrate(options: {
  url: string
  ownerRole?: string
  directory?: string
}): Promise<{ applied: string[]; appRole?: string }> {
  const files = readMigrations(options.directory ?? MIGRATIONS_DIR)
  const client = new pg.Client({
    ...connectionOptions({ url: options.url, applicationName: 'suanpan migrate' }),
  })
  // A lost connection also fails the statement that runs, and that is where it is dealt with.
  client.on('error', () => {})
  await client.connect()
  try {
    // Held by the session: the server lets go of it when this process dies.
    await client.query('select pg_advisory_lock($1)', [MIGRATE_LOCK])
    const roles = await takeRoles(client, options.ownerRole)
    await prepare(client)
    const applied = await applyMissing(client, files, roles)
    await installJobs({ url: options.url, owner: roles.owner, app: roles.app })
    return roles.separate ? { applied, appRole: roles.app } : { applied }
  } finally {
    await client.end()
  }
}

/** The names of the migrations this program knows, in order. */
export function knownMigrations(): string[] {
  return readMigrations(MIGRATIONS_DIR).map((file) => file.name)
}

function readMigrations(directory: string): MigrationFile[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = new Set<string>()
  return names.map((name) => {
    if (!FILE_NAME.test(name)) throw new MigrationError(`${name}: not named NNNN_room_what.sql`)
    const number = name.slice(0, 4)
    if (numbers.has(number)) throw new MigrationError(`${name}: the number ${number} is used twice`)
    numbers.add(number)
    const text = readFileSync(`${directory}/${name}`, 'utf8')
    return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
  })
}

async function prepare(client: pg.Client): Promise<void> {
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migrations (
      name text collate "C" constraint migrations_pk primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
}

async function applyMissing(
  client: pg.Client,
  files: MigrationFile[],
  roles: Roles,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migrations order by name',
  )
  const remembered = new Map(rows.map((row) => [row.name, row.checksum]))
  const newest = rows.at(-1)?.name ?? ''
  const applied: string[] = []
  for (const file of files) {
    const checksum = remembered.get(file.name)
    if (checksum === undefined) {
      if (file.name < newest) {
        throw new MigrationError(
          `${file.name} was never applied but ${newest} was: give it the next number`,
        )
      }
      await apply(client, file, roles)
      applied.push(file.name)
    } else if (checksum !== file.checksum) {
      throw new MigrationError(
        `${file.name} has changed since it was applied: restore it and write a new migration`,
      )
    }
  }
  return applied
}

async function apply(client: pg.Client, file: MigrationFile, roles: Roles): Promise<void> {
  await client.query('begin')
  try {
    await client.query(roles.separate ? file.text : asOneUser(file.text, roles))
    await client.query('insert into platform.migrations (name, checksum) values ($1, $2)', [
      file.name,
      file.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`${file.name}: ${reason}`, { cause: error })
  }
}

/** Where the roles could not be made, what is granted to them goes to the one user there is. */
function asOneUser(text: string, roles: Roles): string {
  return text.replaceAll(/\bsuanpan_(?:owner|app)\b/g, pg.escapeIdentifier(roles.owner))
}
