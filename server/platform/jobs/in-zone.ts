import type { CronMatcher, TimestampDigest } from 'graphile-worker'

/** graphile-worker tells the time in UTC and without the year; this matcher sees it in a zone. */
export function inZone(match: CronMatcher, zone: string, now: () => Date): CronMatcher {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (utc) => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(instantOf(utc, now()))) {
      parts[type] = Number(value)
    }
    const { year = 0, month = 0, day: date = 0, hour = 0, minute: min = 0 } = parts
    const dow = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
    return match({ min, hour, date, month, dow })
  }
}

/** A date falls on another weekday every year, so the weekday tells which year is meant. */
function instantOf({ min, hour, date, month, dow }: TimestampDigest, near: Date): Date {
  const year = near.getUTCFullYear()
  for (const candidate of [year, year - 1, year + 1]) {
    const at = new Date(Date.UTC(candidate, month - 1, date, hour, min))
    if (at.getUTCDay() === dow && at.getUTCDate() === date) return at
  }
  throw new RangeError(`no such day near ${year}: month ${month}, day ${date}, weekday ${dow}`)
}
