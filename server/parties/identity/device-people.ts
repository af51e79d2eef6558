import { Refusal } from '@suanpan/contract/refusals'
import type { Ground } from '../../platform/index.ts'
import { forgetPersonSessions } from '../sessions/person.ts'

/** A device of a person as the security centre lists it. */
export type PersonDevice = {
  id: string
  label: string
  firstSeenAt: Date
  lastSeenAt: Date
  /** Until then little can be spent there. */
  coolingUntil: Date | null
  /** How many people use it; more than one is unusual. */
  peopleCount: number
}

/** Whether a person used this device before and has not revoked it. */
export async function isKnownDevice(
  { db }: Ground,
  { person, device }: { person: string; device: string },
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from parties.device_people
     where person = $1 and device = $2 and revoked_at is null`,
    [person, device],
  )
  return rows.length > 0
}

/** The devices that may be signed in, the last used first. */
export async function devicesOf({ db }: Ground, person: string): Promise<PersonDevice[]> {
  return db.query<PersonDevice>(
    `select d.id, d.label, p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt",
       p.cooling_until as "coolingUntil",
       (select count(*)::int4 from parties.device_people o
        where o.device = p.device and o.revoked_at is null) as "peopleCount"
     from parties.device_people p join parties.devices d on d.id = p.device
     where p.person = $1 and p.revoked_at is null
     order by p.last_seen_at desc, d.id`,
    [person],
  )
}

/**
 * Ends what a person can do on a device, at once here and within a second everywhere. Whoever else
 * uses the device goes on.
 *
 * Refuses with `device_not_found {device}`.
 */
export async function revokeDevice(
  ground: Ground,
  { person, device }: { person: string; device: string },
): Promise<void> {
  const revoked = await ground.db.query(
    `with revoked as (
       update parties.device_people set revoked_at = $3
       where person = $1 and device = $2 and revoked_at is null returning device),
     ended as (delete from parties.person_sessions
       where person = $1 and device in (select device from revoked)),
     unpaid as (delete from parties.pay_sessions
       where person = $1 and device in (select device from revoked))
     select device from revoked`,
    [person, device, ground.clock.now()],
  )
  if (revoked.length === 0) throw new Refusal('device_not_found', { device })
  forgetPersonSessions(ground)
}
