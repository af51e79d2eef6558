import type { z } from 'zod'
import type { Capability } from '../licence.ts'
import type { RefusalCode } from '../refusals.ts'

/**
 * Who may call a route: anyone, a signed-in operator, a server with an API key, or a person who is
 * signed in to the wallet, who only ever sees what is their own.
 */
export type Audience = 'public' | 'operator' | 'server' | 'consumer'
/** Each role may do what the one before it may. */
export type Role = 'viewer' | 'operator' | 'approver'
/** What an API key may do. */
export type Scope = 'read' | 'parties' | 'payments' | 'points' | 'ledger'

export const ROLES: readonly Role[] = ['viewer', 'operator', 'approver']

/**
 * A route is a value. The door mounts it, the client calls it, OpenAPI and the reference are
 * written from it, and the test of permissions walks it.
 */
export type Route = {
  /** Its place in the table: `people.list`. */
  name: `${string}.${string}`
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for what `params` describes. */
  path: `/${string}`
  audience: readonly Audience[]
  /** The least role of an operator; with audience `operator` only. */
  role?: Role
  /** What an API key needs; with audience `server` only. */
  scope?: Scope
  /** True where a key that is tied to one merchant may act, for that merchant only. */
  merchantKeys?: true
  /** What the licence of the installation must include; checked where the route is mounted. */
  capability?: Capability
  /** True where an operator whose data scope is some merchants may act, for those only. */
  scoped?: true
  /** True where the verb itself writes the act into the trail, with before and after. */
  recorded?: true
  /** True when the caller must send an Idempotency-Key. */
  idempotent: boolean
  /** True where the handler checks a signature over the very bytes that were sent. */
  raw?: true
  /** Of what is sent, where it is more than a mebibyte. */
  bodyMaxBytes?: number
  /** True for the sign-in routes, which are limited more tightly. */
  guarded?: boolean
  summary: { zh: string; en: string }
  description?: { zh: string; en: string }
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** JSON, unless `stream` names another media type. */
  response: z.ZodType
  stream?: string
  status?: 200 | 201 | 202 | 204
  /** What it may refuse beyond the codes that any route may answer. */
  refusals: readonly RefusalCode[]
}

export function defineRoute<const R extends Route>(route: R): R {
  return route
}

type Part<R extends Route, K extends 'params' | 'query' | 'body', Side extends 'in' | 'out'> =
  R extends Record<K, infer S extends z.ZodType>
    ? Side extends 'in'
      ? z.input<S>
      : z.output<S>
    : undefined

/** What the door hands to a handler, after the schema has spoken. */
export type ParamsOf<R extends Route> = Part<R, 'params', 'out'>
export type QueryOf<R extends Route> = Part<R, 'query', 'out'>
export type BodyOf<R extends Route> = Part<R, 'body', 'out'>
export type ResponseOf<R extends Route> = z.output<R['response']>

/** What a caller gives, before the schema has filled in the defaults. */
export type CallOf<R extends Route> = InputOf<R, 'params'> &
  InputOf<R, 'query'> &
  InputOf<R, 'body'> &
  (R extends { idempotent: true } ? { idempotencyKey?: string } : unknown)

type InputOf<R extends Route, K extends 'params' | 'query' | 'body'> =
  R extends Record<K, z.ZodType>
    ? Record<string, never> extends Part<R, K, 'in'>
      ? { [P in K]?: Part<R, K, 'in'> }
      : { [P in K]: Part<R, K, 'in'> }
    : unknown
