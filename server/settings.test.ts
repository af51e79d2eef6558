import assert from 'node:assert/strict'
import test from 'node:test'
import { ConfigError, loadConfig } from './platform/index.ts'
import { sandboxesWanted } from './settings.ts'

const PRODUCTION = { DATABASE_URL: 'postgres://db/suanpan', SUANPAN_DATA: '/tmp/none' }
const NONE = { bank: false, realNames: false }
const BOTH = { bank: true, realNames: true }

const wantedIn = (env: NodeJS.ProcessEnv) => {
  const { SUANPAN_DEMO = '', ...rest } = env
  const { DATABASE_URL: databaseUrl } = rest
  const config = {
    ...loadConfig({ SUANPAN_DATA: '/tmp/none' }),
    ...(databaseUrl !== undefined && { databaseUrl }),
  }
  return sandboxesWanted({ SUANPAN_DEMO, ...rest }, config)
}

for (const [title, env, wanted] of [
  ['an installation of its own has none', PRODUCTION, NONE],
  ['the demo town has both', {}, BOTH],
  ['a named sandbox has both', { ...PRODUCTION, SUANPAN_PROFILE: 'sandbox' }, BOTH],
  [
    'a sandbox may leave one out',
    { ...PRODUCTION, SUANPAN_PROFILE: 'sandbox', SUANPAN_BANK: 'off' },
    { bank: false, realNames: true },
  ],
  ['production may say off', { ...PRODUCTION, SUANPAN_REAL_NAMES: 'off' }, NONE],
  ['the demo may play production', { SUANPAN_PROFILE: 'production' }, NONE],
] as const) {
  test(`of sandboxes ${title}`, () => {
    assert.deepEqual(wantedIn(env), wanted)
  })
}

for (const [name, env] of [
  ['SUANPAN_BANK', { ...PRODUCTION, SUANPAN_BANK: 'sandbox' }],
  ['SUANPAN_REAL_NAMES', { ...PRODUCTION, SUANPAN_REAL_NAMES: 'sandbox' }],
  ['SUANPAN_REAL_NAMES', { SUANPAN_PROFILE: 'production', SUANPAN_REAL_NAMES: 'sandbox' }],
  ['SUANPAN_PROFILE', { SUANPAN_PROFILE: 'test' }],
  ['SUANPAN_BANK', { SUANPAN_BANK: 'mybank' }],
] as const) {
  test(`a start with ${JSON.stringify(env)} is refused by the name of ${name}`, () => {
    assert.throws(
      () => wantedIn(env),
      (error) => error instanceof ConfigError && error.message.startsWith(`${name} = `),
    )
  })
}
