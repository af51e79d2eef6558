import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { testGround } from '../../tests/harness/ground.ts'
import { createCrypter, openDb, rewrapKeys, type Crypter, type Db } from './index.ts'

const column = { table: 'public.secrets', id: 'id', key: 'key' }
const blindIndex = randomBytes(32)
const old = { version: 1, key: randomBytes(32) }
const fresh = { version: 2, key: randomBytes(32) }
const RECORDS = 1_200

const before = createCrypter({ versions: [old], blindIndex })
const during = createCrypter({ versions: [old, fresh], blindIndex })
const after = createCrypter({ versions: [fresh], blindIndex })

async function withSecrets(t: { after(work: () => Promise<void>): void }): Promise<Db> {
  const { db, adminUrl } = await testGround(t)
  const admin = openDb({ url: adminUrl, max: 1 })
  try {
    await admin.query('create table public.secrets (id text primary key, key bytea, sealed bytea)')
    await admin.query('grant select, insert, update on public.secrets to suanpan_app')
  } finally {
    await admin.close()
  }
  const ids = Array.from({ length: RECORDS }, (_, n) => `rec_${String(n).padStart(5, '0')}`)
  const keys = ids.map((row) => before.newKey({ table: column.table, row }))
  await db.query(
    'insert into public.secrets select * from unnest($1::text[], $2::bytea[], $3::bytea[])',
    [ids, keys, ids.map((row, n) => before.encrypt(keys[n]!, place(row), `secret of ${row}`))],
  )
  return db
}

function place(row: string): { table: string; row: string; column: string } {
  return { table: column.table, row, column: 'sealed' }
}

async function open(db: Db, crypter: Crypter, id: string): Promise<string> {
  const [row] = await db.query<{ key: Buffer; sealed: Buffer }>(
    'select key, sealed from public.secrets where id = $1',
    [id],
  )
  assert.ok(row)
  return crypter.decrypt(row.key, place(id), row.sealed)
}

test('the old key is needed by nothing once every record is wrapped anew', async (t) => {
  const db = await withSecrets(t)
  assert.equal(await rewrapKeys({ db, crypter: during }, [column]), RECORDS)
  for (const id of ['rec_00000', 'rec_00777', `rec_0${RECORDS - 1}`]) {
    assert.equal(await open(db, after, id), `secret of ${id}`)
    await assert.rejects(open(db, before, id), /key 2 is not configured/)
  }
  assert.equal(await rewrapKeys({ db, crypter: after }, [column]), 0)
})

test('a record whose key was dropped stays unreadable, through rotations too', async (t) => {
  const db = await withSecrets(t)
  await db.query(`update public.secrets set key = null where id = 'rec_00001'`)
  assert.equal(await rewrapKeys({ db, crypter: during }, [column]), RECORDS - 1)
  const [row] = await db.query(`select key from public.secrets where id = 'rec_00001'`)
  assert.deepEqual(row, { key: null })
})

test('a rotation that was cut short goes on, and one under way twice does no harm', async (t) => {
  const db = await withSecrets(t)
  const firstHalf = await db.query<{ id: string; key: Buffer }>(
    `select id, key from public.secrets where id < 'rec_00500'`,
  )
  for (const { id, key } of firstHalf.slice(0, 20)) {
    const wrapped = during.rewrap(key, { table: column.table, row: id })
    await db.query('update public.secrets set key = $2 where id = $1', [id, wrapped])
  }
  const counts = await Promise.all([1, 2].map(() => rewrapKeys({ db, crypter: during }, [column])))
  assert.equal(
    counts.reduce((sum, n) => sum + n),
    RECORDS - 20,
  )
  assert.equal(await open(db, after, 'rec_00003'), 'secret of rec_00003')
  assert.equal(await open(db, after, 'rec_00900'), 'secret of rec_00900')
})
