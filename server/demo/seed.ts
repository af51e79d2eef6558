import { Refusal } from '@suanpan/contract/refusals'
import { idAt } from '@suanpan/kernel/ids'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'
import { receiveDeposits } from '../banking/index.ts'
import { closeDay, openBooks, standingHead, type Books } from '../ledger/index.ts'
import { freezePerson, listFreezes, registerMerchants, registerPeople } from '../parties/index.ts'
import {
  createMetrics,
  startSubscribers,
  testClock,
  transaction,
  type Ground,
  type Post,
  type TestClock,
} from '../platform/index.ts'
import {
  ensureProgramme,
  expireLots,
  pointsRows,
  pointsSubscriber,
  redeem,
} from '../points/index.ts'
import { pay, refund, topUp, walletRows } from '../wallet/index.ts'
import { FEE_BASIS_POINTS, SHOPS } from './shops.ts'
import { townEvents, TOWN_DAYS, TOWN_PEOPLE, type Town, type TownEvent } from './town.ts'

export type SeedOptions = {
  /** The same seed is the same town. */
  seed?: string
  people?: number
  days?: number
  /** Told of every day that is done. */
  tell?: (progress: { day: number; of: number }) => void
}

export type SeededTown = { people: number; merchants: number; payments: number; seconds: number }

const SEED = '云溪'
const ASSET = 'CNY/2'
const BOOK = 1
const FIRST_PROGRAMME = 'basic'
const BY = 'installation'

/**
 * Fills empty books with a county town and its last ninety days, which end yesterday: everything
 * goes through the verbs that any caller uses, only the clock is set to each moment. The days are
 * closed. Books that were used already are left alone; a seeding that was cut short goes on, and
 * what it repeats answers as it did before.
 *
 * @returns what was made, or undefined when there was nothing to do
 */
export async function seedTown(
  ground: Ground,
  options: SeedOptions = {},
): Promise<SeededTown | undefined> {
  const startedAt = performance.now()
  const chosen = await chooseTown(ground, options)
  if (!chosen) return undefined
  const { zone } = ground.config
  const town = townEvents({ ...chosen, zone })
  await playTown(ground, { chosen, town, tell: options.tell })
  await ground.db.query('update demo.towns set finished = true')
  return {
    people: town.people.length,
    merchants: SHOPS.length,
    payments: town.events.filter(({ kind }) => kind === 'pay').length,
    seconds: (performance.now() - startedAt) / 1000,
  }
}

type Chosen = { seed: string; people: number; days: number; until: string }

/** The town that was begun and not finished, or a new one where the books are empty. */
async function chooseTown(
  { db, clock, config }: Ground,
  { seed = SEED, people = TOWN_PEOPLE, days = TOWN_DAYS }: SeedOptions,
): Promise<Chosen | undefined> {
  const [begun] = await db.query<Chosen & { finished: boolean }>(
    'select seed, people, days, until, finished from demo.towns',
  )
  if (begun) return begun.finished ? undefined : begun
  if ((await standingHead(db, BOOK)).seq > 0n) return undefined
  const until = addDays(businessDate(clock.now(), config.zone), -1)
  await db.query('insert into demo.towns (seed, people, days, until) values ($1, $2, $3, $4)', [
    seed,
    people,
    days,
    until,
  ])
  return { seed, people, days, until }
}

async function playTown(
  ground: Ground,
  { chosen, town, tell }: { chosen: Chosen; town: Town; tell: SeedOptions['tell'] },
): Promise<void> {
  const { seed, until, days } = chosen
  const clock = testClock(startOfDay(addDays(until, 1 - days), ground.config.zone).toISOString())
  const own = { ...ground, clock, metrics: createMetrics() }
  await ensureProgramme(own, BY)
  const books = openBooks(own, { rows: [...walletRows, ...pointsRows] })
  const post = startSubscribers(own, [pointsSubscriber(books)])
  try {
    const stage = { books, clock, post, ids: idsOf(town, seed) }
    await openShops(stage)
    await live(town, stage, (day) => tell?.({ day, of: days }))
    clock.set(ground.clock.now())
    await closeThrough(books, until)
  } finally {
    await post.stop()
    await books.close()
  }
}

/** A seeding that goes on meets days that it closed before. */
async function closeThrough(books: Books, date: string): Promise<void> {
  await closeDay(books, { date, by: BY }).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'business_day_closed')) throw error
  })
}

type Ids = { people: string[]; shops: string[]; payments: string[]; seed: string }

type Stage = {
  books: Books
  clock: TestClock
  post: Post
  ids: Ids
}

function idsOf({ people, events }: Town, seed: string): Ids {
  const ids: Ids = { people: Array(people.length).fill(''), shops: [], payments: [], seed }
  const start = events[0]?.at ?? new Date(0)
  ids.shops = SHOPS.map((_, index) => idAt('mer', start, `${seed} shop ${index}`))
  for (const event of events) {
    if (event.kind === 'register')
      ids.people[event.person] = idAt('per', event.at, `${seed} person ${event.person}`)
    if (event.kind === 'pay')
      ids.payments[event.payment] = idAt('pay', event.at, `${seed} payment ${event.payment}`)
  }
  return ids
}

async function openShops({ books, clock, ids }: Stage): Promise<void> {
  const registeredAt = clock.now()
  await transaction(books.ground.db, (tx) =>
    registerMerchants(
      tx,
      SHOPS.map(({ name, category }, index) => ({
        id: ids.shops[index] ?? '',
        registeredAt,
        name,
        category,
        feeBasisPoints: FEE_BASIS_POINTS[category],
      })),
    ),
  )
}

/** Day by day: yesterday is closed while today is booked, and the points of a day are there at its end. */
async function live(town: Town, stage: Stage, onDay: (day: number) => void): Promise<void> {
  const { books, clock, post } = stage
  const { zone } = books.ground.config
  let closing: Promise<unknown> = Promise.resolve()
  let day = 0
  for (const [date, events] of byDay(town.events, zone)) {
    clock.set(startOfDay(date, zone))
    await closing
    if (date.endsWith('-01')) await expireLots(books, { at: clock.now() })
    if (day > 0) closing = closeThrough(books, addDays(date, -1))
    // Awaited tomorrow; until then a failure must not count as unhandled.
    closing.catch(() => {})
    await register(town, stage, events)
    await Promise.all(events.map((event) => happen(event, stage)))
    await receiveDeposits(books.ground, depositsOf(events, stage.ids))
    await post.drain()
    await Promise.all(events.map((event) => happenLater(event, stage)))
    onDay((day += 1))
  }
  await closing
}

function byDay(events: readonly TownEvent[], zone: string): Map<string, TownEvent[]> {
  const days = new Map<string, TownEvent[]>()
  for (const event of events) {
    const date = businessDate(event.at, zone)
    const day = days.get(date) ?? []
    days.set(date, day)
    day.push(event)
  }
  return days
}

async function register(town: Town, { books, ids }: Stage, events: TownEvent[]): Promise<void> {
  const { ground } = books
  const rows = events.flatMap((event) => {
    const person = event.kind === 'register' ? town.people[event.person] : undefined
    if (event.kind !== 'register' || !person) return []
    const { name, phone } = person
    return [{ id: ids.people[event.person] ?? '', registeredAt: event.at, name, phone }]
  })
  if (rows.length > 0) await transaction(ground.db, (tx) => registerPeople(tx, ground, rows))
}

/** Money: handed to the books in the order of the day, with the clock at each moment. */
function happen(event: TownEvent, stage: Stage): Promise<unknown> {
  const { books, clock, ids } = stage
  switch (event.kind) {
    case 'topUp': {
      clock.set(event.at)
      const person = ids.people[event.person] ?? ''
      const { amount, at: occurredAt } = event
      return topUp(books, { id: topUpId(event, ids), person, asset: ASSET, amount, occurredAt })
    }
    case 'pay': {
      clock.set(event.at)
      return pay(books, paymentOf(event, ids))
    }
    default:
      return Promise.resolve()
  }
}

const topUpId = (event: Extract<TownEvent, { kind: 'topUp' }>, { seed }: Ids): string =>
  idAt('top', event.at, `${seed} top-up ${event.person}`)

/** What the custodian's statements will say of a day's top-ups. */
function depositsOf(events: readonly TownEvent[], ids: Ids) {
  return events.flatMap((event) =>
    event.kind === 'topUp'
      ? [{ order: topUpId(event, ids), asset: ASSET, amount: event.amount, at: event.at }]
      : [],
  )
}

function paymentOf(event: Extract<TownEvent, { kind: 'pay' }>, ids: Ids) {
  const { category } = SHOPS[event.shop] ?? { category: 'teahouse' as const }
  const feeBasisPoints = FEE_BASIS_POINTS[category]
  return {
    id: ids.payments[event.payment] ?? '',
    person: ids.people[event.person] ?? '',
    merchant: { id: ids.shops[event.shop] ?? '', feeBasisPoints, category },
    asset: ASSET,
    amount: event.amount,
    occurredAt: event.occurredAt,
  }
}

async function refundOf(
  { payment, amount, at }: Extract<TownEvent, { kind: 'refund' }>,
  { books, ids }: Pick<Stage, 'books' | 'ids'>,
): Promise<void> {
  await refund(books, {
    id: idAt('ref', at, `${ids.seed} refund ${payment}`),
    payment: ids.payments[payment] ?? '',
    amount,
    reason: '顾客退货 goods returned',
    occurredAt: at,
  })
}

/** At the end of the day: what needs its points, what takes back, what comes after all that somebody does. */
async function happenLater(event: TownEvent, { books, clock, ids }: Stage): Promise<void> {
  if (event.kind === 'refund') await refundOf(event, { books, ids })
  if (event.kind === 'redeem') {
    clock.set(event.at)
    await redeem(books, {
      id: idAt('red', event.at, `${ids.seed} redemption ${event.person}`),
      person: ids.people[event.person] ?? '',
      programme: FIRST_PROGRAMME,
      amount: event.points,
      reason: '兑换茶券 tea voucher',
      occurredAt: event.at,
    })
  }
  if (event.kind === 'freeze') {
    const reason = '手机遗失 lost telephone'
    const category = 'account_security'
    const person = ids.people[event.person] ?? ''
    const [known] = await listFreezes(books.ground, person)
    if (!known) await freezePerson(books, { person, category, in: true, out: true, by: BY, reason })
  }
}
