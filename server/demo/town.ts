import { addDays, localInstant, weekday } from '@suanpan/kernel/time'
import { townspeople, type Period, type Townsperson } from './people.ts'
import { seededRandom, type Random } from '@suanpan/kernel/random'
import { busyness, priceOf, RESIDENT_TASTE, secondOfDay, VISITOR_TASTE } from './rhythm.ts'
import { SHOPS, type Category } from './shops.ts'

/** What happens in the town. People, shops and payments are known by their index. */
export type TownEvent =
  | { kind: 'register'; at: Date; person: number }
  | { kind: 'topUp'; at: Date; person: number; amount: bigint }
  | {
      kind: 'pay'
      at: Date
      occurredAt: Date
      payment: number
      person: number
      shop: number
      amount: bigint
    }
  | { kind: 'refund'; at: Date; payment: number; amount: bigint }
  | { kind: 'redeem'; at: Date; person: number; points: bigint }
  | { kind: 'freeze'; at: Date; person: number }

export type Town = { people: Townsperson[]; events: TownEvent[] }

export type TownOptions = {
  seed: string
  /** The last day that something happens on, `YYYY-MM-DD` in the zone. */
  until: string
  zone: string
  days?: number
  people?: number
}

export const TOWN_DAYS = 90
export const TOWN_PEOPLE = 2_000
export const FROZEN_PEOPLE = 2
const SECOND_MS = 1_000
const DAY_SECONDS = 86_400
const VISITS_A_DAY_MAX = 5
const REFUND_CHANCE = 0.011
const WHOLE_REFUND_CHANCE = 0.6
/** Who tops up because the wallet is short takes a round amount, in fen. */
const TOP_UP_STEP = 50_00n
const TOP_UP_LEAD_SECONDS = [20, 90] as const
const PAYDAY_SECOND = 12 * 3_600
/** The points a reward costs, and how often somebody who could have one takes it on a day with a purchase. */
const REWARDS = [100n, 200n, 300n, 500n]
const REDEEM_CHANCE = 0.16
/** One till was offline for over a year: its payment arrives late, and its points have expired. */
const LATE_PAYMENT_DAYS = 430
const POINTS_DAY_CAP = 800n

/**
 * Everything that happens in a county town with a scenic area, in the order in which it happens.
 * Pure: the same options give the same town. Nobody spends money or points they do not have.
 */
export function townEvents(options: TownOptions): Town {
  const days = options.days ?? TOWN_DAYS
  const period = { from: addDays(options.until, 1 - days), until: options.until, days }
  const random = seededRandom(options.seed)
  const people = townspeople(options.people ?? TOWN_PEOPLE, period, random.fork('people'))
  const life = people.map((person, index) => ({
    index,
    person,
    random: random.fork(`life ${index}`),
    money: 0n,
    points: 0n,
    earned: 0n,
    shops: favourites(person, random.fork(`shops ${index}`)),
  }))
  const events: TownEvent[] = []
  const stage = { zone: options.zone, events, payments: { count: 0 } }
  for (let day = 0; day < days; day += 1) {
    const date = addDays(period.from, day)
    for (const one of life) liveDay(one, date, stage)
  }
  latePayment(life, period, stage)
  freezeSome(life, period, stage)
  const end = instant(addDays(period.until, 1), 0, options.zone)
  return { people, events: inOrder(events.filter(({ at }) => at < end)) }
}

type Life = {
  index: number
  person: Townsperson
  random: Random
  money: bigint
  /** What they may spend: earned before today, payments that are refunded not counted. */
  points: bigint
  /** Today, as far as the day's cap lets it. */
  earned: bigint
  shops: Map<Category, number[]>
}

type Stage = { zone: string; events: TownEvent[]; payments: { count: number } }

function liveDay(one: Life, date: string, stage: Stage): void {
  const { person, random } = one
  if (date < person.from || date > person.until) return
  const at = (second: number): Date => instant(date, second, stage.zone)
  one.points += one.earned
  one.earned = 0n
  if (date === person.from) stage.events.push({ kind: 'register', at: at(1), person: one.index })
  const payday = PAYDAY_SECOND + one.index
  let isPaid = Number(date.slice(8)) !== person.payday
  const visits = visitsOn(one, date)
  for (const visit of [...visits, undefined]) {
    if (!isPaid && (visit === undefined || visit.second > payday)) {
      topUp(one, person.payTopUp, at(payday), stage)
      isPaid = true
    }
    if (visit) buy(one, visit, date, stage)
  }
  if (visits.length > 0) maybeRedeem(one, at(DAY_SECONDS - 60 - random.int(0, 1_800)), stage)
}

type Visit = { shop: number; second: number }

/** Where they go on this day, in order of time. */
function visitsOn({ person, random, shops }: Life, date: string): Visit[] {
  const day = weekday(date)
  const mood = person.kind === 'visitor' ? 1 : busyness('town', day)
  const visits: Visit[] = []
  const wanted = Math.min(countAround(person.appetite * mood, random), VISITS_A_DAY_MAX)
  for (let n = wanted; n > 0; n -= 1) {
    const category = random.weighted(person.kind === 'visitor' ? VISITOR_TASTE : RESIDENT_TASTE)
    const near = shops.get(category) ?? []
    const shop = random.weighted(near.map((index, rank) => [index, 1 / (rank + 1)] as const))
    const place = SHOPS[shop]?.place ?? 'town'
    // Residents go up the valley at the weekend and leave it to itself in between.
    if (
      person.kind === 'resident' &&
      place === 'valley' &&
      !random.chance(busyness(place, day) / 2.4)
    )
      continue
    visits.push({ shop, second: secondOfDay(category, random) })
  }
  return visits.sort((a, b) => a.second - b.second)
}

function buy(one: Life, { shop, second }: Visit, date: string, stage: Stage): void {
  const { random } = one
  const category = SHOPS[shop]?.category ?? 'teahouse'
  const amount = priceOf(category, random)
  if (one.money < amount) {
    const short = amount - one.money + BigInt(random.int(0, 6)) * TOP_UP_STEP
    const [soonest, latest] = TOP_UP_LEAD_SECONDS
    const before = Math.max(2, second - random.int(soonest, latest))
    topUp(one, (short / TOP_UP_STEP + 1n) * TOP_UP_STEP, instant(date, before, stage.zone), stage)
  }
  one.money -= amount
  const payment = stage.payments.count++
  const at = instant(date, second, stage.zone)
  stage.events.push({ kind: 'pay', at, occurredAt: at, payment, person: one.index, shop, amount })
  if (random.chance(REFUND_CHANCE)) refund({ payment, amount, at, random }, stage)
  else earn(one, amount / 100n)
}

function earn(one: Life, points: bigint): void {
  const room = POINTS_DAY_CAP - one.earned
  one.earned += points < room ? points : room
}

function refund(
  of: { payment: number; amount: bigint; at: Date; random: Random },
  stage: Stage,
): void {
  const whole = of.random.chance(WHOLE_REFUND_CHANCE)
  const amount = whole ? of.amount : (of.amount * BigInt(of.random.int(20, 70))) / 100n
  const later = of.random.pick([600, 2_400, 7_200, DAY_SECONDS, 2 * DAY_SECONDS]) * SECOND_MS
  const at = new Date(of.at.getTime() + later)
  stage.events.push({ kind: 'refund', at, payment: of.payment, amount })
}

function maybeRedeem(one: Life, at: Date, stage: Stage): void {
  const { random } = one
  const affordable = REWARDS.filter((points) => points <= one.points)
  if (affordable.length === 0 || !random.chance(REDEEM_CHANCE)) return
  const points = random.pick(affordable)
  one.points -= points
  stage.events.push({ kind: 'redeem', at, person: one.index, points })
}

function topUp(one: Life, amount: bigint, at: Date, { events }: Stage): void {
  one.money += amount
  events.push({ kind: 'topUp', at, person: one.index, amount })
}

function latePayment(life: Life[], period: Period, stage: Stage): void {
  const one = life.find(({ person }) => person.kind === 'resident' && person.from === period.from)
  const shop = SHOPS.findIndex(({ category }) => category === 'teahouse')
  if (!one) return
  const amount = 128_00n
  const at = instant(addDays(period.from, 2), 9 * 3_600, stage.zone)
  const occurredAt = instant(addDays(period.from, -LATE_PAYMENT_DAYS), 15 * 3_600, stage.zone)
  topUp(one, 150_00n, new Date(at.getTime() - SECOND_MS), stage)
  const payment = stage.payments.count++
  stage.events.push({ kind: 'pay', at, occurredAt, payment, person: one.index, shop, amount })
}

/** Frozen after the last thing they do, so that no event of theirs is refused. */
function freezeSome(life: Life[], period: Period, { events, zone }: Stage): void {
  const residents = life.filter(({ person }) => person.kind === 'resident')
  const busy = new Set(
    events.flatMap((event) =>
      'person' in event && event.at > instant(addDays(period.until, -4), 0, zone)
        ? [event.person]
        : [],
    ),
  )
  const refunded = new Set(
    events.flatMap((event) => (event.kind === 'refund' ? [event.payment] : [])),
  )
  const hasRefund = new Set(
    events.flatMap((event) =>
      event.kind === 'pay' && refunded.has(event.payment) ? [event.person] : [],
    ),
  )
  residents
    .filter(({ index }) => !busy.has(index) && !hasRefund.has(index))
    .slice(0, FROZEN_PEOPLE)
    .forEach(({ index }, n) => {
      const at = instant(addDays(period.until, n - 3), 10 * 3_600, zone)
      events.push({ kind: 'freeze', at, person: index })
    })
}

/** Each person has a few shops of every kind that they like, the dearest first. */
function favourites(person: Townsperson, random: Random): Map<Category, number[]> {
  const byCategory = new Map<Category, number[]>()
  const wanted = SHOPS.map((shop, index) => {
    const isNear = (shop.place === 'valley') === (person.kind === 'visitor')
    return { index, shop, liking: shop.weight * Math.exp(random.normal(0, 0.8)) * (isNear ? 3 : 1) }
  }).sort((a, b) => b.liking - a.liking)
  for (const { index, shop } of wanted) {
    const liked = byCategory.get(shop.category) ?? []
    byCategory.set(shop.category, liked)
    if (liked.length < 4) liked.push(index)
  }
  return byCategory
}

/** Poisson by Knuth: fine for the few visits of a day. */
function countAround(mean: number, random: Random): number {
  const limit = Math.exp(-mean)
  let product = random.next()
  let count = 0
  while (product > limit) {
    product *= random.next()
    count += 1
  }
  return count
}

function instant(date: string, second: number, zone: string): Date {
  return localInstant(date, Math.min(second, DAY_SECONDS - 1) * SECOND_MS, zone)
}

/** By time; at the same second as they were made, so a top-up stays before its payment. */
function inOrder(events: TownEvent[]): TownEvent[] {
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.at.getTime() - b.event.at.getTime() || a.index - b.index)
    .map(({ event }) => event)
}
