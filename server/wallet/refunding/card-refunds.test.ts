import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  drinkTea,
  moneyIn,
  payByCard,
  refundOf,
  testFunding,
  type TestFunding,
} from '../../../tests/harness/funding.ts'
import { actOnOrder } from '../../banking/index.ts'
import { freezeHolder } from '../../ledger/index.ts'
import {
  getPayment,
  listBills,
  listFundingCases,
  listWithdrawals,
  refund,
  refundsOf,
  unbindCard,
  withdrawalTerms,
} from '../index.ts'
import { cardOrderOf, workingDaysAfter } from './to-card.ts'

const HOUR = 3_600

/** A person whose card, ending in these digits, paid ¥100.00 at the teahouse. */
async function paid(it: TestFunding, lastFour = '8888', kind: 'debit' | 'credit' = 'debit') {
  const lin = await it.person()
  const card = await it.card(lin, lastFour, kind)
  const payment = await payByCard(it, { person: lin, card: card.id, amount: 100_00n })
  // The second time we ask a bank that does not call.
  for (const seconds of [5, 30]) await it.pass(seconds)
  assert.equal((await getPayment(it.ground.db, payment.id))?.state, 'paid')
  return { lin, card, ...payment }
}

const playMoney = async ({ ground }: TestFunding, card: string): Promise<bigint> => {
  const [row] = await ground.db.query<{ balance: bigint }>(
    `select b.balance from banking.cards b join wallet.cards w on w.token = b.token where w.id = $1`,
    [card],
  )
  return row?.balance ?? -1n
}

const standingOf = async ({ ground }: TestFunding, payment: string) =>
  (await refundsOf(ground.db, payment)).map(({ toCard }) => toCard?.state)

const letters = ({ ground }: TestFunding, type: string) =>
  ground.db.query<{ amount: string }>(
    `select body->>'amount' as amount from platform.letters where type = $1 order by seq`,
    [type],
  )

test('what a card paid goes back to that card: set aside at once, gone when the bank has paid, with a notice', async (t) => {
  const it = await testFunding(t)
  const { lin, card, id, merchant } = await paid(it)
  const before = await playMoney(it, card.id)
  const made = await refundOf(it, id, 40_00n)
  assert.deepEqual([made.toCard?.amount, made.toCard?.state], [40_00n, 'requested'])
  assert.deepEqual([made.toCard?.card, made.feeReturned], [card.id, 24n])
  assert.equal(await it.has(lin), 0n)
  assert.equal(await it.balance(`merchant:${merchant}:cny`), 60_00n - 36n)
  await it.pass(1)
  await it.pass(5)
  assert.deepEqual(await standingOf(it, id), ['succeeded'])
  assert.equal(await playMoney(it, card.id), before + 40_00n)
  assert.deepEqual([await it.has(lin), await it.balance('bank:clearing:cny')], [0n, -60_00n])
  assert.deepEqual(await letters(it, 'refund.arrived'), [{ amount: '4000' }])
  assert.deepEqual(await letters(it, 'withdrawal.settled'), [])
})

test('part refunds of a payment that card and balance shared come to exactly what each paid', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 33_34n)
  const whole = 100_01n
  const cover = 66_67n
  const { id } = await payByCard(it, { person: lin, card: card.id, amount: whole, cover })
  await it.pass(5)
  assert.equal(await it.has(lin), 0n)
  for (const part of [1n, 33_33n, 1n, 1n, 50_00n]) await refundOf(it, id, part)
  await refundOf(it, id, whole - 83_36n)
  const parts = (await refundsOf(it.ground.db, id)).map(({ toCard }) => toCard?.amount ?? 0n)
  assert.equal(
    parts.reduce((sum, each) => sum + each, 0n),
    cover,
  )
  // The first fen has no share in it, so there is no order for it.
  assert.equal(parts[0], 0n)
  assert.equal(await it.has(lin), whole - cover)
  await it.pass(1)
  await it.pass(5)
  assert.equal(await it.balance('bank:clearing:cny'), -(whole - cover))
  assert.equal(await it.balance('income:fee:cny'), 0n)
})

test('refunds that race never exceed the payment, and the card gets no more than it paid', async (t) => {
  const it = await testFunding(t)
  const { lin, card, id } = await paid(it)
  const before = await playMoney(it, card.id)
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => refundOf(it, id, 30_00n)))
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3)
  for (const each of tries)
    if (each.status === 'rejected') assert.equal(each.reason.code, 'refund_exceeds_payment')
  await refundOf(it, id, 10_00n)
  await it.pass(1)
  await it.pass(5)
  assert.equal(await playMoney(it, card.id), before + 100_00n)
  assert.deepEqual([await it.has(lin), await it.balance('bank:clearing:cny')], [0n, 0n])
})

test('a refund that is told twice goes to the card once', async (t) => {
  const it = await testFunding(t)
  const { id, card } = await paid(it)
  const before = await playMoney(it, card.id)
  const { books, ground } = it
  const request = { id: 'ref_00000000000000000000000001', payment: id, amount: 70_00n }
  const told = { ...request, occurredAt: ground.clock.now() }
  const answers = await Promise.all([refund(books, told), refund(books, told)])
  await it.pass(1)
  await it.pass(5)
  const again = await refund(books, told)
  assert.deepEqual(answers.map(({ replayed }) => replayed).toSorted(), [false, true])
  assert.deepEqual([again.replayed, again.toCard?.state], [true, 'succeeded'])
  assert.equal(await playMoney(it, card.id), before + 70_00n)
})

test('a bank that calls back three times, or never, pays a refund once', async (t) => {
  for (const lastFour of ['0005', '0006']) {
    const it = await testFunding(t)
    const { lin, card, id } = await paid(it, lastFour)
    const before = await playMoney(it, card.id)
    await refundOf(it, id, 100_00n)
    for (const seconds of [1, 5, 30, 60]) await it.pass(seconds)
    assert.deepEqual(await standingOf(it, id), ['succeeded'])
    assert.equal(await playMoney(it, card.id), before + 100_00n)
    assert.deepEqual([await it.has(lin), await it.balance('bank:clearing:cny')], [0n, 0n])
  }
})

test('a bank that says no leaves the refund in the balance, and the person is told', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  await it.behave({ outcome: 'fail', failCode: 'card_blocked' })
  await refundOf(it, id, 100_00n)
  assert.equal(await it.has(lin), 0n)
  await it.pass(1)
  await it.pass(5)
  assert.deepEqual(await standingOf(it, id), ['failed'])
  assert.deepEqual([await it.has(lin), await it.balance('bank:clearing:cny')], [100_00n, -100_00n])
  assert.deepEqual(await letters(it, 'refund.kept'), [{ amount: '10000' }])
  assert.deepEqual(await letters(it, 'withdrawal.failed'), [])
})

test('a bank that never answers keeps the refund set aside, and after a day there is a case', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  await it.behave({ outcome: 'never', callbacks: 0 })
  const made = await refundOf(it, id, 100_00n)
  await it.pass(15)
  await it.pass(25 * HOUR)
  assert.deepEqual(await standingOf(it, id), ['processing'])
  assert.equal(await it.has(lin), 0n)
  const cases = await listFundingCases(it.ground.db, { person: lin, limit: 9 })
  assert.deepEqual(
    cases.map(({ kind }) => kind),
    ['unanswered'],
  )
  await actOnOrder(it.ground, { order: cardOrderOf(made.id), act: 'succeed', by: 'test' })
  await it.pass(1)
  assert.deepEqual(await standingOf(it, id), ['succeeded'])
})

test('an order that never reached the bank is sent again under its id', async (t) => {
  const it = await testFunding(t)
  const { card, id } = await paid(it)
  const before = await playMoney(it, card.id)
  await it.behave({ answer: 'lost' })
  await refundOf(it, id, 100_00n)
  for (const seconds of [1, 15, 30]) await it.pass(seconds)
  assert.deepEqual(await standingOf(it, id), ['requested'])
  await it.behave({ answer: 'accepted' })
  for (const seconds of [60, 5]) await it.pass(seconds)
  assert.deepEqual(await standingOf(it, id), ['succeeded'])
  assert.equal(await playMoney(it, card.id), before + 100_00n)
})

test('a refund that came back from the card is in the balance', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  const made = await refundOf(it, id, 100_00n)
  await it.pass(1)
  await it.pass(5)
  await actOnOrder(it.ground, { order: cardOrderOf(made.id), act: 'reverse', by: 'test' })
  await it.pass(1)
  assert.deepEqual(await standingOf(it, id), ['reversed'])
  assert.equal(await it.has(lin), 100_00n)
  assert.deepEqual(await letters(it, 'refund.kept'), [{ amount: '10000' }])
})

test('a bank that paid after it had said no is believed: what was spent meanwhile is owed', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  await it.behave({ outcome: 'fail' })
  const made = await refundOf(it, id, 100_00n)
  await it.pass(1)
  await it.pass(5)
  await drinkTea(it, lin, 60_00n)
  const order = cardOrderOf(made.id)
  await it.ground.db.query(
    `update banking.orders set state = 'succeeded', code = null where id = $1`,
    [order],
  )
  await actOnOrder(it.ground, { order, act: 'call_again', by: 'test' })
  await it.pass(1)
  assert.deepEqual([await it.has(lin), await it.owes(lin)], [0n, 60_00n])
})

test('a credit card gets back what it paid and no more, and a card unbound meanwhile too', async (t) => {
  const it = await testFunding(t)
  const { lin, card, id } = await paid(it, '8888', 'credit')
  const before = await playMoney(it, card.id)
  await unbindCard(it.funding, { person: lin, card: card.id })
  await refundOf(it, id, 100_00n)
  await it.pass(1)
  await it.pass(5)
  assert.deepEqual(await standingOf(it, id), ['succeeded'])
  assert.equal(await playMoney(it, card.id), before + 100_00n)
  const [order] = await it.ground.db.query<{ token: string; debit: string }>(
    'select card as token, refund_of as debit from banking.orders where refund_of is not null',
  )
  assert.ok(order)
  const more = { ...order, id: 'wdr_more', asset: 'CNY/2', amount: 1n }
  assert.deepEqual(await it.bank.refund(more), { state: 'failed', code: 'bank_refused' })
})

test('a payment that the bank took back is refunded to the balance: the card has its money already', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  const [cover] = await it.ground.db.query<{ id: string }>(
    'select id from wallet.topup_orders where payment = $1',
    [id],
  )
  await actOnOrder(it.ground, { order: cover!.id, act: 'reverse', by: 'test' })
  await it.pass(1)
  assert.equal(await it.owes(lin), 100_00n)
  const made = await refundOf(it, id, 100_00n)
  assert.equal(made.toCard, null)
  assert.equal(await it.has(lin), 100_00n)
})

test('a card’s part is no withdrawal: not in its list, no quota, no fee; the refund’s bill says processing', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  const { db } = it.ground
  const terms = await withdrawalTerms(it.funding, { person: lin, asset: 'CNY/2' })
  await refundOf(it, id, 100_00n)
  const kinds = async () =>
    (await listBills(db, { person: lin, limit: 9 })).map(({ kind, state }) => `${kind} ${state}`)
  assert.deepEqual((await kinds()).toSorted(), ['payment settled', 'refund processing'])
  await it.pass(1)
  await it.pass(5)
  assert.deepEqual((await kinds()).toSorted(), ['payment settled', 'refund settled'])
  assert.deepEqual(await listWithdrawals(db, { person: lin, limit: 9 }), [])
  const after = await withdrawalTerms(it.funding, { person: lin, asset: 'CNY/2' })
  assert.equal(after.freeLeft, terms.freeLeft)
})

test('a person whose money must not leave gets a card’s part back to the card all the same', async (t) => {
  const it = await testFunding(t)
  const { lin, id } = await paid(it)
  await freezeHolder(it.books, { holder: lin, in: false, out: true, by: 'test', reason: 'test' })
  await refundOf(it, id, 100_00n)
  await it.pass(1)
  await it.pass(5)
  assert.deepEqual(await standingOf(it, id), ['succeeded'])
})

test('three working days after a Thursday are a Tuesday', () => {
  const after = workingDaysAfter(new Date('2026-03-05T04:00:00Z'), 3, 'Asia/Shanghai')
  assert.equal(after.toISOString(), '2026-03-10T04:00:00.000Z')
})
