import type { FreezeCategory, LockKind, RealNameClass } from '@suanpan/contract/safety-words'
import type { Ground } from '../../platform/index.ts'

const HOUR_MS = 3_600_000
/** Whoever registers does so on a new device; signing up takes less than this. */
const REGISTERING_MS = HOUR_MS

export type StandingLock = {
  kind: LockKind
  amount: bigint | null
  fromHour: number | null
  untilHour: number | null
}

export type StandingFreeze = { category: FreezeCategory; in: boolean; out: boolean }

/** What stands about a person on a device at this moment, read in one question before money goes. */
export type Standing = {
  class: RealNameClass
  locks: StandingLock[]
  freezes: StandingFreeze[]
  /** Null on the device that the person registered on. */
  deviceAgeHours: number | null
}

export async function standingOf(
  ground: Ground,
  { person, device }: { person: string; device: string },
): Promise<Standing> {
  const [row] = await ground.db.query<StandingRow>({
    name: 'parties.standing',
    text: `
      select
        (select class from parties.real_names where person = $1) as class,
        (select coalesce(json_agg(json_build_object('kind', kind, 'amount', amount::text,
            'fromHour', from_hour, 'untilHour', until_hour)), '[]')
         from parties.locks where person = $1 and lifted_at is null) as locks,
        (select coalesce(json_agg(json_build_object('category', category, 'in', frozen_in, 'out', frozen_out)
            order by id desc), '[]')
         from parties.freezes where person = $1 and lifted_at is null) as freezes,
        (select registered_at from parties.people where id = $1) as registered_at,
        (select first_seen_at from parties.devices where id = $2) as device_since`,
    values: [person, device],
  })
  const locks = row?.locks ?? []
  return {
    class: row?.class ?? 'unverified',
    locks: locks.map((lock) => ({
      ...lock,
      amount: lock.amount === null ? null : BigInt(lock.amount),
    })),
    freezes: row?.freezes ?? [],
    deviceAgeHours: ageOf(row, ground.clock.now()),
  }
}

type StandingRow = {
  class: RealNameClass | null
  locks: (Omit<StandingLock, 'amount'> & { amount: string | null })[]
  freezes: StandingFreeze[]
  registered_at: Date | null
  device_since: Date | null
}

function ageOf(row: StandingRow | undefined, now: Date): number | null {
  if (!row?.device_since) return 0
  const since = row.device_since.getTime()
  const registered = row.registered_at?.getTime() ?? since
  if (since <= registered + REGISTERING_MS) return null
  return (now.getTime() - since) / HOUR_MS
}
