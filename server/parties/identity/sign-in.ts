import { Refusal } from '@suanpan/contract/refusals'
import type { PasskeyAssertion } from '@suanpan/contract/shapes-proof'
import { transaction, type Ground } from '../../platform/index.ts'
import { sendMessage } from '../../messages/index.ts'
import { openPersonSession } from '../sessions/person.ts'
import { checkCode, spendCode } from './codes.ts'
import { isKnownDevice } from './device-people.ts'
import { noteSignIn, type SignInMethod } from './history.ts'
import { findIdentity, identityOfPhone } from './identities.ts'
import { deviceLabel, type Origin } from './origin.ts'
import { verifyPasskeySignIn } from './passkeys/sign-in.ts'
import { pinState, verifyPin } from './pin.ts'
import { cancelRecovery } from './recover.ts'

const COOLING_HOURS = 24

export type SignedIn = {
  person: string
  token: string
  expiresAt: Date
  coolingUntil: Date | null
}

/**
 * Signs a person in with the code that went to their phone and, always, their pay PIN: whoever gets
 * a number that somebody else had gets no wallet with it. On a device that is new to the person
 * little can be spent for a day.
 *
 * Refuses with `code_wrong {triesLeft}`, `code_expired`, `phone_not_registered`, `pin_required`,
 * `pin_wrong {triesLeft}`, `pin_locked {until}` and, where there is no PIN, `recovery_needed`.
 */
export async function signInByCode(
  ground: Ground,
  wanted: { phone: string; code: string; pin?: string; device: string; origin: Origin },
): Promise<SignedIn> {
  const { phone, pin, device, origin } = wanted
  await checkCode(ground, wanted)
  const identity = await identityOfPhone(ground, phone)
  if (!identity) throw new Refusal('phone_not_registered')
  const { person } = identity
  const newDevice = !(await isKnownDevice(ground, { person, device }))
  if (await pinState(ground, person)) {
    if (pin === undefined) throw new Refusal('pin_required', { reason: 'sign_in' })
    await verifyPin(ground, { person, pin }).catch(async (error: unknown) => {
      const attempt = { method: 'code_pin', outcome: 'refused', newDevice } as const
      await transaction(ground.db, (tx) =>
        noteSignIn(tx, ground, { person, device, origin, ...attempt }),
      )
      throw error
    })
  } else if (newDevice) {
    throw new Refusal('recovery_needed')
  }
  await transaction(ground.db, (tx) => spendCode(tx, ground, wanted))
  const method = pin === undefined ? 'code' : 'code_pin'
  return openWalletSession(ground, { person, device, origin, method, newDevice, cools: newDevice })
}

/**
 * Signs in whoever's passkey signed, without asking who they are. A passkey is strong enough for a
 * new device: nothing cools off.
 *
 * Refuses with `proof_invalid` and `wallet_closed`.
 */
export async function signInByPasskey(
  ground: Ground,
  wanted: { response: PasskeyAssertion; device: string; origin: Origin },
): Promise<SignedIn> {
  const { device, origin } = wanted
  const person = await verifyPasskeySignIn(ground, wanted.response)
  if ((await findIdentity(ground, person))?.closedAt) throw new Refusal('wallet_closed')
  const newDevice = !(await isKnownDevice(ground, { person, device }))
  return openWalletSession(ground, {
    person,
    device,
    origin,
    method: 'passkey',
    newDevice,
    cools: false,
  })
}

/** Opens the session of somebody who proved who they are. Whoever can, has nothing to recover. */
export async function openWalletSession(
  ground: Ground,
  opened: {
    person: string
    device: string
    origin: Origin
    method: SignInMethod
    newDevice: boolean
    cools: boolean
  },
): Promise<SignedIn> {
  const { person, device, origin, method, newDevice, cools } = opened
  const until = new Date(ground.clock.now().getTime() + COOLING_HOURS * 3_600_000)
  await transaction(ground.db, async (tx) => {
    await noteSignIn(tx, ground, { person, device, origin, method, newDevice, outcome: 'opened' })
    if (method !== 'recovery') await cancelRecovery(tx, ground, person)
    if (newDevice && method !== 'registration') {
      const params = { device: deviceLabel(origin.userAgent) }
      await sendMessage(tx, ground, { to: { person }, template: 'device_added', params })
    }
  })
  const session = await openPersonSession(ground, {
    person,
    device,
    ...(cools && { coolingUntil: until }),
  })
  const { token, expiresAt } = session
  return { person, token, expiresAt, coolingUntil: cools ? until : null }
}
