import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testAuthenticator } from '../../tests/harness/authenticator.ts'
import { testDoor } from '../../tests/harness/door.ts'
import { addPasskey, codeOf, createOperator, disableOperator, passkeyOptions } from './index.ts'

const house = await testDoor({ after })
const { ground } = house
const password = 'an abacus has beads'

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  house.send({ method: 'POST', path, body, headers })

async function signedIn(login: string): Promise<{ cookie: string; 'sec-fetch-site': string }> {
  await createOperator(ground, { login, name: login, role: 'approver', password })
  const code = (await codeOf(ground, login))?.code
  const { headers } = await post('/v1/session', { login, password, code })
  return { cookie: cookieIn(headers['set-cookie']), 'sec-fetch-site': 'same-origin' }
}

const cookieIn = (set: unknown): string => String(set).split(';')[0] ?? ''

/** An operator with a passkey; the codes of two steps are spent on the way. */
async function withPasskey(login: string, authenticator = testAuthenticator()) {
  const headers = await signedIn(login)
  ground.clock.tick(60_000)
  const options = await post('/v1/session/passkey-options', {}, headers)
  const made = authenticator.register({ challenge: String(options.json['challenge']) })
  const code = (await codeOf(ground, login))?.code
  const body = { label: '办公室电脑', password, code, response: made }
  return { headers, authenticator, body, added: await post('/v1/session/passkeys', body, headers) }
}

async function tryIn(authenticator: ReturnType<typeof testAuthenticator>, flags = {}) {
  const { json } = await post('/v1/session/passkey-challenges', {})
  const response = authenticator.sign({ challenge: String(json['challenge']) }, flags)
  return { response, answer: await post('/v1/session/passkey-sign-ins', { response }) }
}

test('an operator signs in with a passkey alone, and each challenge opens one session', async () => {
  const { authenticator, added } = await withPasskey('lin')
  assert.equal(added.status, 201, added.text)
  const { answer, response } = await tryIn(authenticator)
  assert.equal(answer.status, 201, answer.text)
  const me = await house.send({
    method: 'GET',
    path: '/v1/session',
    headers: { cookie: cookieIn(answer.headers['set-cookie']) },
  })
  assert.equal((me.json['operator'] as { login: string }).login, 'lin')
  const again = await post('/v1/session/passkey-sign-ins', { response })
  assert.equal(again.json['code'], 'sign_in_failed')
})

test('a passkey is added by who knows password and code, not by a browser left signed in', async () => {
  const { headers, authenticator, body } = await withPasskey('wang')
  const options = await post('/v1/session/passkey-options', {}, headers)
  const other = testAuthenticator()
  const response = other.register({ challenge: String(options.json['challenge']) })
  // The code was spent when the first passkey was added.
  const spent = await post('/v1/session/passkeys', { ...body, response }, headers)
  assert.equal(spent.json['code'], 'sign_in_failed')
  assert.equal((await tryIn(other)).answer.json['code'], 'sign_in_failed')
  assert.equal((await tryIn(authenticator)).answer.status, 201)
})

test('without verification of the user, from another site, or with the passkey of a person nobody gets in', async () => {
  const { authenticator } = await withPasskey('chen')
  for (const flags of [{ verified: false }, { origin: 'https://elsewhere.example' }]) {
    const { answer } = await tryIn(authenticator, flags)
    assert.deepEqual([answer.status, answer.json['code']], [401, 'sign_in_failed'])
  }
  const phone = testAuthenticator()
  const options = await passkeyOptions(ground, house.lin)
  await addPasskey(ground, {
    person: house.lin,
    label: '手机',
    response: phone.register({ challenge: options.challenge }),
  })
  assert.equal((await tryIn(phone)).answer.json['code'], 'sign_in_failed')
})

test('a passkey that was removed and one of a disabled operator open nothing', async () => {
  const { authenticator, headers, added } = await withPasskey('zhao')
  const path = `/v1/session/passkeys/${String(added.json['id'])}`
  const { headers: others } = await withPasskey('qian')
  await house.send({ method: 'DELETE', path, headers: others })
  assert.equal((await tryIn(authenticator)).answer.status, 201)
  await disableOperator(ground, 'zhao')
  assert.equal((await tryIn(authenticator)).answer.json['code'], 'sign_in_failed')
  const own = await withPasskey('sun')
  await house.send({
    method: 'DELETE',
    path: `/v1/session/passkeys/${String(own.added.json['id'])}`,
    headers: own.headers,
  })
  assert.equal((await tryIn(own.authenticator)).answer.json['code'], 'sign_in_failed')
  assert.ok(headers)
})
