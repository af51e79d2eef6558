import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify'
import { z } from 'zod'
import { requireCapability } from '@suanpan/contract/licence'
import { Refusal } from '@suanpan/contract/refusals'
import type { Route } from '@suanpan/contract/routes/define'
import { recordAct } from '../oversight/index.ts'
import type { Handled, LooseAsk } from './handle.ts'
import type { House } from './house.ts'
import { idempotencyKeyOf, idFromKey } from './idempotency.ts'
import {
  admit,
  DEVICE_COOKIE,
  refuseCrossSite,
  SESSION_COOKIE,
  WALLET_COOKIE,
  type Principal,
} from './principal.ts'
import { invalidRequest } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal
    /** What was sent, where the route asks for it. */
    sentBody?: string
  }
}

const NO_QUERY = z.strictObject({})
const EVENT_STREAM = 'text/event-stream'
const JSON_TYPE = 'application/json; charset=utf-8'
const OPERATOR_COOKIE_SECONDS = 12 * 3600
/** A callback is a few hundred bytes. */
const RAW_BODY_MAX_BYTES = 65_536
const WALLET_COOKIE_SECONDS = 30 * 86_400
/** As long as browsers keep a cookie at all. */
const DEVICE_COOKIE_SECONDS = 400 * 86_400

/** Puts one handled route into the server: who may, what was asked, the answer. */
export function mount(
  app: FastifyInstance,
  house: House,
  { handled, limits }: { handled: Handled; limits: { guarded: number; operator: number } },
): void {
  const { route } = handled
  const limited =
    route.guarded === true ||
    route.audience.includes('operator') ||
    route.audience.includes('consumer')
  app.route({
    method: route.method,
    url: route.path,
    exposeHeadRoute: false,
    ...(route.bodyMaxBytes !== undefined && { bodyLimit: route.bodyMaxBytes }),
    config: {
      rateLimit: limited && {
        max: route.guarded === true ? limits.guarded : limits.operator,
        keyGenerator: (request) => counted(route, request),
        // Servers are told apart by their keys, and each may send what its machine can.
        allowList: (request) =>
          route.guarded !== true && request.headers.authorization !== undefined,
      },
    },
    ...(route.raw === true && {
      preParsing: (request, _reply, payload) => keepBody(request, payload),
    }),
    onRequest: (request, reply, done) => identify(house, { route, request, reply, done }),
    handler: (request, reply) => answer(house, handled, { request, reply }),
  })
}

/**
 * Whose requests are counted together: half a town may stand behind one address, so people are told
 * apart by their sessions where only people are served. Everywhere else it is the address, or a
 * guesser would invent sessions.
 */
function counted({ audience }: Route, request: FastifyRequest): string {
  const isPeoples = audience.every((each) => each === 'consumer')
  return (isPeoples ? request.cookies[WALLET_COOKIE] : undefined) ?? request.ip
}

/** Done at once when nothing has to be read; otherwise the promise says when. */
function identify(
  house: House,
  {
    route,
    request,
    reply,
    done,
  }: { route: Route; request: FastifyRequest; reply: FastifyReply; done: (error?: Error) => void },
): Promise<void> | undefined {
  try {
    if (route.guarded === true && route.method !== 'GET') guard(request)
    const principal = admit(house, route, {
      method: request.method,
      headers: request.headers,
      sessionToken: request.cookies[SESSION_COOKIE],
      walletToken: request.cookies[WALLET_COOKIE],
    })
    if (principal instanceof Promise) {
      return principal.then((found) => {
        request.principal = found
        if (found.kind === 'operator' && found.session.newToken !== undefined) {
          setOperatorCookie(request, reply, found.session.newToken)
        }
        if (found.kind === 'consumer' && found.session.newToken !== undefined) {
          setWalletCookie(request, reply, found.session.newToken)
        }
      })
    }
    request.principal = principal
    done()
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)))
  }
  return undefined
}

/** Keeps the bytes of a body besides having them parsed; the signature is over them. */
async function keepBody(request: FastifyRequest, payload: RequestPayload): Promise<RequestPayload> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of payload) {
    const part = Buffer.from(chunk)
    bytes += part.length
    if (bytes > RAW_BODY_MAX_BYTES)
      throw new Refusal('body_too_large', { maxBytes: RAW_BODY_MAX_BYTES })
    chunks.push(part)
  }
  const body = Buffer.concat(chunks)
  request.sentBody = body.toString('utf8')
  return Object.assign(Readable.from(body.length === 0 ? [] : [body]), {
    receivedEncodedLength: bytes,
  })
}

/** A page of another site must not sign a browser in. Programs send neither header. */
function guard(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined || site !== undefined) refuseCrossSite(request.headers)
}

async function answer(
  house: House,
  { route, answer: handler }: Handled,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  // The one place where the licence is asked, so that no handler can forget to.
  if (route.capability !== undefined) requireCapability(house, route.capability)
  const ask = askOf(house, route, { request, reply })
  reply.code(route.status ?? 200)
  reply.header('x-request-id', request.id)
  const view = await handler(ask)
  await recordForOperator(house, route, { ask, view })
  reply.header('cache-control', 'no-store')
  // Whatever it is, a browser takes it for nothing else: nothing that people sent is ever run.
  reply.header('x-content-type-options', 'nosniff')
  // A connection that was a live stream is no use for the next request, and must not outlive the door.
  if (route.stream === EVENT_STREAM) reply.header('connection', 'close')
  if (route.stream !== undefined) return reply.header('content-type', route.stream).send(view)
  if (view === undefined) return reply.send()
  // Parsing strips whatever the contract does not name, so no column slips out by accident.
  return reply.header('content-type', JSON_TYPE).send(JSON.stringify(route.response.parse(view)))
}

/**
 * Whatever an operator changes leaves an act in the trail, also where its verb knows nothing of it:
 * then who, what and to which id, and nothing of what was sent.
 */
async function recordForOperator(
  { ground }: House,
  route: Route,
  { ask, view }: { ask: LooseAsk; view: unknown },
): Promise<void> {
  const { principal, params, origin } = ask
  if (principal.kind !== 'operator' || route.method === 'GET' || route.recorded === true) return
  const subject = [params, view].flatMap((each) => firstId(each) ?? []).at(0) ?? 'installation'
  const actor = { kind: 'operator' as const, id: principal.id }
  await recordAct(ground.db, ground, { actor, action: route.name, subject, origin })
}

/** `{id: …}`, `{operator: {id: …}}`, or whatever stands first in the path. */
function firstId(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  const [first] = 'id' in value ? [value.id] : Object.values(value)
  return firstId(first)
}

function askOf(
  house: House,
  route: Route,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): LooseAsk {
  const { principal } = request
  const key = route.idempotent ? idempotencyKeyOf(request.headers) : ''
  return {
    params: parse('params', route.params, request.params),
    query: parse('query', route.query ?? NO_QUERY, request.query),
    body: parse('body', route.body, request.body),
    principal,
    house,
    idFor: (prefix, part) => {
      const id = principal.kind === 'public' ? 'public' : principal.id
      const whole = part === undefined ? key : `${key} ${part}`
      return idFromKey(prefix, { principal: id, route: route.name, key: whole })
    },
    idempotencyKey: key,
    replayed: () => {
      reply.header('idempotency-replayed', 'true')
    },
    sessionCookie: (token) => setOperatorCookie(request, reply, token),
    walletCookie: (token) => setWalletCookie(request, reply, token),
    deviceSecret: request.cookies[DEVICE_COOKIE],
    deviceCookie: (value) =>
      setCookie(request, reply, { name: DEVICE_COOKIE, value, seconds: DEVICE_COOKIE_SECONDS }),
    lastEventId: lastEventIdOf(request),
    origin: {
      ip: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      requestId: request.id,
    },
    raw: () => ({ body: request.sentBody ?? '', headers: request.headers }),
    download: (fileName) => {
      reply.header('content-disposition', `attachment; filename="${fileName}"`)
    },
    status: (code) => {
      reply.code(code)
    },
  }
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const given = headers['last-event-id']
  return typeof given === 'string' ? given : undefined
}

function parse(
  part: 'params' | 'query' | 'body',
  schema: z.ZodType | undefined,
  given: unknown,
): unknown {
  if (schema === undefined) return undefined
  const result = schema.safeParse(given ?? {})
  if (!result.success) throw invalidRequest(part, result.error)
  return result.data
}

function setOperatorCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  value: string | null,
): void {
  setCookie(request, reply, { name: SESSION_COOKIE, value, seconds: OPERATOR_COOKIE_SECONDS })
}

function setWalletCookie(request: FastifyRequest, reply: FastifyReply, value: string | null): void {
  setCookie(request, reply, { name: WALLET_COOKIE, value, seconds: WALLET_COOKIE_SECONDS })
}

/** Secure wherever the browser came by TLS; strict, so that no other site's link carries it. */
function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, value, seconds }: { name: string; value: string | null; seconds: number },
): void {
  reply.setCookie(name, value ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: value === null ? 0 : seconds,
  })
}
