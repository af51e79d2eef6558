import { routes, type Routes } from '@suanpan/contract/routes'
import type { CallOf, ResponseOf, Route } from '@suanpan/contract/routes/define'
import { isRefusalCode, type RefusalCode } from '@suanpan/contract/refusals'
import type { JsonObject } from '@suanpan/contract/json'

/**
 * A typed client of the API. Its calls are derived from the table of routes by types alone, so it
 * cannot disagree with the server: `client.people.list({ query: { search: 'per_…' } })`.
 */
export type Client = {
  readonly [Group in keyof Routes]: {
    readonly [Name in keyof Routes[Group]]: Routes[Group][Name] extends Route
      ? Call<Routes[Group][Name]>
      : never
  }
}

export type Call<R extends Route> =
  Record<string, never> extends CallOf<R>
    ? (input?: CallOf<R>, options?: CallOptions) => Promise<ResponseOf<R>>
    : (input: CallOf<R>, options?: CallOptions) => Promise<ResponseOf<R>>

export type CallOptions = { signal?: AbortSignal }

export type ClientOptions = {
  /** Where the server is; the page's own origin when absent. */
  baseUrl?: string
  apiKey?: string
  /** Language of the titles of problems. */
  language?: 'zh' | 'en'
  fetch?: typeof globalThis.fetch
  /** Called when the server says that nobody is signed in. */
  onSignedOut?: () => void
}

/** What the server refused, with its numbers; `code` is `network` when no answer came. */
export class Problem extends Error {
  readonly code: RefusalCode | 'network' | 'unknown'
  readonly status: number
  readonly details: JsonObject
  readonly requestId: string | undefined

  constructor(code: string, status: number, title: string, details: JsonObject = {}) {
    super(title)
    this.name = 'Problem'
    this.code = isRefusalCode(code) || code === 'network' ? code : 'unknown'
    this.status = status
    this.details = details
    this.requestId = typeof details['requestId'] === 'string' ? details['requestId'] : undefined
  }

  /** The sentence in one language, as the server wrote it. */
  sentence(language: 'zh' | 'en'): string {
    const sentences = this.details['sentences']
    if (typeof sentences !== 'object' || sentences === null || Array.isArray(sentences)) {
      return this.message
    }
    const text = sentences[language]
    return typeof text === 'string' ? text : this.message
  }
}

/** Opens a client; nothing is sent until the first call. */
export function openClient(options: ClientOptions = {}): Client {
  const groups = Object.entries(routes).map(([group, members]) => [
    group,
    Object.fromEntries(
      Object.entries<Route>(members).map(([name, route]) => [
        name,
        (input?: LooseInput, callOptions?: CallOptions) =>
          send(route, input ?? {}, options, callOptions ?? {}),
      ]),
    ),
  ])
  // The table above is built from the same routes that the type is derived from.
  return Object.fromEntries(groups) as Client
}

/** The address of a route with its parameters filled in: for links that download. */
export function urlOf<R extends Route>(route: R, input: CallOf<R>, baseUrl = ''): string {
  return baseUrl + pathOf(route, input as LooseInput)
}

type LooseInput = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  idempotencyKey?: string
}

async function send(
  route: Route,
  input: LooseInput,
  options: ClientOptions,
  { signal }: CallOptions,
): Promise<unknown> {
  const fetcher = options.fetch ?? globalThis.fetch
  const request: RequestInit = {
    method: route.method,
    headers: headersOf(route, input, options),
    credentials: 'same-origin',
  }
  if (input.body !== undefined) request.body = JSON.stringify(input.body)
  if (signal !== undefined) request.signal = signal
  const response = await fetcher((options.baseUrl ?? '') + pathOf(route, input), request).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error
      throw new Problem('network', 0, error instanceof Error ? error.message : String(error))
    },
  )
  if (response.status === 204) return undefined
  if (!response.ok) throw await problemOf(response, options)
  return route.stream === undefined ? response.json() : response.text()
}

function headersOf(route: Route, input: LooseInput, options: ClientOptions): Headers {
  const headers = new Headers({ 'accept-language': options.language ?? 'zh' })
  if (input.body !== undefined) headers.set('content-type', 'application/json')
  if (options.apiKey !== undefined) headers.set('authorization', `Bearer ${options.apiKey}`)
  if (route.idempotent) {
    headers.set('idempotency-key', input.idempotencyKey ?? globalThis.crypto.randomUUID())
  }
  return headers
}

function pathOf(route: Route, { params = {}, query = {} }: LooseInput): string {
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`
}

async function problemOf(response: Response, options: ClientOptions): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}))
  const details = isObject(body) ? body : {}
  const code = typeof details['code'] === 'string' ? details['code'] : 'unknown'
  const title = typeof details['title'] === 'string' ? details['title'] : response.statusText
  if (code === 'unauthenticated') options.onSignedOut?.()
  return new Problem(code, response.status, title, details)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
