import type { CounterMove, Window } from '@suanpan/kernel/posting'
import { addDays, businessDate, startOfDay, weekday } from '@suanpan/kernel/time'
import { addMonths } from '../bills/sums.ts'

export type Period = 'day' | 'week' | 'month' | 'year'

/** More deductions than an agreement will ever have: ending it fills the counter up to here. */
export const ENDED = 1_000_000_000_000n

/** Counts the deductions of an agreement; full once it has ended, so ending and taking cannot cross. */
export const takenKey = (agreement: string): string => `agreement:${agreement}:taken`

/** What was taken in a period. */
export const periodKey = (agreement: string): string => `agreement:${agreement}:period`

/** One announced deduction is taken once. */
export const noticeKey = (notice: string): string => `deduction_notice:${notice}`

/** The calendar period around an instant, in the installation's zone; weeks begin on Monday. */
export function periodWindow(period: Period, at: Date, zone: string): Window & { kind: 'fixed' } {
  const [first, next] = daysOf(period, businessDate(at, zone))
  return { kind: 'fixed', startsAt: startOfDay(first, zone), endsAt: startOfDay(next, zone) }
}

function daysOf(period: Period, today: string): [string, string] {
  if (period === 'day') return [today, addDays(today, 1)]
  if (period === 'week') {
    const monday = addDays(today, -((weekday(today) + 6) % 7))
    return [monday, addDays(monday, 7)]
  }
  const month = today.slice(0, 7)
  if (period === 'month') return [`${month}-01`, `${addMonths(month, 1)}-01`]
  const year = Number(today.slice(0, 4))
  return [`${year}-01-01`, `${year + 1}-01-01`]
}

/** What a deduction counts against; they travel in its posting, so racers cannot share what is left. */
export function deductionCounters(
  agreement: { id: string; perPeriod: bigint; period: Period },
  { amount, notice, at, zone }: { amount: bigint; notice: string | null; at: Date; zone: string },
): CounterMove[] {
  const { id, perPeriod, period } = agreement
  const ever: Window = { kind: 'ever' }
  return [
    { key: takenKey(id), amount: 1n, ceiling: ENDED - 1n, window: ever },
    ...(notice === null ? [] : [{ key: noticeKey(notice), amount: 1n, ceiling: 1n, window: ever }]),
    { key: periodKey(id), amount, ceiling: perPeriod, window: periodWindow(period, at, zone) },
  ]
}
