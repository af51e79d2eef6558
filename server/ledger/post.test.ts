import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { AccountRef, Posting } from '@suanpan/kernel/posting'
import { testGround, TEST_START } from '../../tests/harness/ground.ts'
import { getAccount, getPosting, openBooks, statement } from './index.ts'

const at = new Date(TEST_START)
const bank: AccountRef = {
  account: 'bank:clearing:cny',
  open: { asset: 'CNY/2', chart: 'bank.clearing', floor: null },
}
const money = (person: string): AccountRef => ({
  account: `person:${person}:cny`,
  open: { asset: 'CNY/2', chart: 'person.money', holder: `per_${person}` },
})
const posting = (id: string, legs: Posting['legs'], more: Partial<Posting> = {}): Posting => ({
  id,
  kind: 'test',
  intent: fingerprint({ id, legs: legs.length, ...('legs' in more ? {} : {}) }),
  occurredAt: at,
  legs,
  ...more,
})

test('a posting moves money, writes both sides and answers the same for ever', async (t) => {
  const ground = await testGround(t)
  const books = openBooks(ground)
  ground.onEnd(() => books.close())
  const first = await books.post(
    posting('top_1', [{ from: bank, to: money('lin'), amount: 5000n }]),
  )
  assert.equal(first.seq, 1n)
  assert.deepEqual(
    first.entries.map(({ address, amount, balance }) => [address, amount, balance]),
    [
      ['bank:clearing:cny', -5000n, -5000n],
      ['person:lin:cny', 5000n, 5000n],
    ],
  )
  const again = await books.post(
    posting('top_1', [{ from: bank, to: money('lin'), amount: 5000n }]),
  )
  assert.equal(again.replayed, true)
  assert.deepEqual({ ...again, replayed: false }, first)
  await assert.rejects(
    books.post(posting('pay_1', [{ from: money('lin'), to: money('wang'), amount: 5001n }])),
    {
      code: 'insufficient_funds',
      details: { account: 'person:lin:cny', asset: 'CNY/2', needed: '5001', available: '5000' },
    },
  )
  const account = await getAccount(ground.db, 1, 'person:lin:cny')
  assert.equal(account.balance, 5000n)
  const lines = await statement(ground.db, 1, 'person:lin:cny', { limit: 10 })
  assert.equal(lines.length, 1)
  const read = await getPosting(ground.db, 1, 'top_1')
  assert.equal(read?.entries.length, 2)
})
