import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { openClient, Problem } from '@suanpan/client'
import { allRoutes } from '@suanpan/contract/routes'
import { codeOf, createOperator } from '../parties/index.ts'
import { ALL_SCOPES, testDoor } from '../../tests/harness/door.ts'
import { openDoor } from './index.ts'

const house = await testDoor({ after })
const { lin, teahouse, ground } = house
const headers = await house.keyHeaders(ALL_SCOPES)
const get = (where: string, more: Record<string, string> = {}) =>
  house.send({ method: 'GET', path: where, headers: { ...headers, ...more } })

test('a problem speaks the language that is asked for, and both beside it', async () => {
  const nobody = `/v1/people/per_${'0'.repeat(26)}`
  const zh = await get(nobody, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' })
  const en = await get(nobody, { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.1' })
  assert.match(String(zh.json['title']), /不存在/)
  assert.match(String(en.json['title']), /There is no person/)
  assert.equal((await get(nobody)).json['title'], zh.json['title'])
  assert.deepEqual(en.json['sentences'], { zh: zh.json['title'], en: en.json['title'] })
  assert.match(String(en.json['requestId']), /^req_/)
  assert.equal(en.headers['x-request-id'], en.json['requestId'])
  assert.equal(en.headers['cache-control'], 'no-store')
})

test('an address that is not there and a method that is not answered are told apart', async () => {
  assert.deepEqual((await get('/v1/nothing')).json['code'], 'not_found')
  const put = await house.send({ method: 'PUT', path: '/v1/payments', headers })
  assert.deepEqual([put.status, put.json['code']], [405, 'method_not_allowed'])
  assert.equal(put.headers['allow'], 'GET, POST')
})

test('a list refuses cursors that it did not give, and limits that are none', async () => {
  const odd = ['x', 'bm90IGpzb24', Buffer.from('["a"]').toString('base64url')]
  for (const cursor of odd) {
    const answer = await get(`/v1/people?cursor=${cursor}`)
    assert.deepEqual([answer.status, answer.json['where']], [400, 'query.cursor'], cursor)
  }
  for (const limit of ['0', '201', '-1', '1.5', 'many', '%EF%BC%95', '']) {
    const answer = await get(`/v1/people?limit=${limit}`)
    assert.deepEqual([answer.status, answer.json['where']], [400, 'query.limit'], limit)
  }
  assert.equal((await get('/v1/people?colour=red')).status, 400)
})

test('signing in sets a cookie that scripts and other sites cannot use, signing out ends it', async () => {
  const password = 'a long enough password'
  await createOperator(ground, { login: 'lin', name: '林', role: 'viewer', password })
  const body = { login: 'lin', password, code: (await codeOf(ground, 'lin'))?.code }
  const signIn = { method: 'POST' as const, path: '/v1/session', body }
  const foreign = await house.send({ ...signIn, headers: { 'sec-fetch-site': 'cross-site' } })
  assert.equal(foreign.json['code'], 'cross_site_request')
  const signedIn = await house.send(signIn)
  assert.equal(signedIn.status, 201)
  const cookie = String(signedIn.headers['set-cookie'])
  assert.match(cookie, /^suanpan_session=[\w-]{43};.*HttpOnly.*SameSite=Strict/)
  const browser = { cookie: cookie.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' }
  const me = { method: 'GET' as const, path: '/v1/session', headers: browser }
  assert.equal((await house.send(me)).status, 200)
  const out = await house.send({ method: 'DELETE', path: '/v1/session', headers: browser })
  assert.equal(out.status, 204)
  assert.equal((await house.send(me)).status, 401)
})

test('a guesser of passwords is slowed down by their address', async () => {
  const outcomes = new Set<unknown>()
  for (let i = 0; i < 40; i++) {
    const body = { login: `guess${i}`, password: 'guess', code: '000000' }
    const answer = await house.send({
      method: 'POST',
      path: '/v1/session',
      body,
      headers: { 'x-forwarded-for': `10.0.0.${i}` },
    })
    outcomes.add(answer.json['code'])
    if (answer.status === 429) assert.match(String(answer.headers['retry-after']), /^[0-9]+$/)
  }
  assert.deepEqual(outcomes, new Set(['sign_in_failed', 'rate_limited']))
})

test('a guesser who invents sessions is slowed down all the same', async () => {
  const outcomes = new Set<unknown>()
  for (let i = 0; i < 40; i++) {
    const answer = await house.send({
      method: 'POST',
      path: '/v1/wallet/codes',
      body: { phone: 'no phone' },
      headers: { cookie: `suanpan_wallet=invented${i}`, 'sec-fetch-site': 'same-origin' },
      from: '10.9.0.1',
    })
    outcomes.add(answer.json['code'])
  }
  assert.deepEqual(outcomes, new Set(['invalid_request', 'rate_limited']))
})

test('inventing wallet sessions opens no way around the limits of operators', async () => {
  const operator = await house.sessionHeaders('approver')
  let refused = false
  for (let i = 0; i < 40 && !refused; i++) {
    const answer = await house.send({
      method: 'POST',
      path: '/v1/session/passkeys',
      body: {},
      headers: { ...operator, cookie: `${operator['cookie']}; suanpan_wallet=invented${i}` },
      from: '10.9.0.3',
    })
    refused = answer.json['code'] === 'rate_limited'
  }
  assert.ok(refused, 'forty tries were all let through')
})

test('people behind one address are slowed down one by one', async () => {
  const [lin, wang] = [await house.walletHeaders(house.lin), await house.walletHeaders(house.wang)]
  const look = (headers: Record<string, string>) =>
    house.send({ method: 'GET', path: '/v1/me', headers, from: '10.9.0.2' })
  let answers = 0
  while ((await look(lin)).status === 200) answers++
  assert.equal(answers, 1_200)
  assert.equal((await look(lin)).json['code'], 'rate_limited')
  assert.equal((await look(wang)).status, 200)
})

test('nobody is told how to sign in unless this is the demo', async () => {
  const answer = await house.send({ method: 'GET', path: '/v1/session/hint' })
  assert.deepEqual(answer.json, { demo: null })
})

test('the description names every route, and every reference in it leads somewhere', async () => {
  const { text, json } = await get('/openapi.json')
  const described = text.match(/"operationId":"[^"]+"/g)?.length
  assert.equal(described, allRoutes().length)
  assert.equal(json['openapi'], '3.1.0')
  const schemas = Object.keys(JSON.parse(text).components.schemas)
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    assert.ok(schemas.includes(name ?? ''), `${name} is not described`)
  }
  assert.ok(!text.includes('#/$defs/'))
})

test('the reference page shows every route, takes nothing from elsewhere and runs no script', async () => {
  const { text, headers: sent } = await get('/docs')
  for (const { name } of allRoutes()) assert.ok(text.includes(`id="${name}"`), name)
  assert.ok(!/<script|src=|@import|https?:\/\/(?!127)/.test(text))
  assert.match(String(sent['content-security-policy']), /script-src 'self'/)
})

test('each app is served with its own addresses, and hashed files are kept for ever', async (t) => {
  const dirs = ['算盘', '算盘钱包'].map(builtApp)
  const [consoleDir = '', walletDir = ''] = dirs
  const apps = [
    { at: '/', dir: consoleDir },
    { at: '/wallet/', dir: walletDir },
  ] as const
  const door = await openDoor(house.house, { apps })
  t.after(async () => {
    await door.close()
    for (const dir of dirs) rmSync(dir, { recursive: true })
  })
  const page = { headers: { accept: 'text/html' } }
  const homes = { '/': '算盘', '/people/per_1?tab=lots': '算盘', '/walletry': '算盘' }
  const wallets = { '/wallet/': '算盘钱包', '/wallet/me/look?x=1': '算盘钱包' }
  for (const [url, title] of Object.entries({ ...homes, ...wallets })) {
    const answer = await door.inject({ url, ...page })
    assert.equal(answer.statusCode, 200, url)
    assert.match(answer.body, new RegExp(`<title>${title}</title>`), url)
    assert.equal(answer.headers['cache-control'], 'no-cache')
    assert.match(String(answer.headers['content-security-policy']), /frame-ancestors 'none'/)
  }
  assert.equal((await door.inject({ url: '/wallet', ...page })).headers.location, '/wallet/')
  for (const below of ['/', '/wallet/']) {
    const asset = await door.inject(`${below}assets/index-4f2a.js`)
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(asset.headers['x-content-type-options'], 'nosniff')
    assert.equal(asset.headers['content-security-policy'], undefined)
    assert.equal((await door.inject({ url: `${below}assets/gone.js`, ...page })).statusCode, 404)
  }
  assert.equal((await door.inject({ url: '/v1/gone', ...page })).statusCode, 404)
  assert.equal((await door.inject('/../../package.json')).statusCode, 404)
})

function builtApp(title: string): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'suanpan-app-'))
  mkdirSync(path.join(dir, 'assets'))
  writeFileSync(path.join(dir, 'index.html'), `<!doctype html><title>${title}</title>`)
  writeFileSync(path.join(dir, 'assets', 'index-4f2a.js'), 'export {}')
  return dir
}

test('the client pays over a real connection and throws what is refused', async (t) => {
  const door = await openDoor(house.house)
  t.after(() => door.close())
  const { url } = await door.listen({ host: '127.0.0.1', port: 0 })
  const apiKey = headers['authorization']?.slice('Bearer '.length) ?? ''
  const client = openClient({ baseUrl: url, apiKey })
  const amount = { amount: '1800', asset: 'CNY/2' }
  await client.topUps.create({ body: { person: lin, amount } })
  const payment = await client.payments.create({
    body: { person: lin, merchant: teahouse, amount },
  })
  assert.deepEqual([payment.amount, payment.fee, payment.state], ['1800', '11', 'paid'])
  const { items, balance } = await client.people.statement({
    params: { id: lin },
    query: { asset: 'CNY/2' },
  })
  assert.equal(balance, '0')
  assert.deepEqual(
    items.map((line) => [line.kind, line.amount, line.balance]),
    [
      ['payment', '-1800', '0'],
      ['topup', '1800', '1800'],
    ],
  )
  await assert.rejects(
    client.payments.create({ body: { person: lin, merchant: teahouse, amount } }),
    (error) => error instanceof Problem && error.code === 'insufficient_funds',
  )
  const journal = await client.exports.download({ params: { format: 'hledger' } })
  assert.match(journal, /payment/)
})

test('a taken port is left alone and the next free one is used', async (t) => {
  const [first, second] = [await openDoor(house.house), await openDoor(house.house)]
  t.after(() => Promise.all([first.close(), second.close()]))
  const taken = await first.listen({ host: '127.0.0.1', port: 0 })
  const next = await second.listen({ host: '127.0.0.1', port: taken.port })
  assert.ok(next.port > taken.port)
  assert.equal((await fetch(`${next.url}/health`)).status, 200)
})

test('a database that is away answers 503 and when to try again', async (t) => {
  const away = await testDoor({ after: (work) => t.after(work) })
  const key = await away.keyHeaders(['read'])
  assert.equal((await away.send({ method: 'GET', path: '/v1/people', headers: key })).status, 200)
  await away.ground.db.close()
  const answer = await away.send({ method: 'GET', path: '/v1/people', headers: key })
  assert.deepEqual([answer.status, answer.json['code']], [503, 'service_unavailable'])
  assert.match(String(answer.headers['retry-after']), /^[0-9]+$/)
  assert.equal((await away.send({ method: 'GET', path: '/ready' })).status, 503)
  assert.equal((await away.send({ method: 'GET', path: '/health' })).status, 200)
})
