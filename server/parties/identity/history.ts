import { newId } from '@suanpan/kernel/ids'
import type { Ground, Tx } from '../../platform/index.ts'
import { openOrigin, sealOrigin, type Origin } from './origin.ts'

export type SignInMethod = 'registration' | 'code_pin' | 'code' | 'passkey' | 'recovery'

export type SignIn = {
  id: string
  at: Date
  device: string | null
  label: string | null
  method: SignInMethod
  outcome: 'opened' | 'refused'
  newDevice: boolean
  /** Where it came from; absent once the person was erased. */
  origin?: Origin
}

/**
 * Writes a sign-in down. A device that was not known before is told by `device.added`; an attempt
 * on an unknown device that had the code and failed, by `signin.unknown`.
 */
export async function noteSignIn(
  tx: Tx,
  ground: Ground,
  signIn: {
    person: string
    device: string
    method: SignInMethod
    outcome: 'opened' | 'refused'
    newDevice: boolean
    origin: Origin
  },
): Promise<void> {
  const { person, device, method, outcome, newDevice, origin } = signIn
  const at = ground.clock.now()
  const id = newId('sgn', at)
  await tx.query(
    `insert into parties.sign_ins
       (id, person, device, at, method, outcome, new_device, origin_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      person,
      device,
      at,
      method,
      outcome,
      newDevice,
      await sealOrigin(tx, ground, { person, row: id, origin }),
    ],
  )
  if (!newDevice || method === 'registration') return
  const type = outcome === 'opened' ? 'device.added' : 'signin.unknown'
  tx.emit({
    id: newId('ltr', at),
    type,
    party: person,
    at,
    body: { person, device, signIn: id, method, at: at.toISOString() },
  })
}

/** The sign-ins of a person, newest first. */
export async function signInsOf(
  ground: Ground,
  { person, limit }: { person: string; limit: number },
): Promise<SignIn[]> {
  const rows = await ground.db.query<SignIn & { key: Buffer | null; sealed: Buffer | null }>(
    `select s.id, s.at, s.device, d.label, s.method, s.outcome, s.new_device as "newDevice",
       p.key, s.origin_sealed as sealed
     from parties.sign_ins s join parties.people p on p.id = s.person
     left join parties.devices d on d.id = s.device
     where s.person = $1 order by s.at desc, s.id desc limit $2`,
    [person, limit],
  )
  return rows.map(({ key, sealed, ...row }) => {
    const origin = openOrigin(ground, { person, row: row.id, key, sealed })
    return { ...row, ...(origin && { origin }) }
  })
}
