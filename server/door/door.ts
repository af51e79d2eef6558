import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { Refusal, refusals } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { handlers } from './handlers.ts'
import type { House } from './house.ts'
import { mount } from './mount.ts'
import { mountPages, type AppPages } from './pages.ts'
import { languageOf, PROBLEM_TYPE, problemBody, refusalOf } from './problem.ts'

const BODY_MAX_BYTES = 1_048_576
/** More than one browser needs, less than a guesser wants. */
const OPERATOR_REQUESTS_PER_MINUTE = 1_200
const GUARDED_REQUESTS_PER_MINUTE = 30
/** How many sessions and addresses are counted at a time. */
const COUNTED_MAX = 50_000
const LISTEN_TRIES = 20

export type DoorOptions = {
  /** The built apps; absent when the door serves the API alone. */
  apps?: readonly AppPages[]
  /** Believe X-Forwarded-*: only behind a proxy of one's own. */
  trustProxy?: boolean
}

export type Door = {
  /** Listens on the first free port from the wanted one on; 0 is any. */
  listen(options: { host: string; port: number }): Promise<{ url: string; port: number }>
  /** Takes nothing more and answers what is under way. */
  close(): Promise<void>
  /** For tests: a request without a socket. */
  inject: FastifyInstance['inject']
}

/** The HTTP side of the house: the API, its documents and the apps. */
export async function openDoor(house: House, options: DoorOptions = {}): Promise<Door> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    trustProxy: options.trustProxy ?? false,
    genReqId: () => newId('req', house.ground.clock.now()),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
  })
  app.setErrorHandler((error, request, reply) => refuse(house, { error, request, reply }))
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    timeWindow: '1 minute',
    max: OPERATOR_REQUESTS_PER_MINUTE,
    cache: COUNTED_MAX,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('rate_limited', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
  const limits = { guarded: GUARDED_REQUESTS_PER_MINUTE, operator: OPERATOR_REQUESTS_PER_MINUTE }
  for (const handled of handlers) mount(app, house, { handled, limits })
  await mountPages(app, options)
  return {
    listen: (wanted) => listen(app, wanted),
    close: () => app.close(),
    inject: app.inject.bind(app),
  }
}

function refuse(
  { ground }: House,
  { error, request, reply }: { error: unknown; request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal.code === 'internal_error') {
    const route = `${request.method} ${request.routeOptions.url ?? '?'}`
    ground.log.error({ err: error, requestId: request.id, route }, 'a request failed')
  }
  const { retryAfterSeconds } = refusal.details
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds))
  if (refusal.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
  const body = problemBody(refusal, {
    requestId: request.id,
    language: languageOf(request.headers),
  })
  return reply
    .code(refusals[refusal.code].status)
    .header('content-type', PROBLEM_TYPE)
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .send(JSON.stringify(body))
}

async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; port: number }> {
  for (let attempt = 0; ; attempt++) {
    try {
      await app.listen({ host, port: port === 0 ? 0 : port + attempt })
      break
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!taken || port === 0 || attempt === LISTEN_TRIES) throw error
    }
  }
  const address = app.server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return { url: `http://${shown}:${bound}`, port: bound }
}
