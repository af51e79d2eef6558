import { hash } from 'node:crypto'

export const FINGERPRINT_BYTES = 16

/**
 * JSON with sorted keys and no spaces: equal values give equal text. A bigint is written as its
 * digits with an `n`, so that it never equals the string of the same digits; a date as its instant;
 * what is undefined is left out. NaN and infinities are refused: they mean something went wrong before.
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`not a number that can be written: ${value}`)
    return JSON.stringify(value)
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value)
  throw new TypeError(`a ${typeof value} has no canonical form`)
}

/** 16 bytes that stand for a value: the first half of the sha256 of its canonical form. */
export function fingerprint(value: unknown): Buffer {
  return hash('sha256', canonicalJson(value), 'buffer').subarray(0, FINGERPRINT_BYTES)
}

function canonicalObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}
