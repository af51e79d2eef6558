import { licenceNames, type Licence } from '@suanpan/contract/licence'
import { ConfigError, type Config } from './platform/index.ts'

const LOOPBACK = /^(127\.|::1$|localhost$)/

/**
 * Whether the demo town and its operator are wanted: what SUANPAN_DEMO says, and otherwise only
 * where nobody else can come in and nothing else can be meant, on this machine and with the
 * embedded database.
 */
export function demoWanted(env: NodeJS.ProcessEnv, config: Config): boolean {
  const said = env['SUANPAN_DEMO'] ?? ''
  if (said === 'on' || said === 'off') return said === 'on'
  if (said !== '') {
    throw new ConfigError(
      `SUANPAN_DEMO = ${JSON.stringify(said)}：应为 on 或 off / expected on or off`,
    )
  }
  return config.databaseUrl === undefined && LOOPBACK.test(config.host)
}

/**
 * Which licence the operating company has: what SUANPAN_LICENCE says. The demo town lives as a
 * payment institution; an installation that does not say may do the least.
 */
export function licenceOf(env: NodeJS.ProcessEnv, demo: boolean): Licence {
  const said = env['SUANPAN_LICENCE'] ?? ''
  if (said === '') return demo ? 'payment_institution' : 'points_only'
  const known = licenceNames.find((licence) => licence === said)
  if (known) return known
  const expected = licenceNames.join(', ')
  throw new ConfigError(
    `SUANPAN_LICENCE = ${JSON.stringify(said)}：应为 ${expected} 之一 / expected one of ${expected}`,
  )
}

/**
 * Whether the sandbox bank is connected: it makes money out of nothing, so only where the demo town
 * is, or where SUANPAN_BANK says so by name.
 */
export function sandboxBankWanted(env: NodeJS.ProcessEnv, config: Config): boolean {
  const said = env['SUANPAN_BANK'] ?? ''
  if (said === 'sandbox' || said === 'off') return said === 'sandbox'
  if (said !== '') {
    throw new ConfigError(
      `SUANPAN_BANK = ${JSON.stringify(said)}：应为 sandbox 或 off / expected sandbox or off`,
    )
  }
  return demoWanted(env, config)
}
