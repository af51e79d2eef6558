import { browserReach, noCycles } from '../rules/cycles.ts'
import { usedExports } from '../rules/exports.ts'
import { floors, frontDoors, roomsAreListed } from '../rules/floors.ts'
import { one } from './planted.ts'
import type { Planted } from './planted.ts'

export const structure: Planted[] = [
  {
    rule: roomsAreListed,
    title: 'a room without a floor',
    files: one('server/casino/index.ts', 'export {}\n'),
    at: 'server/casino:1',
    says: /the room server\/casino has no floor/,
    mended: one('server/casino/index.ts', ''),
  },
  {
    rule: roomsAreListed,
    title: 'a room without a front door',
    files: { 'server/ledger/post.ts': '', 'server/ledger/README.md': '# Ledger\n' },
    at: 'server/ledger/index.ts:1',
    says: /no front door/,
    mended: one('server/ledger/index.ts', 'export {}\n'),
  },
  {
    rule: floors,
    title: 'an upstairs import',
    files: {
      'server/ledger/post.ts':
        "import { a } from './a.ts'\nimport { pay } from '../wallet/index.ts'\n",
      'server/wallet/index.ts': 'export const pay = 1\n',
    },
    at: 'server/ledger/post.ts:2',
    says: /upstairs import: server\/ledger \(floor 1\) calls server\/wallet \(floor 4\)/,
    mended: one('server/ledger/post.ts', "import { a } from './a.ts'\n"),
  },
  {
    rule: floors,
    title: 'an upstairs import of a mere type, and out of a package',
    files: {
      'packages/kernel/money.ts': "import type { Db } from '@suanpan/server/platform/index'\n",
      'server/platform/index.ts': 'export type Db = 1\n',
    },
    at: 'packages/kernel/money.ts:1',
    says: /upstairs import/,
    mended: one('packages/kernel/money.ts', ''),
  },
  {
    rule: floors,
    title: 'neighbours on one floor that know each other',
    files: {
      'server/points/earn.ts': "export { pay } from '../wallet/index.ts'\n",
      'server/wallet/index.ts': 'export const pay = 1\n',
    },
    at: 'server/points/earn.ts:1',
    says: /neighbours/,
    mended: one('server/points/earn.ts', ''),
  },
  {
    rule: floors,
    title: 'an app that reaches into the server',
    files: {
      'apps/console/src/main.tsx': "const later = import('../../../server/ledger/index.ts')\n",
      'server/ledger/index.ts': 'export const post = 1\n',
    },
    at: 'apps/console/src/main.tsx:1',
    says: /an app stands on packages\/client/,
    mended: one('apps/console/src/main.tsx', ''),
  },
  {
    rule: frontDoors,
    title: 'a side entrance',
    files: {
      'server/wallet/pay.ts': "import { seal } from '../ledger/seal.ts'\n",
      'server/ledger/seal.ts': 'export const seal = 1\n',
    },
    at: 'server/wallet/pay.ts:1',
    says: /side entrance: import from server\/ledger\/index\.ts/,
    mended: one('server/wallet/pay.ts', ''),
  },
  {
    rule: frontDoors,
    title: 'a front door that stands wide open',
    files: { 'server/ledger/index.ts': "export * from './seal.ts'\n", 'server/ledger/seal.ts': '' },
    at: 'server/ledger/index.ts:1',
    says: /list the names/,
    mended: one('server/ledger/index.ts', "export { seal } from './seal.ts'\n"),
  },
  {
    rule: noCycles,
    title: 'a ring of three files',
    files: {
      'server/ledger/a.ts': "import { b } from './b.ts'\n",
      'server/ledger/b.ts': "import { c } from './c.ts'\n",
      'server/ledger/c.ts': "\nimport type { A } from './a.ts'\n",
    },
    at: 'server/ledger/c.ts:2',
    says: /a\.ts → server\/ledger\/b\.ts → server\/ledger\/c\.ts → server\/ledger\/a\.ts/,
    mended: one('server/ledger/c.ts', ''),
  },
  {
    rule: browserReach,
    title: 'a Node module behind a file the browser loads',
    files: {
      'apps/console/src/main.tsx': "import { hash } from '@suanpan/kernel/hash'\n",
      'packages/kernel/hash.ts': "import { createHash } from 'node:crypto'\n",
    },
    at: 'packages/kernel/hash.ts:1',
    says: /cannot import node:crypto/,
    mended: one('apps/console/src/main.tsx', "import type { Hash } from '@suanpan/kernel/hash'\n"),
  },
  {
    rule: usedExports,
    title: 'an export that nobody uses',
    files: one('server/ledger/seal.ts', 'export const kept = 1\nexport const lost = kept\n'),
    at: 'server/ledger/seal.ts:2',
    says: /lost is exported and used nowhere/,
    mended: one('server/ledger/post.ts', "import { lost } from './seal.ts'\n"),
  },
  {
    rule: usedExports,
    title: 'a front door that offers what nobody takes',
    files: {
      'server/ledger/index.ts': "export { seal } from './seal.ts'\n",
      'server/ledger/seal.ts': 'export const seal = 1\n',
    },
    at: 'server/ledger/index.ts:1',
    says: /the front door offers seal and nobody takes it/,
    mended: one('server/wallet/pay.ts', "import { seal } from '../ledger/index.ts'\n"),
  },
]
