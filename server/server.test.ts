import test from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { testDatabase } from '../tests/harness/database.ts'
import { ConfigError } from './platform/index.ts'
import { startServer, type RunningServer, type ServerOptions } from './server.ts'
import type { Step } from './step.ts'

type Started = RunningServer & { steps: Step[] }

async function start(
  t: test.TestContext,
  { port = 0, ...options }: { port?: number } & ServerOptions = {},
): Promise<Started> {
  const database = await testDatabase()
  const data = mkdtempSync(path.join(os.tmpdir(), 'suanpan-server-'))
  const steps: Step[] = []
  const server = await startServer({
    env: {
      DATABASE_URL: database.url,
      SUANPAN_DATA: data,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      ...options.env,
    },
    ...(options.town && { town: options.town }),
    tell: (step) => steps.push(step),
  })
  t.after(async () => {
    await server.shutdown.stop('end of test')
    await database.drop()
    rmSync(data, { recursive: true })
  })
  return { ...server, steps }
}

test('a start says what it does, serves, and stops with everything finished', async (t) => {
  const server = await start(t)
  assert.deepEqual(
    server.steps.map(({ step }) => step),
    ['database', 'migrated', 'workers'],
  )
  assert.equal((await fetch(`${server.url}/ready`)).status, 200)
  assert.equal(await server.shutdown.stop('test'), true)
  await assert.rejects(fetch(`${server.url}/health`))
})

test('a taken port is left to its owner, and the next free one is named', async (t) => {
  const first = await start(t)
  assert.equal(first.portTaken, undefined)
  const second = await start(t, { port: first.port })
  assert.equal(second.portTaken, first.port)
  assert.ok(second.port > first.port)
  assert.equal((await fetch(`${second.url}/ready`)).status, 200)
})

test('where the demo is not wanted there is no demo operator, key or hint', async (t) => {
  const { url, demo } = await start(t)
  assert.equal(demo, undefined)
  assert.deepEqual(await (await fetch(`${url}/v1/session/hint`)).json(), { demo: null })
})

test('the hint of the demo signs in, twice within half a minute too, and the second operator as well', async (t) => {
  const { url } = await start(t, { env: { SUANPAN_DEMO: 'on' }, town: { people: 3, days: 2 } })
  for (let i = 0; i < 3; i++) {
    const { demo } = await (await fetch(`${url}/v1/session/hint`)).json()
    const { login, password, code } = i === 2 ? demo.checker : demo
    const answer = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password, code }),
    })
    assert.equal(answer.status, 201)
  }
})

test('the demo opens a wallet with what its start prints, and nobody is told where there is no demo', async (t) => {
  const town = { people: 40, days: 6 }
  const { url, demo, house } = await start(t, { env: { SUANPAN_DEMO: 'on' }, town })
  const { demo: hint } = await (await fetch(`${url}/v1/wallet/hint`)).json()
  assert.deepEqual(hint, demo?.person)
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const asked = { phone: '139 0000 7777' }
  assert.match((await (await post('/v1/wallet/codes', asked)).json()).demo.code, /^\d{6}$/)
  assert.ok(hint, 'somebody of the town has money')
  assert.equal((await post('/v1/wallet/codes', { phone: hint.phone })).status, 202)
  const answered = `select (select count(*) from wallet.disputes where state = 'opened') as doubts,
    (select count(*) from care.conversations where state = 'waiting') as questions`
  assert.deepEqual(await house.ground.db.query(answered), [{ doubts: 1n, questions: 1n }])
  const together = `select (select count(*) from wallet.book_members) as members,
    (select count(*) from wallet.book_expenses) as expenses,
    (select count(*) from wallet.goal_moves) as saved`
  assert.deepEqual(await house.ground.db.query(together), [
    { members: 3n, expenses: 3n, saved: 1n },
  ])
  const headers = { authorization: `Bearer ${demo?.till?.key}` }
  const till = await (await fetch(`${url}/v1/till`, { headers })).json()
  assert.equal(till.merchant.name, demo?.till?.merchant)
  const other = await start(t)
  assert.deepEqual(await (await fetch(`${other.url}/v1/wallet/hint`)).json(), { demo: null })
})

test('a setting that is not understood keeps it from starting, and nothing is left open', async () => {
  const database = await testDatabase()
  const env = { DATABASE_URL: database.url, SUANPAN_DATA: os.tmpdir(), SUANPAN_DEMO: 'maybe' }
  await assert.rejects(startServer({ env: { ...env, LOG_LEVEL: 'silent' } }), ConfigError)
  await database.drop()
})
