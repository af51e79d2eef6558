import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, planShutdown } from './index.ts'

const log = createLog({ level: 'silent' })

test('everything is closed once and in order, each waiting for the one before', async () => {
  const done: string[] = []
  const step = (what: string): { what: string; close(): Promise<void> } => ({
    what,
    close: async () => {
      done.push(`${what} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      done.push(`${what} ends`)
    },
  })
  const shutdown = planShutdown(log, [step('door'), step('letters'), step('pool')])
  const outcomes = await Promise.all([shutdown.stop('SIGTERM'), shutdown.stop('SIGINT')])
  assert.deepEqual(outcomes, [true, true])
  const expected = ['door', 'letters', 'pool'].flatMap((what) => [`${what} begins`, `${what} ends`])
  assert.deepEqual(done, expected)
})

test('a step that fails does not keep the next from closing, and is told', async () => {
  let closed = false
  const shutdown = planShutdown(log, [
    {
      what: 'door',
      close: () => {
        throw new Error('stuck')
      },
    },
    { what: 'pool', close: () => void (closed = true) },
  ])
  assert.equal(await shutdown.stop('SIGTERM'), false)
  assert.ok(closed)
})

test('the deadline ends the waiting, and what comes after is not begun', async () => {
  let begun = false
  const shutdown = planShutdown(
    log,
    [
      { what: 'letters', close: () => new Promise(() => {}) },
      { what: 'pool', close: () => void (begun = true) },
    ],
    { deadlineMs: 5 },
  )
  assert.equal(await shutdown.stop('SIGTERM'), false)
  assert.ok(!begun)
})
