import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { derivedId, newId } from '@suanpan/kernel/ids'
import { testGround } from '../../tests/harness/ground.ts'
import type { TestGround } from '../../tests/harness/ground.ts'
import { openBooks } from '../ledger/index.ts'
import type { Books } from '../ledger/index.ts'
import { startSubscribers, transaction } from '../platform/index.ts'
import { pay, refund, topUp, walletRows } from '../wallet/index.ts'
import {
  DEFAULT_RULE,
  expireLots,
  pointsOf,
  pointsRows,
  pointsSubscriber,
  redeem,
  reverseRedemption,
  saveProgramme,
} from './index.ts'
import type { EarnRule } from './index.ts'

type Town = { ground: TestGround; books: Books; drain(): Promise<void> }

const lin = 'per_00000000000000000000000001'
const teahouse = { id: 'mer_00000000000000000000000001', feeBasisPoints: 60, category: 'teahouse' }

async function town(
  t: TestContext,
  options: { rule?: EarnRule; graceDays?: number } = {},
): Promise<Town> {
  const ground = await testGround(t)
  await transaction(ground.db, (tx) =>
    saveProgramme(tx, {
      code: 'town',
      asset: 'PTS/0',
      titleZh: '小城积分',
      titleEn: 'Town points',
      lotMonths: 12,
      minimumRedemption: 1n,
      cost: { asset: 'CNY/2', minor: 1n, points: 1n },
      returnGraceDays: options.graceDays ?? 0,
      rule: options.rule ?? DEFAULT_RULE,
      by: 'test',
      at: ground.clock.now(),
    }),
  )
  const books = openBooks(ground, { rows: [...walletRows, ...pointsRows] })
  const post = startSubscribers(ground, [pointsSubscriber(books)])
  ground.onEnd(() => books.close())
  ground.onEnd(() => post.stop())
  return { ground, books, drain: () => post.drain() }
}

async function linPays({ ground, books, drain }: Town, amount: bigint): Promise<string> {
  const occurredAt = ground.clock.now()
  const id = newId('pay', occurredAt)
  await topUp(books, {
    id: derivedId('top', id, 'top-up'),
    person: lin,
    asset: 'CNY/2',
    amount,
    occurredAt,
  })
  await pay(books, { id, person: lin, merchant: teahouse, asset: 'CNY/2', amount, occurredAt })
  await drain()
  return id
}

async function linIsRefunded({ ground, books, drain }: Town, payment: string, amount: bigint) {
  const occurredAt = ground.clock.now()
  await refund(books, { id: newId('ref', occurredAt), payment, amount, occurredAt })
  await drain()
}

async function linHas({
  books,
}: Town): Promise<{ available: bigint; debt: bigint; lots: [string, bigint][] }> {
  const [points] = await pointsOf(books, lin)
  const { available, debt, lots } = points!
  return {
    available,
    debt,
    lots: lots.map(({ account, remaining }) => [account.split(':')[4]!, remaining]),
  }
}

const perFen = (dailyCap: string | null): EarnRule => ({
  ...DEFAULT_RULE,
  args: { steps: [{ asset: 'CNY/2', stepMinor: '1', points: '1' }], dailyCap },
})

test('a payment earns a point for each full yuan into the lot of its twelfth month', async (t) => {
  const here = await town(t)
  await linPays(here, 12_399n)
  assert.deepEqual(await linHas(here), { available: 123n, debt: 0n, lots: [['20270331', 123n]] })
})

test('three partial refunds take back what one whole refund would (V1)', async (t) => {
  const here = await town(t)
  const even = await linPays(here, 9_999n)
  const taken: bigint[] = []
  for (const amount of [3_333n, 3_333n, 3_333n]) {
    const before = (await linHas(here)).available
    await linIsRefunded(here, even, amount)
    taken.push(before - (await linHas(here)).available)
  }
  assert.deepEqual(taken, [33n, 33n, 33n])
  assert.equal((await linHas(here)).available, 0n)
})

test('partial refunds of uneven size take back 33, 33 and 34 of 100 (V1)', async (t) => {
  const here = await town(t, {
    rule: {
      ...DEFAULT_RULE,
      args: { steps: [{ asset: 'CNY/2', stepMinor: '10', points: '1' }], dailyCap: null },
    },
  })
  const payment = await linPays(here, 1_000n)
  const left: bigint[] = []
  for (const amount of [333n, 333n, 334n]) {
    await linIsRefunded(here, payment, amount)
    left.push((await linHas(here)).available)
  }
  assert.deepEqual(left, [67n, 34n, 0n])
})

test('points go by expiry, and what is over is never spent or counted (V3, V4)', async (t) => {
  for (const graceDays of [0, 30]) {
    await t.test(`with ${graceDays} days of grace`, async (t) => {
      const here = await town(t, { rule: perFen(null), graceDays })
      const { ground, books } = here
      // Two lots: one over on 28 February 2027, one on 31 March 2027.
      ground.clock.set('2026-03-10T04:00:00Z')
      await linPays(here, 100n)
      const firstLot = books.post({
        id: 'opening',
        kind: 'points.opening',
        intent: Buffer.alloc(16),
        occurredAt: ground.clock.now(),
        legs: [
          {
            from: { account: 'points:town:issued' },
            to: {
              account: `points:town:lot:${lin}:20270228:house`,
              open: {
                asset: 'PTS/0',
                chart: 'points.lot',
                holder: lin,
                pocket: 'points:town',
                expiresAt: new Date('2027-02-28T16:00:00Z'),
              },
            },
            amount: 100n,
          },
        ],
      })
      await firstLot
      ground.clock.set('2027-02-01T04:00:00Z')
      const spent = await redeem(books, {
        id: newId('red', ground.clock.now()),
        person: lin,
        programme: 'town',
        amount: 150n,
        reason: 'tea',
        occurredAt: ground.clock.now(),
      })
      assert.deepEqual(
        spent.taken.map(({ lot, amount }) => [lot.split(':')[4], amount]),
        [
          ['20270228', 100n],
          ['20270331', 50n],
        ],
      )
      ground.clock.set('2027-03-05T04:00:00Z')
      assert.deepEqual(await expireLots(books, { at: ground.clock.now() }), { lots: 0, points: 0n })
      const back = {
        id: newId('ret', ground.clock.now()),
        redemption: spent.id,
        occurredAt: ground.clock.now(),
      }
      const returned = await reverseRedemption(books, back)
      assert.equal(returned.amount, graceDays === 0 ? 50n : 150n)
      assert.equal((await reverseRedemption(books, back)).replayed, true)
      await assert.rejects(
        reverseRedemption(books, { ...back, id: newId('ret', ground.clock.now()) }),
        {
          code: 'already_reversed',
        },
      )
      const lots: [string, bigint][] = [['20270331', 100n]]
      assert.deepEqual(
        (await linHas(here)).lots,
        graceDays === 0 ? lots : [...lots, ['20270404', 100n]],
      )
      ground.clock.set('2027-04-01T04:00:00Z')
      assert.equal((await linHas(here)).available, graceDays === 0 ? 0n : 100n)
      assert.deepEqual(await expireLots(books, { at: ground.clock.now() }), {
        lots: 1,
        points: 100n,
      })
      assert.deepEqual(await expireLots(books, { at: ground.clock.now() }), { lots: 0, points: 0n })
    })
  }
})

test('the cap of 800 a day grants 500 and 300, and gives room back only on the same day (V6)', async (t) => {
  const here = await town(t)
  const first = await linPays(here, 50_000n)
  await linPays(here, 50_000n)
  assert.equal((await linHas(here)).available, 800n)
  await linIsRefunded(here, first, 50_000n)
  assert.equal((await linHas(here)).available, 300n)
  const again = await linPays(here, 90_000n)
  assert.equal((await linHas(here)).available, 800n)
  here.ground.clock.set('2026-03-04T04:00:00Z')
  await linPays(here, 70_000n)
  await linIsRefunded(here, again, 90_000n)
  assert.equal((await linHas(here)).available, 1_000n)
  await linPays(here, 70_000n)
  assert.equal((await linHas(here)).available, 1_100n)
})

test('points that were spent before their payment is refunded become a debt, and the next points repay it', async (t) => {
  const here = await town(t)
  const payment = await linPays(here, 10_000n)
  await redeem(here.books, {
    id: newId('red', here.ground.clock.now()),
    person: lin,
    programme: 'town',
    amount: 80n,
    reason: 'tea',
    occurredAt: here.ground.clock.now(),
  })
  await linIsRefunded(here, payment, 10_000n)
  assert.deepEqual(await linHas(here), { available: 0n, debt: 80n, lots: [] })
  await linPays(here, 10_000n)
  assert.deepEqual(await linHas(here), { available: 20n, debt: 0n, lots: [['20270331', 20n]] })
})

test('more points than there are are refused with both numbers, and fewer than the minimum too', async (t) => {
  const here = await town(t)
  await linPays(here, 1_000n)
  const request = {
    id: newId('red', here.ground.clock.now()),
    person: lin,
    programme: 'town',
    amount: 11n,
    reason: 'tea',
    occurredAt: here.ground.clock.now(),
  }
  await assert.rejects(redeem(here.books, request), {
    code: 'insufficient_points',
    details: { needed: '11', available: '10' },
  })
})
