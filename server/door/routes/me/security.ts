import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { idTime } from '@suanpan/kernel/ids'
import {
  addPasskey,
  cancelRecovery,
  confirmOptions,
  consentsOf,
  devicesOf,
  endPaySessions,
  listPasskeys,
  openPaySession,
  passkeyOptions,
  payChallenge,
  pinState,
  recordConsent,
  recoveryOf,
  removePasskey,
  renamePasskey,
  revokeDevice,
  setPin,
  signInsOf,
  verifyConfirmation,
  type Consent,
  type Passkey,
} from '../../../parties/index.ts'
import { transaction } from '../../../platform/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import type { ConsumerPrincipal } from '../../principal.ts'
import { recoveryView } from '../wallet/entry.ts'

/** Who has just signed in need not prove it again. */
const FRESH_MINUTES = 30

/** PIN, passkeys, devices, consents of the person who is signed in. */
export const mySecurityHandlers = [
  handle(routes.myPin.get, async ({ principal, house }) => {
    const pin = await pinState(house.ground, principal.id)
    return {
      pin: pin
        ? {
            setAt: pin.setAt.toISOString(),
            triesLeft: pin.triesLeft,
            lockedUntil: pin.lockedUntil?.toISOString() ?? null,
          }
        : null,
    }
  }),

  handle(routes.myPin.set, async ({ body, principal, house }) => {
    const { ground } = house
    const person = principal.id
    const known = await pinState(ground, person)
    if (known) await verifyConfirmation(ground, { person, proof: body.proof })
    else if (!isFresh(house, principal)) throw new Refusal('sign_in_again')
    await setPin(ground, { person, pin: body.pin })
    return undefined
  }),

  handle(routes.myConfirmations.begin, async ({ principal, house }) => ({
    ...(await confirmOptions(house.ground, principal.id)),
  })),

  handle(routes.myPaySessions.open, async ({ body, principal, house }) => {
    const { person, device } = principal.session
    const { id, key, expiresAt, ceiling, asset } = await openPaySession(house.ground, {
      person,
      device,
      pin: body.pin,
    })
    return {
      session: id,
      key,
      expiresAt: expiresAt.toISOString(),
      ceiling: { amount: String(ceiling), asset },
    }
  }),

  handle(routes.myPaySessions.end, async ({ principal, house }) => {
    const { person, device } = principal.session
    await endPaySessions(house.ground, { person, device })
    return undefined
  }),

  handle(routes.myPayChallenges.begin, async ({ body, principal, house }) => {
    const subject = { ...body, amount: BigInt(body.amount) }
    return { ...(await payChallenge(house.ground, { person: principal.id, subject })) }
  }),

  handle(routes.myPasskeys.list, async ({ principal, house }) => ({
    items: (await listPasskeys(house.ground, principal.id)).map(passkeyView),
  })),

  handle(routes.myPasskeys.begin, async ({ principal, house }) => ({
    ...(await passkeyOptions(house.ground, principal.id)),
  })),

  handle(routes.myPasskeys.add, async ({ body, principal, house }) => {
    const { ground } = house
    const person = principal.id
    const { label, response, proof } = body
    if (!isFresh(house, principal)) await verifyConfirmation(ground, { person, proof })
    return passkeyView(await addPasskey(ground, { person, label, response }))
  }),

  handle(routes.myPasskeys.rename, async ({ params, body, principal, house }) =>
    passkeyView(
      await renamePasskey(house.ground, {
        person: principal.id,
        passkey: params.id,
        label: body.label,
      }),
    ),
  ),

  handle(routes.myPasskeys.remove, async ({ params, body, principal, house }) => {
    const person = principal.id
    const passkey = params.id
    const mine = await listPasskeys(house.ground, person)
    if (!mine.some(({ id }) => id === passkey)) throw new Refusal('passkey_not_found', { passkey })
    await verifyConfirmation(house.ground, { person, proof: body.proof })
    await removePasskey(house.ground, { person, passkey })
    return undefined
  }),

  handle(routes.myDevices.list, async ({ principal, house }) => {
    const devices = await devicesOf(house.ground, principal.id)
    return {
      items: devices.map((device) => ({
        ...device,
        current: device.id === principal.session.device,
        firstSeenAt: device.firstSeenAt.toISOString(),
        lastSeenAt: device.lastSeenAt.toISOString(),
        coolingUntil: device.coolingUntil?.toISOString() ?? null,
      })),
    }
  }),

  handle(routes.myDevices.revoke, async ({ params, principal, house, walletCookie }) => {
    await revokeDevice(house.ground, { person: principal.id, device: params.id })
    if (params.id === principal.session.device) walletCookie(null)
    return undefined
  }),

  handle(routes.mySignIns.list, async ({ query, principal, house }) => {
    const { limit } = query
    const signIns = await signInsOf(house.ground, { person: principal.id, limit })
    return {
      items: signIns.map(({ origin, at, ...signIn }) => ({
        ...signIn,
        at: at.toISOString(),
        ip: origin?.ip ?? null,
      })),
    }
  }),

  handle(routes.myRecovery.get, async ({ principal, house }) => {
    const recovery = await recoveryOf(house.ground, principal.id)
    return { recovery: recovery ? recoveryView(house, recovery) : null }
  }),

  handle(routes.myRecovery.cancel, async ({ principal, house }) => {
    const { ground } = house
    await transaction(ground.db, (tx) => cancelRecovery(tx, ground, principal.id))
    return undefined
  }),

  handle(routes.myConsents.list, async ({ principal, house }) => ({
    items: (await consentsOf(house.ground, principal.id)).map(consentView),
  })),

  handle(routes.myConsents.record, async ({ body, principal, house, origin }) => {
    const { ground } = house
    const { person, device } = principal.session
    const consent = { ...body, person, device, origin }
    return consentView(await transaction(ground.db, (tx) => recordConsent(tx, ground, consent)))
  }),
]

function isFresh({ ground }: House, { session }: ConsumerPrincipal): boolean {
  return ground.clock.now().getTime() - idTime(session.id).getTime() <= FRESH_MINUTES * 60_000
}

function passkeyView(passkey: Passkey) {
  return {
    ...passkey,
    createdAt: passkey.createdAt.toISOString(),
    lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
  }
}

function consentView(consent: Consent) {
  return { ...consent, at: consent.at.toISOString() }
}
