/**
 * Days and hours in an IANA zone. Asking Intl costs about a microsecond, so the offset of every
 * day that was asked for is remembered and Intl is asked again only on the two days a year on which
 * the clocks change. Nothing here imports from Node: the browser computes the same days.
 */
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** Eleven years of days; what is beyond is forgotten and asked anew. */
const REMEMBERED_DAYS_MAX = 4096

/** The calendar day in the zone, `YYYY-MM-DD`. */
export function businessDate(at: Date, zone: string): string {
  const ms = at.getTime()
  return dateOfDay(Math.floor((ms + offsetAt(ms, zone)) / DAY_MS))
}

/** The first instant of a calendar day; of a day that a zone skipped, the instant it was skipped. */
export function startOfDay(date: string, zone: string): Date {
  return localInstant(date, 0, zone)
}

/**
 * The instant at which the zone's clocks show this time. A time they show twice is the first of the
 * two; a time they jump over is the instant of the jump.
 *
 * @param msOfDay since midnight as the clock shows it
 */
export function localInstant(date: string, msOfDay: number, zone: string): Date {
  const local = parseDate(date) + msOfDay
  const before = offsetAt(local - DAY_MS, zone)
  const after = offsetAt(local + DAY_MS, zone)
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(local - offset, zone) === offset) return new Date(local - offset)
  }
  return new Date(firstInstantOf(after, { from: local - after, until: local - before, zone }))
}

/**
 * The end of the month that comes so many months after this one: the first instant that is no
 * longer in it, because what ends at an instant is over at that instant. Twelve months after any
 * day of January 2026 is 1 February 2027, 00:00.
 */
export function endOfMonthAfter(at: Date, months: number, zone: string): Date {
  const date = businessDate(at, zone)
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) + months
  return startOfDay(dateOfDay(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS), zone)
}

/** The hour the zone's clocks show, 0–23. */
export function localHour(at: Date, zone: string): number {
  const local = at.getTime() + offsetAt(at.getTime(), zone)
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS)
}

/** Calendar arithmetic on `YYYY-MM-DD`, no zone involved. */
export function addDays(date: string, days: number): string {
  return dateOfDay(parseDate(date) / DAY_MS + days)
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return (((parseDate(date) / DAY_MS + 4) % 7) + 7) % 7
}

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

/** False for a date that no calendar has, such as 2026-02-30. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(ms) && dateOfDay(ms / DAY_MS) === text
}

export function isZone(text: string): boolean {
  try {
    return offsetAt(0, text) !== undefined
  } catch {
    return false
  }
}

type Zone = {
  format: Intl.DateTimeFormat
  /** Offset of a UTC day in ms, or null when it changes within the day. */
  offsets: Map<number, number | null>
}

const zones = new Map<string, Zone>()
const dates = new Map<number, string>()

/** What the zone's clocks are ahead of UTC, in ms. */
function offsetAt(ms: number, name: string): number {
  const zone = zones.get(name) ?? openZone(name)
  const day = Math.floor(ms / DAY_MS)
  const known = zone.offsets.get(day)
  if (known !== undefined) return known ?? askOffset(ms, zone)
  const offset = askOffset(day * DAY_MS, zone)
  const constant = askOffset((day + 1) * DAY_MS, zone) === offset
  if (zone.offsets.size >= REMEMBERED_DAYS_MAX) zone.offsets.clear()
  zone.offsets.set(day, constant ? offset : null)
  return constant ? offset : askOffset(ms, zone)
}

function openZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const zone = { format, offsets: new Map<number, number | null>() }
  zones.set(name, zone)
  return zone
}

function askOffset(ms: number, zone: Zone): number {
  const shown: Record<string, number> = {}
  for (const { type, value } of zone.format.formatToParts(ms)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  const wholeSecond = Math.floor(ms / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond
}

/** Halves until one millisecond is left: only for the rare time that no clock shows. */
function firstInstantOf(
  offset: number,
  { from, until, zone }: { from: number; until: number; zone: string },
): number {
  let low = from
  let high = until
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === offset) high = middle
    else low = middle + 1
  }
  return low
}

function dateOfDay(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  if (dates.size >= REMEMBERED_DAYS_MAX) dates.clear()
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
  dates.set(day, date)
  return date
}

function parseDate(date: string): number {
  if (!isDate(date)) throw new RangeError(`not a date: ${date.slice(0, 20)}`)
  return Date.parse(`${date}T00:00:00Z`)
}
