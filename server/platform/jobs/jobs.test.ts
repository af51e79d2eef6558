import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Json } from '@suanpan/contract/json'
import { testGround } from '../../../tests/harness/ground.ts'
import { openDb, startJobs, transaction } from '../index.ts'

test('a job that was enqueued runs, as the server’s role, with the payload it was given', async (t) => {
  const ground = await testGround(t)
  const poured: Json[] = []
  const jobs = startJobs(ground, { 'tea:pour': async (payload) => void poured.push(payload) }, [])
  await transaction(ground.db, (tx) => tx.enqueue('tea:pour', { cups: '9007199254740993' }))
  while (poured.length === 0) await sleep(5)
  await jobs.stop()
  assert.deepEqual(poured, [{ cups: '9007199254740993' }])
  assert.match(
    await ground.metrics.registry.metrics(),
    /^suanpan_jobs_total\{job="tea:pour",outcome="done"\} 1$/m,
  )
})

test('a job waits for its time, and one that fails is kept for another try', async (t) => {
  const ground = await testGround(t)
  const ran: Json[] = []
  const jobs = startJobs(
    ground,
    {
      'tea:pour': async (payload) => {
        ran.push(payload)
        if (payload === 'leaks') throw new Error('the cup leaks')
      },
    },
    [],
  )
  await transaction(ground.db, async (tx) => {
    await tx.enqueue('tea:pour', 'later', { runAt: new Date('2999-01-01T00:00:00Z') })
    await tx.enqueue('tea:pour', 'leaks')
  })
  while (ran.length === 0) await sleep(5)
  await jobs.stop()
  assert.deepEqual(ran, ['leaks'])
  const left = await ground.db.query(
    'select attempts, last_error as error from graphile_worker.jobs order by run_at',
  )
  assert.deepEqual(left, [
    { attempts: 1, error: 'the cup leaks' },
    { attempts: 0, error: null },
  ])
})

test('stopping waits for the job that runs', async (t) => {
  const ground = await testGround(t)
  const told: string[] = []
  const jobs = startJobs(
    ground,
    {
      'tea:pour': async () => {
        told.push('begun')
        await sleep(50)
        told.push('ended')
      },
    },
    [],
  )
  await transaction(ground.db, (tx) => tx.enqueue('tea:pour', {}))
  while (told.length === 0) await sleep(1)
  await jobs.stop()
  assert.deepEqual(told, ['begun', 'ended'])
})

test('jobs go on after every connection was broken', async (t) => {
  const ground = await testGround(t)
  const ran: Json[] = []
  const jobs = startJobs(ground, { 'tea:pour': async (payload) => void ran.push(payload) }, [])
  const pour = (cup: number): Promise<void> =>
    transaction(ground.db, (tx) => tx.enqueue('tea:pour', cup))
  await pour(1)
  while (ran.length < 1) await sleep(5)
  const admin = openDb({ url: ground.adminUrl, max: 1 })
  await admin
    .query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    .finally(admin.close)
  while ((await pour(2).catch((error: unknown) => error)) !== undefined) await sleep(5)
  while (ran.length < 2) await sleep(5)
  await jobs.stop()
  assert.deepEqual(ran, [1, 2])
})

test('what a killed process had begun is begun again at once, unless another still runs', async (t) => {
  const ground = await testGround(t)
  let ready = false
  const first = startJobs(ground, { 'tea:ready': async () => void (ready = true) }, [])
  await transaction(ground.db, (tx) => tx.enqueue('tea:ready', {}))
  while (!ready) await sleep(5)
  await transaction(ground.db, (tx) => tx.enqueue('tea:pour', 'half'))
  const locked = `update graphile_worker._private_jobs
    set locked_at = now(), locked_by = 'killed', attempts = 1
    where locked_by is null and payload::text = '"half"' returning 1`
  while ((await ground.db.query(locked)).length === 0) await sleep(5)
  const ran: Json[] = []
  const tasks = { 'tea:pour': async (payload: Json) => void ran.push(payload) }

  const beside = startJobs(ground, tasks, [])
  await transaction(ground.db, (tx) => tx.enqueue('tea:pour', 'whole'))
  while (ran.length < 1) await sleep(5)
  await Promise.all([first.stop(), beside.stop()])
  assert.deepEqual(ran, ['whole'])

  const alone = startJobs(ground, tasks, [])
  while (ran.length < 2) await sleep(5)
  await alone.stop()
  assert.deepEqual(ran, ['whole', 'half'])
})

test('recurring work without a task is named at the start', async (t) => {
  const ground = await testGround(t)
  assert.throws(() => startJobs(ground, {}), /points:expire-lots/)
})
