import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { recordAct } from '../../../oversight/index.ts'
import {
  devicesOf,
  getMerchants,
  listPasskeys,
  pinState,
  setOperatorScope,
  signInsOf,
  walletStateOf,
} from '../../../parties/index.ts'
import { listBills, listCards } from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import { findPerson } from '../people.ts'

const SIGN_INS_SHOWN = 50

/** What operators see of a person beyond what they have, and whose data operators see. */
export const personViewHandlers = [
  handle(routes.people.wallet, async ({ params, house }) => {
    const { ground } = house
    const { id } = await findPerson(house, params.id)
    const [state, pin, passkeys, devices, signIns] = await Promise.all([
      walletStateOf(ground, id),
      pinState(ground, id),
      listPasskeys(ground, id),
      devicesOf(ground, id),
      signInsOf(ground, { person: id, limit: SIGN_INS_SHOWN }),
    ])
    return {
      state: stateOf(state),
      openedAt: state?.registeredAt.toISOString() ?? null,
      closedAt: state?.closedAt?.toISOString() ?? null,
      hasPin: pin !== undefined,
      passkeys: passkeys.length,
      devices: devices.map((device) => ({
        ...device,
        firstSeenAt: device.firstSeenAt.toISOString(),
        lastSeenAt: device.lastSeenAt.toISOString(),
        coolingUntil: device.coolingUntil?.toISOString() ?? null,
      })),
      signIns: signIns.map(({ at, ...signIn }) => ({ ...signIn, at: at.toISOString() })),
    }
  }),

  handle(routes.people.cards, async ({ params, house }) => {
    await findPerson(house, params.id)
    const cards = await listCards(house.ground.db, params.id)
    return {
      items: cards.map(({ id, bank, kind, lastFour, boundAt }) => ({
        id,
        bank,
        kind,
        lastFour,
        boundAt: boundAt.toISOString(),
      })),
    }
  }),

  handle(routes.people.bills, async ({ params, query, house }) => {
    await findPerson(house, params.id)
    const [at, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const bills = await listBills(house.ground.db, {
      person: params.id,
      ...(query.cursor !== undefined && { before: { occurredAt: instantOf(at), id } }),
      limit: query.limit + 1,
    })
    return pageOf(bills, query.limit, {
      view: ({ amount, occurredAt, ...bill }) => ({
        ...bill,
        amount: String(amount),
        occurredAt: occurredAt.toISOString(),
      }),
      cursor: (bill) => cursorOf(bill.occurredAt, bill.id),
    })
  }),

  handle(routes.operators.setScope, async ({ params, body, principal, house, origin }) => {
    const { reason, ...scope } = body
    const { id: operator } = params
    if (operator === principal.id) throw new Refusal('operator_is_you')
    const known = await getMerchants(house.ground, scope.merchants ?? [])
    const unknown = scope.merchants?.find((id) => !known.has(id))
    if (unknown !== undefined) throw new Refusal('merchant_not_found', { merchant: unknown })
    await setOperatorScope(house.ground, { operator, scope }, (tx, before) =>
      recordAct(tx, house.ground, {
        actor: { kind: 'operator', id: principal.id },
        action: 'operator.scope',
        subject: operator,
        before: { ...before },
        after: { ...scope },
        reason,
        origin,
      }),
    )
    return undefined
  }),
]

function stateOf(wallet: { closedAt: Date | null } | undefined): 'none' | 'open' | 'closed' {
  if (wallet === undefined) return 'none'
  return wallet.closedAt === null ? 'open' : 'closed'
}
