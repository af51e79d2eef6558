import { randomInt } from 'node:crypto'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import { isOfflineCode, offlinePayer } from './offline-codes.ts'
import type { Payer } from './payer.ts'

const LIVES_SECONDS = 60
/** Our own two digits in front, outside of those that the large wallets use. */
const ONLINE_PREFIX = '82'
const HALF = 100_000_000
const KEPT_MS = 86_400_000

export type PaymentCode = { id: string; code: string; expiresAt: Date }

/**
 * A new payment code (付款码) for this person on this device: 18 digits, good once, for a minute.
 * Only its blind index is kept.
 */
export async function issuePaymentCode(
  ground: Ground,
  { person, device, source }: { person: string; device: string; source: string },
): Promise<PaymentCode> {
  const at = ground.clock.now()
  const id = newId('cde', at)
  const code = `${ONLINE_PREFIX}${eightDigits()}${eightDigits()}`
  const expiresAt = new Date(at.getTime() + LIVES_SECONDS * 1000)
  await ground.db.query({
    name: 'wallet.issue_payment_code',
    text: `insert into wallet.payment_codes (code, id, person, device, source, issued_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [indexOf(ground, code), id, person, device, source, at, expiresAt],
  })
  return { id, code, expiresAt }
}

/**
 * Who shows this code.
 *
 * Refuses with `payment_code_unknown` and `payment_code_expired`.
 */
export async function payerOf(ground: Ground, code: string): Promise<Payer> {
  if (isOfflineCode(code)) return offlinePayer(ground, code)
  const [row] = await ground.db.query<Omit<Payer, 'offline'> & { expiresAt: Date }>({
    name: 'wallet.payer_of_code',
    text: `select id as code, person, device, source, expires_at as "expiresAt"
           from wallet.payment_codes where code = $1`,
    values: [indexOf(ground, code)],
  })
  if (!row) throw new Refusal('payment_code_unknown')
  const { expiresAt, ...payer } = row
  if (expiresAt <= ground.clock.now()) throw new Refusal('payment_code_expired')
  return { ...payer, offline: false }
}

/** Whether this person was given this code, and until when it lives. */
export async function ownCode(
  ground: Ground,
  { person, id }: { person: string; id: string },
): Promise<{ expiresAt: Date } | undefined> {
  const [row] = await ground.db.query<{ expiresAt: Date }>({
    name: 'wallet.own_code',
    text: `select expires_at as "expiresAt" from wallet.payment_codes where id = $1 and person = $2`,
    values: [id, person],
  })
  return row
}

/** Removes codes that ended a day ago; returns how many. */
export async function sweepPaymentCodes(ground: Ground): Promise<number> {
  const before = new Date(ground.clock.now().getTime() - KEPT_MS)
  const gone = await ground.db.query(
    'delete from wallet.payment_codes where expires_at < $1 returning 1',
    [before],
  )
  return gone.length
}

function eightDigits(): string {
  return String(randomInt(HALF)).padStart(8, '0')
}

function indexOf({ crypter }: Ground, code: string): Buffer {
  return crypter.blindIndex('wallet.payment-code', code)
}
