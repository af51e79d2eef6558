import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { testGround, type TestGround } from '../../tests/harness/ground.ts'
import { getAccount, openBooks, standingHead, streamDays, sumsByChart } from '../ledger/index.ts'
import { listPeople } from '../parties/index.ts'
import { listPayments, topUp, walletRows } from '../wallet/index.ts'
import { importFile, previewImport } from './index.ts'

const PUBLIC_DATA = join(import.meta.dirname, '../../../shared/data')
const CDNOW = join(PUBLIC_DATA, 'cdnow/CDNOW_sample.txt')
const BREAD_BASKET = join(PUBLIC_DATA, 'retail/BreadBasket_DMS.csv')
const skip = existsSync(CDNOW) ? false : 'the public purchase histories are not on this machine'

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suanpan-import-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

async function fileOf(t: TestContext, lines: string[]): Promise<string> {
  const path = join(await folderOf(t), 'history.csv')
  await writeFile(path, lines.join('\n') + '\n')
  return path
}

async function sums(ground: TestGround): Promise<Record<string, bigint>> {
  const rows = await sumsByChart(ground.db, 1)
  return Object.fromEntries(rows.map(({ chart, asset, balance }) => [`${chart} ${asset}`, balance]))
}

const SMALL = [
  'person,at,amount,merchant,category',
  'lin,2026-01-05 09:00,30.50,茶馆,teahouse',
  'wang,2026-01-05 10:00,250.00,景区,scenic',
  'lin,2026-01-20 09:00,80.00,茶馆,teahouse',
  'lin,2026-02-30 09:00,1.00,茶馆,teahouse',
  'wang,2026-02-14 18:00,0.00,茶馆,teahouse',
]

test('purchases become people, merchants, top-ups of round amounts, payments and points', async (t) => {
  const ground = await testGround(t)
  const path = await fileOf(t, SMALL)
  const report = await importFile(ground, { path })
  assert.deepEqual(
    [report.people, report.merchants, report.purchases, report.payments, report.free],
    [2, 2, 4, 3, 1],
  )
  assert.deepEqual([report.money, report.topUps, report.topUpMoney], ['36050', 2, '60000'])
  assert.equal(report.pointsEarned, String(30 + 250 + 80))
  assert.deepEqual([report.linesRejected, report.refused], [1, 0])
  const money = await sums(ground)
  assert.equal(money['merchant.receivable CNY/2'], 36_050n)
  assert.equal(money['person.money CNY/2'], 60_000n - 36_050n)
  assert.equal(money['points.lot PTS/0'], 360n)
  const payments = await listPayments(ground.db, { limit: 10 })
  assert.deepEqual(
    payments.map(({ amount, occurredAt, category }) => [
      amount,
      occurredAt.toISOString(),
      category,
    ]),
    [
      [8_000n, '2026-01-20T01:00:00.000Z', 'teahouse'],
      [25_000n, '2026-01-05T02:00:00.000Z', 'scenic'],
      [3_050n, '2026-01-05T01:00:00.000Z', 'teahouse'],
    ],
  )
  const rejects = await readFile(`${path}.rejects.csv`, 'utf8')
  assert.match(rejects, /^5,日期看不懂：2026-02-30 09:00,/m)
})

test('into empty books the business date goes with the purchases and the months are closed', async (t) => {
  const ground = await testGround(t)
  const report = await importFile(ground, { path: await fileOf(t, SMALL) })
  assert.equal(report.dated, 'as history')
  const payments = await listPayments(ground.db, { limit: 10 })
  for (const { bookedAt, occurredAt } of payments) assert.deepEqual(bookedAt, occurredAt)
  const days: string[] = []
  for await (const day of streamDays(ground.db, 1)) days.push(day.businessDate)
  assert.deepEqual(days.slice(0, 2), ['2026-01-05', '2026-01-20'])
  const head = await standingHead(ground.db, 1)
  assert.equal(head.closedThrough, '2026-03-02')
})

test('points of a history long past have expired, in the month in which they were due', async (t) => {
  const ground = await testGround(t)
  const path = await fileOf(t, [
    'person,at,amount',
    'lin,2020-03-10,30.00',
    'lin,2021-01-10,20.00',
    'lin,2026-02-10,10.00',
  ])
  const report = await importFile(ground, { path })
  assert.deepEqual([report.pointsEarned, report.pointsExpired], ['60', '50'])
  const days: string[] = []
  for await (const day of streamDays(ground.db, 1)) days.push(day.businessDate)
  assert.deepEqual(days, ['2020-03-10', '2021-01-10', '2021-04-01', '2022-02-01', '2026-02-10'])
})

test('into books that are in use the dates are information, and what is there stays as it is', async (t) => {
  const ground = await testGround(t)
  const books = openBooks(ground, { rows: walletRows })
  t.after(() => books.close())
  const person = 'per_01hzy300000000000000000000'
  const asset = 'CNY/2'
  const id = 'top_01hzy300000000000000000000'
  await topUp(books, { id, person, asset, amount: 500n, occurredAt: ground.clock.now() })
  const report = await importFile(ground, { path: await fileOf(t, SMALL) })
  assert.equal(report.dated, 'today')
  const [latest] = await listPayments(ground.db, { limit: 1 })
  assert.deepEqual(latest?.bookedAt, ground.clock.now())
  assert.equal(latest?.occurredAt.toISOString(), '2026-01-20T01:00:00.000Z')
  assert.equal((await getAccount(ground.db, 1, `person:${person}:cny`))?.balance, 500n)
})

test('when somebody else books meanwhile, the rest of a history is dated today, and nothing is lost', async (t) => {
  const ground = await testGround(t)
  const path = await fileOf(t, [
    'person,at,amount',
    ...Array.from({ length: 3_000 }, (_, i) => `lin ${i % 50},2025-0${1 + (i % 9)}-10,20.00`),
  ])
  const books = openBooks(ground, { rows: walletRows })
  t.after(() => books.close())
  let others: Promise<unknown> | undefined
  const report = await importFile(ground, { path }, ({ step }) => {
    if (step !== 'book') return
    const id = 'top_01hzy300000000000000000000'
    const person = 'per_01hzy300000000000000000000'
    const occurredAt = ground.clock.now()
    others ??= topUp(books, { id, person, asset: 'CNY/2', amount: 500n, occurredAt })
  })
  await others
  assert.equal(report.dated, 'as history, then today')
  assert.deepEqual([report.payments, report.pointsEarned], [3_000, '60000'])
})

test('a file that was imported is not imported again, wherever it lies', async (t) => {
  const ground = await testGround(t)
  await importFile(ground, { path: await fileOf(t, SMALL) })
  const { seq } = await standingHead(ground.db, 1)
  const again = await importFile(ground, { path: await fileOf(t, SMALL) })
  assert.equal(again.isRepeated, true)
  assert.equal(again.payments, 3)
  assert.equal((await standingHead(ground.db, 1)).seq, seq)
})

test('a file that was imported is not imported again in another way', async (t) => {
  const ground = await testGround(t)
  const path = await fileOf(t, SMALL)
  await importFile(ground, { path })
  await assert.rejects(importFile(ground, { path, asset: 'USD/2' }), /would be booked twice/)
  await assert.rejects(importFile(ground, { path, source: 'teahouse' }), /would be booked twice/)
})

test('an interrupted import goes on, doubles nothing and ends as if it had never stopped', async (t) => {
  const lines = Array.from({ length: 3_000 }, (_, i) => {
    const day = String(1 + Math.floor(i / 110)).padStart(2, '0')
    return `person ${(i * 7) % 90},2026-01-${day},${10 + (i % 37)}.50,shop ${i % 3}`
  })
  const content = ['person,at,amount,merchant', ...lines]
  const whole = await testGround(t)
  const expected = await importFile(whole, { path: await fileOf(t, content) })

  const ground = await testGround(t)
  const path = await fileOf(t, content)
  for (const stopAt of [1_000, 2_000]) {
    await assert.rejects(
      importFile(ground, { path }, ({ step, done }) => {
        if (step === 'book' && done >= stopAt) throw new Error('the lights go out')
      }),
      /lights go out/,
    )
  }
  const report = await importFile(ground, { path })
  const { speed: _one, ...facts } = report
  const { speed: _other, ...expectedFacts } = expected
  assert.deepEqual(facts, { ...expectedFacts, programmes: [] })
  assert.deepEqual(await sums(ground), await sums(whole))
  assert.equal(report.payments, 3_000)
})

test('what the books refuse is reported with its line, and the rest goes on', async (t) => {
  const ground = await testGround(t)
  const path = await fileOf(t, ['person,at,amount', 'lin,2026-01-05,10.00', 'wang,2026-01-06,5.00'])
  // An asset that the registry does not have is refused by the books for every purchase.
  const report = await importFile(ground, { path, asset: 'EUR/2' })
  assert.deepEqual([report.payments, report.refused, report.money], [0, 2, '0'])
  const rejects = await readFile(`${path}.rejects.csv`, 'utf8')
  // Nothing of it was booked, so the file may be read again in the right way.
  assert.equal((await importFile(ground, { path, asset: 'USD/2' })).payments, 2)
  assert.match(rejects, /^2,记账被拒：asset_unknown,the books refused it: asset_unknown,/m)
})

test('a dry run says what would be done and writes nothing', async (t) => {
  const ground = await testGround(t)
  const path = await fileOf(t, SMALL)
  const preview = await previewImport(ground, { path })
  assert.deepEqual(
    [preview.purchases, preview.people, preview.merchants, preview.money, preview.linesRejected],
    [4, 2, 2, '36050', 1],
  )
  assert.deepEqual([preview.state, preview.isDatedAsHistory], ['new', true])
  assert.equal(preview.rejected[0]?.line, 5)
  assert.equal((await standingHead(ground.db, 1)).seq, 0n)
  assert.deepEqual(await listPeople(ground, { limit: 1 }), [])
  assert.equal(existsSync(`${path}.rejects.csv`), false)
})

test('files of one source share their people', async (t) => {
  const ground = await testGround(t)
  const one = await fileOf(t, ['person,at,amount', 'lin,2026-01-05,10.00'])
  const two = await fileOf(t, ['person,at,amount', 'lin,2026-01-06,10.00', 'wang,2026-01-06,1.00'])
  await importFile(ground, { path: one, source: 'teahouse' })
  await importFile(ground, { path: two, source: 'teahouse' })
  const people = await listPeople(ground, { limit: 10 })
  assert.deepEqual(people.map(({ external }) => external?.reference).sort(), ['lin', 'wang'])
})

test(
  'CDNOW is imported whole: dollars, original dates, points by the letters',
  { skip },
  async (t) => {
    const ground = await testGround(t)
    const rejects = join(await folderOf(t), 'rejects.csv')
    const report = await importFile(ground, { path: CDNOW, rejects })
    assert.deepEqual([report.people, report.purchases, report.payments], [2_357, 6_919, 6_911])
    assert.deepEqual([report.money, report.asset, report.free], ['24409194', 'USD/2', 8])
    const totals = await sums(ground)
    assert.equal(totals['merchant.receivable USD/2'], 24_409_194n)
    assert.equal(totals['points.lot PTS/0'] ?? 0n, 0n)
    assert.equal(report.pointsExpired, report.pointsEarned)
    const last = await listPayments(ground.db, { limit: 1 })
    assert.equal(last[0]?.occurredAt.toISOString(), '1998-06-29T16:00:00.000Z')
  },
)

test(
  'BreadBasket is imported with invented prices, and the report says so',
  { skip },
  async (t) => {
    const ground = await testGround(t)
    const rejects = join(await folderOf(t), 'rejects.csv')
    const report = await importFile(ground, { path: BREAD_BASKET, rejects })
    assert.deepEqual(
      [report.payments, report.emptyBaskets, report.unrecordedItems],
      [9_465, 66, 786],
    )
    assert.deepEqual([report.people, report.arePricesInvented], [9_465, true])
    const [payment] = await listPayments(ground.db, { limit: 1 })
    assert.ok(payment && payment.lines.length > 0)
    assert.equal(
      payment.lines.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n),
      payment.amount,
    )
  },
)
