import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bank, money, move, named, posting, teahouse, testBooks } from '../../tests/harness/cast.ts'
import type { TestBooks } from '../../tests/harness/cast.ts'
import {
  captureHold,
  expireHolds,
  freezeHolder,
  getAccount,
  getHold,
  openHold,
  releaseHold,
} from './index.ts'

const HOUR_MS = 3_600_000
const lin = named('person:lin:cny')

/** 林 has 100.00 yuan, 30.00 of it on hold for two hours. */
async function town(t: Parameters<typeof testBooks>[0]): Promise<TestBooks & Town> {
  const house = await testBooks(t)
  const { books, ground } = house
  const occurredAt = ground.clock.now()
  const expiresAt = new Date(occurredAt.getTime() + 2 * HOUR_MS)
  await books.post(posting('top_1', [move(bank, money('lin'), 10_000n)]))
  await openHold(books, { hold: 'hld_1', from: lin, amount: 3_000n, expiresAt, occurredAt })
  return {
    ...house,
    expiresAt,
    has: async (address) => (await getAccount(ground.db, 1, address)).balance,
    capture: (id, amount, final) =>
      captureHold(books, {
        id,
        hold: 'hld_1',
        to: teahouse,
        amount,
        occurredAt,
        ...(final === undefined ? {} : { final }),
      }),
  }
}

type Town = {
  expiresAt: Date
  has(address: string): Promise<bigint>
  capture(id: string, amount: bigint, final?: boolean): ReturnType<typeof captureHold>
}

test('a hold is captured in parts, and the last part gives back the rest and closes it', async (t) => {
  const { ground, has, capture } = await town(t)
  assert.equal(await has('person:lin:cny'), 7_000n)
  await capture('cap_1', 1_000n)
  await capture('cap_2', 500n)
  const [hold] = await getHold(ground.db, 1, 'hld_1')
  assert.deepEqual([hold?.held, hold?.remaining, hold?.closed], [3_000n, 1_500n, false])
  await assert.rejects(capture('cap_3', 1_501n), {
    code: 'insufficient_funds',
    details: { account: 'hold:hld_1', asset: 'CNY/2', needed: '1501', available: '1500' },
  })
  await capture('cap_4', 1_200n, true)
  assert.equal(await has('merchant:teahouse:cny'), 2_700n)
  assert.equal(await has('person:lin:cny'), 7_300n)
  assert.equal((await getHold(ground.db, 1, 'hld_1'))[0]?.closed, true)
  await assert.rejects(capture('cap_5', 1n), { code: 'hold_closed', details: { hold: 'hld_1' } })
})

test('a hold is released once, and the same release twice is a replay', async (t) => {
  const { books, ground, has } = await town(t)
  const release = (id: string) =>
    releaseHold(books, { id, hold: 'hld_1', occurredAt: ground.clock.now() })
  assert.equal((await release('rel_1')).replayed, false)
  assert.equal((await release('rel_1')).replayed, true)
  await assert.rejects(release('rel_2'), { code: 'hold_closed' })
  assert.equal(await has('person:lin:cny'), 10_000n)
  await assert.rejects(
    releaseHold(books, { id: 'rel_3', hold: 'hld_2', occurredAt: ground.clock.now() }),
    { code: 'hold_not_found', details: { hold: 'hld_2' } },
  )
})

test('the instant a hold expires nothing more is captured, however late the sweeper comes', async (t) => {
  const { books, ground, expiresAt, has, capture } = await town(t)
  ground.clock.set(new Date(expiresAt.getTime() - 1))
  assert.equal(await expireHolds(books, ground.clock.now()), 0)
  await capture('cap_1', 1_000n)
  ground.clock.set(expiresAt)
  await assert.rejects(capture('cap_2', 1_000n), {
    code: 'hold_expired',
    details: { hold: 'hld_1', expiresAt: expiresAt.toISOString() },
  })
  ground.clock.tick(40 * 24 * HOUR_MS)
  assert.equal(await expireHolds(books, ground.clock.now()), 1)
  assert.equal(await has('person:lin:cny'), 9_000n)
  assert.equal(await expireHolds(books, ground.clock.now()), 0)
})

test('two sweepers at once release each of 700 holds once', async (t) => {
  const { books, another, ground, expiresAt } = await town(t)
  const occurredAt = ground.clock.now()
  await Promise.all(
    Array.from({ length: 699 }, (_, n) =>
      openHold(books, { hold: `hld_x${n}`, from: lin, amount: 2n, expiresAt, occurredAt }),
    ),
  )
  ground.clock.set(expiresAt)
  const released = await Promise.all(
    [books, another()].map((each) => expireHolds(each, ground.clock.now())),
  )
  assert.equal(released[0]! + released[1]!, 700)
  assert.equal((await getAccount(ground.db, 1, 'person:lin:cny')).balance, 10_000n)
})

test('a hold from a pocket remembers each origin, is drawn in their order and goes back to each', async (t) => {
  const { books, ground, has } = await town(t)
  const lot = (month: string) =>
    money(`lin:${month}`, {
      holder: 'per_lin',
      pocket: 'change',
      expiresAt: new Date(`2026-${month}-01T00:00:00Z`),
    })
  await books.post(posting('top_2', [move(bank, lot('08'), 50n), move(bank, lot('07'), 50n)]))
  const occurredAt = ground.clock.now()
  const expiresAt = new Date(occurredAt.getTime() + HOUR_MS)
  const pocket = { pocket: 'change', holder: 'per_lin', asset: 'CNY/2' }
  await openHold(books, { hold: 'hld_2', from: pocket, amount: 70n, expiresAt, occurredAt })
  assert.deepEqual(
    (await getHold(ground.db, 1, 'hld_2')).map(({ origin, held }) => [origin, held]),
    [
      ['person:lin:07:cny', 50n],
      ['person:lin:08:cny', 20n],
    ],
  )
  const cap = { id: 'cap_1', hold: 'hld_2', to: teahouse, amount: 55n, occurredAt, final: true }
  await captureHold(books, cap)
  assert.equal(await has('person:lin:07:cny'), 0n)
  assert.equal(await has('person:lin:08:cny'), 45n)
  assert.equal(await has('merchant:teahouse:cny'), 55n)
})

test('what was held goes back to an origin that is frozen or has filled up since', async (t) => {
  const { books, ground, has } = await town(t)
  const occurredAt = ground.clock.now()
  const expiresAt = new Date(occurredAt.getTime() + HOUR_MS)
  const full = money('wang', { ceiling: 100n })
  await books.post(posting('top_2', [move(bank, full, 100n)]))
  await openHold(books, { hold: 'hld_2', from: full, amount: 60n, expiresAt, occurredAt })
  await books.post(posting('top_3', [move(bank, full, 60n)]))
  await freezeHolder(books, {
    holder: 'per_wang',
    in: true,
    out: true,
    by: 'opr_1',
    reason: 'lost',
  })
  ground.clock.set(expiresAt)
  assert.equal(await expireHolds(books, ground.clock.now()), 1)
  assert.equal(await has('person:wang:cny'), 160n)
})

test('the same hold twice is a replay, another one under its id is not', async (t) => {
  const { books, ground, expiresAt } = await town(t)
  const request = {
    hold: 'hld_1',
    from: lin,
    amount: 3_000n,
    expiresAt,
    occurredAt: ground.clock.now(),
  }
  assert.equal((await openHold(books, request)).replayed, true)
  await assert.rejects(openHold(books, { ...request, amount: 1n }), {
    code: 'id_used_with_other_content',
  })
  const other = posting('pst_1', [move(lin, { newHold: 'hld_1', expiresAt }, 1n)])
  await assert.rejects(books.post(other), { code: 'hold_exists', details: { hold: 'hld_1' } })
})
