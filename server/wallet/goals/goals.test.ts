import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { Refusal } from '@suanpan/contract/refusals'
import { CNY, moneyIn, testFunding, type TestFunding } from '../../../tests/harness/funding.ts'
import { auditBooks } from '../../audit/index.ts'
import {
  changeGoal,
  custodianFigures,
  endGoal,
  getGoal,
  goalsOfParty,
  listBills,
  listGoals,
  movesOfGoal,
  openGoal,
  putIn,
  saveRegularly,
  savedIn,
  shareGoal,
  takeOut,
  type Goal,
} from '../index.ts'
import { nextAfter } from './open.ts'

type Wish = Partial<Parameters<typeof openGoal>[1]>

const opened = ({ ground }: TestFunding, person: string, wish: Wish = {}): Promise<Goal> =>
  openGoal(ground, {
    id: newId('gol', ground.clock.now()),
    person,
    asset: CNY,
    name: '去敦煌',
    target: 3_000_00n,
    due: null,
    regular: null,
    party: null,
    ...wish,
  })

const move = ({ ground }: TestFunding, goal: Goal, amount: bigint) => ({
  id: newId('gmv', ground.clock.now()),
  goal,
  amount,
  at: ground.clock.now(),
})

const codeOf = (error: unknown): string => (error instanceof Refusal ? error.code : String(error))

async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'done', codeOf)
}

test('what is put aside is still the person’s, is no spending, and comes back when the goal ends', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await moneyIn(it, lin, 500_00n)
  const goal = await opened(it, lin)
  it.ground.clock.tick(1_000)
  await putIn(it.books, move(it, goal, 300_00n))
  it.ground.clock.tick(1_000)
  await takeOut(it.books, move(it, goal, 50_00n))
  it.ground.clock.tick(1_000)
  assert.equal(await it.has(lin), 250_00n)
  assert.equal((await savedIn(it.books, [goal])).get(goal.id), 250_00n)
  const refused = putIn(it.books, move(it, goal, 251_00n))
  assert.equal(await outcome(refused), 'insufficient_funds')
  await endGoal(it.books, { goal: goal.id, person: lin, at: it.ground.clock.now() })
  await endGoal(it.books, { goal: goal.id, person: lin, at: it.ground.clock.now() })
  assert.equal(await it.has(lin), 500_00n)
  assert.deepEqual(await listGoals(it.ground, lin), [])
  assert.equal(await outcome(putIn(it.books, move(it, goal, 1n))), 'goal_ended')
  const bills = await listBills(it.ground.db, { person: lin, limit: 9 })
  assert.deepEqual(
    bills.map(({ kind, direction, effect, amount }) => `${kind} ${direction} ${effect} ${amount}`),
    ['saving in own 25000', 'saving in own 5000', 'saving out own 30000', 'topup in own 50000'],
  )
  assert.equal((await auditBooks(it.books)).difference, undefined)
})

test('the custodian’s page counts what is put aside as money of people', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await moneyIn(it, lin, 500_00n)
  await putIn(it.books, move(it, await opened(it, lin), 300_00n))
  const day = it.ground.clock.now().toISOString().slice(0, 10)
  const [figures] = await custodianFigures(it.funding, { from: day, until: day })
  assert.equal(figures?.people, 500_00n)
})

test('a move that comes twice moves once, and with another amount is refused', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await moneyIn(it, lin, 500_00n)
  const put = move(it, await opened(it, lin), 100_00n)
  const all = await Promise.all([1, 2, 3].map(() => putIn(it.books, put)))
  assert.equal(all.filter(({ replayed }) => !replayed).length, 1)
  assert.equal(await it.has(lin), 400_00n)
  const other = putIn(it.books, { ...put, amount: 1n })
  assert.equal(await outcome(other), 'id_used_with_other_content')
})

test('whoever races with the end of a goal, nothing is left behind in it', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  await moneyIn(it, lin, 1_000_00n)
  for (let round = 0; round < 6; round++) {
    const goal = await opened(it, lin)
    if (round % 2 === 0) await putIn(it.books, move(it, goal, 5_00n))
    const at = it.ground.clock.now()
    const ending = () => endGoal(it.books, { goal: goal.id, person: lin, at })
    const puts = Array.from({ length: 8 }, () => putIn(it.books, move(it, goal, 1_00n)))
    const outcomes = await Promise.all([...puts, ending(), ending()].map(outcome))
    for (const each of outcomes) assert.ok(['done', 'goal_ended'].includes(each), each)
    assert.ok((await getGoal(it.ground, { goal: goal.id, person: lin })).endedAt)
    assert.equal((await savedIn(it.books, [goal])).get(goal.id) ?? 0n, 0n)
    assert.equal(await it.has(lin), 1_000_00n)
  }
})

test('what is saved by itself is put aside once a day it is due, and a short balance skips with a word', async (t) => {
  const it = await testFunding(t)
  it.ground.clock.set('2026-01-31T02:00:00Z')
  const lin = await it.person()
  await moneyIn(it, lin, 150_00n)
  const goal = await opened(it, lin, { regular: { every: 'month', amount: 100_00n } })
  const on = async (day: string): Promise<void> => {
    it.ground.clock.set(`${day}T02:00:00Z`)
    await Promise.all([1, 2].map(() => saveRegularly(it.books, it.ground.clock.now())))
  }
  await on('2026-02-27')
  assert.equal(await it.has(lin), 150_00n)
  await on('2026-02-28')
  assert.equal(await it.has(lin), 50_00n)
  await on('2026-03-31')
  assert.equal(await it.has(lin), 50_00n)
  const letters = await it.ground.db.query<{ type: string; reason: string | null }>(
    `select type, body->>'reason' as reason from platform.letters
     where type like 'goal.%' order by seq`,
  )
  assert.deepEqual(letters, [
    { type: 'goal.saved', reason: null },
    { type: 'goal.skipped', reason: 'insufficient_funds' },
  ])
  const { regular } = await getGoal(it.ground, { goal: goal.id, person: lin })
  assert.equal(regular?.next, '2026-04-30')
  const [saved] = await movesOfGoal(it.ground, goal.id, 9)
  assert.equal(saved?.regular, true)
})

test('a crash between putting aside and moving on, and another amount since, keep nobody from saving', async (t) => {
  const it = await testFunding(t)
  it.ground.clock.set('2026-01-31T02:00:00Z')
  const regular = { every: 'week' as const, amount: 10_00n }
  const people = [await it.person('林'), await it.person('王')]
  for (const person of people) {
    await moneyIn(it, person, 100_00n)
    await opened(it, person, { regular })
  }
  it.ground.clock.set('2026-02-07T02:00:00Z')
  await saveRegularly(it.books, it.ground.clock.now())
  // As if it had died before it moved the day on, and the person had then asked for more.
  await it.ground.db.query(
    `update wallet.goals set regular_next = '2026-02-07', regular_amount = 2500 where person = $1`,
    [people[0]],
  )
  it.ground.clock.set('2026-02-14T02:00:00Z')
  await saveRegularly(it.books, it.ground.clock.now())
  assert.deepEqual(await Promise.all(people.map((person) => it.has(person))), [90_00n, 80_00n])
  it.ground.clock.set('2026-02-21T02:00:00Z')
  await saveRegularly(it.books, it.ground.clock.now())
  assert.deepEqual(await Promise.all(people.map((person) => it.has(person))), [65_00n, 70_00n])
})

test('a goal is opened once for each id, and another wish under it is refused', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const id = newId('gol', it.ground.clock.now())
  const both = await Promise.all([opened(it, lin, { id }), opened(it, lin, { id })])
  assert.deepEqual(both[0], both[1])
  assert.equal((await listGoals(it.ground, lin)).length, 1)
  for (const other of [{ target: 1n }, { name: '新车' }, { due: '2099-01-01' }]) {
    assert.equal(await outcome(opened(it, lin, { id, ...other })), 'id_used_with_other_content')
  }
})

test('a shorter month does not move the day for good', () => {
  const rule = { every: 'month' as const, day: 31 }
  const days = ['2026-01-31']
  while (days.length < 5) days.push(nextAfter(days.at(-1) ?? '', rule))
  assert.deepEqual(days, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'])
  assert.equal(nextAfter('2026-12-15', { every: 'month', day: 15 }), '2027-01-15')
  assert.equal(nextAfter('2026-12-29', { every: 'week', day: 29 }), '2027-01-05')
})

test('those who save together each have their own: one goal a person, and nobody reaches another’s', async (t) => {
  const it = await testFunding(t)
  const [lin, wang] = [await it.person('林'), await it.person('王')]
  await moneyIn(it, lin, 100_00n)
  await moneyIn(it, wang, 100_00n)
  const first = await opened(it, lin)
  const party = await shareGoal(it.ground, { goal: first.id, person: lin })
  assert.equal(await shareGoal(it.ground, { goal: first.id, person: lin }), party)
  const second = await opened(it, wang, { party })
  await putIn(it.books, move(it, first, 60_00n))
  await putIn(it.books, move(it, second, 10_00n))
  const saved = await savedIn(it.books, await goalsOfParty(it.ground, party))
  assert.deepEqual([saved.get(first.id), saved.get(second.id)], [60_00n, 10_00n])
  assert.equal(await outcome(takeOut(it.books, move(it, second, 11_00n))), 'insufficient_funds')
  assert.equal(await outcome(opened(it, wang, { party })), 'goal_joined_already')
  assert.equal(
    await outcome(getGoal(it.ground, { goal: first.id, person: wang })),
    'goal_not_found',
  )
  await endGoal(it.books, { goal: second.id, person: wang, at: it.ground.clock.now() })
  assert.equal((await goalsOfParty(it.ground, party)).length, 1)
  assert.equal(await outcome(opened(it, wang, { party })), 'done')
})

test('there are twenty goals at most, whoever opens them at once, and a day that is over is none to save for', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const all = await Promise.all(Array.from({ length: 24 }, () => outcome(opened(it, lin))))
  assert.equal(all.filter((each) => each === 'done').length, 20)
  assert.equal(all.filter((each) => each === 'goals_used').length, 4)
  const wang = await it.person('王')
  const due = it.ground.clock.now().toISOString().slice(0, 10)
  assert.equal(await outcome(opened(it, wang, { due })), 'goal_due_past')
  const goal = await opened(it, wang, { regular: { every: 'week', amount: 5_00n } })
  const changed = await changeGoal(it.ground, {
    goal: goal.id,
    person: wang,
    name: '新车',
    target: 9_00n,
    due: null,
    regular: { every: 'week', amount: 6_00n },
  })
  assert.deepEqual([changed.name, changed.target], ['新车', 9_00n])
  assert.equal(changed.regular?.next, goal.regular?.next)
})
