import { hash, randomBytes } from 'node:crypto'
import type { Ground } from '../../platform/index.ts'

const TOKEN_BYTES = 32
/** Requests that left before the rotation still carry the old token. */
const OLD_TOKEN_GOOD_FOR_MS = 60_000
const SEEN_EVERY_MS = 60_000

/** Where the sessions of one kind lie and how long they last. */
export type SessionKind = {
  table: 'parties.sessions' | 'parties.person_sessions'
  absoluteMs: number
  idleMs: number
  rotateAfterMs: number
}

/** What every row of a session has. */
export type TokenRow = {
  session: string
  token_hash: Buffer
  rotated_at: Date
  seen_at: Date
  expires_at: Date
}

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** Only this is kept of a token. */
export function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** The values $1 to $4 of a look-up: token, now, idle since, rotated away since. */
export function lookUpOf(kind: SessionKind, token: string, now: Date): unknown[] {
  return [hashOf(token), now, before(now, kind.idleMs), before(now, OLD_TOKEN_GOOD_FOR_MS)]
}

/** The condition that goes with `lookUpOf`, for a table named `s`. */
export const IS_OPEN = `(s.token_hash = $1 or (s.previous_hash = $1 and s.rotated_at > $4))
  and s.expires_at > $2 and s.seen_at > $3`

/** Notes that a session was used: its token is rotated when it was time, and then comes back. */
export async function noteUse(
  ground: Ground,
  kind: SessionKind,
  { row, token }: { row: TokenRow; token: string },
): Promise<{ newToken?: string }> {
  const now = ground.clock.now()
  const current = row.token_hash.equals(hashOf(token))
  if (current && row.rotated_at <= before(now, kind.rotateAfterMs)) {
    return rotate(ground, kind, { row, now })
  }
  if (row.seen_at <= before(now, SEEN_EVERY_MS)) {
    await ground.db.query(`update ${kind.table} set seen_at = $2 where id = $1`, [row.session, now])
  }
  return {}
}

/** Removes what has expired or was idle for too long; returns how many. */
export async function sweepKind(ground: Ground, kind: SessionKind): Promise<number> {
  const now = ground.clock.now()
  const gone = await ground.db.query(
    `delete from ${kind.table} where expires_at <= $1 or seen_at <= $2 returning 1`,
    [now, before(now, kind.idleMs)],
  )
  return gone.length
}

async function rotate(
  ground: Ground,
  kind: SessionKind,
  { row, now }: { row: TokenRow; now: Date },
): Promise<{ newToken?: string }> {
  const token = newToken()
  const rotated = await ground.db.query(
    `update ${kind.table}
     set previous_hash = token_hash, token_hash = $3, rotated_at = $4, seen_at = $4
     where id = $1 and token_hash = $2 returning 1`,
    [row.session, row.token_hash, hashOf(token), now],
  )
  // Another request of the same page rotated first; its answer carries the token.
  return rotated.length === 0 ? {} : { newToken: token }
}

function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms)
}
