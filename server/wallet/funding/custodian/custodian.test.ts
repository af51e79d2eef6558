import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, businessDate } from '@suanpan/kernel/time'
import {
  CNY,
  drinkTea,
  moneyIn,
  testFunding,
  topUpOf,
  withdrawalOf,
  type TestFunding,
} from '../../../../tests/harness/funding.ts'
import { actOnOrder, depositUnasked, type Behaviour } from '../../../banking/index.ts'
import { custodianBreaks, custodianFigures, importStatements } from '../../index.ts'

const HOURS = 3_600
const BY = 'opr_test'

const today = ({ ground }: TestFunding): string =>
  businessDate(ground.clock.now(), ground.config.zone)

const figuresOf = async (it: TestFunding, day: string) => {
  const [figures] = await custodianFigures(it.funding, { from: day, until: day })
  assert.ok(figures)
  return figures
}

test('a day’s statement is booked once, and what was paid in and out agrees with it', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await topUpOf(it, lin, card.id, 300_00n)
  await it.pass(5)
  await withdrawalOf(it, { person: lin, card: card.id, amount: 120_00n })
  await it.pass(5)
  const day = today(it)
  assert.deepEqual(await importStatements(it.funding, BY), [])
  it.ground.clock.tick(24 * HOURS * 1000)
  assert.deepEqual(await importStatements(it.funding, BY), [day])
  assert.deepEqual(await importStatements(it.funding, BY), [])
  const { customers, custodian, inTransit, difference } = await figuresOf(it, day)
  assert.deepEqual([customers, custodian, inTransit, difference], [180_00n, 180_00n, 0n, 0n])
  assert.equal(await it.balance('bank:custody:cny'), -180_00n)
  assert.equal(await it.balance('bank:clearing:cny'), 0n)
  assert.deepEqual(await custodianBreaks(it.funding, { day, asset: CNY, limit: 9 }), [])
})

test('breaks are named: missing at the bank, missing in the books, another amount, in transit', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 11_00n)
  await it.behave({ booking: 'amount_off' })
  await topUpOf(it, lin, card.id, 22_00n)
  await it.behave({ booking: 'next_day' })
  await topUpOf(it, lin, card.id, 33_00n)
  await it.pass(5)
  await depositUnasked(it.ground, { asset: CNY, amount: 44_00n, reference: 'nobody knows' })
  const day = today(it)
  it.ground.clock.tick(24 * HOURS * 1000)
  await importStatements(it.funding, BY)
  const kindsAt = async (of: string) =>
    (await custodianBreaks(it.funding, { day: of, asset: CNY, limit: 9 }))
      .map(({ kind, booked, stated, ageDays }) => `${kind} ${booked} ${stated} ${ageDays}`)
      .toSorted()
  assert.deepEqual(await kindsAt(day), [
    'amount_differs 2200 2199 0',
    'in_transit 1100 0 0',
    'in_transit 3300 0 0',
    'missing_in_books 0 4400 0',
  ])
  assert.equal((await figuresOf(it, day)).difference, 0n)
  it.ground.clock.tick(24 * HOURS * 1000)
  await importStatements(it.funding, BY)
  assert.deepEqual(await kindsAt(addDays(day, 1)), [
    'amount_differs 2200 2199 1',
    'missing_at_bank 1100 0 1',
    'missing_in_books 0 4400 1',
  ])
})

test('a statement tells of what no callback told', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await topUpOf(it, lin, card.id, 100_00n)
  await it.pass(5, false)
  assert.equal(await it.has(lin), 0n)
  it.ground.clock.tick(24 * HOURS * 1000)
  await importStatements(it.funding, BY)
  assert.equal(await it.has(lin), 100_00n)
})

type Step =
  | { do: 'topUp' | 'withdraw' | 'spend'; person: number; amount: bigint }
  | { do: 'behave'; behaviour: Partial<Behaviour> }
  | { do: 'act'; pick: number; act: 'call_again' | 'succeed' | 'fail' | 'reverse' }
  | { do: 'pass'; seconds: number; listening: boolean }
  | { do: 'night' }

const amount = fc.bigInt({ min: 1_00n, max: 400_00n })
const person = fc.nat({ max: 1 })
const steps: fc.Arbitrary<Step>[] = [
  fc.record({ do: fc.constantFrom('topUp', 'topUp', 'withdraw', 'spend'), person, amount }),
  fc.record({
    do: fc.constant('behave' as const),
    behaviour: fc.record(
      {
        answer: fc.constantFrom('accepted', 'at_once', 'lost'),
        outcome: fc.constantFrom('succeed', 'succeed', 'fail', 'never'),
        delaySeconds: fc.constantFrom(0, 2, 90),
        callbacks: fc.constantFrom(0, 1, 3),
        callbackDelaySeconds: fc.constantFrom(0, 600),
        reverseAfterSeconds: fc.constantFrom(null, 0, 120),
        booking: fc.constantFrom('same_day', 'next_day'),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    do: fc.constant('act' as const),
    pick: fc.nat({ max: 20 }),
    act: fc.constantFrom('call_again', 'succeed', 'fail', 'reverse'),
  }),
  fc.record({
    do: fc.constant('pass' as const),
    seconds: fc.constantFrom(1, 5, 60, 700),
    // Callbacks that meet nobody are what a crash of ours looks like to the bank.
    listening: fc.boolean(),
  }),
  fc.constant({ do: 'night' as const }),
]

test('whatever the bank does in whatever order, nobody is below zero and the custodian’s equation holds', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...steps), { minLength: 8, maxLength: 30 }),
      async (life) => {
        const ends: (() => Promise<void>)[] = []
        try {
          await live(await testFunding({ after: (work) => void ends.push(work) }), life)
        } finally {
          for (const end of ends) await end()
        }
      },
    ),
    { numRuns: Number(process.env['SUANPAN_BANK_LIVES'] ?? 25) },
  )
  t.diagnostic('lives of a bank')
})

async function live(it: TestFunding, life: readonly Step[]): Promise<void> {
  const people = [await it.person('林'), await it.person('王')]
  const cards = [await it.card(people[0]!), await it.card(people[1]!)]
  const orders: string[] = []
  for (const step of life) {
    await take(it, step, { people, cards: cards.map(({ id }) => id), orders }).catch(refused)
    await assertSound(it, people)
  }
  // The bank recovers, everybody listens, and what is open ends.
  await it.behave({
    answer: 'accepted',
    outcome: 'succeed',
    delaySeconds: 0,
    reverseAfterSeconds: null,
  })
  for (const order of orders)
    await actOnOrder(it.ground, { order, act: 'succeed', by: BY }).catch(refused)
  for (const seconds of [60, 700, 3_700, 7_300]) await it.pass(seconds)
  for (let night = 0; night < 3; night++)
    await take(it, { do: 'night' }, { people, cards: [], orders })
  await assertSound(it, people)
  const day = addDays(today(it), -1)
  assert.deepEqual(await custodianBreaks(it.funding, { day, asset: CNY, limit: 9 }), [])
  assert.equal(await it.balance('bank:clearing:cny'), 0n)
}

async function take(
  it: TestFunding,
  step: Step,
  { people, cards, orders }: { people: string[]; cards: string[]; orders: string[] },
): Promise<void> {
  switch (step.do) {
    case 'topUp': {
      const made = await topUpOf(it, people[step.person]!, cards[step.person]!, step.amount)
      return void orders.push(made.id)
    }
    case 'withdraw': {
      const of = { person: people[step.person]!, card: cards[step.person]! }
      const made = await withdrawalOf(it, { ...of, amount: step.amount })
      return void orders.push(made.id)
    }
    case 'spend':
      return void (await drinkTea(it, people[step.person]!, step.amount))
    case 'behave':
      return it.behave(step.behaviour)
    case 'act': {
      const order = orders[step.pick % Math.max(orders.length, 1)]
      if (order === undefined) return
      return actOnOrder(it.ground, { order, act: step.act, by: BY })
    }
    case 'pass':
      return it.pass(step.seconds, step.listening)
    case 'night':
      it.ground.clock.tick(24 * HOURS * 1000)
      await it.pass(0)
      await importStatements(it.funding, BY)
  }
}

/** What is understood and refused is part of life; anything else is a fault. */
function refused(error: unknown): void {
  if (!(error instanceof Error && error.name === 'Refusal')) throw error
}

async function assertSound(it: TestFunding, people: string[]): Promise<void> {
  for (const person of people) {
    assert.ok((await it.has(person)) >= 0n, 'a person is below zero')
    assert.ok((await it.owes(person)) >= 0n, 'a debt is above zero')
  }
  const days = await custodianFigures(it.funding, {
    from: addDays(today(it), -5),
    until: today(it),
  })
  for (const { day, difference } of days) assert.equal(difference ?? 0n, 0n, day)
}
