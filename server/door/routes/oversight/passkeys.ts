import { routes } from '@suanpan/contract/routes'
import { recordAct } from '../../../oversight/index.ts'
import {
  addOperatorPasskey,
  listOperatorPasskeys,
  openSession,
  operatorPasskeyOptions,
  operatorSignInOptions,
  removeOperatorPasskey,
  signIn,
  signInOperatorByPasskey,
  type OperatorPasskey,
} from '../../../parties/index.ts'
import { handle } from '../../handle.ts'
import { operatorView } from '../session.ts'

const passkeys = routes.operatorPasskeys

/** Passkeys of operators: signing in with one, and which ones somebody has. */
export const operatorPasskeyHandlers = [
  handle(passkeys.signInOptions, async ({ house }) => ({
    ...(await operatorSignInOptions(house.ground)),
  })),

  handle(passkeys.signIn, async ({ body, house, sessionCookie, origin }) => {
    const { ground } = house
    const operator = await signInOperatorByPasskey(ground, body.response)
    const { token, expiresAt } = await openSession(ground, operator)
    await recordAct(ground.db, ground, {
      actor: { kind: 'operator', id: operator.id },
      action: routes.session.signIn.name,
      subject: operator.id,
      after: { by: 'passkey' },
      origin,
    })
    sessionCookie(token)
    return { operator: operatorView(operator), expiresAt: expiresAt.toISOString() }
  }),

  handle(passkeys.list, async ({ principal, house }) => ({
    items: (await listOperatorPasskeys(house.ground, principal.id)).map(passkeyView),
  })),

  handle(passkeys.options, async ({ principal, house }) => ({
    ...(await operatorPasskeyOptions(house.ground, principal.session.operator)),
  })),

  handle(passkeys.create, async ({ body, principal, house }) => {
    const { password, code, label, response } = body
    const { login } = principal.session.operator
    await signIn(house.ground, { login, password, code })
    const wanted = { operator: principal.id, label, response }
    return passkeyView(await addOperatorPasskey(house.ground, wanted))
  }),

  handle(passkeys.remove, async ({ params, principal, house }) => {
    await removeOperatorPasskey(house.ground, { operator: principal.id, id: params.id })
    return undefined
  }),
]

function passkeyView({ createdAt, lastUsedAt, ...passkey }: OperatorPasskey) {
  return {
    ...passkey,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}
