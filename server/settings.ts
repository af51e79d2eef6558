import { licenceNames, type Licence } from '@suanpan/contract/licence'
import { ConfigError, type Config } from './platform/index.ts'

const LOOPBACK = /^(127\.|::1$|localhost$)/

/**
 * Whether the demo town and its operator are wanted: what SUANPAN_DEMO says, and otherwise only
 * where nobody else can come in and nothing else can be meant, on this machine and with the
 * embedded database.
 */
export function demoWanted(env: NodeJS.ProcessEnv, config: Config): boolean {
  const said = oneOf(env, 'SUANPAN_DEMO', ['on', 'off'])
  if (said !== undefined) return said === 'on'
  return config.databaseUrl === undefined && LOOPBACK.test(config.host)
}

/**
 * Which licence the operating company has: what SUANPAN_LICENCE says. The demo town lives as a
 * payment institution; an installation that does not say may do the least.
 */
export function licenceOf(env: NodeJS.ProcessEnv, demo: boolean): Licence {
  const said = oneOf(env, 'SUANPAN_LICENCE', licenceNames)
  return said ?? (demo ? 'payment_institution' : 'points_only')
}

/** What stands in for a bank and for a service of real names, where no real one is connected. */
export type Sandboxes = { bank: boolean; realNames: boolean }

/**
 * Which sandboxes are connected. They make money out of nothing and people out of any number, so they
 * belong to the demo town, or to an installation that calls itself a sandbox: SUANPAN_PROFILE=sandbox.
 * Anywhere else, naming one is refused at the start.
 */
export function sandboxesWanted(env: NodeJS.ProcessEnv, config: Config): Sandboxes {
  const profile = oneOf(env, 'SUANPAN_PROFILE', ['production', 'sandbox'])
  const isSandbox = profile === 'sandbox' || (profile === undefined && demoWanted(env, config))
  const wanted = (name: string): boolean => {
    const said = oneOf(env, name, ['sandbox', 'off'])
    if (said === undefined) return isSandbox
    if (said === 'off' || isSandbox) return said === 'sandbox'
    throw new ConfigError(
      `${name} = sandbox：生产环境不得使用沙盒；仅供试用时请设 SUANPAN_PROFILE=sandbox / ` +
        'not in production: where nothing is real, say so with SUANPAN_PROFILE=sandbox',
    )
  }
  return { bank: wanted('SUANPAN_BANK'), realNames: wanted('SUANPAN_REAL_NAMES') }
}

function oneOf<T extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  known: readonly T[],
): T | undefined {
  const said = env[name] ?? ''
  if (said === '') return undefined
  const found = known.find((each) => each === said)
  if (found) return found
  const expected = known.join(', ')
  throw new ConfigError(
    `${name} = ${JSON.stringify(said)}：应为 ${expected} 之一 / expected one of ${expected}`,
  )
}
