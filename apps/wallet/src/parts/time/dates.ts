/** Dates in the zone of the installation, in words people use. */
export type Place = { zone: string; language: 'zh' | 'en' }

/** `2026-03-01`: the day an instant falls on, for grouping. */
export function dayOf(at: string | Date, zone: string): string {
  const parts = partsOf(at, zone)
  return `${parts['year']}-${parts['month']}-${parts['day']}`
}

/** `14:05` */
export function timeOf(at: string | Date, zone: string): string {
  const parts = partsOf(at, zone)
  return `${parts['hour']}:${parts['minute']}`
}

/** `2026-03-01 14:05`, in both languages the same. */
export function momentOf(at: string | Date, zone: string): string {
  return `${dayOf(at, zone)} ${timeOf(at, zone)}`
}

/** `2026-03` of an instant. */
export function monthOf(at: string | Date, zone: string): string {
  return dayOf(at, zone).slice(0, 7)
}

/** A day as one says it: `3月1日 星期日`, `Sun 1 Mar`; with the year when it is not this one. */
export function dayInWords(day: string, { language }: Place, thisYear: string): string {
  const noon = new Date(`${day}T12:00:00Z`)
  const sameYear = day.startsWith(thisYear)
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    ...(sameYear ? { weekday: language === 'zh' ? 'long' : 'short' } : { year: 'numeric' }),
  }).format(noon)
}

/** A month as one says it: `2026年3月`, `March 2026`. */
export function monthInWords(month: string, language: 'zh' | 'en'): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  }).format(new Date(`${month}-15T12:00:00Z`))
}

/** Items under the day they happened on, in the order they came. */
export function byDay<T>(
  items: readonly T[],
  at: (item: T) => string,
  zone: string,
): { day: string; items: T[] }[] {
  const groups: { day: string; items: T[] }[] = []
  for (const item of items) {
    const day = dayOf(at(item), zone)
    const last = groups.at(-1)
    if (last?.day === day) last.items.push(item)
    else groups.push({ day, items: [item] })
  }
  return groups
}

function partsOf(at: string | Date, zone: string): Record<string, string> {
  return Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  )
}
