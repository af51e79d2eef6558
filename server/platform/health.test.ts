import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testGround } from '../../tests/harness/ground.ts'
import { createMetrics, openDb, readiness } from './index.ts'

test('ready means reachable with every migration applied', async (t) => {
  const { db, adminUrl } = await testGround(t)
  assert.deepEqual(await readiness(db), { ready: true, reasons: [] })
  const admin = openDb({ url: adminUrl, max: 1 })
  await admin
    .query(`delete from platform.migrations where name = '0001_platform.sql'`)
    .finally(admin.close)
  assert.deepEqual(await readiness(db), {
    ready: false,
    reasons: ['migration not applied: 0001_platform.sql'],
  })
})

test('a database that is away makes it not ready, without its address in the answer', async () => {
  const db = openDb({ url: 'postgres://someone:hunter2@127.0.0.1:1/none' })
  assert.deepEqual(await readiness(db), { ready: false, reasons: ['database unreachable'] })
  await db.close()
})

test('a metric asked for twice is the same one, and gauges are asked at the scrape', async () => {
  const metrics = createMetrics()
  const cups = (): void => metrics.counter({ name: 'cups_total', help: 'Cups poured' }).inc()
  cups()
  cups()
  let level = 3
  metrics.gauge({ name: 'pot', help: 'Litres', collect: (gauge) => gauge.set(level) })
  level = 4
  const text = await metrics.registry.metrics()
  assert.match(text, /^cups_total 2$/m)
  assert.match(text, /^pot 4$/m)
})
