import { addDays, weekday } from '@suanpan/kernel/time'
import { personName, phoneNumber } from './names.ts'
import type { Random } from '@suanpan/kernel/random'

export type Townsperson = {
  name: string
  phone: string
  kind: 'resident' | 'visitor'
  /** Days on which they may buy something, both included. */
  from: string
  until: string
  /** Payments on a usual day they are there. */
  appetite: number
  /** Day of the month on which a resident's pay arrives, and what of it they top up, in fen. */
  payday: number
  payTopUp: bigint
}

export type Period = { from: string; until: string; days: number }

const VISITORS_SHARE = 0.24
const RESIDENT_PAYMENTS_A_DAY = 0.1
const VISITOR_PAYMENTS_A_DAY = 3.4
const PAYDAYS = [5, 8, 10, 10, 15, 15, 20, 25]
const PAY_TOP_UPS_YUAN = [200, 300, 300, 500, 500, 800, 1_000]
/** Visitors come on Fridays and Saturdays above all. */
const ARRIVALS_BY_WEEKDAY = [5, 3, 3, 3, 4, 14, 18]
/** Everybody who lives here has the wallet within the first weeks. */
const JOINING_DAYS = 35

/** Who lives in the town and who comes to see the valley. */
export function townspeople(count: number, period: Period, random: Random): Townsperson[] {
  const arrivals = Array.from({ length: period.days }, (_, day) => addDays(period.from, day)).map(
    (date) => [date, ARRIVALS_BY_WEEKDAY[weekday(date)] ?? 1] as const,
  )
  return Array.from({ length: count }, (_, index) => {
    const isVisitor = random.chance(VISITORS_SHARE)
    const named = { name: personName(random), phone: phoneNumber(index + 1) }
    if (isVisitor) {
      const from = random.weighted(arrivals)
      return { ...named, ...visitor(from, period, random) }
    }
    return { ...named, ...resident(period, random) }
  })
}

type Habits = Omit<Townsperson, 'name' | 'phone'>

function resident(period: Period, random: Random): Habits {
  const joined = Math.floor(JOINING_DAYS * random.next() ** 2.5)
  return {
    kind: 'resident',
    from: addDays(period.from, Math.min(joined, period.days - 1)),
    until: period.until,
    appetite: RESIDENT_PAYMENTS_A_DAY * Math.exp(random.normal(0, 0.75)),
    payday: random.pick(PAYDAYS),
    payTopUp: BigInt(random.pick(PAY_TOP_UPS_YUAN)) * 100n,
  }
}

function visitor(from: string, period: Period, random: Random): Habits {
  const last = addDays(from, random.pick([0, 1, 1, 1, 2, 2, 3]))
  return {
    kind: 'visitor',
    from,
    until: last > period.until ? period.until : last,
    appetite: VISITOR_PAYMENTS_A_DAY * Math.exp(random.normal(0, 0.35)),
    payday: 0,
    payTopUp: 0n,
  }
}
