import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import {
  CNY,
  drinkTea,
  moneyIn,
  testFunding,
  topUpOf,
  withdrawalOf,
  type TestFunding,
} from '../../../tests/harness/funding.ts'
import { actOnOrder, type Behaviour } from '../../banking/index.ts'
import { freezeHolder } from '../../ledger/index.ts'
import { coverFromCard, getTopUpOrder, hearBank, listFundingCases } from '../index.ts'

const MINUTE = 60
const HOUR = 3_600

type Scenario = {
  title: string
  lastFour?: string
  behaviour?: Partial<Behaviour>
  /** Seconds that pass, one after the other; `deaf` while callbacks find nobody. */
  time: (number | 'deaf')[]
  state: string
  has: bigint
  code?: string
}

const TOP_UPS: Scenario[] = [
  {
    title: 'that succeeds after a while is booked when the bank says so',
    time: [5],
    state: 'succeeded',
    has: 100_00n,
  },
  {
    title: 'whose callback comes three times is booked once',
    lastFour: '0005',
    time: [5, 5, 60],
    state: 'succeeded',
    has: 100_00n,
  },
  {
    title: 'whose callback never comes is asked about and booked',
    lastFour: '0006',
    time: [5, 30],
    state: 'succeeded',
    has: 100_00n,
  },
  {
    title: 'that the bank answers at once is booked at once',
    lastFour: '0008',
    time: [],
    state: 'succeeded',
    has: 100_00n,
  },
  {
    title: 'whose callback comes an hour late is booked once, by the question before it',
    behaviour: { callbackDelaySeconds: HOUR },
    time: [5, 30, HOUR],
    state: 'succeeded',
    has: 100_00n,
  },
  {
    title: 'that the bank refuses moves nothing and says why',
    lastFour: '0002',
    time: [5],
    state: 'failed',
    has: 0n,
    code: 'insufficient_funds',
  },
  {
    title: 'that is never answered stays open, and nothing moves',
    lastFour: '0009',
    time: [5, HOUR, 24 * HOUR],
    state: 'processing',
    has: 0n,
  },
  {
    title: 'that did not arrive is sent again and booked once',
    behaviour: { answer: 'lost' },
    time: [],
    state: 'requested',
    has: 0n,
  },
  {
    title: 'that the bank takes back leaves nothing',
    lastFour: '0007',
    time: [5, 2 * MINUTE],
    state: 'reversed',
    has: 0n,
  },
  {
    title: 'that is taken back without a callback for its success ends at nothing',
    lastFour: '0007',
    time: ['deaf', 5, 2 * MINUTE, 20 * MINUTE],
    state: 'reversed',
    has: 0n,
  },
]

for (const { title, lastFour, behaviour, time, state, has, code } of TOP_UPS) {
  test(`a top-up ${title}`, async (t) => {
    const it = await testFunding(t)
    const lin = await it.person()
    const card = await it.card(lin, lastFour)
    if (behaviour) await it.behave(behaviour)
    const { id } = await topUpOf(it, lin, card.id)
    let deaf = false
    for (const step of time) {
      if (step === 'deaf') deaf = true
      else await it.pass(step, !deaf)
      if (step === 2 * MINUTE) deaf = false
    }
    const order = await getTopUpOrder(it.ground.db, id)
    assert.equal(order?.state, state)
    assert.equal(order?.code ?? undefined, code)
    assert.equal(await it.has(lin), has)
    assert.equal(await it.owes(lin), 0n)
    assert.equal(await it.balance('bank:clearing:cny'), -has)
  })
}

test('a top-up that was lost on its way is sent again under the same id, once the bank hears', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await it.behave({ answer: 'lost' })
  const { id, state } = await topUpOf(it, lin, card.id)
  assert.equal(state, 'requested')
  await it.behave({ answer: 'accepted' })
  await it.pass(15)
  await it.pass(5)
  assert.equal((await getTopUpOrder(it.ground.db, id))?.state, 'succeeded')
  assert.equal(await it.has(lin), 100_00n)
})

test('money taken back after it was spent becomes a debt with a case, and the next money pays it first', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  const { id } = await topUpOf(it, lin, card.id)
  await it.pass(5)
  await drinkTea(it, lin, 70_00n)
  await actOnOrder(it.ground, { order: id, act: 'reverse', by: 'test' })
  await it.pass(1)
  assert.equal((await getTopUpOrder(it.ground.db, id))?.owed, 70_00n)
  assert.deepEqual([await it.has(lin), await it.owes(lin)], [0n, 70_00n])
  const [found, ...more] = await listFundingCases(it.ground.db, { limit: 10 })
  assert.deepEqual([found?.kind, found?.amount, more.length], ['owed', 70_00n, 0])
  await assert.rejects(withdrawalOf(it, { person: lin, card: card.id, amount: 1_00n }), {
    code: 'debt_first',
  })
  await moneyIn(it, lin, 100_00n)
  assert.deepEqual([await it.has(lin), await it.owes(lin)], [30_00n, 0n])
})

test('a top-up of somebody frozen is booked all the same: the bank has the money', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await topUpOf(it, lin, card.id)
  await freezeHolder(it.books, {
    holder: lin,
    in: true,
    out: true,
    by: 'test',
    reason: 'lost telephone',
  })
  await it.pass(5)
  assert.equal(await it.has(lin), 100_00n)
})

test('a callback that nobody signed, or that is six minutes old, is not the bank’s', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await topUpOf(it, lin, card.id)
  it.ground.clock.tick(5_000)
  let caught: { body: string; headers: Record<string, string> } | undefined
  await it.bank.work(async (callback) => {
    caught = callback
    return { status: 500 }
  })
  assert.ok(caught)
  assert.ok(it.bank.readCallback(caught))
  assert.equal(
    it.bank.readCallback({ ...caught, body: caught.body.replace('succeeded', 'failed') }),
    undefined,
  )
  assert.equal(it.bank.readCallback({ body: caught.body, headers: {} }), undefined)
  it.ground.clock.tick(360_000)
  assert.equal(it.bank.readCallback(caught), undefined)
})

test('a callback that contradicts the bank’s own answer changes nothing', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  const { id } = await topUpOf(it, lin, card.id)
  await it.pass(5)
  const at = it.ground.clock.now()
  await hearBank(it.funding, { order: id, standing: { state: 'failed', code: 'bank_refused' } })
  await hearBank(it.funding, { order: id, standing: { state: 'reversed', reference: 'x', at } })
  assert.equal(await it.has(lin), 100_00n)
})

const paymentFor = (it: TestFunding, person: string) => {
  const at = it.ground.clock.now()
  const payment = newId('pay', at)
  const merchant = { id: newId('mer', at), feeBasisPoints: 60, category: 'tea_house' }
  const order = {
    id: payment,
    person,
    merchant,
    asset: CNY,
    amount: '5000',
    occurredAt: at.toISOString(),
  }
  return { payment, merchant, request: { payment, person, asset: CNY, amount: 50_00n, order } }
}

test('a payment from a card waits for the bank and is then made in one posting, however often it calls', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await it.card(lin, '0005', 'credit')
  const { merchant, request } = paymentFor(it, lin)
  const { state } = await coverFromCard(it.funding, request)
  assert.equal(state, 'processing')
  assert.equal((await coverFromCard(it.funding, request)).replayed, true)
  assert.equal(await it.balance(`merchant:${merchant.id}:cny`), 0n)
  await it.pass(5)
  await it.pass(60)
  assert.equal(await it.balance(`merchant:${merchant.id}:cny`), 49_70n)
  assert.equal(await it.has(lin), 0n)
  assert.equal(await it.balance('bank:clearing:cny'), -50_00n)
})

test('a payment from a card that the bank refuses is not made, and nothing is lost', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await it.card(lin, '0002')
  const { merchant, request } = paymentFor(it, lin)
  const { id } = await coverFromCard(it.funding, request)
  await it.pass(5)
  assert.equal((await getTopUpOrder(it.ground.db, id))?.state, 'failed')
  assert.equal(await it.balance(`merchant:${merchant.id}:cny`), 0n)
  assert.equal(await it.has(lin), 0n)
})

test('money that came for a payment which can no longer be made stays with the person, once', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await it.card(lin, '0005')
  const { merchant, request } = paymentFor(it, lin)
  const { id } = await coverFromCard(it.funding, request)
  await freezeHolder(it.books, {
    holder: lin,
    in: true,
    out: true,
    by: 'test',
    reason: 'lost telephone',
  })
  await it.pass(5)
  await it.pass(60)
  assert.equal((await getTopUpOrder(it.ground.db, id))?.state, 'succeeded')
  assert.equal(await it.balance(`merchant:${merchant.id}:cny`), 0n)
  assert.equal(await it.has(lin), 50_00n)
})

test('a payment that can be made in one moment and not in the next books its money once', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await it.card(lin)
  const { merchant, request } = paymentFor(it, lin)
  const { id } = await coverFromCard(it.funding, request)
  let asked = 0
  const covered = {
    ...it.funding.covered,
    posting: (order: typeof request.order) => {
      if ((asked += 1) % 2 === 0) throw new Refusal('merchant_inactive', { merchant: merchant.id })
      return it.funding.covered.posting(order)
    },
  }
  const funding = { ...it.funding, covered } as typeof it.funding
  const at = it.ground.clock.now()
  const news = { order: id, standing: { state: 'succeeded' as const, reference: 'x', at } }
  await Promise.all(Array.from({ length: 6 }, () => hearBank(funding, news)))
  assert.ok(asked > 1)
  const paid = await it.balance(`merchant:${merchant.id}:cny`)
  const kept = await it.has(lin)
  assert.ok((paid === 49_70n && kept === 0n) || (paid === 0n && kept === 50_00n), `${paid} ${kept}`)
  assert.equal(await it.balance('bank:clearing:cny'), -50_00n)
})
