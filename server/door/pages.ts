import { existsSync } from 'node:fs'
import path from 'node:path'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '@suanpan/contract/refusals'
import { handlers } from './handlers.ts'
import { openApi } from './openapi.ts'
import { referencePage } from './reference-page.ts'

const ONE_YEAR = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'
/** `.webmanifest` is the longest; the codes of the wallet (`/wallet/c/…`) end in a seal of twelve characters. */
const FILE_ENDING = /\.[a-z0-9]{1,11}$/i

const CONTENT_SECURITY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    // What reads codes where a browser cannot is WebAssembly.
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    // The component library writes its styles into the page while it runs.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

/** What tells a browser how to treat a document: on a phone's forty files of an app it is 25 kB for nothing. */
const FOR_DOCUMENTS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]

/** A built app, and below which address it lives. */
export type AppPages = { at: '/' | `/${string}/`; dir: string }

/** What a browser opens: the documents of the API and the apps that are built. */
export async function mountPages(
  app: FastifyInstance,
  { apps = [] }: { apps?: readonly AppPages[] },
): Promise<void> {
  const built = apps.filter(({ dir }) => existsSync(path.join(dir, 'index.html')))
  await app.register(async (pages) => {
    await pages.register(helmet, { contentSecurityPolicy: CONTENT_SECURITY })
    mountDocuments(pages)
    for (const [place, { at, dir }] of built.entries()) {
      if (at !== '/') pages.get(at.slice(0, -1), (_request, reply) => reply.redirect(at))
      await pages.register(fastifyStatic, {
        root: dir,
        prefix: at,
        decorateReply: place === 0,
        wildcard: false,
        preCompressed: true,
        cacheControl: false,
        setHeaders: (response, file) => {
          const hashed = file.includes(`${path.sep}assets${path.sep}`)
          response.header('cache-control', hashed ? ONE_YEAR : ASK_AGAIN)
          if (hashed) for (const name of FOR_DOCUMENTS) response.removeHeader(name)
        },
      })
    }
    pages.setNotFoundHandler((request, reply) => {
      const home = wantsPage(request) ? homeOf(request, built) : undefined
      if (home) return reply.sendFile('index.html', home.dir)
      throw notFound(request, reply)
    })
  })
}

/** The app whose address the request is below: the longest one, so that `/` takes what is left. */
function homeOf(request: FastifyRequest, apps: readonly AppPages[]): AppPages | undefined {
  return apps
    .filter(({ at }) => request.url.startsWith(at))
    .toSorted((one, other) => other.at.length - one.at.length)[0]
}

function mountDocuments(pages: FastifyInstance): void {
  const routes = handlers.map(({ route }) => route)
  let description: string | undefined
  let page: string | undefined
  pages.get('/openapi.json', (_request, reply) => {
    description ??= JSON.stringify(openApi(routes))
    return reply.header('content-type', 'application/json; charset=utf-8').send(description)
  })
  pages.get('/docs', (_request, reply) => {
    page ??= referencePage(routes)
    return reply.header('content-type', 'text/html; charset=utf-8').send(page)
  })
}

/** A page of an app has its own addresses; the API's and files with an ending are not its. */
function wantsPage(request: FastifyRequest): boolean {
  const [pathname = ''] = request.url.split('?')
  return (
    request.method === 'GET' &&
    !pathname.startsWith('/v1/') &&
    !FILE_ENDING.test(pathname) &&
    (request.headers.accept ?? '').includes('text/html')
  )
}

function notFound(request: FastifyRequest, reply: FastifyReply): Refusal {
  const [pathname = ''] = request.url.split('?')
  const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) =>
    matches(pathname, method),
  )
  if (others.length === 0 || others.some((method) => method === request.method)) {
    return new Refusal('not_found')
  }
  reply.header('allow', others.join(', '))
  return new Refusal('method_not_allowed', { method: request.method, allowed: others.join(', ') })
}

function matches(pathname: string, method: string): boolean {
  const parts = pathname.split('/')
  return handlers.some(({ route }) => {
    const wanted = route.path.split('/')
    return (
      route.method === method &&
      wanted.length === parts.length &&
      wanted.every((part, i) => part.startsWith(':') || part === parts[i])
    )
  })
}
