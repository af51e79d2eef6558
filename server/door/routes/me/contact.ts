import { routes } from '@suanpan/contract/routes'
import {
  addressesOf,
  cancelPhoneChange,
  changePhone,
  CODE_MINUTES,
  emailOf,
  getPerson,
  maskPhone,
  phoneChangeOf,
  removeEmail,
  requestCode,
  RESEND_SECONDS,
  setEmail,
  verifyConfirmation,
  type PhoneChange,
} from '../../../parties/index.ts'
import { transaction } from '../../../platform/index.ts'
import { handle } from '../../handle.ts'

/** Where the person who is signed in is reached. */
export const contactHandlers = [
  handle(routes.myPhone.get, async ({ principal, house }) => {
    const [known, change] = await Promise.all([
      getPerson(house.ground, principal.id),
      phoneChangeOf(house.ground, principal.id),
    ])
    return {
      phone: known?.phone === undefined ? null : maskPhone(known.phone),
      change: change ? changeView(change) : null,
    }
  }),

  handle(routes.myPhone.change, async ({ body, principal, house }) => {
    const { proof, ...wanted } = body
    const person = principal.id
    await verifyConfirmation(house.ground, { person, proof })
    return changeView(await changePhone(house.ground, { ...wanted, person }))
  }),

  handle(routes.myPhone.cancel, async ({ principal, house }) => {
    const { ground } = house
    await transaction(ground.db, (tx) => cancelPhoneChange(tx, ground, principal.id))
    return undefined
  }),

  handle(routes.myEmail.get, async ({ principal, house }) => {
    const known = await emailOf(house.ground, principal.id)
    return { email: known?.email ?? null, verifiedAt: known?.verifiedAt.toISOString() ?? null }
  }),

  handle(routes.myEmail.requestCode, async ({ body, principal, house, origin }) => {
    const { language = 'zh' } = await addressesOf(house.ground, principal.id)
    const { email } = body
    const code = await requestCode(house.ground, { email, ip: origin.ip, language })
    return {
      validForSeconds: CODE_MINUTES * 60,
      resendAfterSeconds: RESEND_SECONDS,
      demo: house.demo ? { code } : null,
    }
  }),

  handle(routes.myEmail.set, async ({ body, principal, house }) => {
    await setEmail(house.ground, { ...body, person: principal.id })
    return undefined
  }),

  handle(routes.myEmail.remove, async ({ principal, house }) => {
    await removeEmail(house.ground, principal.id)
    return undefined
  }),
]

function changeView(change: PhoneChange) {
  return {
    id: change.id,
    phone: maskPhone(change.phone),
    requestedAt: change.requestedAt.toISOString(),
    takesEffectAt: change.takesEffectAt.toISOString(),
  }
}
