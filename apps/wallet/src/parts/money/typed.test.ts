import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minorOf, textOf, typed } from './typed.ts'

test('an amount is typed digit by digit and never becomes something else', () => {
  const cases: [string, string | undefined][] = [
    ['', ''],
    ['5', '5'],
    ['05', '5'],
    ['.', '0.'],
    ['0.5', '0.5'],
    ['12.34', '12.34'],
    ['12.345', undefined],
    ['1.2.3', undefined],
    ['1,234.5', '1234.5'],
    ['-1', undefined],
    ['1e9', undefined],
    ['\u0661', undefined],
    ['1234567890', undefined],
    ['123456789.99', '123456789.99'],
  ]
  for (const [text, expected] of cases) assert.equal(typed(text), expected, text)
})

test('what was typed is exact in minor units, and nothing is not zero', () => {
  assert.equal(minorOf('12.5'), 1250n)
  assert.equal(minorOf('0.01'), 1n)
  assert.equal(minorOf('123456789.99'), 12345678999n)
  assert.equal(minorOf('7', 0), 7n)
  assert.equal(minorOf('0.'), 0n)
  assert.equal(minorOf(''), undefined)
  assert.equal(minorOf('abc'), undefined)
})

test('an amount comes back as one would type it', () => {
  assert.equal(textOf(1250n), '12.50')
  assert.equal(textOf(1200n), '12')
  assert.equal(textOf(5n), '0.05')
  assert.equal(textOf(0n), '0')
})
