import { isDate, localInstant } from '@suanpan/kernel/time'

/** How `03/04/2026` is meant: third of April or fourth of March. */
export type DateOrder = 'dmy' | 'mdy'

export type ReadDate = Date | 'unreadable' | 'ambiguous'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const SECOND_MS = 1_000

const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_FIRST =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/
const YEAR_LAST =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?( ?[AaPp][Mm])?$/
const EPOCH = /^\d{10}(\d{3})?$/

/**
 * Reads the moment of a purchase: `19970101`, `2016-10-30 09:58:11`, `2026-03-05T08:00:00+08:00`,
 * `2026年3月5日`, `31.12.2025`, `12/31/2025 1:05 PM`, Unix seconds or milliseconds. What names no
 * zone is on the clocks of `zone`; what names no time is the start of that day.
 */
export function readDate(text: string, zone: string, order?: DateOrder): ReadDate {
  const compact = COMPACT.exec(text)
  if (compact) return instantOf({ ymd: [compact[1], compact[2], compact[3]] }, zone)
  const first = YEAR_FIRST.exec(text)
  if (first) {
    const [, year, month, day, hour, minute, second, fraction, offset] = first
    return instantOf(
      { ymd: [year, month, day], hms: [hour, minute, second], fraction, offset },
      zone,
    )
  }
  const last = YEAR_LAST.exec(text)
  if (last) return readYearLast(last, zone, order)
  const epoch = EPOCH.exec(text)
  if (epoch) return new Date(Number(text) * (epoch[1] === undefined ? SECOND_MS : 1))
  return 'unreadable'
}

function readYearLast(match: RegExpExecArray, zone: string, order?: DateOrder): ReadDate {
  const [, first = '', separator, second = '', year, hour, minute, seconds, half] = match
  const dayFirst =
    separator === '.' || Number(first) > 12 || (Number(second) <= 12 && order === 'dmy')
  if (!dayFirst && order === undefined && Number(second) <= 12 && first !== second) {
    return 'ambiguous'
  }
  const [day, month] = dayFirst ? [first, second] : [second, first]
  return instantOf({ ymd: [year, month, day], hms: [hour, minute, seconds], half }, zone)
}

type Parts = {
  ymd: (string | undefined)[]
  hms?: (string | undefined)[]
  fraction?: string | undefined
  offset?: string | undefined
  half?: string | undefined
}

function instantOf({ ymd, hms = [], fraction, offset, half }: Parts, zone: string): ReadDate {
  const date = ymd.map((part) => (part ?? '').padStart(2, '0')).join('-')
  const [hour24, minute = 0, second = 0] = hms.map((part) => Number(part ?? 0))
  const hour = hourOf(hour24 ?? 0, half)
  if (!isDate(date) || !(hour <= 23) || minute > 59 || second > 59) return 'unreadable'
  const milliseconds = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'))
  const ms = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + milliseconds
  if (offset === undefined) return localInstant(date, ms, zone)
  return new Date(Date.parse(`${date}T00:00:00Z`) + ms - offsetMs(offset))
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (half.trim().toLowerCase() === 'pm' ? 12 : 0)
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0
  const digits = offset.replace(':', '')
  const ms = Number(digits.slice(1, 3)) * HOUR_MS + Number(digits.slice(3, 5)) * MINUTE_MS
  return digits.startsWith('-') ? -ms : ms
}
