import { businessDate, startOfDay } from '@suanpan/kernel/time'

/** `2026-03-03 12:00:05` as the zone's clocks show it on a day without a change of clocks. */
export function localTime(at: Date, zone: string): string {
  const date = businessDate(at, zone)
  const seconds = Math.floor((at.getTime() - startOfDay(date, zone).getTime()) / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
