import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { startPostgres } from '../postgres/index.ts'
import type { EmbeddedPostgres } from '../postgres/index.ts'
import { backUp, restore } from './index.ts'

const NOON = new Date('2026-03-01T04:00:00Z')

const base = mkdtempSync(path.join(os.tmpdir(), 'suanpan-backup-'))
const dataDir = path.join(base, 'house')
const into = path.join(base, 'backup')
let server: EmbeddedPostgres

before(async () => {
  chmodSync(base, 0o755)
  mkdirSync(dataDir, { mode: 0o755 })
  writeFileSync(path.join(dataDir, 'keys.json'), '{"of":"the house"}')
  server = await startPostgres({ dataDir: path.join(dataDir, 'pg'), durable: false })
  await ask(server, 'create table cups (number int8 primary key)')
  await backUpWhileWriting()
})

after(async () => {
  await server.stop()
  rmSync(base, { recursive: true, force: true })
})

async function ask(on: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: on.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows[0] ?? {}
  } finally {
    await client.end()
  }
}

/** The highest number that was committed before the backup began. */
let committedBefore = 0

async function backUpWhileWriting(): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  let number = 0
  const pour = (): Promise<unknown> => client.query('insert into cups values ($1)', [++number])
  for (let cup = 0; cup < 200; cup++) await pour()
  committedBefore = number
  const busy = { backingUp: true }
  const backup = backUp({ dataDir, into, at: NOON, durable: false }).finally(() => {
    busy.backingUp = false
  })
  while (busy.backingUp) await pour()
  await backup
  await client.end()
}

test('a backup taken while the teahouse pours holds every cup before it, without a gap', async () => {
  const house = path.join(base, 'restored')
  mkdirSync(house, { mode: 0o755 })
  const restored = await restore({ from: into, dataDir: house, durable: false, at: NOON })
  try {
    const found = await ask(
      restored.server,
      'select count(*)::int as count, max(number)::int as last from cups',
    )
    assert.equal(found['count'], found['last'])
    assert.ok(Number(found['last']) >= committedBefore, `${found['last']} < ${committedBefore}`)
    await ask(restored.server, 'insert into cups select max(number) + 1 from cups')
    assert.equal(readFileSync(path.join(house, 'keys.json'), 'utf8'), '{"of":"the house"}')
  } finally {
    await restored.server.stop()
  }
})

test('a running database and existing data are not overwritten', async () => {
  await assert.rejects(restore({ from: into, dataDir, at: NOON, replace: true }), /in use/)
  const house = path.join(base, 'inhabited')
  mkdirSync(house, { mode: 0o755 })
  const other = await startPostgres({ dataDir: path.join(house, 'pg'), durable: false })
  await ask(other, 'create table pots as select 1 as count')
  await other.stop()
  await assert.rejects(
    restore({ from: into, dataDir: house, durable: false, at: NOON }),
    /holds data/,
  )
  const replaced = await restore({
    from: into,
    dataDir: house,
    durable: false,
    at: NOON,
    replace: true,
  })
  try {
    assert.deepEqual(await ask(replaced.server, `select to_regclass('pots') as pots`), {
      pots: null,
    })
    assert.ok(replaced.aside && existsSync(path.join(replaced.aside, 'data', 'PG_VERSION')))
  } finally {
    await replaced.server.stop()
  }
})

test('other keys are not replaced without being asked', async () => {
  const house = path.join(base, 'keyed')
  mkdirSync(house, { mode: 0o755 })
  writeFileSync(path.join(house, 'keys.json'), '{"of":"others"}')
  await assert.rejects(
    restore({ from: into, dataDir: house, durable: false, at: NOON }),
    /differs from the keys/,
  )
  assert.equal(existsSync(path.join(house, 'pg', 'data')), false)
})

test('a damaged backup is refused with the name of the file, and nothing is touched', async () => {
  const note = JSON.parse(readFileSync(path.join(into, 'backup.json'), 'utf8')) as {
    files: { path: string; bytes: number }[]
  }
  const victim = note.files.find((file) => file.path.startsWith('data/base') && file.bytes > 0)
  assert.ok(victim)
  appendFileSync(path.join(into, victim.path), 'x')
  const house = path.join(base, 'untouched')
  mkdirSync(house, { mode: 0o755 })
  await assert.rejects(
    restore({ from: into, dataDir: house, durable: false, at: NOON }),
    (error: Error) => error.message.includes(victim.path),
  )
  assert.equal(existsSync(path.join(house, 'pg')), false)
})

test('a backup does not overwrite another', async () => {
  await assert.rejects(backUp({ dataDir, into, at: NOON, durable: false }), /exists already/)
})
