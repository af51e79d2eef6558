import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '@suanpan/contract/routes/define'
import type { House } from './house.ts'
import type {
  ConsumerPrincipal,
  OperatorPrincipal,
  Principal,
  PublicPrincipal,
  ServerPrincipal,
} from './principal.ts'

/** What a handler is given: everything is checked already. */
export type Ask<R extends Route> = {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  principal: PrincipalOf<R>
  house: House
  /**
   * The id that follows from principal, route and Idempotency-Key: the same request has the same
   * id for ever. On idempotent routes only; `part` tells the things of a bulk apart.
   */
  idFor(prefix: string, part?: string): string
  /** The Idempotency-Key itself, which proofs of payment cover; empty on other routes. */
  idempotencyKey: string
  /** Says that the answer is one that was given before. */
  replayed(): void
  /** Sets or, with null, ends the cookie of an operator's session. */
  sessionCookie(token: string | null): void
  /** Sets or, with null, ends the cookie of a person's session in the wallet. */
  walletCookie(token: string | null): void
  /** The secret that this browser is known by, if it was given one; and gives it one. */
  deviceSecret: string | undefined
  deviceCookie(secret: string): void
  /** The last event that a stream has seen, as a browser says when it comes back. */
  lastEventId: string | undefined
  /** Where the request came from, for those who look after security. */
  origin: { ip: string; userAgent: string; requestId: string }
  /** The request as it was sent; on raw routes only. */
  raw(): { body: string; headers: IncomingHttpHeaders }
  /** Makes the browser save what is streamed under this name. */
  download(fileName: string): void
  /** Answers with another status than the route's own. */
  status(code: number): void
}

export type PrincipalOf<R extends Route> = {
  public: PublicPrincipal
  operator: OperatorPrincipal
  server: ServerPrincipal
  consumer: ConsumerPrincipal
}[R['audience'][number]]

/** A route with the one who answers it. */
export type Handled = { route: Route; answer: (ask: LooseAsk) => Promise<unknown> }

export type LooseAsk = Omit<Ask<Route>, 'params' | 'query' | 'body' | 'principal'> & {
  params: unknown
  query: unknown
  body: unknown
  principal: Principal
}

/** Ties a handler to a route; the compiler checks what it reads and what it answers. */
export function handle<R extends Route>(
  route: R,
  answer: (
    ask: Ask<R>,
  ) => Promise<R extends { stream: string } ? string | Readable : ResponseOf<R>>,
): Handled {
  // The door hands over what the route's own schemas parsed and whom its audience admits.
  return { route, answer: answer as unknown as Handled['answer'] }
}
