import { capabilitiesOf } from '@suanpan/contract/licence'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import {
  addressesOf,
  endPersonSession,
  getPerson,
  listPasskeys,
  maskPhone,
  pinState,
} from '../../parties/index.ts'
import { handle } from '../handle.ts'

/** The person who is signed in to the wallet. */
export const meHandlers = [
  handle(routes.me.get, async ({ principal, house }) => {
    const { person: id, device, expiresAt, coolingUntil } = principal.session
    const [person, addresses, pin, passkeys] = await Promise.all([
      getPerson(house.ground, id),
      addressesOf(house.ground, id),
      pinState(house.ground, id),
      listPasskeys(house.ground, id),
    ])
    if (!person) throw new Refusal('person_not_found', { person: id })
    return {
      person: id,
      name: person.name ?? null,
      phone: person.phone === undefined ? null : maskPhone(person.phone),
      registeredAt: person.registeredAt.toISOString(),
      device,
      expiresAt: expiresAt.toISOString(),
      language: addresses.language ?? 'zh',
      hasPin: pin !== undefined,
      passkeys: passkeys.length,
      coolingUntil: coolingUntil?.toISOString() ?? null,
      capabilities: capabilitiesOf(house.licence),
      zone: house.ground.config.zone,
    }
  }),

  handle(routes.me.signOut, async ({ principal, house, walletCookie }) => {
    await endPersonSession(house.ground, principal.session.id)
    walletCookie(null)
    return undefined
  }),
]
