import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '@suanpan/contract/refusals'
import { idAt } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import type { Payer } from './payer.ts'

const PREFIX = '83'
const DIGITS = 8
const MODULUS = 10n ** BigInt(DIGITS)
const WINDOW_SECONDS = 60
const WINDOW_MS = WINDOW_SECONDS * 1000
/** The phone's clock may be this many windows off. */
const WINDOWS_OFF = [0, -1, 1] as const
/** Eight digits are guessed once in 33 million tries; a phone is locked long before. */
const MISSES_MAX = 20
/** Numbers are drawn until a free one is found; with a million phones one draw in a hundred meets another. */
const DRAWS = 20

/** What a phone needs to show codes without a network. */
export type OfflineCodes = {
  prefix: string
  number: string
  /** base64url; the key of the HMAC. */
  secret: string
  windowSeconds: number
  digits: number
}

/**
 * Lets a phone show codes without a network. Opening again gives a new number and secret, and the
 * old ones open nothing.
 */
export async function openOfflineCodes(
  ground: Ground,
  { person, device }: { person: string; device: string },
): Promise<OfflineCodes> {
  const openedAt = ground.clock.now()
  for (let draw = 0; draw < DRAWS; draw++) {
    const number = randomInt(Number(MODULUS))
    const taken = await ground.db.query(
      'select 1 from wallet.offline_phones where number = $1 and (person <> $2 or device <> $3)',
      [number, person, device],
    )
    if (taken.length > 0) continue
    await ground.db.query(
      `insert into wallet.offline_phones (number, person, device, opened_at) values ($1, $2, $3, $4)
       on conflict on constraint offline_phones_device_key
         do update set number = excluded.number, opened_at = excluded.opened_at, misses = 0`,
      [number, person, device, openedAt],
    )
    const secret = secretOf(ground, { number, person, device, openedAt }).toString('base64url')
    const shown = String(number).padStart(DIGITS, '0')
    return { prefix: PREFIX, number: shown, secret, windowSeconds: WINDOW_SECONDS, digits: DIGITS }
  }
  throw new Error('no free number for a phone was found')
}

/** Takes the offline codes of a device away, or those of all devices of a person. */
export async function closeOfflineCodes(
  ground: Ground,
  { person, device }: { person: string; device?: string },
): Promise<void> {
  await ground.db.query(
    `delete from wallet.offline_phones where person = $1 and ($2::text is null or device = $2)`,
    [person, device ?? null],
  )
}

export function isOfflineCode(code: string): boolean {
  return code.startsWith(PREFIX)
}

/**
 * The digits that a phone shows in a window: HMAC-SHA256 over the number of the window as eight
 * bytes, big-endian; the first eight bytes of it as a number, modulo 10^8.
 */
export function offlineDigits(secret: Uint8Array, window: number): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(window))
  const mac = createHmac('sha256', secret).update(message).digest()
  return String(mac.readBigUInt64BE() % MODULUS).padStart(DIGITS, '0')
}

type PhoneRow = { number: number; person: string; device: string; openedAt: Date; misses: number }

/**
 * Who shows this offline code. A window is one code, so it has one id and is used once.
 *
 * Refuses with `payment_code_unknown` and `payment_code_expired`.
 */
export async function offlinePayer(ground: Ground, code: string): Promise<Payer> {
  const number = Number(code.slice(PREFIX.length, PREFIX.length + DIGITS))
  const digits = code.slice(PREFIX.length + DIGITS)
  const [phone] = await ground.db.query<PhoneRow>({
    name: 'wallet.offline_phone',
    text: `select number, person, device, opened_at as "openedAt", misses
           from wallet.offline_phones where number = $1`,
    values: [number],
  })
  if (!phone || phone.misses >= MISSES_MAX) throw new Refusal('payment_code_unknown')
  const now = Math.floor(ground.clock.now().getTime() / WINDOW_MS)
  const secret = secretOf(ground, phone)
  const window = WINDOWS_OFF.map((off) => now + off).find((each) =>
    timingSafeEqual(Buffer.from(offlineDigits(secret, each)), Buffer.from(digits)),
  )
  await noteTry(ground, phone, window !== undefined)
  if (window === undefined) throw new Refusal('payment_code_expired')
  const { person, device } = phone
  const id = idAt('cde', new Date(window * WINDOW_MS), `${device} ${number}`)
  return { code: id, person, device, source: 'balance', offline: true }
}

async function noteTry(ground: Ground, { number, misses }: PhoneRow, fits: boolean): Promise<void> {
  if (fits && misses === 0) return
  await ground.db.query(
    `update wallet.offline_phones set misses = case when $2 then 0 else misses + 1 end
     where number = $1`,
    [number, fits],
  )
}

function secretOf(ground: Ground, phone: Omit<PhoneRow, 'misses'>): Buffer {
  const { number, person, device, openedAt } = phone
  return ground.crypter.blindIndex(
    'wallet.offline-codes',
    [number, person, device, openedAt.getTime()].join('\n'),
  )
}
