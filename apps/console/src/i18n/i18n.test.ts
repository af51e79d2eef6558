import assert from 'node:assert/strict'
import { test } from 'node:test'
import { texts } from '../verify/texts.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

const placeholders = (text: string): string[] => (text.match(/\{[a-zA-Z]+\}/g) ?? []).sort()

test('both languages fill in the same numbers and names', () => {
  const chinese: Record<string, string> = zh
  for (const [key, text] of Object.entries(en)) {
    assert.deepEqual(placeholders(text), placeholders(chinese[key] ?? ''), key)
  }
})

test('no text is empty, and Chinese is not left in the English one', () => {
  // The switch names each language in that language.
  const named = new Set(['shell.otherLanguage', 'palette.language'])
  for (const [key, text] of Object.entries(en)) {
    assert.notEqual(text.trim(), '', key)
    if (!named.has(key)) assert.doesNotMatch(text, /\p{Script=Han}/u, key)
  }
  for (const [key, text] of Object.entries(zh)) assert.notEqual(text.trim(), '', key)
})

test('the page that verifies receipts says everything in both languages', () => {
  for (const [key, { zh: chinese, en: english }] of Object.entries(texts)) {
    assert.notEqual(chinese, '', key)
    assert.notEqual(english, '', key)
  }
})
