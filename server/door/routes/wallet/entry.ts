import { consentTexts } from '@suanpan/contract/consent-texts'
import { routes } from '@suanpan/contract/routes'
import {
  CODE_MINUTES,
  completeRecovery,
  deviceLabel,
  openWalletSession,
  openPersonSession,
  recogniseDevice,
  registerWallet,
  requestCode,
  RESEND_SECONDS,
  signInByCode,
  signInByPasskey,
  signInOptions,
  startRecovery,
  type Recovery,
  type SignedIn,
} from '../../../parties/index.ts'
import { handle, type LooseAsk } from '../../handle.ts'
import type { House } from '../../house.ts'

/** Coming into the wallet. */
export const walletEntryHandlers = [
  handle(routes.wallet.documents, () =>
    Promise.resolve({
      items: consentTexts.map(({ code, ...text }) => ({ document: code, ...text })),
    }),
  ),

  handle(routes.wallet.hint, ({ house }) => Promise.resolve({ demo: house.demo?.person ?? null })),

  handle(routes.wallet.requestCode, async ({ body, house, origin }) => {
    const code = await requestCode(house.ground, { ...body, ip: origin.ip })
    return {
      validForSeconds: CODE_MINUTES * 60,
      resendAfterSeconds: RESEND_SECONDS,
      demo: house.demo ? { code } : null,
    }
  }),

  handle(routes.wallet.register, async (ask) => {
    const { body, house, origin } = ask
    const device = await deviceOf(ask)
    const { person, claimed } = await registerWallet(house.ground, { ...body, device, origin })
    const { token, expiresAt } = await openPersonSession(house.ground, { person, device })
    const session = { person, token, expiresAt, coolingUntil: null }
    return { ...signedInView(ask, session, device), claimed }
  }),

  handle(routes.wallet.signIn, async (ask) => {
    const { pin, ...body } = ask.body
    const device = await deviceOf(ask)
    const wanted = { ...body, ...(pin !== undefined && { pin }), device, origin: ask.origin }
    return signedInView(ask, await signInByCode(ask.house.ground, wanted), device)
  }),

  handle(routes.wallet.passkeyOptions, async ({ house }) => ({
    ...(await signInOptions(house.ground)),
  })),

  handle(routes.wallet.signInByPasskey, async (ask) => {
    const device = await deviceOf(ask)
    const { response } = ask.body
    const wanted = { response, device, origin: ask.origin }
    return signedInView(ask, await signInByPasskey(ask.house.ground, wanted), device)
  }),

  handle(routes.wallet.startRecovery, async (ask) => {
    const device = await deviceOf(ask)
    const { house, body } = ask
    return recoveryView(house, await startRecovery(house.ground, { ...body, device }))
  }),

  handle(routes.wallet.completeRecovery, async (ask) => {
    const { params, house, origin } = ask
    const { pin, ...body } = ask.body
    const device = await deviceOf(ask)
    const wanted = { ...body, ...(pin !== undefined && { pin }), recovery: params.id }
    const { person, wish } = await completeRecovery(house.ground, wanted)
    if (wish === 'new_account') return { session: null }
    const opened = { person, device, origin, newDevice: true, cools: true }
    const session = await openWalletSession(house.ground, { ...opened, method: 'recovery' })
    return { session: signedInView(ask, session, device) }
  }),
]

type Cookies = Pick<LooseAsk, 'house' | 'origin' | 'deviceSecret' | 'deviceCookie' | 'walletCookie'>

/** The device of the browser that asks; one that was not here before gets its id now. */
async function deviceOf({ house, origin, deviceSecret, deviceCookie }: Cookies): Promise<string> {
  const label = deviceLabel(origin.userAgent)
  const wanted = { secret: deviceSecret, label }
  const { device, newSecret } = await recogniseDevice(house.ground, wanted)
  if (newSecret !== undefined) deviceCookie(newSecret)
  return device.id
}

function signedInView({ walletCookie }: Cookies, session: SignedIn, device: string) {
  walletCookie(session.token)
  return {
    person: session.person,
    device,
    expiresAt: session.expiresAt.toISOString(),
    coolingUntil: session.coolingUntil?.toISOString() ?? null,
  }
}

export function recoveryView({ ground }: House, recovery: Recovery) {
  return {
    id: recovery.id,
    wish: recovery.wish,
    requestedAt: recovery.requestedAt.toISOString(),
    opensAt: recovery.opensAt.toISOString(),
    isOpen: recovery.opensAt <= ground.clock.now(),
    expiresAt: recovery.expiresAt.toISOString(),
  }
}
