import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { rules } from './rules.ts'
import { sources } from './source.ts'
import { readTree, report } from './tree.ts'

const tree = readTree(fileURLToPath(new URL('../..', import.meta.url)))

test('the house is really being read', () => {
  assert.ok(tree.has('package.json'))
  assert.ok(sources(tree).some(({ path }) => path === 'tests/tidy/tidy.test.ts'))
  assert.ok(sources(tree).some(({ path }) => path.startsWith('server/ledger/')))
})

for (const rule of rules)
  test(`in this repository ${rule.promise}`, () => {
    assert.equal(report(rule.check(tree)), '')
  })
