import assert from 'node:assert/strict'
import { test } from 'node:test'
import { derivedId, idAt, idTime, isId, newId } from './ids.ts'

const NOON = new Date('2026-03-03T04:00:00.000Z')

test('an id is a prefix and 26 characters, and tells the millisecond it was made', () => {
  const id = newId('pay', NOON)
  assert.match(id, /^pay_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
  assert.deepEqual(idTime(id), NOON)
  assert.ok(isId(id) && isId(id, 'pay') && !isId(id, 'ref'))
})

test('ids sort by the time they were made, from the first to the last millisecond they can hold', () => {
  const times = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1]
  const ids = times.map((time) => newId('pay', new Date(time)))
  assert.deepEqual(ids.toSorted(), ids)
  assert.deepEqual(
    ids.map((id) => idTime(id).getTime()),
    times,
  )
})

test('a hundred thousand ids of one millisecond are all different', () => {
  const ids = new Set(Array.from({ length: 100_000 }, () => newId('pay', NOON)))
  assert.equal(ids.size, 100_000)
})

test('a derived id is always the same, keeps the time of its origin, and differs by purpose', () => {
  const letter = newId('let', NOON)
  const earned = derivedId('ern', letter, 'points')
  assert.equal(derivedId('ern', letter, 'points'), earned)
  assert.notEqual(derivedId('ern', letter, 'stamps'), earned)
  assert.notEqual(derivedId('ern', newId('let', NOON), 'points'), earned)
  assert.deepEqual(idTime(earned), NOON)
})

test('a derived id is the same in every release', () => {
  assert.equal(
    derivedId('pay', 'per_01kjs4f5000000000000000000:POST /v1/payments:k1', 'payment'),
    'pay_01kjs4f5001d1agy0njjwmghye',
  )
  assert.equal(derivedId('per', 'cdnow:00001', 'person'), 'per_0000000000tge76t2z66mt934g')
})

test('where an id begins longer text the rest counts too', () => {
  const lin = newId('per', NOON)
  assert.notEqual(derivedId('pay', `${lin}:a`, ''), derivedId('pay', `${lin}:b`, ''))
  assert.deepEqual(idTime(derivedId('pay', `${lin}:a`, '')), NOON)
})

test('what is no id is told apart and refused', () => {
  for (const wrong of ['', 'pay_', newId('pay', NOON).toUpperCase(), `${newId('pay', NOON)}0`]) {
    assert.ok(!isId(wrong), wrong)
    assert.throws(() => idTime(wrong), TypeError)
  }
  assert.throws(() => newId('payment', NOON), TypeError)
  assert.throws(() => newId('pay', new Date(-1)), RangeError)
  assert.throws(() => newId('pay', new Date(NaN)), RangeError)
})

test('the id of a thing follows from when it happened and what it is', () => {
  const id = idAt('pay', NOON, 'line 7')
  assert.equal(id, idAt('pay', new Date(NOON), 'line 7'))
  assert.ok(isId(id, 'pay'))
  assert.deepEqual(idTime(id), NOON)
  assert.notEqual(id, idAt('pay', NOON, 'line 8'))
  assert.notEqual(id.slice(14), idAt('pay', new Date(NOON.getTime() + 1), 'line 7').slice(14))
})
