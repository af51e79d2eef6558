/**
 * A receipt as JSON: digit strings for 64-bit integers, base64url for bytes, and nothing beside
 * what is proven. An entry that is not disclosed stands as the text of its salted hash.
 */
export type Receipt = {
  format: 'suanpan.receipt.v1'
  posting: {
    book: number
    seq: string
    id: string
    kind: string
    /** Absent when the posting has none. */
    reference?: string
    occurredAt: string
    bookedAt: string
    businessDate: string
    fingerprint: string
  }
  entries: (ShownEntry | string)[]
  leaf: string
  batch: { batch: string; firstSeq: string; lastSeq: string; path: string[]; root: string }
  /** Absent until the day is closed; then the signature is over the batch's statement. */
  day?: { firstBatch: string; batchCount: string; path: string[]; root: string; previous: string }
  /** The raw ed25519 public key and the signature. */
  signature: { publicKey: string; value: string }
}

export type ShownEntry = {
  address: string
  asset: string
  version: string
  amount: string
  balance: string
  salt: string
}

export const RECEIPT_FORMAT = 'suanpan.receipt.v1'

const INT64_MAX = 2n ** 63n - 1n
const U16_MAX = 65_535

type Shape = ((value: unknown) => boolean) | readonly [Shape] | { readonly [name: string]: Shape }

const matches =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value)

/** Canonical base64url: the bits that the last character has to spare are zero. */
const bytes16 = matches(/^[\w-]{21}[AQgw]$/)
const bytes32 = matches(/^[\w-]{42}[AEIMQUYcgkosw048]$/)
const bytes64 = matches(/^[\w-]{85}[AQgw]$/)

const natural: Shape = (value) =>
  typeof value === 'string' && /^(0|[1-9]\d{0,18})$/.test(value) && BigInt(value) <= INT64_MAX

const integer: Shape = (value) =>
  typeof value === 'string' &&
  /^(0|-?[1-9]\d{0,18})$/.test(value) &&
  BigInt(value) <= INT64_MAX &&
  BigInt(value) >= -INT64_MAX

const u16: Shape = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= U16_MAX

const text: Shape = (value) =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.isWellFormed() &&
  new TextEncoder().encode(value).length <= U16_MAX

const instant: Shape = (value) => {
  if (typeof value !== 'string') return false
  const ms = Date.parse(value)
  return Number.isFinite(ms) && new Date(ms).toISOString() === value
}

const date = matches(/^\d{4}-\d{2}-\d{2}$/)

const shownEntry: Shape = {
  address: matches(/^[a-z0-9_]+(:[a-z0-9_]+)*$/),
  asset: matches(/^[A-Z][A-Z0-9.-]{1,22}\/(0|[1-9]\d?)$/),
  version: natural,
  amount: integer,
  balance: integer,
  salt: bytes16,
}

const entry: Shape = (value) =>
  typeof value === 'string'
    ? typeof bytes32 === 'function' && bytes32(value)
    : misfit(value, shownEntry, 'entry') === undefined

const receipt: Shape = {
  format: (value) => value === RECEIPT_FORMAT,
  posting: {
    book: u16,
    seq: natural,
    id: text,
    kind: text,
    'reference?': text,
    occurredAt: instant,
    bookedAt: instant,
    businessDate: date,
    fingerprint: bytes16,
  },
  entries: [entry],
  leaf: bytes32,
  batch: { batch: natural, firstSeq: natural, lastSeq: natural, path: [bytes32], root: bytes32 },
  'day?': {
    firstBatch: natural,
    batchCount: natural,
    path: [bytes32],
    root: bytes32,
    previous: bytes32,
  },
  signature: { publicKey: bytes32, value: bytes64 },
}

/** Names the first member that is missing, unknown or not spelled as the format asks. */
export function receiptMisfit(value: unknown): string | undefined {
  return misfit(value, receipt, 'receipt')
}

/** True when it has the members and spellings of a receipt; says nothing about what they prove. */
export function isReceipt(value: unknown): value is Receipt {
  return receiptMisfit(value) === undefined
}

function misfit(value: unknown, shape: Shape, path: string): string | undefined {
  if (typeof shape === 'function') return shape(value) ? undefined : path
  if (isList(shape)) {
    if (!Array.isArray(value) || value.length > U16_MAX) return path
    return first(value, (item, at) => misfit(item, shape[0], `${path}.${String(at)}`))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path
  const members = new Map<string, unknown>(Object.entries(value))
  const wrong = first(Object.entries(shape), ([key, inner]) => {
    const name = key.replace('?', '')
    if (!members.has(name)) return key.endsWith('?') ? undefined : `${path}.${name}`
    const member = members.get(name)
    members.delete(name)
    return misfit(member, inner, `${path}.${name}`)
  })
  if (wrong !== undefined) return wrong
  const [unknown] = members.keys()
  return unknown === undefined ? undefined : `${path}.${unknown}`
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}

function first<T>(
  items: readonly T[],
  find: (item: T, at: number) => string | undefined,
): string | undefined {
  for (const [at, item] of items.entries()) {
    const found = find(item, at)
    if (found !== undefined) return found
  }
  return undefined
}
