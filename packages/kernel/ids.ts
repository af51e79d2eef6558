import { hash, randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARS = 10
const RANDOM_CHARS = 16
const RANDOM_BYTES = 10
const POOL_BYTES = 4000
const NO_TIME = '0'.repeat(TIME_CHARS)
const ID = /^[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}$/
const BEGINS_WITH_ID = /^[a-z]{3}_([0-7][0-9a-hjkmnp-tv-z]{9})[0-9a-hjkmnp-tv-z]{16}(?![0-9a-z])/

/**
 * A new id: `prefix`, an underscore and 26 lower-case Crockford base32 characters in the layout of a
 * ULID (48 bits of milliseconds, 80 random bits), so that ids sort by the time they were made.
 *
 * @param prefix three lower-case letters, e.g. `pay`
 */
export function newId(prefix: string, at: Date): string {
  return `${checkedPrefix(prefix)}_${encodeTime(at.getTime())}${encodeBytes(randomBytes())}`
}

/**
 * The id that follows from something known: the same arguments give the same id, for ever. It keeps
 * the time bits of the id that `from` begins with, so that indexes keep their locality, and fills
 * the rest with sha256(from, purpose). A `from` that does not begin with an id (a row of an imported
 * file) has no time of its own and sorts first.
 */
export function derivedId(prefix: string, from: string, purpose: string): string {
  const digest = hash('sha256', `${from}\u0000${purpose}`, 'buffer')
  return `${checkedPrefix(prefix)}_${BEGINS_WITH_ID.exec(from)?.[1] ?? NO_TIME}${encodeBytes(digest)}`
}

/**
 * The id that a thing has by when it happened and what it is (a line of a file, a purchase of the
 * demo): the time bits of `at`, so that indexes grow at their end, and the rest from `what`.
 */
export function idAt(prefix: string, at: Date, what: string): string {
  const digest = hash('sha256', `${at.getTime()}\u0000${what}`, 'buffer')
  return `${checkedPrefix(prefix)}_${encodeTime(at.getTime())}${encodeBytes(digest)}`
}

/** Whether `value` is an id, and one of the given kind when a prefix is named. */
export function isId(value: string, prefix?: string): boolean {
  return ID.test(value) && (prefix === undefined || value.startsWith(`${prefix}_`))
}

/** The millisecond an id was made, or the one of the id it was derived from. */
export function idTime(id: string): Date {
  if (!isId(id)) throw new TypeError(`not an id: ${id}`)
  let milliseconds = 0
  for (const char of id.slice(4, 4 + TIME_CHARS)) {
    milliseconds = milliseconds * 32 + ALPHABET.indexOf(char)
  }
  return new Date(milliseconds)
}

function checkedPrefix(prefix: string): string {
  if (!/^[a-z]{3}$/.test(prefix)) throw new TypeError(`an id's prefix is three letters: ${prefix}`)
  return prefix
}

function encodeTime(milliseconds: number): string {
  if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds >= 2 ** 48) {
    throw new RangeError(`an id cannot hold this time: ${milliseconds}`)
  }
  let text = ''
  for (let rest = milliseconds, i = 0; i < TIME_CHARS; i++) {
    text = ALPHABET.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** 80 bits as 16 characters, most significant first. */
function encodeBytes(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (let i = 0; text.length < RANDOM_CHARS; i++) {
    buffer = ((buffer << 8) | (bytes[i] ?? 0)) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET.charAt((buffer >> bits) & 31)
    }
  }
  return text
}

// One call to the operating system fills 400 ids: a call an id costs four times the id itself.
const pool = new Uint8Array(POOL_BYTES)
let poolUsed = POOL_BYTES

function randomBytes(): Uint8Array {
  if (poolUsed === POOL_BYTES) {
    randomFillSync(pool)
    poolUsed = 0
  }
  poolUsed += RANDOM_BYTES
  return pool.subarray(poolUsed - RANDOM_BYTES, poolUsed)
}
