import { addDays, businessDate, localInstant } from './time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export type Promised = { promiseMinutes: number; roundTheClock: boolean }
/** When somebody is there, by the installation's clock, on every day: from included, until excluded. */
export type Hours = { from: number; until: number }

/**
 * When an answer is due to what is written now: so many minutes later, of which only those count in
 * which somebody is there. What is written at night is due as if it had been written at opening.
 */
export function dueOf(
  { promiseMinutes, roundTheClock }: Promised,
  { from, until }: Hours,
  at: Date,
  zone: string,
): Date {
  let left = promiseMinutes * MINUTE_MS
  if (roundTheClock) return new Date(at.getTime() + left)
  if (until <= from) throw new Error(`nobody is ever there from ${from} until ${until}`)
  for (let day = businessDate(at, zone); ; day = addDays(day, 1)) {
    const opens = localInstant(day, from * HOUR_MS, zone).getTime()
    const closes = localInstant(day, until * HOUR_MS, zone).getTime()
    const begins = Math.max(opens, at.getTime())
    const open = Math.max(0, closes - begins)
    if (left <= open) return new Date(begins + left)
    left -= open
  }
}
