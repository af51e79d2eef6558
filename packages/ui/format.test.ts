import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, formatCount, formatRatio, minorToNumber, splitAmount } from './format.ts'

test('an amount keeps every digit, far beyond what a float could hold', () => {
  assert.equal(formatAmount('9223372036854775807', 'CNY/2'), '¥92,233,720,368,547,758.07')
  assert.equal(formatAmount(-5n, 'USD/2'), '\u2212$0.05')
  assert.equal(formatAmount('0', 'CNY/2'), '¥0.00')
  assert.equal(formatAmount('-0', 'CNY/2'), '¥0.00')
})

test('an asset without minor units has no decimals and names its unit', () => {
  assert.equal(formatAmount('1234', 'PTS/0'), '1,234 PTS')
  assert.equal(formatAmount('1234', 'PTS/0', { units: { PTS: '分' }, plus: true }), '+1,234 分')
  assert.deepEqual(splitAmount('7', 'PTS/0').fraction, '')
})

test('what is not a number of minor units is refused, never shown as one', () => {
  for (const wrong of ['', '1.5', 'abc', '1e3', ' 1']) {
    assert.throws(() => splitAmount(wrong, 'CNY/2'), RangeError, wrong)
  }
})

test('a change is rounded towards zero to a tenth of a percent and has no value from nothing', () => {
  assert.deepEqual(formatRatio(150n, 100n), { text: '+50.0%', rising: true })
  assert.deepEqual(formatRatio(2n, 3n), { text: '\u221233.3%', rising: false })
  assert.equal(formatRatio(5n, 0n), undefined)
})

test('counts are grouped and drawing values scaled', () => {
  assert.equal(formatCount(1234567), '1,234,567')
  assert.equal(formatCount('-1234'), '\u22121,234')
  assert.equal(minorToNumber('12345', 'CNY/2'), 123.45)
})
