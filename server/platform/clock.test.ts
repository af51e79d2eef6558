import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from './clock.ts'

test('a test clock stands still until it is moved, and may be moved back', () => {
  const clock = testClock('2026-03-03T04:00:00Z')
  assert.deepEqual(clock.now(), new Date('2026-03-03T04:00:00Z'))
  clock.tick(1_500)
  assert.deepEqual(clock.now(), new Date('2026-03-03T04:00:01.500Z'))
  clock.set('2026-03-02T00:00:00Z')
  clock.tick(-1)
  assert.deepEqual(clock.now(), new Date('2026-03-01T23:59:59.999Z'))
})

test('changing an instant it told does not move the clock', () => {
  const clock = testClock('2026-03-03T04:00:00Z')
  clock.now().setFullYear(1999)
  assert.deepEqual(clock.now(), new Date('2026-03-03T04:00:00Z'))
})

test('what is no instant is refused', () => {
  assert.throws(() => testClock('noon'), TypeError)
  assert.throws(() => testClock('2026-03-03T04:00:00Z').set('later'), TypeError)
})
