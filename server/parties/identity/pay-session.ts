import { createHmac, timingSafeEqual } from 'node:crypto'
import { payProofText, type PaySubject } from '@suanpan/contract/pay-proof'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import type { CounterMove } from '@suanpan/kernel/posting'
import type { Ground } from '../../platform/index.ts'
import { remembered } from '../remembered.ts'
import { verifyPin } from './pin.ts'

const SESSION_MINUTES = 5
const SESSION_CEILING = 1_000_00n
const SESSION_ASSET = 'CNY/2'
/** A session that was ended elsewhere opens nothing a second later. */
const REMEMBERED_MS = 1_000
const REMEMBERED_MAX = 20_000

export type PaySession = {
  id: string
  /** With it the device signs what it pays; base64url. It is derived, so nobody can read it here. */
  key: string
  expiresAt: Date
  ceiling: bigint
  asset: string
}

/**
 * Opens a pay session: for five minutes and up to 1,000 yuan this device pays for this person
 * without asking for the PIN again. It ends the one before.
 *
 * Refuses with `pin_not_set`, `pin_wrong {triesLeft}` and `pin_locked {until}`.
 */
export async function openPaySession(
  ground: Ground,
  { person, device, pin }: { person: string; device: string; pin: string },
): Promise<PaySession> {
  await verifyPin(ground, { person, pin })
  const at = ground.clock.now()
  const row = { id: newId('pss', at), person, device, openedAt: at, expiresAt: later(at) }
  await ground.db.query(
    `insert into parties.pay_sessions (person, device, id, opened_at, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (person, device) do update
       set id = excluded.id, opened_at = excluded.opened_at, expires_at = excluded.expires_at`,
    [person, device, row.id, row.openedAt, row.expiresAt],
  )
  sessionOf.forget(ground)
  return {
    id: row.id,
    key: keyOf(ground, row).toString('base64url'),
    expiresAt: row.expiresAt,
    ceiling: SESSION_CEILING,
    asset: SESSION_ASSET,
  }
}

/**
 * Lets a payment pass that a pay session of this person and device signed. What is left of the
 * session is decided by the counter that comes back and has to travel in the posting: so a payment
 * that is told twice counts once, and two at once cannot both take the last yuan.
 *
 * Refuses with `pay_session_ended`, `proof_invalid` and `pay_session_exceeded {ceiling, wanted}`.
 */
export async function verifyPaySession(
  ground: Ground,
  wanted: { person: string; device: string; session: string; mac: string; subject: PaySubject },
): Promise<CounterMove[]> {
  const { person, device, subject } = wanted
  const row = await sessionOf(ground, wanted.session)
  const open = row !== undefined && row.expiresAt > ground.clock.now()
  if (!open || row.person !== person || row.device !== device) {
    throw new Refusal('pay_session_ended')
  }
  const right = createHmac('sha256', keyOf(ground, row)).update(payProofText(subject)).digest()
  const given = Buffer.from(wanted.mac, 'base64url')
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new Refusal('proof_invalid')
  }
  const { amount, asset } = subject
  if (asset !== SESSION_ASSET || amount > SESSION_CEILING) {
    const ceiling = String(SESSION_CEILING)
    throw new Refusal('pay_session_exceeded', { ceiling, wanted: String(amount), asset })
  }
  const window = { kind: 'fixed' as const, startsAt: row.openedAt, endsAt: row.expiresAt }
  const key = `pay_session:${person}:${device}`
  return [{ key, amount, ceiling: SESSION_CEILING, window }]
}

/** Ends the pay sessions of a person: on one device, or on all of them. */
export async function endPaySessions(
  ground: Ground,
  { person, device }: { person: string; device?: string },
): Promise<void> {
  await ground.db.query(
    `delete from parties.pay_sessions where person = $1 and ($2::text is null or device = $2)`,
    [person, device ?? null],
  )
  sessionOf.forget(ground)
}

type SessionRow = { id: string; person: string; device: string; openedAt: Date; expiresAt: Date }

/** A busy till asks for the same session again and again, so the row is remembered for a second. */
const sessionOf = remembered<SessionRow>({
  forMs: REMEMBERED_MS,
  max: REMEMBERED_MAX,
  ask: async (ground, id) => {
    const [row] = await ground.db.query<SessionRow>({
      name: 'parties.pay_session',
      text: `select id, person, device, opened_at as "openedAt", expires_at as "expiresAt"
             from parties.pay_sessions where id = $1`,
      values: [id],
    })
    return row
  },
})

function keyOf({ config }: Ground, { id, person, device }: Omit<SessionRow, 'openedAt'>): Buffer {
  return createHmac('sha256', config.sessionSecret)
    .update(['pay session', id, person, device].join('\n'))
    .digest()
}

function later(at: Date): Date {
  return new Date(at.getTime() + SESSION_MINUTES * 60_000)
}
