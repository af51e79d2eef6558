import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '@suanpan/contract/refusals'
import { ROLES, type Route } from '@suanpan/contract/routes/define'
import {
  findPersonSession,
  findSession,
  type ApiKey,
  type PersonSession,
  type Session,
} from '../parties/index.ts'
import type { House } from './house.ts'

export type PublicPrincipal = { kind: 'public' }
export type OperatorPrincipal = { kind: 'operator'; id: string; session: Session }
export type ServerPrincipal = { kind: 'server'; id: string; apiKey: ApiKey }
/** A person in their own wallet; `id` is theirs, so their idempotency keys are their own. */
export type ConsumerPrincipal = { kind: 'consumer'; id: string; session: PersonSession }
export type Principal = PublicPrincipal | OperatorPrincipal | ServerPrincipal | ConsumerPrincipal

export const SESSION_COOKIE = 'suanpan_session'
export const WALLET_COOKIE = 'suanpan_wallet'
export const DEVICE_COOKIE = 'suanpan_device'
const SAFE_METHODS = new Set(['GET', 'HEAD'])
/** The only merchants whose data may be seen; undefined for all. */
export function merchantsOf(principal: Principal): readonly string[] | undefined {
  if (principal.kind === 'operator') return principal.session.operator.scope.merchants ?? undefined
  if (principal.kind !== 'server' || principal.apiKey.merchant === null) return undefined
  return [principal.apiKey.merchant]
}

const NOBODY: PublicPrincipal = { kind: 'public' }

export type Credentials = {
  method: string
  headers: IncomingHttpHeaders
  sessionToken: string | undefined
  walletToken: string | undefined
}

/**
 * Who asks, if the route admits them: an API key goes before a cookie. A known API key is answered
 * without waiting, so that a payment costs no turn of the event loop here.
 *
 * Refuses with `unauthenticated`, `forbidden {needed}` and `cross_site_request`.
 */
export function admit(
  house: House,
  route: Route,
  credentials: Credentials,
): Principal | Promise<Principal> {
  if (route.audience.includes('public')) return NOBODY
  const secret = bearerOf(credentials.headers.authorization)
  if (secret !== undefined) {
    const apiKey = house.directory.apiKey(secret)
    return apiKey instanceof Promise
      ? apiKey.then((found) => admitServer(route, found))
      : admitServer(route, apiKey)
  }
  // One browser may hold both cookies; the route says which of the two is asked for.
  const asConsumer =
    route.audience.includes('consumer') &&
    (!route.audience.includes('operator') || credentials.sessionToken === undefined)
  return asConsumer ? admitConsumer(house, credentials) : admitOperator(house, route, credentials)
}

function bearerOf(header: string | undefined): string | undefined {
  return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined
}

function admitServer(route: Route, apiKey: ApiKey | undefined): ServerPrincipal {
  if (!apiKey) throw new Refusal('unauthenticated')
  if (!route.audience.includes('server')) {
    throw new Refusal('forbidden', { needed: `role:${route.role ?? 'viewer'}` })
  }
  if (route.scope !== undefined && !apiKey.scopes.includes(route.scope)) {
    throw new Refusal('forbidden', { needed: `scope:${route.scope}` })
  }
  // A merchant's own key sees that merchant's payments and nothing else of the house.
  if (apiKey.merchant !== null && route.merchantKeys !== true) {
    throw new Refusal('forbidden', { needed: 'a key for all merchants' })
  }
  return { kind: 'server', id: apiKey.id, apiKey }
}

async function admitOperator(
  house: House,
  route: Route,
  { method, headers, sessionToken }: Credentials,
): Promise<OperatorPrincipal> {
  const session =
    sessionToken === undefined ? undefined : await findSession(house.ground, sessionToken)
  if (!session) throw new Refusal('unauthenticated')
  if (!SAFE_METHODS.has(method)) refuseCrossSite(headers)
  if (!route.audience.includes('operator')) {
    throw new Refusal('forbidden', { needed: `scope:${route.scope ?? 'read'}` })
  }
  const needed = route.role ?? 'viewer'
  if (ROLES.indexOf(session.operator.role) < ROLES.indexOf(needed)) {
    throw new Refusal('forbidden', { needed: `role:${needed}` })
  }
  // Who works for some merchants sees what is theirs and nothing of the house.
  if (session.operator.scope.merchants !== null && route.scoped !== true) {
    throw new Refusal('forbidden', { needed: 'scope:all' })
  }
  return { kind: 'operator', id: session.operator.id, session }
}

async function admitConsumer(
  house: House,
  { method, headers, walletToken }: Credentials,
): Promise<ConsumerPrincipal> {
  const session =
    walletToken === undefined ? undefined : await findPersonSession(house.ground, walletToken)
  if (!session) throw new Refusal('unauthenticated')
  if (!SAFE_METHODS.has(method)) refuseCrossSite(headers)
  return { kind: 'consumer', id: session.person, session }
}

/** A browser says where a request comes from; one that rides on a cookie must come from us. */
export function refuseCrossSite(headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw new Refusal('cross_site_request')
  }
  const { origin, host } = headers
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).host !== host) {
    throw new Refusal('cross_site_request')
  }
}
