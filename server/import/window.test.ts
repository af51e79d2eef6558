import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import { openWindow } from './window.ts'

test('work begins in the order in which it was added and can wait for what its key did before', async () => {
  const window = openWindow(10)
  const log: string[] = []
  const add = (key: string, name: string, waits: boolean): Promise<void> =>
    window.add(key, async (earlier) => {
      log.push(`${name} begins`)
      if (waits) await earlier
      else for (let n = 0; n < 5; n += 1) await turn()
      log.push(`${name} ends`)
    })
  await add('lin', 'lin 1', false)
  await add('lin', 'lin 2', true)
  await add('lin', 'lin 3', true)
  await add('wang', 'wang 1', true)
  await window.idle()
  assert.deepEqual(log.slice(0, 4), [
    'lin 1 begins',
    'lin 2 begins',
    'lin 3 begins',
    'wang 1 begins',
  ])
  assert.deepEqual(log.slice(4), ['wang 1 ends', 'lin 1 ends', 'lin 2 ends', 'lin 3 ends'])
})

test('no more is in flight than the window holds', async () => {
  const window = openWindow(3)
  let now = 0
  let most = 0
  for (let n = 0; n < 30; n += 1) {
    await window.add(`person ${n}`, async () => {
      most = Math.max(most, (now += 1))
      await turn()
      now -= 1
    })
  }
  await window.idle()
  assert.equal(most, 3)
  assert.equal(now, 0)
})

test('a failure is thrown to whoever asks and nothing more is begun', async () => {
  const window = openWindow(2)
  const done: string[] = []
  await window.add('lin', async () => {
    await turn()
    throw new Error('the till is on fire')
  })
  await assert.rejects(window.idle(), /on fire/)
  await assert.rejects(
    window.add('wang', async () => void done.push('wang')),
    /on fire/,
  )
  assert.deepEqual(done, [])
})

test('an idle window answers at once', async () => {
  await openWindow(1).idle()
})
