import { letterTypes, refusalCodes, refusalPage } from '../rules/codes.ts'
import { links, pinnedVersions } from '../rules/documents.ts'
import { migrationNames, ownSchemas, tableSentences } from '../rules/sql.ts'
import { bothLanguages, textsInDictionaries } from '../rules/texts.ts'
import { one } from './planted.ts'
import type { Planted } from './planted.ts'

const REFUSALS = 'packages/contract/refusals.ts'
const LETTERS = 'packages/contract/letters.ts'
const good =
  "export const refusals = {\n  gone: { status: 404, zh: '没有 {id}', en: 'No {id}' },\n}\n"
const refusing = {
  [REFUSALS]: good,
  'server/ledger/find.ts': "throw refuse('gone')\n",
  'docs/reference/refusals.md': '| `gone` | 没有 | No |\n',
}

export const codes: Planted[] = [
  ...(
    [
      ['has no Chinese', good.replace('没有 {id}', 'No {id}'), /gone has no Chinese sentence/],
      ['has no English', good.replace('No {id}', '没有 {id}'), /gone has no English sentence/],
      ['has other details in English', good.replace('No {id}', 'No {code}'), /other details/],
    ] as const
  ).map(([title, text, says]) => ({
    rule: refusalCodes,
    title: `a refusal that ${title}`,
    files: { ...refusing, [REFUSALS]: text },
    at: `${REFUSALS}:2`,
    says,
    mended: one(REFUSALS, good),
  })),
  {
    rule: refusalCodes,
    title: 'a refusal without English in a table of its own subject',
    files: {
      ...refusing,
      [REFUSALS]: 'export const refusals = { ...findRefusals }\n',
      'packages/contract/refusals/find.ts': good
        .replace('refusals', 'findRefusals')
        .replace('No {id}', '没有 {id}'),
    },
    at: 'packages/contract/refusals/find.ts:2',
    says: /gone has no English sentence/,
    mended: one('packages/contract/refusals/find.ts', good.replace('refusals', 'findRefusals')),
  },
  {
    rule: refusalCodes,
    title: 'a refusal that only a type names',
    files: { ...refusing, 'server/ledger/find.ts': "type Code = 'gone'\n" },
    at: `${REFUSALS}:2`,
    says: /gone is refused nowhere/,
    mended: refusing,
  },
  {
    rule: refusalCodes,
    title: 'a refusal without documentation',
    files: { ...refusing, 'docs/reference/refusals.md': '# Refusals\n' },
    at: `${REFUSALS}:2`,
    says: /gone is not documented/,
    mended: refusing,
  },
  {
    rule: refusalPage,
    title: 'documentation of a refusal that does not exist',
    files: { ...refusing, 'docs/reference/refusals.md': '| `gone` |\n| `lost` |\n' },
    at: 'docs/reference/refusals.md:2',
    says: /lost is no refusal code/,
    mended: refusing,
  },
  {
    rule: letterTypes,
    title: 'a letter without documentation',
    files: one(LETTERS, "export const letters = {\n  'payment.settled': {},\n}\n"),
    at: `${LETTERS}:2`,
    says: /payment\.settled is not documented/,
    mended: one(
      'docs/reference/letters.md',
      '| `payment.settled` | 付款成功 | a payment went through |\n',
    ),
  },
  {
    rule: letterTypes,
    title: 'a letter documented in one language',
    files: {
      [LETTERS]: "export const letters = { 'payment.settled': {} } as const\n",
      'docs/reference/letters.md': '## `payment.settled`\n\na payment went through\n\n## 其他\n',
    },
    at: `${LETTERS}:1`,
    says: /documented without Chinese/,
    mended: one(
      'docs/reference/letters.md',
      '## `payment.settled`\n\n付款成功: a payment went through\n',
    ),
  },
]

export const sql: Planted[] = [
  {
    rule: tableSentences,
    title: 'a table without its sentence',
    files: one(
      'server/migrations/0001_ledger.sql',
      '-- a note\ncreate table ledger.heads (id int8);\n',
    ),
    at: 'server/migrations/0001_ledger.sql:2',
    says: /ledger\.heads has no sentence/,
    mended: one(
      'server/migrations/0001_ledger.sql',
      '-- One row a book.\ncreate table ledger.heads (id int8);\n',
    ),
  },
  {
    rule: migrationNames,
    title: 'a gap between migrations',
    files: {
      'server/migrations/0001_ledger.sql': ' ',
      'server/migrations/0003_points_lots.sql': ' ',
    },
    at: 'server/migrations/0003_points_lots.sql:1',
    says: /its number should be 0002/,
    mended: one('server/migrations/0002_wallet.sql', ' '),
  },
  {
    rule: migrationNames,
    title: 'a migration of no room',
    files: one('server/migrations/0001_casino.sql', ' '),
    at: 'server/migrations/0001_casino.sql:1',
    says: /casino is no room/,
    mended: one('server/migrations/0001_casino.sql', ''),
  },
  {
    rule: ownSchemas,
    title: "a query over another room's table",
    files: one('server/wallet/pay.ts', 'query(`\n  select 1\n  from ledger.balances`)\n'),
    at: 'server/wallet/pay.ts:3',
    says: /names the schema of server\/ledger/,
    mended: one(
      'server/wallet/pay.ts',
      'query(`\n  select ledger.balance\n  from wallet.payments ledger`)\n',
    ),
  },
  {
    rule: ownSchemas,
    title: "a migration that reaches into another room's schema",
    files: one(
      'server/migrations/0001_wallet.sql',
      '\ngrant select on ledger.postings to suanpan_app;\n',
    ),
    at: 'server/migrations/0001_wallet.sql:2',
    says: /names the schema of server\/ledger/,
    mended: one('server/migrations/0001_wallet.sql', '-- as update ledger.postings does not\n'),
  },
]

export const texts: Planted[] = [
  {
    rule: textsInDictionaries,
    title: 'Chinese text on a screen',
    files: one('apps/console/src/People.tsx', 'const page = () => (\n  <b>用户</b>\n)\n'),
    at: 'apps/console/src/People.tsx:2',
    says: /"用户" is text on a screen/,
    mended: one(
      'apps/console/src/People.tsx',
      "// 用户\nconst page = () => <b>{t('people')}</b>\n",
    ),
  },
  {
    rule: bothLanguages,
    title: 'a key that English lacks',
    files: {
      'apps/console/src/i18n/zh.ts': "export const zh = {\n  people: { name: '姓名' },\n}\n",
      'apps/console/src/i18n/en.ts': 'export const en = {\n  people: {},\n}\n',
    },
    at: 'apps/console/src/i18n/zh.ts:2',
    says: /people\.name is missing in apps\/console\/src\/i18n\/en\.ts/,
    mended: one('apps/console/src/i18n/en.ts', "export const en = { people: { name: 'Name' } }\n"),
  },
  {
    rule: bothLanguages,
    title: 'a row that speaks one language',
    files: one(
      'apps/console/src/i18n/words.ts',
      "export const words = {\n  name: { zh: '姓名' },\n}\n",
    ),
    at: 'apps/console/src/i18n/words.ts:2',
    says: /zh without en/,
    mended: one(
      'apps/console/src/i18n/words.ts',
      "export const words = { name: { zh: '姓名', en: 'Name' } }\n",
    ),
  },
  {
    rule: pinnedVersions,
    title: 'a floating version',
    files: one('server/package.json', '{\n  "dependencies": {\n    "pg": "^8.23.1"\n  }\n}\n'),
    at: 'server/package.json:3',
    says: /pg is \^8\.23\.1: pin one version/,
    mended: one('server/package.json', '{ "dependencies": { "pg": "8.23.1" } }\n'),
  },
  {
    rule: links,
    title: 'a link that leads nowhere',
    files: one('docs/start/first.md', '# First\n\n[the house](../concepts/house.md)\n'),
    at: 'docs/start/first.md:3',
    says: /leads nowhere/,
    mended: one('docs/concepts/house.md', '# House\n'),
  },
  {
    rule: links,
    title: 'a link to a heading that is not there',
    files: { 'README.md': '[pay](docs/pay.md#paying-a-teahouse)\n', 'docs/pay.md': '# Pay\n' },
    at: 'README.md:1',
    says: /has no heading #paying-a-teahouse/,
    mended: one('docs/pay.md', '# Paying a teahouse\n'),
  },
]
