import { hash } from 'node:crypto'

const FINGERPRINT_BYTES = 16

/**
 * One text for one meaning: JSON without spaces, keys in the order of their UTF-16 code units,
 * absent and undefined properties alike, a bigint as its digits, a Date as its ISO instant.
 *
 * Throws a TypeError for what JSON cannot say (NaN, functions, class instances).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value)
  }
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => canonicalJson(item ?? null)).join(',')}]`
  }
  if (typeof value === 'object' && isPlain(value)) {
    const properties = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`)
    return `{${properties.join(',')}}`
  }
  throw new TypeError(`JSON cannot say ${typeof value} ${String(value)}`)
}

/** 16 bytes that differ when the meaning differs: the first half of sha256 of the canonical JSON. */
export function fingerprint(value: unknown): Buffer {
  return hash('sha256', canonicalJson(value), 'buffer').subarray(0, FINGERPRINT_BYTES)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
