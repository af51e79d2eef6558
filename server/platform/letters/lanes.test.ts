import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLanes } from './lanes.ts'

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a lane keeps its order, and as many lanes run side by side as the width allows', async () => {
  const done = new Map<string, number[]>()
  let running = 0
  let most = 0
  const lanes = openLanes<{ lane: string; n: number }>(3, async ({ lane, n }) => {
    most = Math.max(most, ++running)
    for (let i = 0; i < n % 4; i++) await soon()
    running--
    done.set(lane, [...(done.get(lane) ?? []), n])
    return true
  })
  const names = ['lin', 'wang', 'teahouse', 'scenic area', 'taxi']
  for (let n = 0; n < 100; n++) for (const lane of names) lanes.add(lane, { lane, n })
  await lanes.idle()
  const expected = Array.from({ length: 100 }, (_, n) => n)
  for (const lane of names) assert.deepEqual(done.get(lane), expected, lane)
  assert.equal(most, 3)
})

test('a busy lane does not keep another waiting for its end', async () => {
  const done: string[] = []
  const lanes = openLanes<string>(1, async (item) => {
    await soon()
    done.push(item)
    return true
  })
  for (const item of ['lin 1', 'lin 2', 'lin 3']) lanes.add('lin', item)
  lanes.add('wang', 'wang 1')
  await lanes.idle()
  assert.deepEqual(done, ['lin 1', 'wang 1', 'lin 2', 'lin 3'])
})

test('an item given up takes what waits behind it along, and nothing of other lanes', async () => {
  const done: string[] = []
  const lanes = openLanes<string>(2, async (item) => {
    await soon()
    if (item === 'lin 2') return false
    done.push(item)
    return true
  })
  for (const n of [1, 2, 3]) {
    lanes.add('lin', `lin ${n}`)
    lanes.add('wang', `wang ${n}`)
  }
  await lanes.idle()
  assert.deepEqual(done.toSorted(), ['lin 1', 'wang 1', 'wang 2', 'wang 3'])
  lanes.add('lin', 'lin 4')
  await lanes.idle()
  assert.ok(done.includes('lin 4'))
})

test('idle is at once when nothing was ever added', async () => {
  await openLanes(1, async () => true).idle()
})
