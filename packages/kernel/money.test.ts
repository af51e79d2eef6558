import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allocate, formatAmount, isAsset, moneyToJson, parseAmount, parseAsset } from './money.ts'

test('a total is split by largest remainder, the earlier first where remainders are equal', () => {
  const table: [bigint, bigint[], bigint[]][] = [
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [10n, [1999n, 2999n, 5001n], [2n, 3n, 5n]],
    [0n, [1n, 2n], [0n, 0n]],
    [1n, [0n, 1n, 1n], [0n, 1n, 0n]],
    [7n, [5n], [7n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
  ]
  for (const [total, weights, parts] of table) assert.deepEqual(allocate(total, weights), parts)
})

test('splitting neither loses nor makes a unit, and no part is a unit away from its share', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (total, shares) => {
      const sum = shares.reduce((a, b) => a + b, 0n)
      fc.pre(sum > 0n)
      const parts = allocate(total, shares)
      assert.equal(
        parts.reduce((a, b) => a + b, 0n),
        total,
      )
      parts.forEach((part, index) => {
        const off = part * sum - total * (shares[index] ?? 0n)
        assert.ok(off < sum && off > -sum)
      })
    }),
  )
})

test('weights that are negative or all zero are refused', () => {
  assert.throws(() => allocate(10n, [1n, -1n]), RangeError)
  assert.throws(() => allocate(10n, [0n, 0n]), RangeError)
  assert.throws(() => allocate(10n, []), RangeError)
})

test('an amount is read exactly', () => {
  const table: [string, number, bigint][] = [
    ['29.33', 2, 2933n],
    ['0.1', 2, 10n],
    ['5', 2, 500n],
    ['-5.00', 2, -500n],
    ['1,234,567.89', 2, 123_456_789n],
    ['29.3300', 2, 2933n],
    ['007', 0, 7n],
    ['90071992547409.93', 2, 9_007_199_254_740_993n],
    ['0.000000000000000001', 18, 1n],
  ]
  for (const [text, scale, amount] of table) assert.equal(parseAmount(text, scale), amount, text)
})

test('what is not an amount is refused', () => {
  const junk = [
    '',
    ' ',
    '.',
    '-',
    '+1',
    '1.',
    '.5',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '1.005',
    '--1',
    '1,23',
    '1,2345',
    ',123',
    '12,34.5',
    '1 000',
    ' 1',
    '1\n',
    '１２',
    '١٢',
    '¥1',
    '1.2.3',
    '1_0',
    '9'.repeat(60),
  ]
  for (const text of junk) assert.equal(parseAmount(text, 2), undefined, JSON.stringify(text))
})

test('what was written is read back', () => {
  const amount = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 18 }), fc.boolean(), (value, scale, group) => {
      assert.equal(parseAmount(formatAmount(value, scale, { group }), scale), value)
    }),
  )
  assert.equal(formatAmount(-5n, 2), '-0.05')
  assert.equal(formatAmount(123_456_789n, 2, { group: true }), '1,234,567.89')
  assert.equal(formatAmount(1234n, 0), '1234')
})

test('an asset is a code and a scale', () => {
  assert.deepEqual(parseAsset('CNY/2'), { code: 'CNY', scale: 2 })
  assert.deepEqual(parseAsset('X-COIN.1/18'), { code: 'X-COIN.1', scale: 18 })
  for (const text of ['CNY', 'cny/2', 'C/2', 'CNY/', 'CNY/19', 'CNY/-1', 'CNY/2 ', '/2', '1CN/2']) {
    assert.equal(isAsset(text), false, text)
    assert.throws(() => parseAsset(text), RangeError, text)
  }
})

test('money crosses the wire as digits', () => {
  assert.deepEqual(moneyToJson({ amount: 1234n, asset: 'CNY/2' }), {
    amount: '1234',
    asset: 'CNY/2',
  })
})
