import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { zh } from './zh.ts'

// The switch names each language in that language.
const NAMED_IN_THEIR_OWN = new Set(['shell.chinese'])

const placeholders = (text: string): string[] => (text.match(/\{[a-zA-Z]+\}/g) ?? []).sort()

test('both languages of the wallet have the same keys and fill in the same numbers and names', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(zh).sort())
  const english: Record<string, string> = en
  for (const [key, text] of Object.entries(zh)) {
    assert.deepEqual(placeholders(text), placeholders(english[key] ?? ''), key)
  }
})

test('no text of the wallet is empty, and Chinese is not left in the English one', () => {
  for (const [key, text] of Object.entries(en)) {
    assert.notEqual(text.trim(), '', key)
    if (!NAMED_IN_THEIR_OWN.has(key)) assert.doesNotMatch(text, /\p{Script=Han}/u, key)
  }
  for (const [key, text] of Object.entries(zh)) assert.notEqual(text.trim(), '', key)
})
