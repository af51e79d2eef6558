import type { Ground } from '../platform/index.ts'
import { recogniseApiKey, type ApiKey } from './api-keys.ts'
import { getMerchant, type Merchant } from './merchants.ts'

const PEOPLE_MAX = 200_000
const MERCHANTS_MAX = 20_000
const API_KEYS_MAX = 1_000
/** How long another process may still honour a revoked key or an old fee. */
const API_KEY_TTL_MS = 5_000
const MERCHANT_TTL_MS = 5_000

/**
 * Who is who, remembered in memory, so that a payment reads nothing from this room. People never
 * disappear, so their ids are remembered until there are too many; merchants and keys are asked
 * for anew every few seconds. Who is not there is never remembered.
 */
export type Directory = {
  personExists(id: string): Promise<boolean> | boolean
  merchant(id: string): Promise<Merchant | undefined> | Merchant
  apiKey(secret: string): Promise<ApiKey | undefined> | ApiKey
  /** After a change in this process. */
  forget(): void
}

export function openDirectory(ground: Ground): Directory {
  const people = boundedMap<true>(PEOPLE_MAX)
  const merchants = boundedMap<Timed<Merchant>>(MERCHANTS_MAX)
  const apiKeys = boundedMap<Timed<ApiKey>>(API_KEYS_MAX)
  const now = (): number => ground.clock.now().getTime()
  const askPerson = once((id) => personIsThere(ground, id))
  const askMerchant = once((id) => getMerchant(ground, id))
  const askApiKey = once((secret) => recogniseApiKey(ground, secret))
  return {
    personExists: (id) =>
      people.get(id) ??
      askPerson(id).then((there) => {
        if (there) people.set(id, true)
        return there
      }),
    merchant: (id) => {
      const known = merchants.get(id)
      if (known && known.until > now()) return known.value
      return askMerchant(id).then((value) => {
        if (value) merchants.set(id, { value, until: now() + MERCHANT_TTL_MS })
        return value
      })
    },
    apiKey: (secret) => {
      const known = apiKeys.get(secret)
      if (known && known.until > now()) return known.value
      return askApiKey(secret).then((value) => {
        if (value) apiKeys.set(secret, { value, until: now() + API_KEY_TTL_MS })
        else apiKeys.delete(secret)
        return value
      })
    },
    forget: () => {
      merchants.clear()
      apiKeys.clear()
    },
  }
}

type Timed<T> = { value: T; until: number }

async function personIsThere(ground: Ground, id: string): Promise<boolean> {
  const rows = await ground.db.query({
    name: 'parties.person_is_there',
    text: 'select 1 from parties.people where id = $1',
    values: [id],
  })
  return rows.length > 0
}

/** Whoever asks while the same question is on its way waits for that answer: one query, not hundreds. */
function once<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return (key) => {
    const known = asked.get(key)
    if (known) return known
    const answer = ask(key).finally(() => asked.delete(key))
    asked.set(key, answer)
    return answer
  }
}

/** The oldest entry leaves when there are too many; a Map remembers the order of insertion. */
function boundedMap<T>(max: number): {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
  clear(): void
} {
  const map = new Map<string, T>()
  return {
    get: (key) => map.get(key),
    set: (key, value) => {
      if (map.size >= max) {
        const oldest = map.keys().next()
        if (!oldest.done) map.delete(oldest.value)
      }
      map.set(key, value)
    },
    delete: (key) => map.delete(key),
    clear: () => map.clear(),
  }
}
