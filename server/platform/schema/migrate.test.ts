import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { emptyDatabase } from '../../../tests/harness/database.ts'
import { openDb, transaction, type Db } from '../index.ts'
import { knownMigrations, migrate, MigrationError } from './migrate.ts'

test('an empty database is brought to the newest migration once, and then left alone', async (t) => {
  const { ownerUrl } = await emptyDatabase(t)
  const first = await migrate({ url: ownerUrl })
  assert.deepEqual(first, { applied: knownMigrations(), appRole: 'suanpan_app' })
  assert.deepEqual((await migrate({ url: ownerUrl })).applied, [])
})

test('processes that start at the same moment migrate once', async (t) => {
  const { ownerUrl } = await emptyDatabase(t)
  const runs = await Promise.all([1, 2, 3].map(() => migrate({ url: ownerUrl })))
  assert.deepEqual(
    runs.flatMap(({ applied }) => applied),
    knownMigrations(),
  )
})

test('a superuser migrates as the owner, and the role of the server may not define tables', async (t) => {
  const { url } = await emptyDatabase(t)
  const { appRole } = await migrate({ url })
  const db = open(t, url, appRole)
  const owners = await db.query<{ owner: string }>(
    `select distinct tableowner as owner from pg_tables where schemaname = 'platform'`,
  )
  assert.deepEqual(owners, [{ owner: 'suanpan_owner' }])
  await assert.rejects(db.query('create table platform.more ()'), { code: '42501' })
  await assert.rejects(db.query('delete from platform.letters'), { code: '42501' })
})

test('a user who may not make roles is owner and server in one', async (t) => {
  const database = await emptyDatabase()
  const user = `alone_${randomBytes(4).toString('hex')}`
  const admin = openDb({ url: new URL('postgres', database.url).href, max: 1 })
  t.after(async () => {
    await database.drop()
    await admin.query(`drop role ${user}`)
    await admin.close()
  })
  await admin.query(`create role ${user} login password 'alone'`)
  await admin.query(`alter database ${database.name} owner to ${user}`)
  const url = new URL(database.url)
  url.username = user
  url.password = 'alone'

  assert.deepEqual(await migrate({ url: url.href }), { applied: knownMigrations() })
  assert.deepEqual((await migrate({ url: url.href })).applied, [])
  const db = openDb({ url: url.href, max: 1 })
  await transaction(db, async (tx) => {
    await tx.enqueue('test:nothing', {})
    tx.emit({ id: 'let_1', type: 'test.said', party: 'lin', at: new Date(0), body: {} })
  })
  const letters = await db.query('select from platform.letters')
  await db.close()
  assert.equal(letters.length, 1)
})

test('an applied file that was changed stops the start and is named', async (t) => {
  const { ownerUrl } = await emptyDatabase(t)
  const directory = folder(t, { '0001_tea_leaves.sql': 'create table platform.leaves (n int)' })
  await migrate({ url: ownerUrl, directory })
  writeFileSync(
    path.join(directory, '0001_tea_leaves.sql'),
    'create table platform.leaves (n int8)',
  )
  await assert.rejects(migrate({ url: ownerUrl, directory }), {
    name: 'MigrationError',
    message: /^0001_tea_leaves\.sql has changed/,
  })
})

test('a new file must have the next number', async (t) => {
  const { ownerUrl } = await emptyDatabase(t)
  const directory = folder(t, { '0002_tea_pots.sql': 'select 1' })
  await migrate({ url: ownerUrl, directory })
  writeFileSync(path.join(directory, '0001_tea_leaves.sql'), 'select 1')
  await assert.rejects(
    migrate({ url: ownerUrl, directory }),
    /0001_tea_leaves\.sql was never applied/,
  )
})

test('a number used twice and a name without a room are refused before anything runs', async (t) => {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  const twice = folder(t, { '0001_tea.sql': '', '0001_pot.sql': '' })
  await assert.rejects(migrate({ url, directory: twice }), MigrationError)
  await assert.rejects(migrate({ url, directory: folder(t, { '1.sql': '' }) }), MigrationError)
})

test('a file that fails leaves nothing of itself, keeps those before it, and is named', async (t) => {
  const { ownerUrl } = await emptyDatabase(t)
  const directory = folder(t, {
    '0001_tea_leaves.sql': 'create table platform.leaves (n int)',
    '0002_tea_pots.sql': 'create table platform.pots (n int); select 1 / 0',
  })
  await assert.rejects(migrate({ url: ownerUrl, directory }), {
    message: '0002_tea_pots.sql: division by zero',
  })
  writeFileSync(path.join(directory, '0002_tea_pots.sql'), 'create table platform.pots (n int)')
  assert.deepEqual((await migrate({ url: ownerUrl, directory })).applied, ['0002_tea_pots.sql'])
})

test('a migration whose process dies in the middle is done whole at the next start', async (t) => {
  const { url, ownerUrl } = await emptyDatabase(t)
  const slow = `create table platform.pots (n int);
    select pg_sleep(case when exists (select from public.slow) then 60 else 0 end)`
  const directory = folder(t, { '0001_tea_leaves.sql': 'select 1', '0002_tea_pots.sql': slow })
  const admin = open(t, url)
  await admin.query('create table public.slow as select 1')
  await admin.query('grant select on public.slow to public')

  const dying = assert.rejects(migrate({ url: ownerUrl, directory }), /0002_tea_pots/)
  while (!(await killed(admin))) await sleep(10)
  await dying

  await admin.query('delete from public.slow')
  assert.deepEqual((await migrate({ url: ownerUrl, directory })).applied, ['0002_tea_pots.sql'])
})

async function killed(admin: Db): Promise<boolean> {
  const rows = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and wait_event = 'PgSleep'`,
  )
  return rows.length > 0
}

function open(t: TestContext, url: string, asRole?: string): Db {
  const db = openDb({ url, max: 2, ...(asRole === undefined ? {} : { asRole }) })
  t.after(() => db.close())
  return db
}

function folder(t: TestContext, files: { [name: string]: string }): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'suanpan-migrations-'))
  t.after(() => rmSync(directory, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text)
  return directory
}
