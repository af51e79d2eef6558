import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '@suanpan/contract/refusals'
import { endWait, sendMessage, spendCode as spendBudget } from '../../messages/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { normalPhone } from '../people.ts'
import type { Language } from './identities.ts'

export const CODE_MINUTES = 5
export const RESEND_SECONDS = 60
const TRIES = 5
const DIGITS = 6

/** Where a code goes: to a phone by SMS, or to an e-mail. */
export type CodeTo = { phone: string } | { email: string }

/**
 * Sends a one-time code to a phone or an e-mail. Nothing that comes back tells whether it is known
 * here.
 *
 * @returns the code, which leaves this process by message alone, or on the page of a demo
 * Refuses with `message_limited {retryAfterSeconds}`.
 */
export async function requestCode(
  ground: Ground,
  wanted: CodeTo & { ip: string; language: Language },
): Promise<string> {
  const to = normalTo(wanted)
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
  const now = ground.clock.now()
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000)
  await transaction(ground.db, async (tx) => {
    await spendBudget(tx, ground, { ...to, ip: wanted.ip })
    await tx.query(
      `insert into parties.codes (phone_index, hash, created_at, expires_at) values ($1, $2, $3, $4)
       on conflict (phone_index) do update
         set hash = excluded.hash, created_at = excluded.created_at,
             expires_at = excluded.expires_at, tries = 0`,
      [indexOf(ground, to), hashOf(ground, to, code), now, expiresAt],
    )
    await sendMessage(tx, ground, {
      to,
      template: 'email' in to ? 'email_code' : 'code',
      params: { code, minutes: String(CODE_MINUTES) },
      language: wanted.language,
      expiresAt,
    })
  })
  return code
}

/**
 * Lets a right code pass. It stays good for the step that `spendCode` ends; a wrong one is counted
 * before it is compared, and the fifth ends the code.
 *
 * Refuses with `code_wrong {triesLeft}` and `code_expired`.
 */
export async function checkCode(
  ground: Ground,
  { code, ...given }: CodeTo & { code: string },
): Promise<void> {
  const to = normalTo(given)
  const index = indexOf(ground, to)
  const [row] = await ground.db.query<{ hash: Buffer; tries: number }>(
    `update parties.codes set tries = tries + 1
     where phone_index = $1 and expires_at > $2 and tries < $3 returning hash, tries`,
    [index, ground.clock.now(), TRIES],
  )
  if (!row) throw new Refusal('code_expired')
  if (!timingSafeEqual(row.hash, hashOf(ground, to, code))) {
    throw new Refusal('code_wrong', { triesLeft: TRIES - row.tries })
  }
  await ground.db.query(
    'update parties.codes set tries = tries - 1 where phone_index = $1 and hash = $2',
    [index, row.hash],
  )
}

/** Uses a code that was checked up; of two at once, one does. Refuses with `code_expired`. */
export async function spendCode(
  tx: Tx,
  ground: Ground,
  { code, ...given }: CodeTo & { code: string },
): Promise<void> {
  const to = normalTo(given)
  const spent = await tx.query(
    `delete from parties.codes where phone_index = $1 and hash = $2 and expires_at > $3
     returning 1`,
    [indexOf(ground, to), hashOf(ground, to, code), ground.clock.now()],
  )
  if (spent.length === 0) throw new Refusal('code_expired')
  await endWait(tx, ground, to)
}

/** Removes codes that have expired; recurring work. */
export async function sweepCodes({ db, clock }: Ground): Promise<void> {
  await db.query('delete from parties.codes where expires_at <= $1', [clock.now()])
}

export function phoneIndex({ crypter }: Ground, phone: string): Buffer {
  return crypter.blindIndex('person.phone', normalPhone(phone))
}

/** One spelling of an e-mail; what stands before the @ is told apart by case by nobody. */
export function normalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

/** Of whatever else the caller knows only where the code goes. */
function normalTo(to: CodeTo): CodeTo {
  return 'email' in to ? { email: normalEmail(to.email) } : { phone: normalPhone(to.phone) }
}

function indexOf(ground: Ground, to: CodeTo): Buffer {
  if ('phone' in to) return phoneIndex(ground, to.phone)
  return ground.crypter.blindIndex('person.email', to.email)
}

/** A million codes are guessed in no time by whoever has the table, so the hash has a key. */
function hashOf({ config }: Ground, to: CodeTo, code: string): Buffer {
  return createHmac('sha256', config.sessionSecret)
    .update(['one-time code', 'email' in to ? to.email : to.phone, code].join('\n'))
    .digest()
}
