import type { Config } from '../../../platform/index.ts'

const LOCALHOST = 'localhost'

/** The host that passkeys are tied to: that of the configured address, else this machine. */
export function relyingPartyId({ origin }: Config): string {
  return origin === undefined ? LOCALHOST : new URL(origin).hostname
}

/**
 * The origin that an answer must come from. Without a configured address it is this machine on any
 * port, so that a fresh clone has passkeys; nobody else can be `localhost` to a browser.
 */
export function expectedOrigin(config: Config, claimed: string): string | undefined {
  if (config.origin !== undefined) return config.origin
  return URL.canParse(claimed) && new URL(claimed).hostname === LOCALHOST ? claimed : undefined
}
