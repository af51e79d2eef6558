import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addressOfBeancountAccount,
  addressOfJournalAccount,
  beancountAccount,
  beancountCommodity,
  journalAccount,
  journalCommodity,
  plainText,
} from './names.ts'

const part = fc.string({
  unit: fc.constantFrom(...'abxz019_'),
  minLength: 1,
  maxLength: 6,
})
const address = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(':'))
const accountClass = fc.constantFrom(
  ...(['asset', 'liability', 'income', 'expense', 'equity'] as const),
)

test('an address comes back from its name in hledger, ledger and beancount', () => {
  fc.assert(
    fc.property(address, accountClass, (given, of) => {
      const account = { address: given, class: of }
      assert.equal(addressOfJournalAccount(journalAccount(account)), given)
      assert.equal(addressOfBeancountAccount(beancountAccount(account)), given)
    }),
    { numRuns: 5_000 },
  )
})

test('every name is one that beancount takes', () => {
  const taken = /^(Assets|Liabilities|Income|Expenses|Equity)(:[A-Z0-9][A-Za-z0-9-]*)+$/
  fc.assert(
    fc.property(address, accountClass, (given, of) => {
      assert.match(beancountAccount({ address: given, class: of }), taken)
    }),
  )
})

test('no two assets share a commodity, and beancount takes each of them', () => {
  const code = fc
    .tuple(
      fc.constantFrom('A', 'Z'),
      fc.string({ unit: fc.constantFrom(...'AM1.-'), minLength: 1, maxLength: 22 }),
    )
    .map(([first, rest]) => first + rest)
  fc.assert(
    fc.property(code, code, (one, other) => {
      assert.match(beancountCommodity(one), /^[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]$/)
      if (one === other) return
      assert.notEqual(beancountCommodity(one), beancountCommodity(other))
      assert.notEqual(journalCommodity(one), journalCommodity(other))
    }),
    { numRuns: 2_000 },
  )
})

test('text from outside ends no line, opens no comment and starts no formula', () => {
  assert.equal(plainText('pay_01hz'), 'pay_01hz')
  assert.equal(plainText('points.earn'), 'points.earn')
  assert.equal(
    plainText('a\n2026-01-01 * "茶"; b'),
    'a%0A2026-01-01%20%2A%20%22%E8%8C%B6%22%3B%20b',
  )
  assert.equal(plainText('=1+1'), '%3D1%2B1')
  assert.equal(plainText('-1'), '%2D1')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.match(plainText(text), /^[\w.:/#%-]*$/)
      assert.equal(decodeURIComponent(plainText(text)), text)
    }),
  )
})
