import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Whoever recorded a callback cannot play it back later than this. */
const REPLAY_WINDOW_SECONDS = 300
const TIMESTAMP = 'bank-timestamp'
const SIGNATURE = 'bank-signature'

export type SignedCallback = { body: string; headers: Record<string, string> }

/** Signs a callback: HMAC-SHA-256 over the timestamp, a point and the body as it is sent. */
export function signCallback(
  body: string,
  { secret, at }: { secret: Buffer; at: Date },
): SignedCallback {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return {
    body,
    headers: { [TIMESTAMP]: timestamp, [SIGNATURE]: `v1=${mac(secret, timestamp, body)}` },
  }
}

/**
 * Whether a callback was signed with one of the secrets (two while one replaces the other) and
 * within the replay window of now.
 */
export function isSigned(
  callback: { body: string; headers: IncomingHttpHeaders },
  { secrets, now }: { secrets: readonly Buffer[]; now: Date },
): boolean {
  const timestamp = callback.headers[TIMESTAMP]
  const signature = callback.headers[SIGNATURE]
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return false
  if (!/^[0-9]{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > REPLAY_WINDOW_SECONDS) return false
  return secrets.some((secret) => isEqual(signature, `v1=${mac(secret, timestamp, callback.body)}`))
}

function mac(secret: Buffer, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
