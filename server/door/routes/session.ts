import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { recordAct } from '../../oversight/index.ts'
import {
  codeOf,
  createApiKey,
  createOperator,
  endSession,
  getMerchant,
  getMerchants,
  listApiKeys,
  listOperators,
  openSession,
  revokeApiKey,
  signIn,
  type ApiKey,
  type Operator,
} from '../../parties/index.ts'
import { cursorOf, pageOf, readCursor } from '../cursor.ts'
import { handle } from '../handle.ts'

/** Signing in and out, operators, and the keys of servers. */
export const sessionHandlers = [
  handle(routes.session.signIn, async ({ body, house, sessionCookie, origin }) => {
    const operator = await signIn(house.ground, body)
    const actor = { kind: 'operator' as const, id: operator.id }
    const act = { actor, action: routes.session.signIn.name, subject: operator.id, origin }
    await recordAct(house.ground.db, house.ground, act)
    const { token, expiresAt } = await openSession(house.ground, operator)
    sessionCookie(token)
    return { operator: operatorView(operator), expiresAt: expiresAt.toISOString() }
  }),

  handle(routes.session.me, async ({ principal, house }) => ({
    operator: operatorView(principal.session.operator),
    expiresAt: principal.session.expiresAt.toISOString(),
    zone: house.ground.config.zone,
    demo: house.demo !== undefined,
  })),

  handle(routes.session.signOut, async ({ principal, house, sessionCookie }) => {
    await endSession(house.ground, principal.session.id)
    sessionCookie(null)
    return undefined
  }),

  handle(routes.session.hint, async ({ house }) => {
    if (!house.demo) return { demo: null }
    const { login, password, checker } = house.demo
    const [code, second] = await Promise.all([
      codeOf(house.ground, login),
      codeOf(house.ground, checker.login),
    ])
    if (!code || !second) return { demo: null }
    return { demo: { login, password, ...code, checker: { ...checker, code: second.code } } }
  }),

  handle(routes.operators.list, async ({ query, house }) => {
    const [after] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const page = { limit: query.limit + 1, ...(after !== undefined && { after }) }
    const operators = await listOperators(house.ground, page)
    return pageOf(operators, query.limit, { view: operatorView, cursor: ({ id }) => cursorOf(id) })
  }),

  handle(routes.operators.create, async ({ body, house }) => {
    const { merchants = null, reveals, ...wanted } = body
    const known = await getMerchants(house.ground, merchants ?? [])
    const unknown = merchants?.find((id) => !known.has(id))
    if (unknown !== undefined) throw new Refusal('merchant_not_found', { merchant: unknown })
    const scope = { merchants, reveals }
    const { operator, totp } = await createOperator(house.ground, { ...wanted, scope })
    return { operator: operatorView(operator), totp }
  }),

  handle(routes.apiKeys.list, async ({ query, house }) => {
    const [before] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const page = { limit: query.limit + 1, ...(before !== undefined && { before }) }
    const keys = await listApiKeys(house.ground, page)
    return pageOf(keys, query.limit, { view: apiKeyView, cursor: ({ id }) => cursorOf(id) })
  }),

  handle(routes.apiKeys.create, async ({ body, principal, house }) => {
    if (body.merchant !== undefined && !(await getMerchant(house.ground, body.merchant))) {
      throw new Refusal('merchant_not_found', { merchant: body.merchant })
    }
    const { apiKey, secret } = await createApiKey(house.ground, { ...body, by: principal.id })
    return { apiKey: apiKeyView(apiKey), secret }
  }),

  handle(routes.apiKeys.revoke, async ({ params, principal, house }) => {
    const apiKey = await revokeApiKey(house.ground, { id: params.id, by: principal.id })
    house.directory.forget()
    return apiKeyView(apiKey)
  }),
]

export function operatorView(operator: Operator) {
  return {
    ...operator,
    createdAt: operator.createdAt.toISOString(),
    lastSignInAt: operator.lastSignInAt?.toISOString() ?? null,
  }
}

function apiKeyView(key: ApiKey) {
  return {
    ...key,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  }
}
