import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { emptyDatabase, testDatabase } from './database.ts'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two test databases know nothing of each other', async (t) => {
  const [one, other] = await Promise.all([testDatabase(t), testDatabase(t)])
  await ask(one.ownerUrl, 'create table teahouse (cups int)')
  const seen = await ask(other.ownerUrl, `select to_regclass('public.teahouse') as found`)
  assert.deepEqual(seen, [{ found: null }])
})

test('a test enters as owner and as app under their own names', async (t) => {
  const database = await testDatabase(t)
  assert.deepEqual(await ask(database.ownerUrl, 'select current_user as who'), [
    { who: 'suanpan_owner' },
  ])
  assert.deepEqual(await ask(database.appUrl, 'select current_user as who'), [
    { who: 'suanpan_app' },
  ])
})

test('the template is migrated, an empty database is not', async (t) => {
  const schemas = `select count(*)::int as count from pg_namespace where nspname in ('platform', 'ledger')`
  assert.deepEqual(await ask((await emptyDatabase(t)).ownerUrl, schemas), [{ count: 0 }])
  assert.deepEqual(await ask((await testDatabase(t)).ownerUrl, schemas), [{ count: 2 }])
})

test('a dropped database is gone', async () => {
  const database = await testDatabase()
  await database.drop()
  await assert.rejects(ask(database.url, 'select 1'), { code: '3D000' })
})
