import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson, fingerprint } from './canonical.ts'

test('the order in which properties were written does not matter, the order of a list does', () => {
  assert.equal(
    canonicalJson({ b: 1, a: { d: [2, 1], c: null } }),
    '{"a":{"c":null,"d":[2,1]},"b":1}',
  )
  assert.notDeepEqual(fingerprint([1, 2]), fingerprint([2, 1]))
})

test('keys are ordered by code unit, as every language can', () => {
  assert.equal(
    canonicalJson({ é: 1, z: 2, Z: 3, '10': 4, '9': 5, 茶: 6 }),
    '{"10":4,"9":5,"Z":3,"z":2,"é":1,"茶":6}',
  )
})

test('an amount keeps every digit and an instant its millisecond', () => {
  assert.equal(canonicalJson({ amount: 9_007_199_254_740_993n }), '{"amount":9007199254740993}')
  assert.equal(canonicalJson(new Date(0)), '"1970-01-01T00:00:00.000Z"')
  assert.equal(canonicalJson([-0, 1e21]), '[0,1e+21]')
})

test('a property that is undefined is one that is not there', () => {
  assert.equal(canonicalJson({ a: undefined, b: [undefined] }), '{"b":[null]}')
})

test('what JSON cannot say is refused, not guessed', () => {
  for (const wrong of [NaN, Infinity, () => 1, new Map(), undefined, Symbol('x')]) {
    assert.throws(() => canonicalJson(wrong), TypeError)
  }
})

test('a fingerprint has 16 bytes and is the same in every release', () => {
  assert.equal(
    fingerprint({ amount: 1234n, asset: 'CNY/2', 备注: '茶' }).toString('hex'),
    '768f4b842bd74297a0843835a32f7ce6',
  )
})
