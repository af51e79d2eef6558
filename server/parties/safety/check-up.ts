import type { LockKind, RealNameClass } from '@suanpan/contract/safety-words'
import type { Ground } from '../../platform/index.ts'

const DAY_MS = 86_400_000
const PIN_GOOD_DAYS = 365
const DEVICES_GOOD = 3
const SIGN_IN_DAYS = 30

export const CHECK_UP_CODES = [
  'real_name',
  'pin',
  'passkey',
  'locks',
  'devices',
  'sign_ins',
] as const
export type CheckUpCode = (typeof CHECK_UP_CODES)[number]

export type CheckUpItem = { code: CheckUpCode; state: 'good' | 'todo'; why: string | null }

/** What a person did for their own safety and what is left to do. */
export async function checkUp(ground: Ground, person: string): Promise<CheckUpItem[]> {
  const [row] = await ground.db.query<Known>(
    `select
       (select class from parties.real_names where person = $1) as class,
       (select set_at from parties.pay_pins where person = $1) as pin_set_at,
       (select count(*) from parties.passkeys where person = $1) as passkeys,
       (select array_agg(kind) from parties.locks where person = $1 and lifted_at is null) as locks,
       (select count(*) from parties.device_people
        where person = $1 and revoked_at is null) as devices,
       (select count(*) from parties.sign_ins
        where person = $1 and at > $2 and (new_device or outcome = 'refused')
          and method <> 'registration') as strange`,
    [person, new Date(ground.clock.now().getTime() - SIGN_IN_DAYS * DAY_MS)],
  )
  if (!row) return []
  return [
    item('real_name', row.class === null ? 'unverified' : row.class === 'I' ? 'class_one' : null),
    item('pin', pinProblem(row.pin_set_at, ground.clock.now())),
    item('passkey', row.passkeys > 0n ? null : 'missing'),
    item('locks', row.locks?.some((kind) => kind !== 'free_of_pin') === true ? null : 'none_set'),
    item('devices', row.devices > BigInt(DEVICES_GOOD) ? 'many' : null),
    item('sign_ins', row.strange > 0n ? 'new_or_refused' : null),
  ]
}

type Known = {
  class: RealNameClass | null
  pin_set_at: Date | null
  passkeys: bigint
  locks: LockKind[] | null
  devices: bigint
  strange: bigint
}

function pinProblem(setAt: Date | null, now: Date): string | null {
  if (setAt === null) return 'missing'
  return now.getTime() - setAt.getTime() > PIN_GOOD_DAYS * DAY_MS ? 'old' : null
}

const item = (code: CheckUpCode, why: string | null): CheckUpItem => ({
  code,
  state: why === null ? 'good' : 'todo',
  why,
})
