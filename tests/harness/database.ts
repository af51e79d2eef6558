import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../../server/platform/index.ts'
import { testServer } from './server.ts'
import type { TestServer } from './server.ts'

const MIGRATIONS = fileURLToPath(new URL('../../server/migrations', import.meta.url))

const LOCK_FILE = fileURLToPath(new URL('../../package-lock.json', import.meta.url))

/** Any number that no other lock of the cluster uses. */
const TEMPLATE_LOCK = 5_204_117

/** Pools of a test may close after its database was given back. */
const DROP_PATIENCE_MS = 5_000
const DROP_POLL_MS = 50

/** A migrated database of a test's own. */
export type TestDatabase = {
  name: string
  /** As superuser. */
  url: string
  /** As `suanpan_owner`, who owns the tables. */
  ownerUrl: string
  /** As `suanpan_app`, who the server is. */
  appUrl: string
  drop(): Promise<void>
}

/** A test context, or `{ after }` of node:test for a whole file. */
type Scope = { after(work: () => void): void }

/**
 * A fresh, migrated database, copied from a template that is migrated once per run.
 *
 * @param scope whose end drops it
 */
export async function testDatabase(scope?: Scope): Promise<TestDatabase> {
  const server = await testServer()
  const template = await ensureTemplate(server)
  return create(server, `template ${template} strategy file_copy`, scope)
}

/** A database without any tables, for tests of the migrations themselves. */
export async function emptyDatabase(scope?: Scope): Promise<TestDatabase> {
  const server = await testServer()
  await asAdmin(server, ensureRoles)
  return create(server, 'template template0', scope)
}

async function create(
  server: TestServer,
  from: string,
  scope: Scope | undefined,
): Promise<TestDatabase> {
  const name = `suanpan_test_${randomBytes(6).toString('hex')}`
  await asAdmin(server, (admin) =>
    admin.query(`create database ${name} owner suanpan_owner ${from}`),
  )
  const drop = (): Promise<void> => dropWhenUnused(server, name)
  // Not awaited: the test's own hooks, which close its pools, may run after this one. A database
  // that cannot be dropped goes with the server.
  scope?.after(() => void drop().catch(() => {}))
  return {
    name,
    url: into(server.url, name),
    ownerUrl: into(server.ownerUrl, name),
    appUrl: into(server.appUrl, name),
    drop,
  }
}

let template: Promise<string> | undefined

function ensureTemplate(server: TestServer): Promise<string> {
  template ??= makeTemplate(server)
  return template
}

/** One process of the run migrates, the others wait for it; a half-made template has another name. */
async function makeTemplate(server: TestServer): Promise<string> {
  const name = `suanpan_template_${fingerprint()}`
  await asAdmin(server, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    const half = `${name}_half`
    await ensureRoles(admin)
    await admin.query(`drop database if exists ${half}`)
    await admin.query(`create database ${half} owner suanpan_owner template template0`)
    await migrate({ url: into(server.ownerUrl, half) })
    await admin.query(`alter database ${half} rename to ${name}`)
  })
  return name
}

/** Of all that decides what the tables look like; the lock file names the job library's version. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(LOCK_FILE))
  for (const file of readdirSync(MIGRATIONS).toSorted()) {
    hash.update(file).update(readFileSync(path.join(MIGRATIONS, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function ensureRoles(admin: pg.Client): Promise<void> {
  for (const role of ['suanpan_owner', 'suanpan_app']) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role])
    if (!rowCount) await admin.query(`create role ${role}`)
  }
}

async function dropWhenUnused(server: TestServer, name: string): Promise<void> {
  await asAdmin(server, async (admin) => {
    for (let waited = 0; waited < DROP_PATIENCE_MS; waited += DROP_POLL_MS) {
      const { rowCount } = await admin.query(
        'select from pg_stat_activity where datname = $1 and backend_type = $2 limit 1',
        [name, 'client backend'],
      )
      if (!rowCount) break
      await sleep(DROP_POLL_MS)
    }
    await admin.query(`drop database if exists ${name} with (force)`)
  })
}

async function asAdmin<T>(server: TestServer, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: into(server.url, 'postgres') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function into(url: string, database: string): string {
  const entry = new URL(url)
  entry.pathname = `/${database}`
  return entry.href
}
