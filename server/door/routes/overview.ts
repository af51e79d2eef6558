import { routes } from '@suanpan/contract/routes'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'
import { closedDay, lastSeal, standingHead, sumsByChart } from '../../ledger/index.ts'
import { countMerchants, countPeople } from '../../parties/index.ts'
import { letterLags } from '../../platform/index.ts'
import { pointsOutstanding } from '../../points/index.ts'
import {
  paymentsByDay,
  paymentsByHour,
  paymentSpan,
  sumsBetween,
  type CountAndAmount,
} from '../../wallet/index.ts'
import { auditView } from '../audits.ts'
import { handle, type Ask } from '../handle.ts'
import type { House } from '../house.ts'

const PERSON_MONEY = 'person.money'
const MERCHANT_RECEIVABLE = 'merchant.receivable'

/** What an operator sees first. */
export const overviewHandlers = [
  handle(routes.overview.get, overview),
  handle(routes.overview.payments, payments),
]

async function overview({ house }: Ask<typeof routes.overview.get>) {
  const { ground, books, audits } = house
  const now = ground.clock.now()
  const today = businessDate(now, ground.config.zone)
  const from = startOfDay(today, ground.config.zone)
  const [people, merchants, sums, points, todays, letters, seal] = await Promise.all([
    countPeople(ground),
    countMerchants(ground),
    sumsByChart(ground.db, books.book),
    pointsOutstanding(books),
    sumsBetween(ground.db, { from, until: startOfDay(addDays(today, 1), ground.config.zone) }),
    letterLags(ground.db),
    lastSeal(ground.db, books.book),
  ])
  const lastAudit = audits.list().find(({ state }) => state !== 'running')
  return {
    at: now.toISOString(),
    businessDate: today,
    people,
    merchants,
    money: moneyHeld(sums),
    points: points.map(({ outstanding, liability, ...of }) => ({
      ...of,
      outstanding: String(outstanding),
      liability: liability && { asset: liability.asset, amount: String(liability.amount) },
    })),
    today: {
      payments: todays.payments.map(sumView),
      refunds: todays.refunds.map(sumView),
      topUps: todays.topUps.map(sumView),
    },
    letters: letters.map(({ subscriber, letters: lag, seconds, parked }) => ({
      subscriber,
      lag,
      oldestAt: lag === 0 ? null : new Date(now.getTime() - seconds * 1000).toISOString(),
      parked,
    })),
    seal: seal
      ? {
          batch: String(seal.batch),
          seq: String(seal.seq),
          at: seal.at.toISOString(),
          seal: seal.seal.toString('hex'),
        }
      : null,
    close: await lastClose(house),
    audit: lastAudit
      ? {
          at: (lastAudit.finishedAt ?? lastAudit.startedAt).toISOString(),
          ok: lastAudit.state === 'passed',
          difference: auditView(lastAudit).difference,
        }
      : null,
  }
}

type Sum = { chart: string; asset: string; balance: bigint }

function moneyHeld(sums: Sum[]) {
  const held = sums.filter(({ chart }) => chart === PERSON_MONEY || chart === MERCHANT_RECEIVABLE)
  return [...Map.groupBy(held, ({ asset }) => asset)].map(([asset, ofAsset]) => {
    const of = (wanted: string): bigint =>
      ofAsset.find(({ chart }) => chart === wanted)?.balance ?? 0n
    const people = of(PERSON_MONEY)
    const merchants = of(MERCHANT_RECEIVABLE)
    return {
      asset,
      people: String(people),
      merchants: String(merchants),
      held: String(people + merchants),
    }
  })
}

function sumView({ asset, count, amount }: CountAndAmount) {
  return { asset, count, amount: String(amount) }
}

async function lastClose({ ground, books }: House) {
  const { closedThrough } = await standingHead(ground.db, books.book)
  const day = await closedDay(ground.db, books.book, closedThrough)
  if (!day) return null
  const { businessDate: closed, closedAt, root } = day
  return { day: closed, at: closedAt.toISOString(), root: root.toString('base64url') }
}

async function payments({ query, house }: Ask<typeof routes.overview.payments>) {
  const { ground } = house
  const { zone } = ground.config
  const { latest, assets } = await paymentSpan(ground.db)
  const asset = query.asset ?? assets[0]
  const until = query.until ?? businessDate(latest ?? ground.clock.now(), zone)
  const from = addDays(until, 1 - query.days)
  if (asset === undefined) return { asset: null, assets, from, until, byDay: [], byHour: [] }
  const span = {
    asset,
    zone,
    from: startOfDay(from, zone),
    until: startOfDay(addDays(until, 1), zone),
  }
  const [byDay, byHour] = await Promise.all([
    paymentsByDay(ground.db, span),
    paymentsByHour(ground.db, span),
  ])
  return {
    asset,
    assets,
    from,
    until,
    byDay: byDay.map((sum) => ({ ...sum, amount: String(sum.amount) })),
    byHour: byHour.map((sum) => ({ ...sum, amount: String(sum.amount) })),
  }
}
