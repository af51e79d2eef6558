import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Posted } from '@suanpan/kernel/posting'
import { seededRandom } from '@suanpan/kernel/random'
import { bank, money, move, named, posting, teahouse, testBooks } from '../../tests/harness/cast.ts'
import { closeDay, getAccount, openBooks, rollUp, seqAt, statement, trialBalance } from './index.ts'

const HOUR_MS = 3_600_000
const topUp = (id: string, amount = 1n) => posting(id, [move(bank, money('lin'), amount)])
const stamps = ({ bookedAt, businessDate }: Posted) => [bookedAt.toISOString(), businessDate]

test('a clock that jumps back and forth never takes the books back in time', async (t) => {
  const { books, another, ground } = await testBooks(t)
  const two = another()
  const dice = seededRandom('clock')
  const start = ground.clock.now().getTime()
  const posted: Posted[] = []
  for (let n = 0; n < 60; n++) {
    ground.clock.set(new Date(start + dice.int(-50, 50) * HOUR_MS))
    posted.push(await dice.pick([books, two]).post(topUp(`top_${n}`)))
  }
  for (const [n, { bookedAt, businessDate, seq }] of posted.entries()) {
    assert.equal(seq, BigInt(n + 1))
    if (n === 0) continue
    assert.ok(bookedAt >= posted[n - 1]!.bookedAt)
    assert.ok(businessDate >= posted[n - 1]!.businessDate)
  }
  assert.ok(new Set(posted.map(({ businessDate }) => businessDate)).size > 2)
})

test('midnight in a burst cuts the batch, and each side has its own business date', async (t) => {
  const { books, ground } = await testBooks(t)
  // In Shanghai it is 16:00 UTC.
  ground.clock.set('2026-03-03T15:59:59.998Z')
  const burst: Promise<Posted>[] = []
  for (let n = 0; n < 9; n++) {
    burst.push(books.post(topUp(`top_${n}`)))
    if (n % 3 === 2) ground.clock.tick(1)
  }
  const posted = await Promise.all(burst)
  assert.deepEqual(posted.map(stamps), [
    ...Array.from({ length: 3 }, () => ['2026-03-03T15:59:59.998Z', '2026-03-03']),
    ...Array.from({ length: 3 }, () => ['2026-03-03T15:59:59.999Z', '2026-03-03']),
    ...Array.from({ length: 3 }, () => ['2026-03-03T16:00:00.000Z', '2026-03-04']),
  ])
  const batches = await ground.db.query(
    `select business_date as day, first_seq as first, last_seq as last from ledger.batches order by batch`,
  )
  assert.deepEqual(batches, [
    { day: '2026-03-03', first: 1n, last: 6n },
    { day: '2026-03-04', first: 7n, last: 9n },
  ])
})

test('nothing books into a closed day, whichever poster and whatever the clock says', async (t) => {
  const { books, another, ground } = await testBooks(t)
  const two = another()
  await books.post(topUp('top_1'))
  await two.post(topUp('top_2'))
  ground.clock.set('2026-03-05T02:00:00Z')
  await closeDay(books, { date: '2026-03-04', by: 'opr_1' })
  for (const at of ['2026-03-03T05:00:00Z', '2026-03-04T15:59:59Z', '2020-01-01T00:00:00Z']) {
    ground.clock.set(at)
    for (const poster of [books, two]) {
      const dry = await poster.dryRun(topUp(`try ${at}`.replace(' ', '_')))
      const posted = await poster.post(topUp(`top_${at}_${poster === two}`))
      assert.equal(posted.businessDate, '2026-03-05')
      assert.deepEqual(dry.state === 'posted' && stamps(dry), stamps(posted))
    }
  }
  const { rows, closed } = await trialBalance(ground.db, '2026-03-04')
  assert.equal(closed, true)
  assert.deepEqual(
    rows.map(({ chart, closing }) => [chart, closing]),
    [
      ['bank.clearing', -2n],
      ['person.money', 2n],
    ],
  )
})

test('another zone in the configuration does not take the business date back', async (t) => {
  const { books, ground } = await testBooks(t)
  ground.clock.set('2026-03-03T17:00:00Z')
  assert.equal((await books.post(topUp('top_1'))).businessDate, '2026-03-04')
  const moved = openBooks({ ...ground, config: { ...ground.config, zone: 'America/Lima' } })
  ground.onEnd(() => moved.close())
  assert.equal((await moved.post(topUp('top_2'))).businessDate, '2026-03-04')
  ground.clock.set('2026-03-06T04:00:00Z')
  assert.equal((await moved.post(topUp('top_3'))).businessDate, '2026-03-05')
})

test('as of an instant or a version an account has what its entries up to there come to', async (t) => {
  const { books, ground } = await testBooks(t)
  const dice = seededRandom('as of')
  const people = ['lin', 'wang', 'zhao']
  const sent: Promise<Posted>[] = []
  for (let n = 0; n < 200; n++) {
    // Several postings share an instant, and some instants have none.
    if (dice.chance(0.4)) ground.clock.tick(dice.int(1, 3) * 60_000)
    const to = dice.chance(0.7) ? money(dice.pick(people)) : teahouse
    sent.push(books.post(posting(`pst_${n}`, [move(bank, to, BigInt(dice.int(1, 9)))])))
    if (dice.chance(0.1)) await Promise.all(sent)
  }
  const posted = await Promise.all(sent)
  const addresses = [...people.map((person) => `person:${person}:cny`), teahouse.account]
  for (let n = 0; n < 25; n++) {
    const at = new Date(
      ground.clock.now().getTime() - dice.int(0, 4 * 60) * 60_000 + dice.int(-1, 1),
    )
    const booked = posted.filter(({ bookedAt }) => bookedAt <= at)
    assert.equal(await seqAt(ground.db, 1, at), BigInt(booked.length), at.toISOString())
    for (const address of addresses) {
      const own = booked.flatMap(({ entries }) => entries).filter((e) => e.address === address)
      const { balance, version } = await getAccount(ground.db, 1, address, { at })
      assert.deepEqual([balance, version], [sum(own), BigInt(own.length)], at.toISOString())
      const asOfVersion = await getAccount(ground.db, 1, address, { version })
      assert.equal(asOfVersion.balance, balance)
    }
    const rolled = await rollUp(ground.db, 1, 'person', { at })
    const held = booked.flatMap(({ entries }) => entries).filter(isPersons)
    assert.equal(
      rolled.reduce((total, { balance }) => total + balance, 0n),
      sum(held),
    )
  }
  const lines = await statement(ground.db, 1, 'person:lin:cny', { limit: 500 })
  assert.equal(lines[0]?.balance, sum(lines))
})

test('a roll-up sums an asset by the next segment of the address, now and as of then', async (t) => {
  const { books, ground } = await testBooks(t)
  await books.post(posting('a', [move(bank, money('lin'), 70n), move(bank, money('wang'), 30n)]))
  const then = ground.clock.now()
  ground.clock.tick(HOUR_MS)
  await books.post(posting('b', [move(named('person:lin:cny'), teahouse, 20n)]))
  const rows = async (prefix: string, at?: Date) =>
    (await rollUp(ground.db, 1, prefix, at ? { at } : {})).map(
      ({ segment, balance, accounts, leaf }) => [segment, balance, accounts, leaf],
    )
  assert.deepEqual(await rows(''), [
    ['bank', -100n, 1n, false],
    ['merchant', 20n, 1n, false],
    ['person', 80n, 2n, false],
  ])
  assert.deepEqual(await rows('person'), [
    ['lin', 50n, 1n, false],
    ['wang', 30n, 1n, false],
  ])
  assert.deepEqual(await rows('person:lin'), [['cny', 50n, 1n, true]])
  assert.deepEqual(await rows('person', then), [
    ['lin', 70n, 1n, false],
    ['wang', 30n, 1n, false],
  ])
})

const sum = (entries: { amount: bigint }[]): bigint =>
  entries.reduce((total, { amount }) => total + amount, 0n)
const isPersons = ({ address }: { address: string }): boolean => address.startsWith('person:')
