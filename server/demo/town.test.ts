import assert from 'node:assert/strict'
import { test } from 'node:test'
import { businessDate, weekday } from '@suanpan/kernel/time'
import { SHOPS, type Category } from './shops.ts'
import { FROZEN_PEOPLE, townEvents, TOWN_PEOPLE, type TownEvent } from './town.ts'

const ZONE = 'Asia/Shanghai'
const OPTIONS = { seed: 'yunxi', until: '2026-03-30', zone: ZONE }
const town = townEvents(OPTIONS)

function ofKind<K extends TownEvent['kind']>(kind: K): Extract<TownEvent, { kind: K }>[] {
  return town.events.filter(
    (event): event is Extract<TownEvent, { kind: K }> => event.kind === kind,
  )
}

test('the same seed gives the same town, another seed another', () => {
  const small = { ...OPTIONS, people: 60, days: 10 }
  assert.deepEqual(townEvents(small), townEvents(small))
  assert.notDeepEqual(townEvents(small).events, townEvents({ ...small, seed: 'other' }).events)
})

test('2,000 people make about 20,000 payments in 60 shops on 90 days that end with the last one', () => {
  assert.equal(town.people.length, TOWN_PEOPLE)
  assert.equal(SHOPS.length, 60)
  assert.equal(new Set(SHOPS.map(({ name }) => name)).size, 60)
  const payments = ofKind('pay')
  assert.ok(payments.length > 18_000 && payments.length < 22_000, String(payments.length))
  const days = new Set(town.events.map(({ at }) => businessDate(at, ZONE)))
  assert.equal(days.size, 90)
  assert.deepEqual([[...days].sort().at(0), [...days].sort().at(-1)], ['2025-12-31', '2026-03-30'])
  assert.equal(new Set(payments.map(({ shop }) => shop)).size, 60)
})

test('nobody spends money or points they do not have, and who is frozen does nothing more', () => {
  const money = new Map<number, bigint>()
  const points = new Map<number, bigint>()
  const earnedOn = new Map<string, bigint>()
  const registered = new Set<number>()
  const frozen = new Set<number>()
  const refundedPayments = new Set(ofKind('refund').map(({ payment }) => payment))
  const add = (to: Map<number, bigint>, person: number, amount: bigint): void => {
    const now = (to.get(person) ?? 0n) + amount
    assert.ok(now >= 0n, `person ${person} falls to ${now}`)
    to.set(person, now)
  }
  for (const event of town.events) {
    if (event.kind === 'register') registered.add(event.person)
    if (!('person' in event)) continue
    assert.ok(registered.has(event.person))
    assert.ok(!frozen.has(event.person))
    if (event.kind === 'freeze') frozen.add(event.person)
    if (event.kind === 'topUp') add(money, event.person, event.amount)
    if (event.kind === 'redeem') add(points, event.person, -event.points)
    if (event.kind !== 'pay') continue
    add(money, event.person, -event.amount)
    // A refund takes points back, and what arrives late has expired: both are left out.
    if (refundedPayments.has(event.payment) || event.at > event.occurredAt) continue
    const day = `${event.person} ${businessDate(event.at, ZONE)}`
    const before = earnedOn.get(day) ?? 0n
    const earned = event.amount / 100n < 800n - before ? event.amount / 100n : 800n - before
    earnedOn.set(day, before + earned)
    add(points, event.person, earned)
  }
  assert.equal(frozen.size, FROZEN_PEOPLE)
})

test('a refund comes after its payment, once, and never above it', () => {
  const payments = new Map(ofKind('pay').map((event) => [event.payment, event]))
  const refunds = ofKind('refund')
  assert.equal(new Set(refunds.map(({ payment }) => payment)).size, refunds.length)
  const share = refunds.length / payments.size
  assert.ok(share > 0.005 && share < 0.02, String(share))
  for (const refund of refunds) {
    const payment = payments.get(refund.payment)
    assert.ok(payment && refund.at > payment.at)
    assert.ok(refund.amount > 0n && refund.amount <= payment.amount)
  }
})

test('one payment arrives over a year late, so its points have expired when they are earned', () => {
  const late = ofKind('pay').filter(({ at, occurredAt }) => at > occurredAt)
  assert.equal(late.length, 1)
  assert.ok(
    late.every(({ at, occurredAt }) => at.getTime() - occurredAt.getTime() > 395 * 86_400_000),
  )
})

test('the valley fills at the weekend, noodles are eaten at noon, and nobody buys bread at night', () => {
  const perWeekday = (place: 'town' | 'valley'): number[] => {
    const counts = [0, 0, 0, 0, 0, 0, 0]
    for (const { at, shop } of ofKind('pay')) {
      const day = weekday(businessDate(at, ZONE))
      if (SHOPS[shop]?.place === place) counts[day] = (counts[day] ?? 0) + 1
    }
    return counts
  }
  const valley = perWeekday('valley')
  assert.ok((valley[6] ?? 0) > 2 * (valley[2] ?? 0), valley.join(' '))
  const inTown = perWeekday('town')
  assert.ok((inTown[6] ?? 0) < 2 * (inTown[2] ?? 0), inTown.join(' '))
  const hours = (category: Category): number[] =>
    ofKind('pay')
      .filter(({ shop }) => SHOPS[shop]?.category === category)
      .map(({ at }) => (at.getUTCHours() + 8) % 24)
  const noodles = hours('noodles')
  const atNoon = noodles.filter((hour) => hour === 12 || hour === 11).length
  assert.ok(atNoon > noodles.filter((hour) => hour === 15 || hour === 16).length)
  assert.ok(hours('bakery').every((hour) => hour >= 5))
})

test('people are called as people here are, and no phone is one that could ring', () => {
  for (const { name, phone } of town.people) {
    assert.match(name, /^\p{Script=Han}{2,4}$/u)
    assert.match(phone, /^100\d{8}$/)
  }
  assert.equal(new Set(town.people.map(({ phone }) => phone)).size, TOWN_PEOPLE)
})

test('events come in the order of time', () => {
  town.events.forEach((event, index) => {
    const before = town.events[index - 1]
    assert.ok(before === undefined || before.at <= event.at)
  })
})
