import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  drinkTea,
  moneyIn,
  testFunding,
  topUpOf,
  withdrawalOf,
} from '../../../tests/harness/funding.ts'
import { actOnOrder } from '../../banking/index.ts'
import { counterUsed } from '../../ledger/index.ts'
import { getWithdrawal, listFundingCases } from '../index.ts'

const HOUR = 3_600

test('a withdrawal holds its money at once, and the bank’s yes takes it with the fee', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 30_000_00n)
  const made = await withdrawalOf(it, {
    person: lin,
    card: card.id,
    amount: 25_000_00n,
    fee: 5_00n,
  })
  assert.equal(made.state, 'processing')
  assert.equal(await it.has(lin), 4_995_00n)
  await it.pass(5)
  assert.equal((await getWithdrawal(it.ground.db, made.id))?.state, 'succeeded')
  assert.equal(await it.has(lin), 4_995_00n)
  assert.equal(await it.balance('income:fee:cny'), 5_00n)
  assert.equal(await it.balance('bank:clearing:cny'), -5_000_00n)
})

test('a withdrawal that fails gives amount, fee and free quota back', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin, '0003')
  await moneyIn(it, lin, 30_000_00n)
  for (let n = 0; n < 2; n++) {
    const made = await withdrawalOf(it, {
      person: lin,
      card: card.id,
      amount: 25_000_00n,
      fee: 5_00n,
    })
    await it.pass(5)
    const after = await getWithdrawal(it.ground.db, made.id)
    assert.deepEqual([after?.state, after?.code], ['failed', 'card_blocked'])
    assert.equal(await it.has(lin), 30_000_00n)
  }
})

test('a withdrawal that fails gives back what it used of a limit of a lifetime, once', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin, '0003')
  await moneyIn(it, lin, 1_000_00n)
  const key = `limit:balance_ever:${lin}`
  const used = () => counterUsed(it.ground.db, it.funding.books.book, key)
  const withdrawal = { person: lin, card: card.id, amount: 800_00n }
  const counters = [{ key, amount: 800_00n, ceiling: 1_000_00n, window: { kind: 'ever' } as const }]
  for (let n = 0; n < 2; n++) {
    const made = await withdrawalOf(it, { ...withdrawal, counters })
    assert.equal(await used(), 800_00n)
    await it.pass(5)
    await it.pass(30)
    assert.equal((await getWithdrawal(it.ground.db, made.id))?.state, 'failed')
    assert.equal(await used(), 0n)
  }
})

test('a withdrawal whose callback comes three times, or never, is paid once', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await moneyIn(it, lin, 100_00n)
  for (const lastFour of ['0005', '0006']) {
    const card = await it.card(lin, lastFour)
    const made = await withdrawalOf(it, { person: lin, card: card.id, amount: 30_00n })
    await it.pass(5)
    await it.pass(30)
    assert.equal((await getWithdrawal(it.ground.db, made.id))?.state, 'succeeded')
  }
  assert.equal(await it.has(lin), 40_00n)
  assert.equal(await it.balance('bank:clearing:cny'), -40_00n)
})

test('a withdrawal without an answer keeps its money set aside, and after a day there is a case', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin, '0009')
  await moneyIn(it, lin, 100_00n)
  const made = await withdrawalOf(it, { person: lin, card: card.id, amount: 100_00n })
  await it.pass(15)
  await it.pass(25 * HOUR)
  assert.equal((await getWithdrawal(it.ground.db, made.id))?.state, 'processing')
  assert.equal(await it.has(lin), 0n)
  const kinds = (await listFundingCases(it.ground.db, { person: lin, limit: 9 })).map(
    ({ kind }) => kind,
  )
  assert.deepEqual(kinds, ['unanswered'])
  await actOnOrder(it.ground, { order: made.id, act: 'fail', by: 'test' })
  await it.pass(1)
  assert.equal(await it.has(lin), 100_00n)
})

test('a withdrawal that the bank paid after it had said no is taken once; what was spent meanwhile is owed', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin, '0003')
  await moneyIn(it, lin, 100_00n)
  const made = await withdrawalOf(it, { person: lin, card: card.id, amount: 100_00n })
  await it.pass(5)
  assert.equal(await it.has(lin), 100_00n)
  // The bank corrects itself: whoever asks it now hears that it has paid.
  await it.ground.db.query(
    `update banking.orders set state = 'succeeded', code = null where id = $1`,
    [made.id],
  )
  await actOnOrder(it.ground, { order: made.id, act: 'call_again', by: 'test' })
  await actOnOrder(it.ground, { order: made.id, act: 'call_again', by: 'test' })
  await drinkTea(it, lin, 60_00n)
  await it.pass(1)
  assert.equal((await getWithdrawal(it.ground.db, made.id))?.state, 'succeeded')
  assert.deepEqual([await it.has(lin), await it.owes(lin)], [0n, 60_00n])
})

test('what was paid out and came back is the person’s again, with fee and quota', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 30_000_00n)
  const made = await withdrawalOf(it, {
    person: lin,
    card: card.id,
    amount: 25_000_00n,
    fee: 5_00n,
  })
  await it.pass(5)
  await actOnOrder(it.ground, { order: made.id, act: 'reverse', by: 'test' })
  await it.pass(1)
  assert.equal((await getWithdrawal(it.ground.db, made.id))?.state, 'reversed')
  assert.equal(await it.has(lin), 30_000_00n)
  await withdrawalOf(it, { person: lin, card: card.id, amount: 25_000_00n, fee: 5_00n })
})

test('of two withdrawals of the whole balance at once one wins, and of ten', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 100_00n)
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      withdrawalOf(it, { person: lin, card: card.id, amount: 100_00n }),
    ),
  )
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
  await it.pass(5)
  assert.deepEqual([await it.has(lin), await it.balance('bank:clearing:cny')], [0n, 0n])
})

test('two withdrawals that share the last of the free quota are not both free', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 50_000_00n)
  const tries = await Promise.allSettled(
    Array.from({ length: 2 }, () =>
      withdrawalOf(it, { person: lin, card: card.id, amount: 15_000_00n }),
    ),
  )
  const refused = tries.find((one) => one.status === 'rejected')
  assert.equal(refused?.reason.code, 'fee_changed')
  assert.equal(refused?.reason.details.fee, '1000')
})

test('a withdrawal refuses a credit card, somebody else’s card, and less than one yuan', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const wang = await it.person('王')
  await moneyIn(it, lin, 100_00n)
  const credit = await it.card(lin, '8888', 'credit')
  const theirs = await it.card(wang)
  const own = await it.card(lin)
  const refused = (card: string, amount: bigint, code: string) =>
    assert.rejects(withdrawalOf(it, { person: lin, card, amount }), { code })
  await refused(credit.id, 10_00n, 'card_kind_refused')
  await refused(theirs.id, 10_00n, 'card_not_found')
  await refused(own.id, 99n, 'withdrawal_too_small')
  await refused(own.id, 200_00n, 'insufficient_funds')
  await assert.rejects(topUpOf(it, lin, credit.id), { code: 'card_kind_refused' })
})
