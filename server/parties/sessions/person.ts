import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import { remembered } from '../remembered.ts'
import {
  hashOf,
  IS_OPEN,
  lookUpOf,
  newToken,
  noteUse,
  type SessionKind,
  type TokenRow,
} from './token.ts'

/** Thirty days at most, seven days idle: paying asks again in any case. */
export const PERSON_SESSIONS: SessionKind = {
  table: 'parties.person_sessions',
  absoluteMs: 30 * 86_400_000,
  idleMs: 7 * 86_400_000,
  rotateAfterMs: 60 * 60_000,
}

/** A session that was ended elsewhere, or its device revoked, opens nothing a second later. */
const REMEMBERED_MS = 1_000
const REMEMBERED_MAX = 50_000

/** A person who is signed in on a device. */
export type PersonSession = {
  id: string
  person: string
  device: string
  expiresAt: Date
  /** Until then little can be spent on this device. */
  coolingUntil: Date | null
  /** A new token for the cookie, when it was time to rotate. */
  newToken?: string
}

/**
 * Opens a person's session on a device; the token goes into a cookie and only its hash is kept.
 *
 * @param wanted.coolingUntil until when little can be spent there; a shorter time never replaces a
 *   longer one
 */
export async function openPersonSession(
  ground: Ground,
  { person, device, coolingUntil }: { person: string; device: string; coolingUntil?: Date },
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const at = ground.clock.now()
  const id = newId('wse', at)
  const token = newToken()
  const expiresAt = new Date(at.getTime() + PERSON_SESSIONS.absoluteMs)
  await ground.db.query(
    `with seen as (
       insert into parties.device_people as d
         (person, device, first_seen_at, last_seen_at, cooling_until)
       values ($2, $3, $5, $5, $7)
       on conflict (person, device) do update
         set last_seen_at = $5, revoked_at = null,
             cooling_until = greatest(d.cooling_until, excluded.cooling_until))
     insert into parties.person_sessions
       (id, person, device, token_hash, rotated_at, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $5, $6)`,
    [id, person, device, hashOf(token), at, expiresAt, coolingUntil ?? null],
  )
  return { id, token, expiresAt }
}

/**
 * The session of a token: absent when it is unknown, was idle for a week, is thirty days old, or its
 * device was revoked. After an hour the token is rotated; the answer then carries the new one. It is
 * asked for with every request, so what was found is remembered for a second.
 */
export function findPersonSession(
  ground: Ground,
  token: string,
): Promise<PersonSession | undefined> {
  return sessionOf(ground, token)
}

/** Whether a person is signed in on a device that was not revoked. */
export async function isSignedInOn(
  ground: Ground,
  { person, device }: { person: string; device: string },
): Promise<boolean> {
  const now = ground.clock.now()
  const rows = await ground.db.query({
    name: 'parties.is_signed_in_on',
    text: `select 1 from parties.person_sessions s join parties.devices d on d.id = s.device
           where s.person = $1 and s.device = $2 and s.expires_at > $3 and s.seen_at > $4
             and d.revoked_at is null limit 1`,
    values: [person, device, now, new Date(now.getTime() - PERSON_SESSIONS.idleMs)],
  })
  return rows.length > 0
}

/** Ends a person's session at once. */
export async function endPersonSession(ground: Ground, id: string): Promise<void> {
  await ground.db.query('delete from parties.person_sessions where id = $1', [id])
  forgetPersonSessions(ground)
}

/** Ends all sessions of a person at once, but the one named. */
export async function endPersonSessions(
  ground: Ground,
  { person, except }: { person: string; except?: string },
): Promise<void> {
  await ground.db.query(
    'delete from parties.person_sessions where person = $1 and id is distinct from $2',
    [person, except ?? null],
  )
  forgetPersonSessions(ground)
}

/** After a change in this process. */
export function forgetPersonSessions(ground: Ground): void {
  sessionOf.forget(ground)
}

const sessionOf = remembered<PersonSession>({
  forMs: REMEMBERED_MS,
  max: REMEMBERED_MAX,
  ask: async (ground, token) => {
    const [row] = await ground.db.query<
      TokenRow & { person: string; device: string; cooling_until: Date | null }
    >({
      name: 'parties.find_person_session',
      text: `select s.id as session, s.token_hash, s.rotated_at, s.seen_at, s.expires_at,
               s.person, s.device, p.cooling_until
             from parties.person_sessions s
             join parties.devices d on d.id = s.device
             join parties.device_people p on p.person = s.person and p.device = s.device
             where ${IS_OPEN} and d.revoked_at is null and p.revoked_at is null`,
      values: lookUpOf(PERSON_SESSIONS, token, ground.clock.now()),
    })
    if (!row) return undefined
    const { session: id, person, device, expires_at: expiresAt } = row
    return {
      id,
      person,
      device,
      expiresAt,
      coolingUntil: row.cooling_until,
      ...(await noteUse(ground, PERSON_SESSIONS, { row, token })),
    }
  },
})
