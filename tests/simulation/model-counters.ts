import { AMOUNT_MAX } from '@suanpan/kernel/posting'
import type { CounterMove } from '@suanpan/kernel/posting'
import { refuse } from './model-refusal.ts'

/** Everything ever counted, by where it was counted: an instant, or the number of a bucket. */
export type ModelCounter = { counted: ReadonlyMap<number, bigint>; newest: number }

/** What a counter says after a move, and what of it lies in the window. */
export type ModelCount = { counter: ModelCounter; used: bigint }

/**
 * Nothing is ever thrown away here, so a window is a sum over a range of places. What comes late
 * counts in the oldest place that still matters; what is given back late finds nothing there.
 */
export function countInModel(
  before: ModelCounter | undefined,
  move: CounterMove,
  amount: bigint,
): ModelCount {
  const { window } = move
  const here = placeOf(move)
  const newest = before === undefined ? here : Math.max(before.newest, here)
  const oldest = window.kind === 'rolling' ? newest - window.buckets + 1 : newest
  const counted = new Map(before?.counted ?? [])
  if (here >= oldest || amount > 0n) {
    const at = Math.max(here, oldest)
    const sum = (counted.get(at) ?? 0n) + amount
    counted.set(at, sum > 0n ? sum : 0n)
  }
  const places = Array.from({ length: newest - oldest + 1 }, (_, n) => oldest + n)
  const used = places.reduce((sum, place) => sum + (counted.get(place) ?? 0n), 0n)
  if (amount > 0n && move.ceiling !== null && used > move.ceiling) {
    const first = places.find((place) => (counted.get(place) ?? 0n) > 0n) ?? newest
    refuse('limit_reached', {
      counter: move.key,
      limit: String(move.ceiling),
      used: String(used - amount),
      wanted: String(amount),
      resetsAt: resetsAt(move, first),
    })
  }
  if (used > AMOUNT_MAX)
    refuse('amount_out_of_range', { amount: String(amount), maximum: String(AMOUNT_MAX) })
  return { counter: { counted, newest }, used }
}

/** What the newest window of a counter holds. */
export function usedOf(counter: ModelCounter | undefined): bigint {
  return counter === undefined ? 0n : (counter.counted.get(counter.newest) ?? 0n)
}

function placeOf({ window }: CounterMove): number {
  if (window.kind === 'ever') return 0
  if (window.kind === 'fixed') return window.startsAt.getTime()
  return Math.floor(window.at.getTime() / window.bucketMs)
}

function resetsAt({ window }: CounterMove, oldest: number): string | null {
  if (window.kind === 'ever') return null
  if (window.kind === 'fixed') return window.endsAt.toISOString()
  return new Date((oldest + window.buckets) * window.bucketMs).toISOString()
}
