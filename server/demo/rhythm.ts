import type { Random } from '@suanpan/kernel/random'
import type { Category } from './shops.ts'

type Weighted<T> = readonly [item: T, weight: number]

/** When a kind of shop is busy, by the hour from 0 to 23; only the proportions matter. */
const HOURS: Record<Category, readonly Weighted<number>[]> = {
  teahouse: hours('000000 012345 566899 876553 '),
  hotel: hours('100000 013443 457999 887542 '),
  tickets: hours('000000 028999 767652 100000 '),
  taxi: hours('311123 698544 445569 876544 '),
  bakery: hours('000002 799643 333457 654210 '),
  supermarket: hours('000000 234555 443458 998731 '),
  restaurant: hours('000000 000159 842237 999632 '),
  noodles: hours('000002 899428 853236 765310 '),
  pharmacy: hours('000000 013777 556776 654310 '),
  crafts: hours('000000 001467 778886 431000 '),
}

/** How much busier than a usual day, from Sunday to Saturday. */
const WEEK_IN_TOWN = [1.15, 0.95, 0.92, 0.94, 0.98, 1.1, 1.25]
const WEEK_IN_VALLEY = [2.1, 0.55, 0.5, 0.5, 0.55, 1.05, 2.4]

/** What residents spend their payments on, and what visitors do. */
export const RESIDENT_TASTE: readonly Weighted<Category>[] = [
  ['teahouse', 9],
  ['hotel', 0.1],
  ['tickets', 0.5],
  ['taxi', 11],
  ['bakery', 17],
  ['supermarket', 30],
  ['restaurant', 10],
  ['noodles', 19],
  ['pharmacy', 4],
  ['crafts', 0.3],
]
export const VISITOR_TASTE: readonly Weighted<Category>[] = [
  ['teahouse', 14],
  ['hotel', 9],
  ['tickets', 18],
  ['taxi', 12],
  ['bakery', 5],
  ['supermarket', 8],
  ['restaurant', 17],
  ['noodles', 8],
  ['pharmacy', 0.6],
  ['crafts', 9],
]

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3_600

export function busyness(place: 'town' | 'valley', weekday: number): number {
  return (place === 'town' ? WEEK_IN_TOWN : WEEK_IN_VALLEY)[weekday] ?? 1
}

/** A second of the day at which such a shop is visited. */
export function secondOfDay(category: Category, random: Random): number {
  const hour = random.weighted(HOURS[category])
  const within = random.int(0, 59) * MINUTE_SECONDS + random.int(0, 59)
  return hour * HOUR_SECONDS + within
}

/** What one payment comes to, in fen, as prices in such a shop are. */
export function priceOf(category: Category, random: Random): bigint {
  switch (category) {
    case 'tickets':
      return BigInt(random.pick([40, 60, 80, 120]) * random.pick([1, 1, 2, 2, 2, 3, 4])) * 100n
    case 'hotel':
      return BigInt(random.pick([168, 198, 238, 288, 328, 398, 468, 588])) * 100n
    case 'taxi':
      return around(14, 0.45, 10n, random)
    case 'teahouse':
      return around(46, 0.55, 100n, random)
    case 'bakery':
      return around(15, 0.5, 50n, random)
    case 'supermarket':
      return around(38, 0.75, 10n, random)
    case 'restaurant':
      return around(88, 0.6, 100n, random)
    case 'noodles':
      return around(15, 0.3, 50n, random)
    case 'pharmacy':
      return around(36, 0.65, 10n, random)
    case 'crafts':
      return around(68, 0.7, 100n, random)
  }
}

/** @param step prices end on whole multiples of it, in fen */
function around(yuan: number, spread: number, step: bigint, random: Random): bigint {
  const fen = BigInt(Math.round(yuan * 100 * Math.exp(random.normal(0, spread))))
  return (fen / step + 1n) * step
}

function hours(digits: string): Weighted<number>[] {
  return [...digits.replaceAll(' ', '')].map((digit, hour) => [hour, Number(digit)])
}
