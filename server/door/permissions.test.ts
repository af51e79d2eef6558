import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { isCapable, licenceNames } from '@suanpan/contract/licence'
import { allRoutes } from '@suanpan/contract/routes'
import { ROLES, type Role, type Route } from '@suanpan/contract/routes/define'
import { ALL_SCOPES, testDoor } from '../../tests/harness/door.ts'
import { handlers } from './handlers.ts'

const house = await testDoor({ after })
const everyScope = await house.keyHeaders(ALL_SCOPES)
const merchantKey = await house.keyHeaders(ALL_SCOPES, house.teahouse)
const sessions = new Map<Role, Record<string, string>>()
for (const role of ROLES) sessions.set(role, await house.sessionHeaders(role))
const routes = allRoutes()
const lin = await house.walletHeaders(house.lin)

const codeOf = async (route: Route, headers: Record<string, string>): Promise<unknown> => {
  const path = route.path.replace(/:[a-zA-Z]+/g, 'x')
  const { status, json } = await house.send({ method: route.method, path, headers })
  return status < 400 ? 'admitted' : json['code']
}

const isAdmitted = (code: unknown): boolean => code !== 'unauthenticated' && code !== 'forbidden'

test('every route of the table is answered, and nothing else is', () => {
  const answered = handlers.map(({ route }) => route.name).toSorted()
  assert.deepEqual(answered, routes.map(({ name }) => name).toSorted())
})

test('no two routes share an address', () => {
  const addresses = routes.map(({ method, path }) => `${method} ${path}`)
  assert.equal(new Set(addresses).size, addresses.length)
})

for (const route of routes) {
  const { name, audience } = route
  if (audience.includes('public')) {
    test(`${name} asks nobody who they are`, async () => {
      assert.ok(isAdmitted(await codeOf(route, {})))
    })
    continue
  }

  test(`${name} refuses without credentials and with false ones`, async () => {
    assert.equal(await codeOf(route, {}), 'unauthenticated')
    assert.equal(await codeOf(route, { authorization: 'Bearer sk_false' }), 'unauthenticated')
    const cookie = 'suanpan_session=false; suanpan_wallet=false'
    assert.equal(await codeOf(route, { cookie }), 'unauthenticated')
  })

  test(`${name} admits the operators who may, and no others`, async () => {
    const needed = audience.includes('operator') ? ROLES.indexOf(route.role ?? 'viewer') : Infinity
    for (const [i, role] of ROLES.entries()) {
      // Signing out would end the session that the next tests need.
      if (name === 'session.signOut') continue
      const code = await codeOf(route, sessions.get(role) ?? {})
      assert.equal(isAdmitted(code), i >= needed, `${role}: ${String(code)}`)
    }
  })

  test(`${name} admits the keys that may, and no others`, async () => {
    const serves = audience.includes('server')
    assert.equal(isAdmitted(await codeOf(route, everyScope)), serves)
    const others = await house.keyHeaders(ALL_SCOPES.filter((scope) => scope !== route.scope))
    assert.equal(await codeOf(route, others), 'forbidden')
    const admitted = isAdmitted(await codeOf(route, merchantKey))
    assert.equal(admitted, serves && route.merchantKeys === true)
  })

  test(`${name} admits people to what is theirs, and to nothing of the house`, async () => {
    // What ends the session or the account would lock the next tests out.
    if (route.method === 'DELETE') return
    assert.equal(isAdmitted(await codeOf(route, lin)), audience.includes('consumer'))
  })

  test(`${name} says who may in its own definition`, () => {
    assert.equal(route.role !== undefined, audience.includes('operator'))
    assert.equal(route.scope !== undefined, audience.includes('server'))
  })
}

for (const route of routes.filter(({ capability }) => capability !== undefined)) {
  test(`${route.name} is refused by the licences that do not include it, whoever asks`, async () => {
    const { capability } = route
    assert.ok(capability)
    const headers = [sessions.get('approver'), everyScope, lin].map((each) => each ?? {})
    for (const licence of licenceNames) {
      house.house.licence = licence
      const capable = isCapable(licence, capability)
      for (const who of headers) {
        const code = await codeOf(route, who)
        if (!isAdmitted(code)) continue
        assert.equal(code === 'licence_required', !capable, `${licence}: ${String(code)}`)
      }
    }
    house.house.licence = 'payment_institution'
  })
}

test('an operator on a page of another site changes nothing', async () => {
  const headers = sessions.get('approver') ?? {}
  const body = { name: '王', external: { source: 'shop', reference: '1' } }
  const post = { method: 'POST' as const, path: '/v1/people', body }
  for (const from of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': '', origin: 'https://elsewhere.example' },
  ]) {
    const answer = await house.send({
      ...post,
      headers: { ...headers, ...from, 'idempotency-key': 'k' },
    })
    assert.equal(answer.json['code'], 'cross_site_request')
  }
  const own = await house.send({ ...post, headers: { ...headers, 'idempotency-key': 'k' } })
  assert.equal(own.status, 201)
})
