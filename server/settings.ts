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
