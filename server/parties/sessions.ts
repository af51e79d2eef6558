import { hash, randomBytes } from 'node:crypto'
import type { Role } from '@suanpan/contract/routes/define'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../platform/index.ts'
import { operatorOf, type Operator, type OperatorRow } from './operators.ts'

const TOKEN_BYTES = 32
const ABSOLUTE_MS = 12 * 3_600_000
const IDLE_MS = 60 * 60_000
const ROTATE_AFTER_MS = 15 * 60_000
/** Requests that left before the rotation still carry the old token. */
const OLD_TOKEN_GOOD_FOR_MS = 60_000
const SEEN_EVERY_MS = 60_000

export type Session = {
  id: string
  operator: Operator
  expiresAt: Date
  /** A new token for the cookie, when it was time to rotate. */
  newToken?: string
}

/** Opens a session; the token goes into a cookie and only its hash is kept. */
export async function openSession(
  ground: Ground,
  operator: Operator,
): Promise<{ token: string; expiresAt: Date }> {
  const at = ground.clock.now()
  const token = newToken()
  const expiresAt = new Date(at.getTime() + ABSOLUTE_MS)
  await ground.db.query(
    `insert into parties.sessions
       (id, operator, token_hash, rotated_at, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $4, $4, $5)`,
    [newId('ses', at), operator.id, hashOf(token), at, expiresAt],
  )
  return { token, expiresAt }
}

/**
 * The session of a token: absent when it is unknown, was idle for an hour, or is twelve hours old.
 * After a quarter of an hour the token is rotated; the answer then carries the new one.
 */
export async function findSession(ground: Ground, token: string): Promise<Session | undefined> {
  const now = ground.clock.now()
  const tokenHash = hashOf(token)
  const [row] = await ground.db.query<SessionRow>({
    name: 'parties.find_session',
    text: `select s.id as session, s.token_hash, s.rotated_at, s.seen_at, s.expires_at,
             o.id, o.login, o.name, o.role, o.created_at, o.last_sign_in_at
           from parties.sessions s join parties.operators o on o.id = s.operator
           where (s.token_hash = $1 or (s.previous_hash = $1 and s.rotated_at > $4))
             and s.expires_at > $2 and s.seen_at > $3`,
    values: [tokenHash, now, before(now, IDLE_MS), before(now, OLD_TOKEN_GOOD_FOR_MS)],
  })
  if (!row) return undefined
  const session = { id: row.session, operator: operatorOf(row), expiresAt: row.expires_at }
  const current = row.token_hash.equals(tokenHash)
  if (current && row.rotated_at <= before(now, ROTATE_AFTER_MS)) {
    return { ...session, ...(await rotate(ground, row, now)) }
  }
  if (row.seen_at <= before(now, SEEN_EVERY_MS)) {
    await ground.db.query('update parties.sessions set seen_at = $2 where id = $1', [
      row.session,
      now,
    ])
  }
  return session
}

/** Ends a session at once. */
export async function endSession(ground: Ground, id: string): Promise<void> {
  await ground.db.query('delete from parties.sessions where id = $1', [id])
}

/** Removes what has expired; recurring work. */
export async function sweepSessions(ground: Ground): Promise<number> {
  const now = ground.clock.now()
  const gone = await ground.db.query(
    'delete from parties.sessions where expires_at <= $1 or seen_at <= $2 returning 1',
    [now, before(now, IDLE_MS)],
  )
  return gone.length
}

type SessionRow = OperatorRow & {
  session: string
  token_hash: Buffer
  rotated_at: Date
  seen_at: Date
  expires_at: Date
  role: Role
}

async function rotate(ground: Ground, row: SessionRow, now: Date): Promise<{ newToken?: string }> {
  const token = newToken()
  const rotated = await ground.db.query(
    `update parties.sessions
     set previous_hash = token_hash, token_hash = $3, rotated_at = $4, seen_at = $4
     where id = $1 and token_hash = $2 returning 1`,
    [row.session, row.token_hash, hashOf(token), now],
  )
  // Another request of the same page rotated first; its answer carries the token.
  return rotated.length === 0 ? {} : { newToken: token }
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms)
}
