import type { Ground } from '../../platform/index.ts'
import { getPerson } from '../people.ts'
import { consentsOf, type Consent } from './consents.ts'
import { devicesOf, type PersonDevice } from './device-people.ts'
import { signInsOf, type SignIn } from './history.ts'
import { listPasskeys, type Passkey } from './passkeys/passkeys.ts'
import { pinState } from './pin.ts'

const SIGN_INS_MAX = 10_000

/** All that this room keeps of a person, in the clear; secrets and hashes are none of it. */
export type Records = {
  person: string
  name: string | null
  phone: string | null
  email: string | null
  registeredAt: Date | null
  external: { source: string; reference: string } | null
  pinSetAt: Date | null
  passkeys: Passkey[]
  devices: PersonDevice[]
  signIns: SignIn[]
  consents: Consent[]
}

/** What a person may take along, and what the law has us keep once they have gone. */
export async function myRecords(ground: Ground, person: string): Promise<Records> {
  const [known, pin, passkeys, devices, signIns, consents] = await Promise.all([
    getPerson(ground, person),
    pinState(ground, person),
    listPasskeys(ground, person),
    devicesOf(ground, person),
    signInsOf(ground, { person, limit: SIGN_INS_MAX }),
    consentsOf(ground, person),
  ])
  return {
    person,
    name: known?.name ?? null,
    phone: known?.phone ?? null,
    email: known?.email ?? null,
    registeredAt: known?.registeredAt ?? null,
    external: known?.external ?? null,
    pinSetAt: pin?.setAt ?? null,
    passkeys,
    devices,
    signIns,
    consents,
  }
}
