import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { businessDate } from '@suanpan/kernel/time'
import { testGround } from '../../tests/harness/ground.ts'
import { openSandboxBank } from '../banking/index.ts'
import { freezesOf, openBooks, standingHead, streamDays, sumsByChart } from '../ledger/index.ts'
import { countMerchants, countPeople, listPeople } from '../parties/index.ts'
import { parkedLetters } from '../platform/index.ts'
import { pointsOf } from '../points/index.ts'
import {
  custodianFigures,
  importStatements,
  listPayments,
  plainPayments,
  walletRows,
} from '../wallet/index.ts'
import { seedTown } from './index.ts'
import { townEvents } from './town.ts'

const SMALL = { seed: 'small', people: 120, days: 36 }

const ground = await testGround({ after })
const seeded = await seedTown(ground, SMALL)

test('a town is seeded through the verbs: money, points and closed days are those of its events', async () => {
  assert.ok(seeded)
  const { zone } = ground.config
  const { events } = townEvents({ ...SMALL, until: '2026-03-02', zone })
  const sum = (kind: string, of: (event: (typeof events)[number]) => bigint): bigint =>
    events.reduce((total, event) => (event.kind === kind ? total + of(event) : total), 0n)
  const paid = sum('pay', (event) => ('amount' in event ? event.amount : 0n))
  const refunded = sum('refund', (event) => ('amount' in event ? event.amount : 0n))
  const toppedUp = sum('topUp', (event) => ('amount' in event ? event.amount : 0n))
  const redeemed = sum('redeem', (event) => ('points' in event ? event.points : 0n))

  const rows = await sumsByChart(ground.db, 1)
  const balance = (chart: string): bigint => rows.find((row) => row.chart === chart)?.balance ?? 0n
  assert.equal(balance('bank.clearing'), -toppedUp)
  assert.equal(balance('person.money'), toppedUp - paid + refunded)
  assert.equal(balance('merchant.receivable') + balance('income.fee'), paid - refunded)
  assert.equal(balance('points.redeemed'), redeemed)
  assert.ok(balance('points.lot') > 0n)
  // The payment that arrived over a year late: 128 yuan, 128 points, all of them expired.
  assert.equal(balance('points.expired'), 128n)

  assert.equal(await countPeople(ground), events.filter(({ kind }) => kind === 'register').length)
  assert.equal(await countMerchants(ground), seeded.merchants)
  assert.deepEqual(await parkedLetters(ground.db, { limit: 1 }), [])
})

test('every payment is booked on its own day, and yesterday is closed', async () => {
  const { zone } = ground.config
  const payments = await listPayments(ground.db, { limit: 200 })
  const late = payments.filter(
    ({ bookedAt, occurredAt }) => businessDate(bookedAt, zone) !== businessDate(occurredAt, zone),
  )
  assert.deepEqual(late, [])
  const days: string[] = []
  for await (const day of streamDays(ground.db, 1)) days.push(day.businessDate)
  assert.equal(days.length, SMALL.days)
  assert.equal((await standingHead(ground.db, 1)).closedThrough, '2026-03-02')
})

test('people have names and telephones, two are frozen, and books in use are left alone', async (t) => {
  const [person] = await listPeople(ground, { limit: 1 })
  assert.match(person?.name ?? '', /^\p{Script=Han}{2,4}$/u)
  assert.match(person?.phone ?? '', /^100\d{8}$/)
  const books = openBooks(ground)
  t.after(() => books.close())
  assert.equal((await pointsOf(books, person?.id ?? '')).length, 1)
  const everybody = await listPeople(ground, { limit: SMALL.people })
  const freezes = await Promise.all(everybody.map(({ id }) => freezesOf(ground.db, 1, id)))
  assert.equal(freezes.flat().length, 2)
  const { seq } = await standingHead(ground.db, 1)
  assert.equal(await seedTown(ground, SMALL), undefined)
  assert.equal((await standingHead(ground.db, 1)).seq, seq)
})

test('a seeding that was cut short goes on at the next start and ends as the same town', async (t) => {
  const other = await testGround(t)
  const cut = seedTown(other, {
    ...SMALL,
    tell: ({ day }) => {
      if (day === 23) throw new Error('the lights go out')
    },
  })
  await assert.rejects(cut, /lights go out/)
  // The next start is a day later: it is still the town that was begun.
  other.clock.tick(86_400_000)
  assert.ok(await seedTown(other, SMALL))
  assert.deepEqual(await sumsByChart(other.db, 1), await sumsByChart(ground.db, 1))
  assert.equal((await standingHead(other.db, 1)).closedThrough, '2026-03-02')
})

test('the custodian’s statements of the town agree with its books on every day', async () => {
  const books = openBooks(ground, { rows: walletRows })
  ground.onEnd(() => books.close())
  const funding = { books, bank: openSandboxBank(ground), covered: plainPayments }
  assert.equal((await importStatements(funding, 'test')).length, SMALL.days)
  const days = await custodianFigures(funding, { from: '2026-02-01', until: '2026-03-02' })
  assert.equal(days.length, 30)
  for (const { day, custodian, inTransit, difference } of days) {
    assert.ok(custodian !== null && custodian > 0n, day)
    assert.deepEqual([inTransit, difference], [0n, 0n], day)
  }
})
