import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fromBase64url } from '@suanpan/kernel/bytes'
import { verifyReceipt } from '@suanpan/kernel/receipt'
import type { ReceiptTools } from '@suanpan/kernel/receipt'
import { Refusal } from '@suanpan/contract/refusals'
import { publicKeyOf, verifyStatement } from '../../platform/index.ts'
import { openTestBooks } from '../../../tests/auditors/books.ts'
import { standingHead, streamDays } from '../standing.ts'
import { closeDay } from './day.ts'
import { receiptOf } from './receipts.ts'
import { clearingAges, trialBalance } from './trial-balance.ts'

const tools: ReceiptTools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verifyEd25519: verifyStatement,
}

test('days close in order, chained and signed, and a day without batches leaves no row', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  await town.pay('lin', 3_000n)
  town.clock.set('2026-03-04T02:00:00Z')
  await town.pay('lin', 1_000n)
  town.clock.set('2026-03-06T02:00:00Z')

  const closed = await closeDay(town.books, { date: '2026-03-05', by: 'opr_wang' })
  assert.deepEqual(
    closed.map(({ businessDate, postingCount, closedBy }) => [
      businessDate,
      postingCount,
      closedBy,
    ]),
    [
      ['2026-03-01', 2n, 'opr_wang'],
      ['2026-03-04', 1n, 'opr_wang'],
    ],
  )
  assert.deepEqual(closed[0]!.previous, Buffer.alloc(32))
  assert.deepEqual(closed[1]!.previous, closed[0]!.hash)
  const stored = []
  for await (const day of streamDays(town.db, 1)) stored.push(day)
  assert.deepEqual(stored, closed)
  assert.equal((await standingHead(town.db, 1)).closedThrough, '2026-03-05')
  const letters = await town.db.query<{ day: string }>(
    `select body ->> 'day' as day from platform.letters where type = 'day.closed' order by seq`,
  )
  assert.deepEqual(letters, [{ day: '2026-03-01' }, { day: '2026-03-04' }])

  // Nothing books into a closed day, even if the clock goes back into it.
  town.clock.set('2026-03-04T02:00:00Z')
  const { businessDate } = await town.pay('lin', 200n)
  assert.equal(businessDate, '2026-03-06')
})

test('a day that is not over, is closed already or is no date is refused by name', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  const codeOf = async (date: string): Promise<string> => {
    try {
      await closeDay(town.books, { date, by: 'opr_wang' })
      return 'closed'
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }
  assert.equal(await codeOf('2026-03-01'), 'business_day_open')
  assert.equal(await codeOf('2026-03-02'), 'business_day_open')
  assert.equal(await codeOf('2026-02-30'), 'invalid_request')
  town.clock.set('2026-03-02T02:00:00Z')
  assert.equal(await codeOf('2026-03-01'), 'closed')
  assert.equal(await codeOf('2026-03-01'), 'business_day_closed')
  assert.equal(await codeOf('2026-02-01'), 'business_day_closed')
})

test('a day whose totals are not those of its entries does not close, and the difference is named', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  await town.tamper(
    `update ledger.daily_totals set credits = credits + 1 where chart = 'person.money'`,
  )
  town.clock.set('2026-03-02T02:00:00Z')
  await assert.rejects(
    closeDay(town.books, { date: '2026-03-01', by: 'opr_wang' }),
    (error: unknown) =>
      error instanceof Refusal &&
      error.code === 'close_difference' &&
      error.details['what'] === '2026-03-01 person.money CNY credits' &&
      error.details['expected'] === '10000' &&
      error.details['found'] === '10001',
  )
  assert.equal((await standingHead(town.db, 1)).closedThrough, '1899-12-31')
})

test('a day with an entry missing, or out of balance with itself, does not close', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  await town.pay('lin', 3_000n)
  const refusedFor = async (): Promise<unknown> => {
    town.clock.set('2026-03-02T02:00:00Z')
    return closeDay(town.books, { date: '2026-03-01', by: 'opr_wang' }).then(
      () => 'closed',
      (error: unknown) => (error instanceof Refusal ? error.details['what'] : error),
    )
  }
  await town.tamper(`
    create table public.kept as select * from ledger.entries where amount = 10000;
    delete from ledger.entries where amount = 10000`)
  assert.equal(await refusedFor(), '2026-03-01 missing entries')
  await town.tamper(`
    insert into ledger.entries select * from public.kept;
    update ledger.entries set amount = amount + 5 where amount = 10000;
    update ledger.daily_totals set credits = credits + 5 where chart = 'person.money'`)
  assert.equal(await refusedFor(), '2026-03-01 CNY debits against credits')
})

test('a receipt verifies before and after the close, and discloses its holder only', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  await town.topUp('wang', 5_000n)
  const payment = await town.pay('lin', 3_000n)
  // Handed in together, they share a batch and the receipt's path has several steps.
  const together = await Promise.all(
    ['1', '2', '3', '4', '5'].map((n) => town.pay('wang', 200n + BigInt(n))),
  )
  const publicKey = publicKeyOf(town.books.ground.config.sealKey)
  const verified = async (id: string, holder?: string): Promise<string[]> => {
    const receipt = await receiptOf(town.books, id, holder === undefined ? {} : { holder })
    const { ok, dayClosed, steps } = await verifyReceipt(receipt, tools, { publicKey })
    assert.ok(ok, JSON.stringify(steps))
    return [
      dayClosed ? 'closed' : 'open',
      ...receipt.entries.map((entry) => (typeof entry === 'string' ? '-' : entry.address)),
    ]
  }
  const lin = 'person:lin:cny'
  const all = [lin, 'merchant:teahouse:cny', 'merchant:teahouse:cny', 'income:fee:cny']
  assert.deepEqual(await verified(payment.id, 'lin'), ['open', lin, '-', '-', '-'])
  town.clock.set('2026-03-02T02:00:00Z')
  await closeDay(town.books, { date: '2026-03-01', by: 'opr_wang' })
  assert.deepEqual(await verified(payment.id, 'lin'), ['closed', lin, '-', '-', '-'])
  assert.deepEqual(await verified(payment.id), ['closed', ...all])
  for (const { id } of together) await verified(id)

  for (const [id, holder] of [
    [payment.id, 'wang'],
    [payment.id, 'nobody'],
    ['pay_none', 'lin'],
  ]) {
    await assert.rejects(
      receiptOf(town.books, id!, { holder: holder! }),
      (error: unknown) => error instanceof Refusal && error.code === 'posting_not_found',
    )
  }
})

test('a receipt of a typical payment carries less than a kilobyte of proof', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  const payment = await town.pay('lin', 3_000n)
  town.clock.set('2026-03-02T02:00:00Z')
  await closeDay(town.books, { date: '2026-03-01', by: 'opr_wang' })
  const receipt = await receiptOf(town.books, payment.id, { holder: 'lin' })
  const hashes = [
    ...receipt.batch.path,
    ...receipt.day!.path,
    receipt.leaf,
    receipt.batch.root,
    receipt.day!.root,
    receipt.day!.previous,
    receipt.signature.publicKey,
    receipt.signature.value,
  ]
  const bytes = hashes.reduce((sum, text) => sum + fromBase64url(text).length, 0)
  assert.ok(bytes < 1024, String(bytes))
})

test('the trial balance has opening, debits, credits and closing, and every asset balances', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  town.clock.set('2026-03-02T02:00:00Z')
  await town.pay('lin', 3_000n)
  const { rows, assets, closed } = await trialBalance(town.db, '2026-03-02')
  assert.equal(closed, false)
  assert.deepEqual(assets, [{ asset: 'CNY/2', debits: 3_018n, credits: 3_018n, balanced: true }])
  assert.deepEqual(
    rows.map(({ chart, opening, debits, credits, closing }) => [
      chart,
      opening,
      debits,
      credits,
      closing,
    ]),
    [
      ['bank.clearing', -10_000n, 0n, 0n, -10_000n],
      ['merchant.receivable', 0n, 18n, 3_000n, 2_982n],
      ['person.money', 10_000n, 3_000n, 0n, 7_000n],
      ['income.fee', 0n, 0n, 18n, 18n],
    ],
  )
})

test('a clearing account shows how old what is left of it is, first in, first out', async (t) => {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  town.clock.set('2026-03-03T02:00:00Z')
  await town.topUp('lin', 500n)
  town.clock.set('2026-03-05T02:00:00Z')
  await town.withdraw('lin', 10_100n)
  const on = (date: string) => clearingAges(town.db, date)
  assert.deepEqual(
    (await on('2026-03-04')).map(({ account, balance, oldest, ageDays }) => [
      account,
      balance,
      oldest.businessDate,
      oldest.amount,
      ageDays,
    ]),
    [['bank:clearing:cny', -10_500n, '2026-03-01', -10_000n, 3]],
  )
  assert.deepEqual(
    (await on('2026-03-07')).map(({ balance, oldest, ageDays }) => [
      balance,
      oldest.businessDate,
      oldest.amount,
      ageDays,
    ]),
    [[-400n, '2026-03-03', -400n, 4]],
  )
  await town.withdraw('lin', 400n)
  assert.deepEqual(await on('2026-03-07'), [])
})
