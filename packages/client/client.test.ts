import test from 'node:test'
import assert from 'node:assert/strict'
import { openClient, Problem } from './index.ts'

function answering(status: number, body: unknown) {
  const seen: { url: string; init: RequestInit }[] = []
  const fetcher: typeof globalThis.fetch = (url, init) => {
    seen.push({ url: String(url), init: init ?? {} })
    return Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), { status }))
  }
  return { seen, fetcher }
}

test('a call fills in the path and leaves absent filters out of the query', async () => {
  const { seen, fetcher } = answering(200, { items: [], next: null, balance: '0' })
  const client = openClient({ baseUrl: 'http://teahouse', fetch: fetcher })
  const answer = await client.people.statement({
    params: { id: 'per_01' },
    query: { asset: 'CNY/2', cursor: undefined, limit: 20 },
  })
  assert.equal(seen[0]?.url, 'http://teahouse/v1/people/per_01/statement?asset=CNY%2F2&limit=20')
  assert.equal(answer.balance, '0')
})

test('a call that moves something carries an Idempotency-Key, given or made', async () => {
  const { seen, fetcher } = answering(201, {})
  const client = openClient({ fetch: fetcher, apiKey: 'sk_lin' })
  const body = { person: 'per_1', merchant: 'mer_1', amount: { amount: '1800', asset: 'CNY/2' } }
  await client.payments.create({ body })
  await client.payments.create({ body, idempotencyKey: 'order-7' })
  const keys = seen.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
  assert.match(keys[0] ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(keys[1], 'order-7')
  assert.equal(new Headers(seen[0]?.init.headers).get('authorization'), 'Bearer sk_lin')
})

test('a refusal is thrown with its code, its numbers and both sentences', async () => {
  const { fetcher } = answering(409, {
    code: 'insufficient_funds',
    title: '余额不足',
    needed: '1800',
    available: '500',
    requestId: 'req-1',
    sentences: { zh: '余额不足', en: 'Insufficient funds' },
  })
  const client = openClient({ fetch: fetcher })
  await assert.rejects(client.session.me(), (error) => {
    assert.ok(error instanceof Problem)
    assert.equal(error.code, 'insufficient_funds')
    assert.equal(error.details['available'], '500')
    assert.equal(error.sentence('en'), 'Insufficient funds')
    return true
  })
})

test('a server that does not answer is a problem named network', async () => {
  const client = openClient({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
  await assert.rejects(client.system.health(), { code: 'network', status: 0 })
})

test('the console learns at once that its session is over', async () => {
  let signedOut = 0
  const { fetcher } = answering(401, { code: 'unauthenticated', title: '请先登录' })
  const client = openClient({ fetch: fetcher, onSignedOut: () => signedOut++ })
  await assert.rejects(client.overview.get(), { code: 'unauthenticated' })
  assert.equal(signedOut, 1)
})
