import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUCKETS_MAX, postingProblem } from './check.ts'
import { AMOUNT_MAX, LEGS_PER_POSTING_MAX } from './posting.ts'
import type { CounterMove, Move, Opening, Posting } from './posting.ts'

const at = new Date('2026-03-03T04:00:00Z')
const leg: Move = { from: { account: 'bank' }, to: { account: 'person:lin:cny' }, amount: 1n }
const good: Posting = {
  id: 'pay_1',
  kind: 'payment',
  intent: new Uint8Array(16),
  occurredAt: at,
  legs: [leg],
}
const counter: CounterMove = { key: 'cap', amount: 1n, ceiling: 10n, window: { kind: 'ever' } }

const withLeg = (more: Partial<Move>): Partial<Posting> => ({ legs: [{ ...leg, ...more }] })
const withOpening = (more: Partial<Opening>): Partial<Posting> =>
  withLeg({
    to: { account: 'person:lin:cny', open: { asset: 'CNY/2', chart: 'person.money', ...more } },
  })
const withCounter = (more: Partial<CounterMove>): Partial<Posting> => ({
  counters: [{ ...counter, ...more }],
})
const withTied = (amount: Move['amount']): Partial<Posting> => ({
  ...withLeg({ amount }),
  quantities: { g: { desired: 9n, min: 0n } },
})
const rolling = (more: object): Partial<Posting> =>
  withCounter({ window: { kind: 'rolling', bucketMs: 1_000, buckets: 24, at, ...more } })

const taken: Record<string, Partial<Posting>> = {
  'no legs at all': { legs: [] },
  'as many legs as there may be': { legs: Array.from({ length: LEGS_PER_POSTING_MAX }, () => leg) },
  'the largest amount': withLeg({ amount: AMOUNT_MAX }),
  'all that there is': withLeg({ amount: 'rest' }),
  'a reference in Chinese': { reference: '茶馆 3 号桌' },
  'the first and the last instant': {
    occurredAt: new Date('0001-01-01T00:00:00Z'),
    ...withOpening({ expiresAt: new Date('9999-12-31T23:59:59.999Z') }),
  },
  'an account without floor and ceiling': withOpening({ floor: null, ceiling: null }),
  'a quantity of nothing': { quantities: { g: { desired: 0n, min: 0n } } },
  'a whole, a ratio and a part': {
    quantities: { g: { desired: 9n, min: 3n } },
    legs: [
      { ...leg, amount: { of: 'g' } },
      { ...leg, amount: { of: 'g', ratio: [0n, 1n] } },
      { ...leg, amount: { of: 'g', part: { index: 1, weights: [0n, 1n] } } },
    ],
  },
  'a share of a counter for ever': {
    ...withLeg({ amount: { share: 5n, per: 9n, counter: 'cap' } }),
    counters: [counter],
  },
  'a counter that is given back to': withCounter({ amount: -AMOUNT_MAX }),
  'a rolling window of a day': rolling({}),
  'a hold from a pocket': {
    legs: [
      {
        from: { pocket: 'points:town', holder: 'per_lin', asset: 'PTS/0', ceiling: 0n },
        to: { newHold: 'hld_1', expiresAt: at },
        amount: 1n,
      },
      { release: 'hld_1' },
    ],
  },
}

const malformed: Record<string, Partial<Posting>> = {
  'an empty id': { id: '' },
  'an id with a blank': { id: 'pay 1' },
  'an id in Chinese': { id: '付款' },
  'an id of 129 characters': { id: 'x'.repeat(129) },
  'an empty kind': { kind: '' },
  'a kind of 65 characters': { kind: 'x'.repeat(65) },
  'a kind with a zero byte': { kind: 'pay\0ment' },
  'an empty reference': { reference: '' },
  'a reference that never ends': { reference: 'x'.repeat(70_000) },
  'half a character in the reference': { reference: '\ud800' },
  'a fingerprint of 15 bytes': { intent: new Uint8Array(15) },
  'no instant': { occurredAt: new Date(NaN) },
  'an instant before the calendar': { occurredAt: new Date('0000-12-31T23:59:59Z') },
  'an instant after the calendar': { occurredAt: new Date(8.64e15) },
  '65 legs': { legs: Array.from({ length: LEGS_PER_POSTING_MAX + 1 }, () => leg) },
  'nothing moved': withLeg({ amount: 0n }),
  'a negative amount': withLeg({ amount: -1n }),
  'an amount beyond int8': withLeg({ amount: AMOUNT_MAX + 1n }),
  'a leg from nowhere': withLeg({ from: [] }),
  'a leg to nowhere': withLeg({ to: [] }),
  'an address in capitals': withLeg({ to: { account: 'Person:lin' } }),
  'an address with an empty segment': withLeg({ to: { account: 'person::lin' } }),
  'an address that ends in a colon': withLeg({ to: { account: 'person:' } }),
  'an address of 201 characters': withLeg({ to: { account: 'x'.repeat(201) } }),
  'an asset without a scale': withOpening({ asset: 'CNY' }),
  'an asset in small letters': withOpening({ asset: 'cny/2' }),
  'a floor above zero': withOpening({ floor: 1n }),
  'a floor below int8': withOpening({ floor: -AMOUNT_MAX - 1n }),
  'a ceiling below zero': withOpening({ ceiling: -1n }),
  'a ceiling above int8': withOpening({ ceiling: AMOUNT_MAX + 1n }),
  'a chart code with a blank': withOpening({ chart: 'person money' }),
  'a holder with a bar': withOpening({ holder: 'per|CNY/2|points' }),
  'a pocket with a zero byte': withOpening({ pocket: 'points\0' }),
  'an account that expires never and nowhere': withOpening({ expiresAt: new Date(NaN) }),
  'a pocket of nobody': withLeg({ from: { pocket: 'points', holder: '', asset: 'PTS/0' } }),
  'a pocket of no asset': withLeg({ from: { pocket: 'points', holder: 'per_lin', asset: 'PTS' } }),
  'a pocket that owes': withLeg({
    from: { pocket: 'points', holder: 'per_lin', asset: 'PTS/0', ceiling: -1n },
  }),
  'a hold with a colon': withLeg({ to: { newHold: 'hld:1', expiresAt: at } }),
  'a hold beside another target': withLeg({
    to: [{ account: 'bank' }, { newHold: 'hld_1', expiresAt: at }],
  }),
  'a hold that ends at no instant': withLeg({ to: { newHold: 'hld_1', expiresAt: new Date(NaN) } }),
  'the release of nothing': { legs: [{ release: '' }] },
  'a minimum above what is desired': { quantities: { g: { desired: 1n, min: 2n } } },
  'a negative minimum': { quantities: { g: { desired: 1n, min: -1n } } },
  'a quantity beyond int8': { quantities: { g: { desired: AMOUNT_MAX + 1n, min: 0n } } },
  'an amount tied to nothing': withLeg({ amount: { of: 'g' } }),
  'an amount tied to what every object has': withTied({ of: 'toString' }),
  'a ratio over zero': withTied({ of: 'g', ratio: [1n, 0n] }),
  'a negative ratio': withTied({ of: 'g', ratio: [-1n, 1n] }),
  'a part beyond the weights': withTied({ of: 'g', part: { index: 2, weights: [1n, 1n] } }),
  'weights of nothing': withTied({ of: 'g', part: { index: 0, weights: [0n] } }),
  'a negative weight': withTied({ of: 'g', part: { index: 0, weights: [2n, -1n] } }),
  'a share of a counter that is not moved': withLeg({
    amount: { share: 1n, per: 1n, counter: 'cap' },
  }),
  'a share of a counter with a window': {
    ...withLeg({ amount: { share: 1n, per: 1n, counter: 'cap' } }),
    ...rolling({}),
  },
  'a share over zero': {
    ...withLeg({ amount: { share: 1n, per: 0n, counter: 'cap' } }),
    counters: [counter],
  },
  'a counter without a key': withCounter({ key: '' }),
  'a counter that moves beyond int8': withCounter({ amount: -AMOUNT_MAX - 1n }),
  'a counter tied to nothing': withCounter({ amount: { of: 'g' } }),
  'a window that ends as it begins': withCounter({
    window: { kind: 'fixed', startsAt: at, endsAt: at },
  }),
  'buckets that last no time': rolling({ bucketMs: 0 }),
  'a rolling window without buckets': rolling({ buckets: 0 }),
  'more buckets than anybody needs': rolling({ buckets: BUCKETS_MAX + 1 }),
  'a rolling window at no instant': rolling({ at: new Date(NaN) }),
  'a condition on no address': { conditions: [{ account: 'per\0', atLeast: 1n }] },
  'the closing of no address': { close: [''] },
}

test('what is well-formed is taken', () => {
  assert.equal(postingProblem(good), undefined)
  for (const [what, part] of Object.entries(taken))
    assert.equal(postingProblem({ ...good, ...part }), undefined, what)
})

test('what is malformed is named in a sentence that is short whatever was sent', () => {
  for (const [what, part] of Object.entries(malformed)) {
    const problem = postingProblem({ ...good, ...part })
    assert.ok(problem, `${what} is taken`)
    assert.ok(problem.length < 160, `${what}: ${problem.length} characters`)
  }
})
