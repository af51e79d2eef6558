import { CARE_HOURS } from '@suanpan/contract/texts/care'
import { addDays, businessDate, localInstant } from '@suanpan/kernel/time'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export type Promised = { promiseMinutes: number; roundTheClock: boolean }

/**
 * When an answer is due to what is written now: so many minutes later, of which only those count in
 * which care is open. What is written at night is due as if it had been written at opening.
 */
export function dueOf({ promiseMinutes, roundTheClock }: Promised, at: Date, zone: string): Date {
  let left = promiseMinutes * MINUTE_MS
  if (roundTheClock) return new Date(at.getTime() + left)
  for (let day = businessDate(at, zone); ; day = addDays(day, 1)) {
    const opens = localInstant(day, CARE_HOURS.from * HOUR_MS, zone).getTime()
    const closes = localInstant(day, CARE_HOURS.until * HOUR_MS, zone).getTime()
    const begins = Math.max(opens, at.getTime())
    const open = Math.max(0, closes - begins)
    if (left <= open) return new Date(begins + left)
    left -= open
  }
}
