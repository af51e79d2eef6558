import { bannedCalls, bannedTypes, leftovers, names } from '../rules/banned.ts'
import { fileSizes, functionSizes, readmeSizes, roomSizes } from '../rules/sizes.ts'
import type { Rule } from '../tree.ts'
import { one } from './planted.ts'
import type { Planted } from './planted.ts'

const functionOf = (lines: number) => `function walk() {\n${'  step()\n'.repeat(lines - 2)}}\n`

export const sizes: Planted[] = [
  {
    rule: fileSizes,
    title: 'a file of 401 lines',
    files: one('server/ledger/post.ts', 'step()\n'.repeat(401)),
    at: 'server/ledger/post.ts:401',
    says: /401 lines, at most 400/,
    mended: one('server/ledger/post.ts', 'step()\n'.repeat(400)),
  },
  {
    rule: functionSizes,
    title: 'a function of 71 lines',
    files: one('server/ledger/post.ts', `\n${functionOf(71)}`),
    at: 'server/ledger/post.ts:2',
    says: /walk has 71 lines, at most 70/,
    mended: one('server/ledger/post.ts', functionOf(70)),
  },
  {
    rule: functionSizes,
    title: 'a function of five parameters',
    files: one('server/ledger/post.ts', 'const sum = (a, b, c, d, e) => a\n'),
    at: 'server/ledger/post.ts:1',
    says: /sum takes 5 parameters, at most 4/,
    mended: one('server/ledger/post.ts', 'const sum = (a, b, c, d) => a\n'),
  },
  {
    rule: roomSizes,
    title: 'a room of sixteen files',
    files: Object.fromEntries(
      Array.from({ length: 16 }, (_, at) => [`server/ledger/f${at}.ts`, 'x\n']),
    ),
    at: 'server/ledger:1',
    says: /16 files, at most 15/,
    mended: one('server/ledger/f0.ts', ''),
  },
  {
    rule: readmeSizes,
    title: "a room's README of 41 lines",
    files: one('server/ledger/README.md', 'line\n'.repeat(41)),
    at: 'server/ledger/README.md:41',
    says: /41 lines, at most 40/,
    mended: one('server/ledger/README.md', 'line\n'.repeat(40)),
  },
  {
    rule: readmeSizes,
    title: 'a README of 121 lines',
    files: one('README.zh.md', 'line\n'.repeat(121)),
    at: 'README.zh.md:121',
    says: /121 lines, at most 120/,
    mended: one('README.zh.md', 'line\n'.repeat(120)),
  },
  {
    rule: names,
    title: 'a file named after nothing',
    files: one('server/ledger/utils.ts', 'x\n'),
    at: 'server/ledger/utils.ts:1',
    says: /the name says nothing/,
    mended: { 'server/ledger/utils.ts': '', 'server/ledger/rounding.ts': 'x\n' },
  },
]

export const banned: Planted[] = [
  ['Date.now()', 'const at = Date.now()', /Date\.now\(\) reads the wall clock/, bannedCalls],
  ['new Date()', 'const at = new Date()', /new Date\(\) reads the wall clock/, bannedCalls],
  ['Math.random', 'const dice = Math.random()', /cannot be seeded/, bannedCalls],
  ['console.log', "console.log('x')", /prints past the log/, bannedCalls],
  ['any', 'const row: any = {}', /`any` switches/, bannedTypes],
  ['a silenced compiler', `// @ts-${'ignore'}`, /silenced compiler/, bannedTypes],
  ['a leftover mark', `/* ${'FIX'}ME later */`, /leftover/, leftovers],
  ['a test that runs alone', "test.only('x', f)", /silences every other test/, leftovers],
].map(([title, code, says, rule]) => ({
  rule: rule as Rule,
  title: title as string,
  files: one('server/ledger/post.ts', `const a = 1\n${code as string}\nconst b = 2\n`),
  at: 'server/ledger/post.ts:2',
  says: says as RegExp,
  // The same characters inside a string are no offence.
  mended: one('server/ledger/post.ts', `const quoted = ${JSON.stringify(code)}\nnew Date(0)\n`),
}))
