import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { moneyIn } from '../../../tests/harness/funding.ts'
import { PHONE, POWER, testLife, WATER, type TestLife } from '../../../tests/harness/life.ts'
import { auditBooks } from '../../audit/index.ts'
import { actOnBillerOrder } from '../../banking/index.ts'
import { counterUsed } from '../../ledger/index.ts'
import {
  addBillerAccount,
  askBiller,
  custodianFigures,
  getBillerAccount,
  getBillOrder,
  hearBiller,
  listBillerAccounts,
  listBillOrders,
  listBills,
  listFundingCases,
  lookUpAccount,
  monthSums,
  openBills,
  payBill,
  removeBillerAccount,
  renameBillerAccount,
  restoreBillerAccount,
} from '../index.ts'

const HOUR = 3_600
const HAD = 1_000_00n

/** 林 lin has ¥1,000.00 and a water account whose number ends so, with a bill due. */
async function lin(it: TestLife, lastFour = '8888') {
  const person = await it.person()
  await moneyIn(it, person, HAD)
  const account = await it.account(person, lastFour)
  return { person, account, bill: await it.bill(account) }
}

const owed = (it: TestLife, biller = WATER) => it.balance(`biller:${biller}:cny`)
const stateOf = async (it: TestLife, person: string, order: string) =>
  (await getBillOrder(it.ground.db, { order, person })).state

async function auditsWell(it: TestLife): Promise<void> {
  assert.equal((await auditBooks(it.books)).difference, undefined)
}

test('a bill leaves the person in one posting, is in transit, and is owed to the biller once it says yes', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it)
  const made = await it.order(bill, account)
  assert.equal(made.state, 'processing')
  assert.equal(await it.has(person), HAD - bill.amount)
  assert.equal(await it.balance(`bill:${made.id}`), bill.amount)
  assert.equal(await owed(it), 0n)
  assert.equal((await it.bill(account)).state, 'processing')
  await it.later(5)
  assert.equal(await stateOf(it, person, made.id), 'paid')
  assert.equal(await it.has(person), HAD - bill.amount)
  assert.equal(await it.balance(`bill:${made.id}`), 0n)
  assert.equal(await owed(it), bill.amount)
  await askBiller(it.life, account)
  assert.deepEqual(await openBills(it.ground, [account.id]), [])
  await auditsWell(it)
})

for (const [how, lastFour] of [
  ['comes three times', '0005'],
  ['never comes, and the question tells', '0006'],
  ['was the first answer', '0008'],
] as const) {
  test(`a bill whose yes ${how} is paid once`, async (t) => {
    const it = await testLife(t)
    const { person, account, bill } = await lin(it, lastFour)
    const made = await it.order(bill, account)
    await it.later(5)
    await it.later(30)
    assert.equal(await stateOf(it, person, made.id), 'paid')
    assert.deepEqual([await it.has(person), await owed(it)], [HAD - bill.amount, bill.amount])
    await auditsWell(it)
  })
}

test('a late yes, after hours in which nobody listened, is a yes', async (t) => {
  const it = await testLife(t)
  await it.treat({ delaySeconds: 3 * HOUR, callbackDelaySeconds: HOUR })
  const { person, account, bill } = await lin(it)
  const made = await it.order(bill, account)
  await it.later(3 * HOUR + 1, false)
  assert.equal(await stateOf(it, person, made.id), 'processing')
  assert.equal(await owed(it), 0n)
  await it.later(2 * HOUR)
  assert.equal(await stateOf(it, person, made.id), 'paid')
  assert.equal(await owed(it), bill.amount)
})

test('an order that got lost on the way is sent again and paid once', async (t) => {
  const it = await testLife(t)
  await it.treat({ answer: 'lost' })
  const { person, account, bill } = await lin(it)
  const made = await it.order(bill, account)
  assert.equal(made.state, 'requested')
  await it.treat({ answer: 'accepted' })
  await it.later(15)
  await it.later(30)
  assert.equal(await stateOf(it, person, made.id), 'paid')
  assert.equal(await owed(it), bill.amount)
})

test('a bill without an answer stays in transit, is never taken for refused, and after a day there is a case', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it, '0009')
  const made = await it.order(bill, account)
  await it.later(15)
  await it.later(25 * HOUR)
  assert.equal(await stateOf(it, person, made.id), 'processing')
  assert.equal(await it.has(person), HAD - bill.amount)
  const cases = await listFundingCases(it.ground.db, { person, limit: 9 })
  assert.deepEqual(
    cases.map(({ kind, order }) => [kind, order]),
    [['unanswered', made.id]],
  )
  await actOnBillerOrder(it.ground, { order: made.id, act: 'succeed', by: 'test' })
  await it.later(1)
  assert.equal(await stateOf(it, person, made.id), 'paid')
})

test('a bill that the biller refuses gives money, limit and the bill back, once', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it, '0004')
  const key = `limit:balance_ever:${person}`
  const counters = [{ key, amount: bill.amount, ceiling: HAD, window: { kind: 'ever' } as const }]
  const used = () => counterUsed(it.ground.db, it.books.book, key)
  for (let n = 0; n < 2; n++) {
    const id = newId('bpo', it.ground.clock.now())
    const at = it.ground.clock.now()
    const of = { account: account.id, biller: WATER, bill, at, counters, intent: { n } }
    await payBill(it.life, { ...bill, ...of, id })
    assert.equal(await used(), bill.amount)
    await it.later(65)
    await it.later(65)
    const order = await getBillOrder(it.ground.db, { order: id, person })
    assert.deepEqual([order.state, order.code], ['refused', 'biller_refused'])
    assert.deepEqual([await it.has(person), await owed(it), await used()], [HAD, 0n, 0n])
    assert.equal((await it.bill(account)).state, 'due')
  }
  await auditsWell(it)
})

test('what was paid and taken back is the person’s again, however often it is said, and can be paid anew', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it, '0007')
  const first = await it.order(bill, account)
  await it.later(5)
  assert.equal(await owed(it), bill.amount)
  await it.later(65)
  await actOnBillerOrder(it.ground, { order: first.id, act: 'call_again', by: 'test' })
  await it.later(1)
  assert.equal(await stateOf(it, person, first.id), 'reversed')
  assert.deepEqual([await it.has(person), await owed(it)], [HAD, 0n])
  const again = await it.order(await it.bill(account), account)
  await it.later(5)
  assert.equal(await stateOf(it, person, again.id), 'paid')
  assert.deepEqual([await it.has(person), await owed(it)], [HAD - bill.amount, bill.amount])
  await auditsWell(it)
})

test('a reversal that overtakes its success leaves the person with everything', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it, '0007')
  const made = await it.order(bill, account)
  await it.later(65, false)
  await it.later(65, false)
  await it.later(10)
  assert.equal(await stateOf(it, person, made.id), 'reversed')
  assert.deepEqual([await it.has(person), await owed(it)], [HAD, 0n])
})

test('a biller that paid after it had refused is believed when it is asked; what was spent meanwhile is owed', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it, '0004')
  const made = await it.order(bill, account)
  await it.later(65)
  assert.equal(await it.has(person), HAD)
  await it.ground.db.query(
    `update banking.biller_orders set state = 'paid', code = null where id = $1`,
    [made.id],
  )
  await moneyIn(it, person, 1n)
  for (let n = 0; n < 2; n++)
    await actOnBillerOrder(it.ground, { order: made.id, act: 'call_again', by: 'test' })
  await it.later(1)
  assert.equal(await stateOf(it, person, made.id), 'paid')
  assert.deepEqual([await it.has(person), await owed(it)], [HAD + 1n - bill.amount, bill.amount])
  const [opened] = await listFundingCases(it.ground.db, { person, limit: 9 })
  assert.deepEqual([opened?.kind, opened?.order], ['paid_after_failure', made.id])
  const twice = it.order(await it.bill(account), account)
  await assert.rejects(twice, { code: 'life_bill_paid' })
})

test('a callback that contradicts what the biller says when it is asked moves nothing', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it)
  const made = await it.order(bill, account)
  await it.later(5)
  for (const standing of [
    { state: 'refused', code: 'biller_refused' } as const,
    { state: 'reversed', reference: 'x', at: it.ground.clock.now() } as const,
  ]) {
    assert.ok(await hearBiller(it.life, WATER, { order: made.id, standing }))
  }
  assert.equal(await stateOf(it, person, made.id), 'paid')
  assert.equal(await it.has(person), HAD - bill.amount)
  const standing = { state: 'refused', code: 'biller_refused' } as const
  assert.equal(await hearBiller(it.life, POWER, { order: made.id, standing }), false)
})

test('ten phones that pay one bill at once pay it once, also those of two people', async (t) => {
  const it = await testLife(t)
  const people = await Promise.all([it.person(), it.person('王')])
  const of = { biller: WATER, number: '880123458888', label: '父母家' }
  const accounts = await Promise.all(
    people.map(async (person) => {
      await moneyIn(it, person, HAD)
      const id = newId('bla', it.ground.clock.now())
      return addBillerAccount(it.life, { ...of, id, person })
    }),
  )
  const bills = await Promise.all(accounts.map((account) => it.bill(account)))
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => it.order(bills[n % 2]!, accounts[n % 2]!)),
  )
  const codes = tries.map((each) => (each.status === 'fulfilled' ? 'paid' : each.reason.code))
  assert.deepEqual(
    [
      codes.filter((code) => code === 'paid').length,
      codes.filter((c) => c === 'life_bill_paid').length,
    ],
    [1, 9],
  )
  await it.later(5)
  assert.equal(await owed(it), bills[0]!.amount)
  const left = await Promise.all(people.map((person) => it.has(person)))
  assert.equal(left[0]! + left[1]!, 2n * HAD - bills[0]!.amount)
})

test('the same request twice pays once, and with other content is refused', async (t) => {
  const it = await testLife(t)
  const { account, bill } = await lin(it)
  const of = { ...bill, account: account.id, biller: WATER, bill, at: it.ground.clock.now() }
  const id = newId('bpo', it.ground.clock.now())
  const pay = (intent: unknown) => payBill(it.life, { ...of, id, intent })
  const both = await Promise.all([pay({ quote: 1 }), pay({ quote: 1 })])
  assert.equal(both.filter(({ replayed }) => !replayed).length, 1)
  await assert.rejects(pay({ quote: 2 }), { code: 'id_used_with_other_content' })
})

test('a short balance pays nothing, not half', async (t) => {
  const it = await testLife(t)
  const person = await it.person()
  const account = await it.account(person)
  const bill = await it.bill(account)
  await moneyIn(it, person, bill.amount - 1n)
  await assert.rejects(it.order(bill, account), { code: 'insufficient_funds' })
  assert.equal(await it.has(person), bill.amount - 1n)
  assert.deepEqual(await listBillOrders(it.ground.db, { person, limit: 9 }), [])
})

test('bills show what was paid under its biller and what came back, sums count it, the custodian agrees', async (t) => {
  const it = await testLife(t)
  const { person, account, bill } = await lin(it, '0007')
  it.ground.clock.tick(1_000)
  const made = await it.order(bill, account)
  const day = it.ground.clock.now().toISOString().slice(0, 10)
  const month = { person, asset: 'CNY/2', month: day.slice(0, 7), zone: it.ground.config.zone }
  const sum = async () => (await monthSums(it.ground.db, month)).categories[0]
  assert.deepEqual([(await sum())?.category, (await sum())?.spent], ['utilities', bill.amount])
  const [shown] = await listBills(it.ground.db, { person, kind: 'bill_payment', limit: 9 })
  assert.deepEqual(
    [shown?.id, shown?.state, shown?.counterpart, shown?.posting],
    [made.id, 'processing', { kind: 'biller', id: WATER }, made.id],
  )
  const [figures] = await custodianFigures(it.funding, { from: day, until: day })
  assert.equal(figures?.customers, HAD)
  await it.later(5)
  await it.later(65)
  assert.equal((await sum())?.spent, 0n)
  const all = await listBills(it.ground.db, { person, limit: 9 })
  assert.deepEqual(
    all.map(({ kind, effect, state }) => `${kind} ${effect} ${state}`),
    ['bill_return refund settled', 'bill_payment spending settled', 'topup own settled'],
  )
  assert.equal(all[0]?.related, made.id)
})

test('credit for a phone is paid as often as somebody wants, and the biller has it', async (t) => {
  const it = await testLife(t)
  const person = await it.person()
  await moneyIn(it, person, HAD)
  const account = await it.account(person, '8888', PHONE)
  const had = account.prepaid ?? 0n
  for (let n = 0; n < 2; n++) {
    const at = it.ground.clock.now()
    const of = { person, account: account.id, biller: PHONE, bill: null, asset: 'CNY/2' }
    const id = newId('bpo', at)
    await payBill(it.life, { ...of, id, amount: 50_00n, at, intent: { n } })
    await it.later(5)
  }
  await askBiller(it.life, account)
  const now = await getBillerAccount(it.ground, { account: account.id, person })
  assert.equal(now.prepaid, had + 100_00n)
  assert.equal(await owed(it, PHONE), 100_00n)
})

test('an account is added once with its masked holder, can be renamed, removed and brought back', async (t) => {
  const it = await testLife(t)
  const person = await it.person()
  const of = { person, biller: POWER, number: '6600001234567', label: '家里' }
  const found = await lookUpAccount(it.life, of)
  assert.match(found.holder, /^[^*]\*+$/)
  const id = newId('bla', it.ground.clock.now())
  const added = await addBillerAccount(it.life, { ...of, id })
  assert.deepEqual([added.number, added.holder], [of.number, found.holder])
  assert.equal((await addBillerAccount(it.life, { ...of, id })).id, id)
  const other = newId('bla', it.ground.clock.now())
  await assert.rejects(addBillerAccount(it.life, { ...of, id: other }), {
    code: 'biller_account_added',
  })
  const mine = { account: id, person }
  assert.equal((await renameBillerAccount(it.ground, { ...mine, label: '父母家' })).label, '父母家')
  await removeBillerAccount(it.ground, mine)
  assert.deepEqual(await listBillerAccounts(it.ground, person), [])
  assert.equal((await restoreBillerAccount(it.ground, mine)).label, '父母家')
  assert.equal((await listBillerAccounts(it.ground, person)).length, 1)
  const stranger = { account: id, person: await it.person('王') }
  await assert.rejects(removeBillerAccount(it.ground, stranger), {
    code: 'biller_account_not_found',
  })
})

test('numbers and names lie sealed, and nothing of them is in letters, jobs or the books', async (t) => {
  const it = await testLife(t)
  const { account, bill } = await lin(it)
  await it.order(bill, account)
  await it.later(5)
  const rows = await it.ground.db.query<{ text: string }>(
    `select a::text as text from wallet.biller_accounts a
     union all select b::text from wallet.life_bills b
     union all select o::text from wallet.bill_orders o
     union all select body::text from platform.letters
     union all select payload::text from graphile_worker._private_jobs
     union all select p::text from ledger.postings p
     union all select key from ledger.counters`,
  )
  const { number, holder } = account
  assert.ok(number !== null && holder !== null && rows.length > 5)
  for (const { text } of rows) assert.ok(!text.includes(number) && !text.includes(holder), text)
})

test('a number that nobody has, a biller that is silent and one that is not there are told apart', async (t) => {
  const it = await testLife(t)
  const person = await it.person()
  await assert.rejects(it.account(person, '0000'), { code: 'biller_account_unknown' })
  const number = '123'
  await assert.rejects(lookUpAccount(it.life, { biller: WATER, number }), {
    code: 'biller_account_unknown',
  })
  await assert.rejects(lookUpAccount(it.life, { biller: 'gas', number }), {
    code: 'biller_not_found',
  })
  const account = await it.account(person)
  await it.treat({ query: 'silent' })
  await assert.rejects(it.account(person), { code: 'biller_silent' })
  assert.equal(await askBiller(it.life, account), false)
  assert.equal((await openBills(it.ground, [account.id])).length, 1)
})
