import assert from 'node:assert/strict'
import test from 'node:test'
import { banned, sizes } from './planted/habits.ts'
import { structure } from './planted/house.ts'
import { codes, sql, texts } from './planted/words.ts'
import { rules } from './rules.ts'
import { report, treeOf } from './tree.ts'

const planted = [...structure, ...sizes, ...banned, ...codes, ...sql, ...texts]

for (const { title, rule, files, at, says, mended } of planted) {
  test(`${title} is caught and named, and passes once it is mended`, () => {
    const found = report(rule.check(treeOf(files)))
    assert.match(found, says)
    assert.ok(
      found.split('\n').some((line) => line.startsWith(`${at}: `)),
      `expected an offence at ${at}, found:\n${found}`,
    )
    const after = Object.entries({ ...files, ...mended }).filter(([, text]) => text !== '')
    assert.equal(report(rule.check(treeOf(Object.fromEntries(after)))), '')
  })
}

test('no rule is without a planted offence', () => {
  const untested = rules.filter((rule) => !planted.some((one) => one.rule === rule))
  assert.deepEqual(
    untested.map(({ promise }) => promise),
    [],
  )
})
