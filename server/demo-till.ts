import { createHmac } from 'node:crypto'
import {
  createApiKey,
  listApiKeys,
  listMerchants,
  recogniseApiKey,
  revokeApiKey,
} from './parties/index.ts'
import type { Ground } from './platform/index.ts'

const KEY_NAME = '演示收银台 Demo till'
const KEYS_MAX = 1_000
const INSTALLATION = 'installation'

/** A till that a newcomer may open in a second browser window: whose it is, and its key. */
export type DemoTill = { merchant: string; key: string }

/**
 * Gives a teahouse of the town a key for its till, the same at every start. A key that somebody
 * revoked stays revoked; the next one follows from how many there were. Undefined in a town without
 * a teahouse.
 */
export async function openDemoTill(ground: Ground): Promise<DemoTill | undefined> {
  const [merchant] = await listMerchants(ground, { category: 'teahouse', active: true, limit: 1 })
  if (!merchant) return undefined
  const revoked = (await keysOf(ground)).filter(({ revokedAt }) => revokedAt !== null).length
  const key = `sk_demo_till_${createHmac('sha256', ground.config.sessionSecret)
    .update(`demo till key ${revoked}`)
    .digest('base64url')}`
  if (!(await recogniseApiKey(ground, key))) {
    await createApiKey(ground, {
      name: KEY_NAME,
      scopes: ['payments', 'read'],
      merchant: merchant.id,
      by: INSTALLATION,
      secret: key,
    })
  }
  return { merchant: merchant.name, key }
}

/** Where the demo is not wanted, its till opens nothing. */
export async function closeDemoTill(ground: Ground): Promise<void> {
  for (const { id, revokedAt } of await keysOf(ground)) {
    if (revokedAt === null) await revokeApiKey(ground, { id, by: INSTALLATION })
  }
}

const keysOf = async (ground: Ground) =>
  (await listApiKeys(ground, { limit: KEYS_MAX })).filter(({ name }) => name === KEY_NAME)
