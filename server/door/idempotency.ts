import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'

const KEY = /^[!-~]{1,128}$/
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
const ULID = /^(?:[a-z]{3}_)?([0-7][0-9a-hjkmnp-tv-z]{9})[0-9a-hjkmnp-tv-z]{16}$/i
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARS = 10
const REST_OF_AN_ID = '0'.repeat(16)

/** The caller's key. Refuses with `idempotency_key_missing` and `idempotency_key_invalid`. */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string {
  const key = headers['idempotency-key']
  if (key === undefined || key === '') throw new Refusal('idempotency_key_missing')
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refusal('idempotency_key_invalid')
  return key
}

/**
 * The id of what a request makes: it follows from who asks, the route and the key, so the books
 * themselves remember which requests were made and no second table does. A key that carries its
 * time (UUIDv7, ULID or one of our ids) hands it on, which keeps neighbours in time neighbours in
 * the index; any other key works too.
 */
export function idFromKey(
  prefix: string,
  { principal, route, key }: { principal: string; route: string; key: string },
): string {
  const time = timeOf(key)
  const source = `${principal}:${route}:${key}`
  return derivedId(
    prefix,
    time === undefined ? `:${source}` : `key_${time}${REST_OF_AN_ID}:${source}`,
    'idempotency-key',
  )
}

function timeOf(key: string): string | undefined {
  const uuid = UUID_V7.exec(key)
  if (uuid) return crockford(Number.parseInt(`${uuid[1]}${uuid[2]}`, 16))
  return ULID.exec(key)?.[1]?.toLowerCase()
}

function crockford(milliseconds: number): string {
  let text = ''
  for (let rest = milliseconds, i = 0; i < TIME_CHARS; i++) {
    text = CROCKFORD.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}
