import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import fc, { type Arbitrary } from 'fast-check'
import { allRoutes } from '@suanpan/contract/routes'
import type { Route } from '@suanpan/contract/routes/define'
import { ALL_SCOPES, testDoor, type Answer, type Request } from '../../tests/harness/door.ts'
import { fromSchema, nasty } from '../../tests/harness/from-schema.ts'
import { openBooks } from '../ledger/index.ts'
import { auditBooks } from '../audit/index.ts'
import { verifyTrail } from '../oversight/index.ts'

const SEED = Number(process.env['SUANPAN_FUZZ_SEED'] ?? 20_260_303)
const RUNS = Number(process.env['SUANPAN_FUZZ_RUNS'] ?? 4)
/** For each of the two; where the machine is busy the last routes are left for another day. */
const LIMIT_MS = 2_500 * RUNS
const house = await testDoor({ after })
const { ground, door, lin } = house
let callers = 0
/** An answer that never ends has its own test. */
const routes = allRoutes().filter(({ stream }) => stream !== 'text/event-stream')

/** Signed in once for each audience: hashing a password for every route would take most of the time. */
const signedIn = new Map<string, Promise<Record<string, string>>>()

function credentials({ audience }: Route): Promise<Record<string, string>> {
  const [kind = 'public'] = ['public', 'consumer', 'operator', 'server'].filter((one) =>
    audience.some((each) => each === one),
  )
  const known = signedIn.get(kind) ?? signIn(kind)
  signedIn.set(kind, known)
  return known
}

async function signIn(kind: string): Promise<Record<string, string>> {
  if (kind === 'public') return {}
  if (kind === 'consumer') return house.walletHeaders(lin)
  return kind === 'operator' ? house.sessionHeaders('approver') : house.keyHeaders(ALL_SCOPES)
}

type Wild = { params: unknown; query: unknown; body: unknown; key: string }

/** A request that the schemas would take, with one or several things in it that nobody sends. */
function wild(route: Route, broken: boolean): Arbitrary<Wild> {
  const part = (schema: Route['body']): Arbitrary<unknown> => {
    if (schema === undefined) return fc.constant(undefined)
    const good = fromSchema(schema)
    return broken ? fc.oneof(spoiled(good), spoiled(good), nasty) : good
  }
  return fc.record({
    params: part(route.params),
    query: part(route.query),
    body: part(route.body),
    key: fc.uuid(),
  })
}

/** Takes one field out of an object, puts something else there, or adds one that is not asked for. */
function spoiled(good: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.tuple(good, nasty, fc.nat(), fc.boolean()).map(([value, other, at, remove]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return other
    const fields = Object.entries(value)
    const name = fields[at % Math.max(1, fields.length)]?.[0] ?? 'surprise'
    if (!remove) return { ...value, [name]: other }
    return Object.fromEntries(fields.filter(([each]) => each !== name))
  })
}

async function send(route: Route, wanted: Wild, headers: Record<string, string>): Promise<Answer> {
  const params = Object(wanted.params) as Record<string, unknown>
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_whole, name: string) =>
    encodeURIComponent(wellFormed(params[name] ?? 'x')),
  )
  const query = Object.entries(Object(wanted.query) as Record<string, unknown>)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(value))}`)
    .join('&')
  const method: Request['method'] = route.method
  const answer = await door.inject({
    method,
    // From everywhere, so that none of it is refused for coming too fast.
    remoteAddress: `10.${(++callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`,
    url: query === '' ? path : `${path}?${query}`,
    headers: {
      ...headers,
      'idempotency-key': wanted.key,
      ...(wanted.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(wanted.body !== undefined && { payload: JSON.stringify(wanted.body) }),
  })
  // Some routes end the session that they are called in.
  if (answer.statusCode === 401 || route.method === 'DELETE') signedIn.clear()
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: {} }
}

/** A URL cannot carry half a character; everything else it can. */
function wellFormed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.slice(0, 1500).toWellFormed()
}

async function standing(): Promise<unknown> {
  const [head] = await ground.db.query('select seq, batch, revision from ledger.head')
  return head
}

function clockOf(limitMs: number): () => number {
  const began = performance.now()
  return () => limitMs - (performance.now() - began)
}

test('whatever is sent to a route, it is never our fault', async () => {
  const timeLeft = clockOf(LIMIT_MS)
  for (const route of routes) {
    if (timeLeft() <= 0) break
    const headers = await credentials(route)
    await fc.assert(
      fc.asyncProperty(wild(route, false), async (wanted) => {
        const answer = await send(route, wanted, headers)
        assert.ok(answer.status < 500, `${route.name} answered ${answer.status} ${answer.text}`)
      }),
      { seed: SEED, numRuns: RUNS },
    )
  }
})

test('what a schema does not take is refused, and nothing moves in the books', async () => {
  const before = await standing()
  const timeLeft = clockOf(LIMIT_MS)
  for (const route of routes) {
    if (timeLeft() <= 0) break
    const headers = await credentials(route)
    await fc.assert(
      fc.asyncProperty(wild(route, true), async (wanted) => {
        // Only what is wrong for sure: a spoiled request may by chance be a right one.
        if (taken(route.params, wanted.params) && taken(route.body, wanted.body)) return
        const answer = await send(route, wanted, headers)
        assert.ok(
          answer.status >= 400 && answer.status < 500,
          `${route.name} answered ${answer.status} ${answer.text}`,
        )
      }),
      { seed: SEED, numRuns: RUNS },
    )
  }
  assert.deepEqual(await standing(), before)
})

function taken(schema: Route['body'], value: unknown): boolean {
  return schema === undefined || schema.safeParse(value ?? {}).success
}

test('after all of that the books agree with themselves, and the trail is whole', async () => {
  const books = openBooks(ground)
  ground.onEnd(() => books.close())
  const report = await auditBooks(books)
  assert.equal(report.difference, undefined)
  assert.equal((await verifyTrail(ground)).ok, true)
})
