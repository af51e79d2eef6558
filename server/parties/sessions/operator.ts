import type { Role } from '@suanpan/contract/routes/define'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import { operatorOf, type Operator, type OperatorRow } from '../operators.ts'
import {
  hashOf,
  IS_OPEN,
  lookUpOf,
  newToken,
  noteUse,
  type SessionKind,
  type TokenRow,
} from './token.ts'

/** Twelve hours at most, an hour idle. */
export const OPERATOR_SESSIONS: SessionKind = {
  table: 'parties.sessions',
  absoluteMs: 12 * 3_600_000,
  idleMs: 60 * 60_000,
  rotateAfterMs: 15 * 60_000,
}

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
  const expiresAt = new Date(at.getTime() + OPERATOR_SESSIONS.absoluteMs)
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
  const [row] = await ground.db.query<OperatorRow & TokenRow & { role: Role }>({
    name: 'parties.find_session',
    text: `select s.id as session, s.token_hash, s.rotated_at, s.seen_at, s.expires_at,
             o.id, o.login, o.name, o.role, o.merchants, o.reveals, o.created_at, o.last_sign_in_at
           from parties.sessions s join parties.operators o on o.id = s.operator
           where ${IS_OPEN}`,
    values: lookUpOf(OPERATOR_SESSIONS, token, ground.clock.now()),
  })
  if (!row) return undefined
  const session = { id: row.session, operator: operatorOf(row), expiresAt: row.expires_at }
  return { ...session, ...(await noteUse(ground, OPERATOR_SESSIONS, { row, token })) }
}

/** Ends a session at once. */
export async function endSession(ground: Ground, id: string): Promise<void> {
  await ground.db.query('delete from parties.sessions where id = $1', [id])
}
