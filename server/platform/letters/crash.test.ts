import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { testGround, type TestGround } from '../../../tests/harness/ground.ts'
import { openDb, transaction } from '../index.ts'
import { startSubscribers } from './post.ts'
import type { Subscriber } from './subscribers.ts'

const LETTERS = 400
const DIES_AT = 137
const PACE = { retryAfterMs: [], pollMs: 20 }

const here = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)

/** Another process that delivers the same letters and is killed, kill -9, in the middle of them. */
const DYING_PROCESS = `
  import { openDb, openGround, createLog } from ${here('../index.ts')}
  import { testConfig } from ${here('../../../tests/harness/ground.ts')}
  import { startSubscribers } from ${here('./post.ts')}
  const db = openDb({ url: process.env['APP_URL'] })
  const ground = openGround({ db, config: testConfig(), log: createLog({ level: 'silent' }) })
  let handled = 0
  startSubscribers(ground, [{
    name: 'listener',
    types: ['tea.said'],
    async handle(letter) {
      await db.query('insert into public.handled (letter, party) values ($1, $2)', [letter.id, letter.party])
      if (++handled === ${DIES_AT}) process.kill(process.pid, 'SIGKILL')
    },
  }])`

test('a subscriber killed in the middle misses nothing, and each party keeps its order', async (t) => {
  const ground = await testGround(t)
  await asAdmin(
    ground,
    `create table public.handled (n int generated always as identity, letter text, party text)`,
  )
  await asAdmin(ground, 'grant select, insert on public.handled to suanpan_app')
  await transaction(ground.db, async (tx) => {
    for (let n = 0; n < LETTERS; n++) {
      const id = `let_${String(n).padStart(4, '0')}`
      tx.emit({ id, type: 'tea.said', party: `party ${n % 11}`, at: new Date(0), body: {} })
    }
  })
  const { connectionString = '' } = ground.db.pool.options
  const child = spawn(process.execPath, ['--input-type=module', '--eval', DYING_PROCESS], {
    env: { ...process.env, APP_URL: connectionString, NODE_TEST_CONTEXT: '' },
    stdio: 'inherit',
  })
  const [, signal] = await once(child, 'exit')
  assert.equal(signal, 'SIGKILL')

  const post = startSubscribers(ground, [subscriber(ground)], PACE)
  await post.drain()
  await post.stop()
  const rows = await ground.db.query<{ letter: string; party: string }>(
    'select letter, party from public.handled order by n',
  )
  assert.ok(
    rows.length > LETTERS,
    'nothing was delivered twice, so nothing was killed in the middle',
  )
  for (let p = 0; p < 11; p++) {
    const first = new Set(rows.filter((row) => row.party === `party ${p}`).map((row) => row.letter))
    assert.deepEqual([...first], [...first].toSorted())
  }
  assert.equal(new Set(rows.map((row) => row.letter)).size, LETTERS)
})

function subscriber({ db }: TestGround): Subscriber {
  return {
    name: 'listener',
    types: ['tea.said'],
    handle: async ({ id, party }) => {
      await db.query('insert into public.handled (letter, party) values ($1, $2)', [id, party])
    },
  }
}

async function asAdmin({ adminUrl }: TestGround, sql: string): Promise<void> {
  const admin = openDb({ url: adminUrl, max: 1 })
  await admin.query(sql).finally(admin.close)
}
