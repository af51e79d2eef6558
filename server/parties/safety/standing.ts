import type { FreezeCategory, LockKind, RealNameClass } from '@suanpan/contract/safety-words'
import type { Ground } from '../../platform/index.ts'

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
  /** Until when this device of theirs is new; null where it is not, as where they registered. */
  coolingUntil: Date | null
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
        (select cooling_until from parties.device_people
         where person = $1 and device = $2 and cooling_until > $3) as cooling_until`,
    values: [person, device, ground.clock.now()],
  })
  const locks = row?.locks ?? []
  return {
    class: row?.class ?? 'unverified',
    locks: locks.map((lock) => ({
      ...lock,
      amount: lock.amount === null ? null : BigInt(lock.amount),
    })),
    freezes: row?.freezes ?? [],
    coolingUntil: row?.cooling_until ?? null,
  }
}

type StandingRow = {
  class: RealNameClass | null
  locks: (Omit<StandingLock, 'amount'> & { amount: string | null })[]
  freezes: StandingFreeze[]
  cooling_until: Date | null
}
