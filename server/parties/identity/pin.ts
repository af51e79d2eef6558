import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { sendMessage } from '../../messages/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { getPerson } from '../people.ts'
import { verifiedBirthdayOf } from '../safety/real-name.ts'

const TRIES = 5
const LOCK_HOURS = 24
const DIGITS = 6
const DISTINCT_DIGITS_MIN = 3
// 19 MiB and two passes: OWASP's first choice for argon2id, about 20 ms here.
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What the security centre shows of a pay PIN. */
export type PinState = { setAt: Date; triesLeft: number; lockedUntil: Date | null }

/**
 * Sets or replaces the pay PIN of a person and ends their pay sessions. Whoever calls has made sure
 * that it is the person.
 *
 * @param wanted.onlyIf what has to succeed in the same transaction
 * Refuses with `pin_too_weak {reason}`: `repeated`, `sequence`, `pattern`, `phone` or `birthday`, the
 * one of the verified identity.
 */
export async function setPin(
  ground: Ground,
  wanted: {
    person: string
    pin: string
    onlyIf?: (tx: Tx) => Promise<void>
  },
): Promise<void> {
  const { person, pin } = wanted
  const phone = (await getPerson(ground, person))?.phone
  const birthday = await verifiedBirthdayOf(ground, person)
  const reason = weaknessOf(pin, { phone, birthday })
  if (reason !== undefined) throw new Refusal('pin_too_weak', { reason })
  const hashed = await hashPin(ground, person, pin)
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    await wanted.onlyIf?.(tx)
    const [was] = await tx.query('select 1 from parties.pay_pins where person = $1', [person])
    await tx.query(
      `insert into parties.pay_pins (person, hash, set_at) values ($1, $2, $3)
       on conflict (person) do update
         set hash = excluded.hash, set_at = excluded.set_at, failures = 0, locked_until = null`,
      [person, hashed, at],
    )
    await tx.query('delete from parties.pay_sessions where person = $1', [person])
    if (!was) return
    await sendMessage(tx, ground, { to: { person }, template: 'pin_changed' })
    tx.emit({
      id: newId('ltr', at),
      type: 'pin.changed',
      party: person,
      at,
      body: { person, at: at.toISOString() },
    })
  })
}

/**
 * Lets a right PIN pass. Each try is counted before it is made, so five guesses at once are five.
 *
 * Refuses with `pin_not_set`, `pin_wrong {triesLeft}` and, from the fifth wrong one on for a day,
 * `pin_locked {until}`.
 */
export async function verifyPin(
  ground: Ground,
  { person, pin }: { person: string; pin: string },
): Promise<void> {
  const { hash: known, failures, lockedUntil } = await claimTry(ground, person)
  if (await isPin(ground, { person, pin, known })) {
    await ground.db.query(
      'update parties.pay_pins set failures = 0, locked_until = null where person = $1',
      [person],
    )
    return
  }
  if (lockedUntil !== null) throw new Refusal('pin_locked', { until: lockedUntil.toISOString() })
  throw new Refusal('pin_wrong', { triesLeft: TRIES - failures })
}

/** Whether a PIN is the right one, without counting a try; for the demo, which knows its own. */
export async function isPinRight(
  ground: Ground,
  { person, pin }: { person: string; pin: string },
): Promise<boolean> {
  const [row] = await ground.db.query<{ hash: string }>(
    'select hash from parties.pay_pins where person = $1 and locked_until is null',
    [person],
  )
  return row !== undefined && isPin(ground, { person, pin, known: row.hash })
}

/** When the PIN was set and whether it is locked; undefined where there is none. */
export async function pinState(ground: Ground, person: string): Promise<PinState | undefined> {
  const [row] = await ground.db.query<{ setAt: Date; failures: number; lockedUntil: Date | null }>(
    `select set_at as "setAt", locked_until as "lockedUntil", failures
     from parties.pay_pins where person = $1`,
    [person],
  )
  if (!row) return undefined
  const locked = row.lockedUntil !== null && row.lockedUntil > ground.clock.now()
  const lapsed = row.lockedUntil !== null && !locked
  return {
    setAt: row.setAt,
    triesLeft: locked ? 0 : lapsed ? TRIES : TRIES - row.failures,
    lockedUntil: locked ? row.lockedUntil : null,
  }
}

/** What makes a PIN one of the first that somebody else would try. */
export function weaknessOf(
  pin: string,
  known: { phone?: string | undefined; birthday?: string | undefined } = {},
): string | undefined {
  const digits = [...pin].map(Number)
  if (new Set(digits).size < DISTINCT_DIGITS_MIN) return 'repeated'
  const steps = digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10)
  if (steps.every((step) => step === 1) || steps.every((step) => step === 9)) return 'sequence'
  if (pin.slice(0, 3) === pin.slice(3) || /^(\d)\1(\d)\2(\d)\3$/.test(pin)) return 'pattern'
  if (known.phone?.includes(pin) === true) return 'phone'
  if (known.birthday !== undefined && birthdayPins(known.birthday).includes(pin)) return 'birthday'
  return undefined
}

/** 1990-05-17 as 900517, 170590, 051790 and 199005. */
function birthdayPins(birthday: string): string[] {
  const [year = '', month = '', day = ''] = birthday.split('-')
  const short = year.slice(-2)
  return [short + month + day, day + month + short, month + day + short, year + month].map((text) =>
    text.slice(0, DIGITS),
  )
}

type Try = { hash: string; failures: number; lockedUntil: Date | null }

async function claimTry(ground: Ground, person: string): Promise<Try> {
  const now = ground.clock.now()
  const [claimed] = await ground.db.query<Try>({
    name: 'parties.claim_pin_try',
    text: `update parties.pay_pins
           set failures = case when locked_until is null then failures else 0 end + 1,
               locked_until = case when locked_until is null and failures + 1 >= $3::int4
                 then $2::timestamptz + make_interval(hours => $4::int4) end
           where person = $1 and (locked_until is null or locked_until <= $2)
           returning hash, failures, locked_until as "lockedUntil"`,
    values: [person, now, TRIES, LOCK_HOURS],
  })
  if (claimed) return claimed
  const state = await pinState(ground, person)
  if (!state) throw new Refusal('pin_not_set')
  throw new Refusal('pin_locked', { until: (state.lockedUntil ?? now).toISOString() })
}

function hashPin(ground: Ground, person: string, pin: string): Promise<string> {
  return hash(pin, { ...ARGON2, secret: pepperOf(ground, person) })
}

function isPin(
  ground: Ground,
  { person, pin, known }: { person: string; pin: string; known: string },
): Promise<boolean> {
  return verify(known, pin, { secret: pepperOf(ground, person) }).catch(() => false)
}

/**
 * Six digits are guessed in a minute by whoever has the table, so half of the secret is not in it:
 * the pepper follows from the installation's key for look-ups, which is never rotated.
 */
function pepperOf({ crypter }: Ground, person: string): Uint8Array {
  return crypter.blindIndex('person.pay_pin', person)
}
