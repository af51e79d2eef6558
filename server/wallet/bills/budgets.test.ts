import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testGround } from '../../../tests/harness/ground.ts'
import { openBooks } from '../../ledger/index.ts'
import type { DeliveredLetter } from '../../platform/index.ts'
import { pay, refund, topUp, walletRows } from '../index.ts'
import { budgetSubscriber } from './budget-letters.ts'
import { budgetsOf, budgetWarning, setBudget } from './budgets.ts'
import { tipsFor } from './tips.ts'

const lin = 'per_00000000000000000000000001'
const asset = 'CNY/2'
const teahouse = { id: 'mer_00000000000000000000000001', feeBasisPoints: 60, category: 'teahouse' }
const taxi = { id: 'mer_00000000000000000000000002', feeBasisPoints: 0, category: 'taxi' }

async function wallet(t: { after(work: () => Promise<void>): void }) {
  const ground = await testGround(t)
  const books = openBooks(ground, { rows: walletRows })
  ground.onEnd(() => books.close())
  const { clock } = ground
  await topUp(books, {
    id: newId('top', clock.now()),
    person: lin,
    asset,
    amount: 1_000_000n,
    occurredAt: clock.now(),
  })
  const buy = (amount: bigint, merchant = teahouse, occurredAt = clock.now()) =>
    pay(books, { id: newId('pay', occurredAt), person: lin, merchant, asset, amount, occurredAt })
  const set = (category: string, amount: bigint | null, month = '2026-03') =>
    setBudget(ground, { person: lin, asset, category, month, amount, at: clock.now() })
  const warn = (amount: bigint, category = 'teahouse') =>
    budgetWarning(ground, { person: lin, asset, category, amount, at: clock.now() })
  return { ground, books, buy, set, warn }
}

test('a payment is warned of before it breaks a budget, and one that uses it up exactly is not said to break it', async (t) => {
  const { buy, set, warn } = await wallet(t)
  await set('teahouse', 10_000n)
  await set('all', 50_000n)
  await buy(3_000n)
  assert.deepEqual(await warn(4_999n), [])
  const near = { category: 'teahouse', asset, amount: 10_000n, spent: 3_000n, after: 8_000n }
  assert.deepEqual(await warn(5_000n), [{ ...near, level: 'near' }])
  assert.equal((await warn(7_000n))[0]?.level, 'near')
  assert.equal((await warn(7_001n))[0]?.level, 'broken')
  assert.deepEqual(await warn(7_001n, 'taxi'), [])
  assert.deepEqual(
    (await warn(47_001n)).map(({ category, level }) => [category, level]),
    [
      ['all', 'broken'],
      ['teahouse', 'broken'],
    ],
  )
})

test('a refund gives its room in the budget back', async (t) => {
  const { ground, books, buy, set } = await wallet(t)
  await set('teahouse', 10_000n)
  const { id: payment } = await buy(9_000n)
  const occurredAt = ground.clock.now()
  await refund(books, { id: newId('ref', occurredAt), payment, amount: 4_000n, occurredAt })
  const [budget] = await budgetsOf(ground, { person: lin, month: '2026-03' })
  assert.deepEqual(budget, {
    category: 'teahouse',
    asset,
    amount: 10_000n,
    spent: 5_000n,
    level: null,
  })
})

test('a budget holds from its month on until it is changed or ended, and never before', async (t) => {
  const { ground, set } = await wallet(t)
  await set('teahouse', 10_000n, '2026-02')
  await set('teahouse', 20_000n, '2026-04')
  await set('teahouse', null, '2026-06')
  const amounts = await Promise.all(
    ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07'].map(
      async (month) => (await budgetsOf(ground, { person: lin, month }))[0]?.amount,
    ),
  )
  const no = undefined
  assert.deepEqual(amounts, [no, 10_000n, 10_000n, 20_000n, 20_000n, no, no])
})

test('a fifty-first budget is refused, and the fiftieth may still be changed', async (t) => {
  const { set } = await wallet(t)
  for (let n = 0; n < 50; n++) await set(`category_${n}`, 100n)
  await assert.rejects(set('one_more', 100n), { code: 'too_many_budgets', details: { max: 50 } })
  await set('category_7', 200n)
})

test('each level of a budget is told once a month, however often the letter comes', async (t) => {
  const { ground, buy, set } = await wallet(t)
  const { handle } = budgetSubscriber(ground)
  await set('teahouse', 10_000n)
  const tell = async () => {
    const letters = await ground.db.query<DeliveredLetter>(
      `select seq, id, type, party, at, sandbox, body from platform.letters
       where type = 'payment.settled' order by seq`,
    )
    for (const letter of letters) await handle(letter)
    const told = await ground.db.query<DeliveredLetter>(
      `select type, party, body from platform.letters where type like 'budget.%' order by seq`,
    )
    return told.map(({ type, party, body }) => [type, party, body['category'], body['spent']])
  }
  await buy(7_999n)
  assert.deepEqual(await tell(), [])
  await buy(1n)
  const near = ['budget.near', lin, 'teahouse', '8000']
  assert.deepEqual(await tell(), [near])
  await buy(500n, taxi)
  await buy(3_000n)
  const broken = ['budget.broken', lin, 'teahouse', '11000']
  assert.deepEqual(await tell(), [near, broken])
  assert.deepEqual(await tell(), [near, broken])
})

test('tips speak of budgets that run out and of what rose by half since last month, and of nothing else', async (t) => {
  const { ground, buy, set } = await wallet(t)
  const lastMonth = new Date('2026-02-02T04:00:00Z')
  await buy(20_000n, taxi, lastMonth)
  await buy(20_000n, teahouse, lastMonth)
  // After the same day of last month: not compared with.
  await buy(90_000n, taxi, new Date('2026-02-20T04:00:00Z'))
  await buy(29_999n, teahouse)
  await buy(30_000n, taxi)
  await set('teahouse', 30_000n)
  const tips = await tipsFor(ground, { person: lin, asset, at: ground.clock.now() })
  assert.deepEqual(tips, [
    { kind: 'budget', category: 'teahouse', asset, amount: 30_000n, spent: 29_999n, broken: false },
    { kind: 'rise', category: 'taxi', asset, now: 30_000n, before: 20_000n },
  ])
})
