import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moveCounter } from './counters.ts'
import type { CounterMove, Window } from './posting.ts'
import type { CounterState } from './workbench.ts'

const HOUR_MS = 3_600_000

const ever: Window = { kind: 'ever' }
const day = (date: string): Window => ({
  kind: 'fixed',
  startsAt: new Date(`${date}T00:00:00Z`),
  endsAt: new Date(Date.parse(`${date}T00:00:00Z`) + 24 * HOUR_MS),
})
/** The last three hours, in buckets of one. */
const threeHours = (time: string): Window => ({
  kind: 'rolling',
  bucketMs: HOUR_MS,
  buckets: 3,
  at: new Date(`2026-03-03T${time}:00Z`),
})

/** A step counts an amount in a window; what is used afterwards, or the refusal that changes nothing. */
type Step = [amount: bigint, window: Window, expected: bigint | Refused]
type Refused = { used: string; resetsAt: string | null }

/** Each story is one counter with a ceiling of 10. */
const stories: Record<string, Step[]> = {
  'a counter for ever fills up to its ceiling and not beyond': [
    [4n, ever, 4n],
    [6n, ever, 10n],
    [1n, ever, { used: '10', resetsAt: null }],
    [0n, ever, 10n],
    [-3n, ever, 7n],
    [4n, ever, { used: '7', resetsAt: null }],
    [3n, ever, 10n],
  ],
  'what is given back never makes room that was not used': [
    [2n, ever, 2n],
    [-5n, ever, 0n],
    [10n, ever, 10n],
  ],
  'a new window counts from zero, also when it begins with giving back': [
    [10n, day('2026-03-03'), 10n],
    [1n, day('2026-03-03'), { used: '10', resetsAt: '2026-03-04T00:00:00.000Z' }],
    [7n, day('2026-03-04'), 7n],
    [-2n, day('2026-03-05'), 0n],
    [10n, day('2026-03-05'), 10n],
  ],
  'what comes late for a window that has passed counts in the newest one': [
    [6n, day('2026-03-04'), 6n],
    [3n, day('2026-03-03'), 9n],
    [2n, day('2026-03-03'), { used: '9', resetsAt: '2026-03-04T00:00:00.000Z' }],
    [1n, day('2026-03-04'), 10n],
  ],
  'what is given back late gives nothing back in the newest window': [
    [6n, day('2026-03-04'), 6n],
    [-5n, day('2026-03-03'), 6n],
    [-5n, day('2026-03-04'), 1n],
  ],
  'a rolling window forgets bucket by bucket and says when the oldest goes': [
    [4n, threeHours('10:59'), 4n],
    [6n, threeHours('12:00'), 10n],
    [1n, threeHours('12:59'), { used: '10', resetsAt: '2026-03-03T13:00:00.000Z' }],
    [4n, threeHours('13:00'), 10n],
    [1n, threeHours('14:59'), { used: '10', resetsAt: '2026-03-03T15:00:00.000Z' }],
    [6n, threeHours('15:00'), 10n],
    [10n, threeHours('23:00'), 10n],
  ],
  'what comes late for a rolling window counts where it belongs, or in the oldest bucket': [
    [1n, threeHours('12:00'), 1n],
    [2n, threeHours('11:00'), 3n],
    [3n, threeHours('06:00'), 6n],
    // An hour later the oldest bucket is gone, with the 3 that came from six o'clock.
    [0n, threeHours('13:00'), 3n],
    [0n, threeHours('14:00'), 1n],
  ],
  'what is given back late to a rolling window comes from its own bucket, if that is still there': [
    [5n, threeHours('10:00'), 5n],
    [4n, threeHours('12:00'), 9n],
    [-9n, threeHours('11:00'), 9n],
    [-9n, threeHours('09:00'), 9n],
    [-2n, threeHours('10:00'), 7n],
    [-9n, threeHours('10:00'), 4n],
    [-9n, threeHours('12:00'), 0n],
  ],
  'a wish that alone passes the limit is told when its own bucket would go': [
    [11n, threeHours('12:00'), { used: '0', resetsAt: '2026-03-03T15:00:00.000Z' }],
  ],
}

for (const [story, steps] of Object.entries(stories)) {
  test(story, () => {
    let counter: CounterState | undefined
    for (const [n, [amount, window, expected]] of steps.entries()) {
      const move: CounterMove = { key: 'cap', amount, ceiling: 10n, window }
      const moved = moveCounter(counter, move, amount)
      if (typeof expected === 'bigint') {
        assert.ok(!('code' in moved), `step ${n + 1} is refused`)
        assert.equal(moved.used, expected, `step ${n + 1}`)
        counter = moved
      } else {
        const details = { counter: 'cap', limit: '10', wanted: String(amount), ...expected }
        assert.deepEqual(moved, { code: 'limit_reached', details }, `step ${n + 1}`)
      }
    }
  })
}

test('without a ceiling a counter only counts, and a lowered ceiling takes nothing away', () => {
  const move: CounterMove = { key: 'cap', amount: 50n, ceiling: null, window: ever }
  const counted = moveCounter(undefined, move, 50n)
  assert.ok(!('code' in counted))
  assert.equal(counted.used, 50n)
  const lowered = { ...move, ceiling: 20n }
  const back = moveCounter(counted, lowered, -10n)
  assert.ok(!('code' in back))
  assert.equal(back.used, 40n)
  assert.ok('code' in moveCounter(back, lowered, 1n))
})

test('a counter that is refused or moved leaves what was stored as it was', () => {
  const stored = moveCounter(undefined, counterOf(threeHours('10:00')), 5n)
  assert.ok(!('code' in stored))
  const frozen = Object.freeze({ ...stored, buckets: Object.freeze([...(stored.buckets ?? [])]) })
  moveCounter(frozen, counterOf(threeHours('11:00')), 5n)
  moveCounter(frozen, counterOf(threeHours('11:00')), 50n)
  assert.deepEqual(frozen, stored)
})

const counterOf = (window: Window): CounterMove => ({
  key: 'cap',
  amount: 0n,
  ceiling: 10n,
  window,
})
