import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'

type Opened = ResponseOf<Routes['offlineCodes']['create']>

/** What this phone needs to show codes without a network; the key never leaves the browser. */
export type OfflineCodes = Omit<Opened, 'secret'> & { person: string; key: CryptoKey }

const DATABASE = 'suanpan.wallet'
const STORE = 'offline-codes'
const ONLY = 'mine'
const CODE_BYTES = 8

/** False where the browser has no keys that scripts cannot read: on plain http, for one. */
export function canKeepCodes(): boolean {
  return globalThis.crypto?.subtle !== undefined && globalThis.indexedDB !== undefined
}

/** Keeps the secret as a key that nobody can take out again. */
export async function keepCodes(person: string, opened: Opened): Promise<OfflineCodes> {
  const { secret, ...face } = opened
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), algorithm, false, ['sign'])
  const kept: OfflineCodes = { ...face, person, key }
  await withStore('readwrite', (store) => store.put(kept, ONLY))
  return kept
}

/** What this person keeps on this phone, or null. */
export async function keptCodes(person: string): Promise<OfflineCodes | null> {
  if (!canKeepCodes()) return null
  const kept = await withStore<OfflineCodes | undefined>('readonly', (store) => store.get(ONLY))
  return kept?.person === person ? kept : null
}

export async function forgetCodes(): Promise<void> {
  if (canKeepCodes()) await withStore('readwrite', (store) => store.delete(ONLY))
}

/** The code of the window that an instant lies in, as the contract describes it, and when the next one begins. */
export async function offlineCode(
  { prefix, number, digits, windowSeconds, key }: OfflineCodes,
  at: Date,
): Promise<{ code: string; until: string }> {
  const windowMs = windowSeconds * 1000
  const window = Math.floor(at.getTime() / windowMs)
  const message = new DataView(new ArrayBuffer(CODE_BYTES))
  message.setBigUint64(0, BigInt(window))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, message))
  const shown = String(mac.getBigUint64(0) % 10n ** BigInt(digits)).padStart(digits, '0')
  return {
    code: `${prefix}${number}${shown}`,
    until: new Date((window + 1) * windowMs).toISOString(),
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

async function withStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await settled<IDBDatabase>(opening)
  try {
    return await settled<T>(work(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result as T))
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('the browser keeps nothing')),
    )
  })
}
