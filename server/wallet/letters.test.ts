import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testGround } from '../../tests/harness/ground.ts'
import { openBooks } from '../ledger/index.ts'
import { pay, refund, retellPayments, topUp, walletRows } from './index.ts'

const lin = 'per_00000000000000000000000001'
const teahouse = { id: 'mer_00000000000000000000000001', feeBasisPoints: 60, category: 'teahouse' }

test('payments and refunds told again are the letters of the first time, so nobody counts them twice', async (t) => {
  const ground = await testGround(t)
  const books = openBooks(ground, { rows: walletRows })
  ground.onEnd(() => books.close())
  const occurredAt = ground.clock.now()
  const asset = 'CNY/2'
  const payment = newId('pay', occurredAt)
  await topUp(books, {
    id: newId('top', occurredAt),
    person: lin,
    asset,
    amount: 5_000n,
    occurredAt,
  })
  await pay(books, {
    id: payment,
    person: lin,
    merchant: teahouse,
    asset,
    amount: 3_000n,
    occurredAt,
    reference: 'table 3',
  })
  for (const amount of [1_000n, 500n])
    await refund(books, { id: newId('ref', occurredAt), payment, amount, occurredAt })

  const sent = await ground.db.query(
    `select id, type, party, at, sandbox, body from platform.letters
     where type in ('payment.settled', 'payment.refunded') order by seq`,
  )
  assert.equal(sent.length, 3)
  const retold = await retellPayments(ground.db, 0n, 100n, 10)
  assert.deepEqual(retold, { letters: sent, next: null })
  const first = await retellPayments(ground.db, 0n, 100n, 1)
  assert.deepEqual(first.letters, sent.slice(0, 1))
  const rest = await retellPayments(ground.db, first.next!, 100n, 10)
  assert.deepEqual(rest, { letters: sent.slice(1), next: null })
})
