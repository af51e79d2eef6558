import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { recognise } from './layouts.ts'
import { inventedPrices, readPrices } from './prices.ts'
import { lineProblems, sayProblem, type Rejected } from './problems.ts'
import { readPurchases, type Purchase, type ReadOptions } from './purchases.ts'
import { openSourceFile } from './source-file.ts'

const NOW = new Date('2026-03-31T12:00:00Z')
const PUBLIC_DATA = join(import.meta.dirname, '../../../../shared/data')
const CDNOW = join(PUBLIC_DATA, 'cdnow/CDNOW_sample.txt')
const BREAD_BASKET = join(PUBLIC_DATA, 'retail/BreadBasket_DMS.csv')
const skip = existsSync(CDNOW) ? false : 'the public purchase histories are not on this machine'

type All = {
  purchases: Purchase[]
  rejected: Rejected[]
  unrecordedItems: number
  emptyBaskets: number
}

async function readAll(
  path: string,
  options: Partial<ReadOptions> & { map?: string },
): Promise<All> {
  const { sample } = await openSourceFile(path)
  const layout = recognise(sample, options.map === undefined ? {} : { map: options.map })
  const all: All = { purchases: [], rejected: [], unrecordedItems: 0, emptyBaskets: 0 }
  for await (const read of readPurchases(path, {
    layout,
    zone: 'Asia/Shanghai',
    now: NOW,
    ...options,
  })) {
    all.purchases.push(...read.purchases)
    all.rejected.push(...read.rejected)
    all.unrecordedItems += read.unrecordedItems
    all.emptyBaskets += read.emptyBaskets
  }
  return all
}

async function fileOf(t: TestContext, lines: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suanpan-purchases-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'history.csv')
  await writeFile(path, lines.join('\n') + '\n')
  return path
}

test('CDNOW is 6,919 purchases of 2,357 people for 244,091.94 dollars', { skip }, async () => {
  const { purchases, rejected } = await readAll(CDNOW, {})
  assert.equal(rejected.length, 0)
  assert.equal(purchases.length, 6919)
  assert.equal(new Set(purchases.map(({ person }) => person)).size, 2357)
  const cents = purchases.reduce((sum, { amount }) => sum + amount, 0n)
  assert.equal(cents, 24_409_194n)
  assert.deepEqual(purchases[0], {
    line: 1,
    at: new Date('1996-12-31T16:00:00Z'),
    person: '00004',
    merchant: '',
    category: 'music',
    amount: 2933n,
    items: [],
  })
})

test('BreadBasket is 9,531 baskets, 66 of them with nothing recorded', { skip }, async () => {
  const all = await readAll(BREAD_BASKET, { prices: inventedPrices(2) })
  assert.equal(all.rejected.length, 0)
  assert.equal(all.purchases.length + all.emptyBaskets, 9531)
  assert.equal(all.emptyBaskets, 66)
  assert.equal(all.unrecordedItems, 786)
  const items = all.purchases.flatMap((purchase) => purchase.items)
  assert.equal(items.reduce((sum, { quantity }) => sum + quantity, 0) + all.unrecordedItems, 21_293)
  for (const { amount, items: bought } of all.purchases) {
    assert.equal(
      bought.reduce((sum, item) => sum + item.amount, 0n),
      amount,
    )
  }
})

test('a broken line is handed back with its number and the reason, and reading goes on', async (t) => {
  const path = await fileOf(t, [
    'person,at,amount,merchant',
    'lin,2026-01-01,12.50,teahouse',
    ',2026-01-01,1.00,teahouse',
    'wang,2026-02-30,1.00,teahouse',
    'wang,03/04/2026,1.00,teahouse',
    'wang,2026-04-01,1.00,teahouse',
    'wang,1969-12-31,1.00,teahouse',
    'wang,2026-01-01,12.505,teahouse',
    'wang,2026-01-01,-1.00,teahouse',
    'wang,2026-01-01,99999999999999999999,teahouse',
    'wang',
    `${'w'.repeat(201)},2026-01-01,1.00,teahouse`,
    '"wang,2026-01-01,1.00,teahouse',
    'wang,2026-01-02 08:30,0.00,teahouse',
  ])
  const { purchases, rejected } = await readAll(path, {})
  assert.deepEqual(
    purchases.map(({ line, person, amount }) => [line, person, amount]),
    [
      [2, 'lin', 1250n],
      [14, 'wang', 0n],
    ],
  )
  assert.deepEqual(
    rejected.map(({ line, problem }) => [line, problem.code]),
    [
      [3, 'person_missing'],
      [4, 'date_unreadable'],
      [5, 'date_ambiguous'],
      [6, 'date_out_of_range'],
      [7, 'date_out_of_range'],
      [8, 'amount_unreadable'],
      [9, 'amount_negative'],
      [10, 'amount_too_large'],
      [11, 'columns_missing'],
      [12, 'text_too_long'],
      [13, 'quote_not_closed'],
    ],
  )
  assert.equal(rejected[1]?.text, 'wang,2026-02-30,1.00,teahouse')
})

test('every reason is a whole sentence in both languages', () => {
  const details = {
    text: 'T',
    asset: 'A',
    found: 1,
    needed: 2,
    column: 'C',
    max: 3,
    item: 'I',
    code: 'X',
  }
  for (const code of Object.keys(lineProblems) as (keyof typeof lineProblems)[]) {
    assert.match(sayProblem({ code, details }, 'zh'), /\p{Script=Han}/u)
    assert.doesNotMatch(
      sayProblem({ code, details }, 'zh') + sayProblem({ code, details }, 'en'),
      /[{}]/,
    )
  }
})

test('a basket is one purchase with its items counted; another time or number is another basket', async (t) => {
  const path = await fileOf(t, [
    '2016-10-30,09:58:11,1,Bread',
    '2016-10-30,09:58:11,1,Bread',
    '2016-10-30,09:58:11,1,NONE',
    '2016-10-30,10:05:34,2,NONE',
    '2016-10-30,10:07:57,3,Jam',
    '2016-10-30,10:07:57,4,Tea',
  ])
  const prices = await fileOf(t, ['item,price', 'Bread,3.20', 'Jam,"1,000.00"'])
  const all = await readAll(path, { prices: await readPrices(prices, 2) })
  assert.deepEqual(
    all.purchases.map(({ line, person, amount, items }) => ({ line, person, amount, items })),
    [
      {
        line: 1,
        person: 'walk-in 1',
        amount: 640n,
        items: [{ item: 'Bread', quantity: 2, amount: 640n }],
      },
      {
        line: 5,
        person: 'walk-in 3',
        amount: 100_000n,
        items: [{ item: 'Jam', quantity: 1, amount: 100_000n }],
      },
    ],
  )
  assert.deepEqual([all.unrecordedItems, all.emptyBaskets], [2, 1])
  assert.deepEqual(
    all.rejected.map(({ line, problem }) => [line, problem]),
    [[6, { code: 'price_missing', details: { item: 'Tea' } }]],
  )
})

test('invented prices are the same every time and believable', () => {
  const [one, two] = [inventedPrices(2), inventedPrices(2)]
  const items = ['Bread', 'Coffee', 'Tea', 'Jam', 'Scandinavian', '茶']
  for (const item of items) {
    const price = one.priceOf(item) ?? 0n
    assert.equal(price, two.priceOf(item))
    assert.ok(price >= 400n && price <= 3000n && price % 50n === 0n, `${item}: ${price}`)
  }
  assert.ok(new Set(items.map((item) => one.priceOf(item))).size > 3)
  assert.equal(one.isInvented, true)
})

test('a price list that cannot be read stops the import with its line', async (t) => {
  const path = await fileOf(t, ['Bread,3.20', 'Jam,cheap'])
  await assert.rejects(readPrices(path, 2), /"item,price" on line 2/)
})
