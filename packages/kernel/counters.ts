import type { CounterMove, Reason, Window } from './posting.ts'
import type { CounterState } from './workbench.ts'

/**
 * Adds to a counter within its window, or says which limit it would pass.
 *
 * A window that has passed counts from zero. A posting that comes late, for a window before the
 * stored one, counts in the stored window (it never opens room twice), and gives nothing back there.
 *
 * @param amount what to add; negative gives room back, never below zero
 * @returns the counter afterwards, or the reason `limit_reached {counter, limit, used, wanted, resetsAt}`
 */
export function moveCounter(
  stored: CounterState | undefined,
  move: CounterMove,
  amount: bigint,
): CounterState | Reason {
  const { window } = move
  const moved =
    window.kind === 'rolling'
      ? moveRolling(stored, window, amount)
      : moveFixed(stored, window.kind === 'ever' ? 0 : window.startsAt.getTime(), amount)
  if (amount > 0n && move.ceiling !== null && moved.used > move.ceiling) {
    return {
      code: 'limit_reached',
      details: {
        counter: move.key,
        limit: String(move.ceiling),
        used: String(moved.used - amount),
        wanted: String(amount),
        resetsAt: resetsAt(window, moved),
      },
    }
  }
  return moved
}

export function isReason(value: CounterState | Reason): value is Reason {
  return 'code' in value
}

function moveFixed(stored: CounterState | undefined, start: number, amount: bigint): CounterState {
  const late = stored !== undefined && stored.windowStart > start
  const same = stored !== undefined && stored.windowStart === start
  const before = late || same ? stored.used : 0n
  if (late && amount < 0n) return stored
  const used = before + amount
  return {
    used: used < 0n ? 0n : used,
    windowStart: late ? stored.windowStart : start,
    buckets: null,
  }
}

function moveRolling(
  stored: CounterState | undefined,
  window: Window & { kind: 'rolling' },
  amount: bigint,
): CounterState {
  const here = Math.floor(window.at.getTime() / window.bucketMs)
  const newest = stored ? Math.floor(stored.windowStart / window.bucketMs) : here
  const latest = Math.max(here, newest)
  const old = stored?.buckets ?? []
  const buckets = Array.from(
    { length: window.buckets },
    (_, age) => old[age - (latest - newest)] ?? 0n,
  )
  const age = latest - here
  // A give-back for a bucket that has left the window returns nothing; an addition counts in the oldest one.
  if (age < window.buckets || amount > 0n) {
    const at = Math.min(age, window.buckets - 1)
    const next = buckets[at]! + amount
    buckets[at] = next < 0n ? 0n : next
  }
  const used = buckets.reduce((sum, each) => sum + each, 0n)
  return { used, windowStart: latest * window.bucketMs, buckets }
}

function resetsAt(window: Window, moved: CounterState): string | null {
  if (window.kind === 'ever') return null
  if (window.kind === 'fixed') return window.endsAt.toISOString()
  const buckets = moved.buckets ?? []
  let oldest = buckets.length - 1
  while (oldest > 0 && buckets[oldest] === 0n) oldest--
  return new Date(moved.windowStart + (window.buckets - oldest) * window.bucketMs).toISOString()
}
