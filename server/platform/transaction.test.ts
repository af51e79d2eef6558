import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '@suanpan/contract/refusals'
import { testGround } from '../../tests/harness/ground.ts'
import { isConnectionLoss, openDb, transaction, type Letter, type Tx } from './index.ts'

const letter: Letter = {
  id: 'let_1',
  type: 'tea.poured',
  party: 'lin',
  at: new Date('2026-03-03T04:00:00Z'),
  body: { cups: 2 },
}

test('a job and a letter of a transaction that rolls back are never seen', async (t) => {
  const { db } = await testGround(t)
  const spilled = new Error('spilled')
  const pour = async (tx: Tx): Promise<void> => {
    await tx.enqueue('tea:pour', { cups: 2 })
    tx.emit(letter)
    throw spilled
  }
  await assert.rejects(transaction(db, pour), spilled)
  assert.deepEqual(await db.query('select from graphile_worker.jobs'), [])
  assert.deepEqual(await db.query('select from platform.letters'), [])
})

test('what a transaction writes, its letters and its jobs appear together', async (t) => {
  const { db } = await testGround(t)
  const result = await transaction(db, async (tx) => {
    tx.emit(letter)
    await tx.enqueue('tea:pour', { cups: 2 }, { key: 'lin', runAt: new Date(0) })
    await tx.enqueue('tea:pour', { cups: 3 }, { key: 'lin' })
    return 'poured'
  })
  assert.equal(result, 'poured')
  const [row] = await db.query('select id, type, party, at, sandbox, body from platform.letters')
  assert.deepEqual(row, { ...letter, sandbox: false })
  // The same key replaces the job that waits.
  const jobs = await db.query(`select task_identifier as job, key from graphile_worker.jobs`)
  assert.deepEqual(jobs, [{ job: 'tea:pour', key: 'lin' }])
})

test('numbers keep every digit, days stay days and instants are dates', async (t) => {
  const { db } = await testGround(t)
  const [row] = await db.query(
    `select 9007199254740993::int8 as big, '{9007199254740993,NULL}'::int8[] as bigs,
            '{}'::int8[] as none, '2026-02-28'::date as day, '{2026-02-28}'::date[] as days,
            '2026-02-28 00:00+08'::timestamptz as at, '{"a":1}'::jsonb as body, 1.10::numeric as n`,
  )
  assert.deepEqual(row, {
    big: 9007199254740993n,
    bigs: [9007199254740993n, null],
    none: [],
    day: '2026-02-28',
    days: ['2026-02-28'],
    at: new Date('2026-02-27T16:00:00Z'),
    body: { a: 1 },
    n: '1.10',
  })
  assert.deepEqual(await db.query('select $1::int8 as n', [2n ** 62n]), [{ n: 2n ** 62n }])
})

test('a connection that breaks inside a transaction is refused for now, and the next one works', async (t) => {
  const { db, adminUrl } = await testGround(t)
  const work = async (tx: Tx): Promise<void> => {
    tx.emit(letter)
    const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    await asAdmin(adminUrl, 'select pg_terminate_backend($1, 5000)', [self?.pid])
    await tx.query('select 1')
  }
  await assert.rejects(transaction(db, work), (error) => {
    assert.ok(error instanceof Refusal)
    assert.equal(error.code, 'service_unavailable')
    assert.ok(Number(error.details['retryAfterSeconds']) > 0)
    return true
  })
  assert.deepEqual(await db.query('select from platform.letters'), [])
  await transaction(db, async (tx) => tx.emit(letter))
  assert.equal((await db.query('select from platform.letters')).length, 1)
})

test('every idle connection may break and the pool heals by itself', async (t) => {
  const { db, adminUrl } = await testGround(t)
  await Promise.all(Array.from({ length: 5 }, () => db.query('select pg_sleep(0.01)')))
  await asAdmin(
    adminUrl,
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  )
  for (let tries = 0; ; tries++) {
    const answer = await db.query('select 1 as one').catch((error: unknown) => error)
    if (Array.isArray(answer)) break
    assert.ok(answer instanceof Refusal && tries < 5, String(answer))
  }
})

test('a server that is not there is refused for now, not thrown as our fault', async () => {
  const db = openDb({ url: 'postgres://nobody@127.0.0.1:1/none' })
  const unavailable = { name: 'Refusal', code: 'service_unavailable' }
  await assert.rejects(db.query('select 1'), unavailable)
  await assert.rejects(
    transaction(db, async () => {}),
    unavailable,
  )
  await db.close()
})

test('only what says that the database is away counts as away', () => {
  const withCode = (code: string): Error => Object.assign(new Error('x'), { code })
  const table: [unknown, boolean][] = [
    [withCode('57P01'), true],
    [withCode('57P03'), true],
    [withCode('08006'), true],
    [withCode('53300'), true],
    [withCode('ECONNREFUSED'), true],
    [withCode('ECONNRESET'), true],
    [Object.assign(withCode('ENOENT'), { syscall: 'connect' }), true],
    [new AggregateError([withCode('ECONNREFUSED')]), true],
    [new Error('Connection terminated unexpectedly'), true],
    [new Error('timeout exceeded when trying to connect'), true],
    [withCode('23505'), false],
    [withCode('40001'), false],
    [withCode('57014'), false],
    [withCode('42P01'), false],
    [Object.assign(withCode('ENOENT'), { syscall: 'open' }), false],
    [Object.assign(new Error('Connection terminated'), { code: '22000' }), false],
    [new Error('the tea is cold'), false],
    ['57P01', false],
  ]
  for (const [error, away] of table) assert.equal(isConnectionLoss(error), away, String(error))
})

async function asAdmin(url: string, sql: string, values?: unknown[]): Promise<void> {
  const admin = openDb({ url, max: 1 })
  await admin.query(sql, values).finally(admin.close)
}
