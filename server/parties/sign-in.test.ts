import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { testGround } from '../../tests/harness/ground.ts'
import {
  codeOf,
  createApiKey,
  createOperator,
  disableOperator,
  endSession,
  findSession,
  openDirectory,
  openSession,
  revokeApiKey,
  setPassword,
  signIn,
} from './index.ts'

const ground = await testGround({ after })

const password = 'a long enough password'
let number = 0

async function newOperator(): Promise<string> {
  const login = `lin${++number}`
  await createOperator(ground, { login, name: '林', role: 'operator', password })
  return login
}

async function currentCode(login: string): Promise<string> {
  return (await codeOf(ground, login))?.code ?? ''
}

test('an operator signs in with login, password and code, and the same code never works again', async () => {
  const login = await newOperator()
  const code = await currentCode(login)
  assert.equal((await signIn(ground, { login, password, code })).login, login)
  await assert.rejects(signIn(ground, { login, password, code }), { code: 'sign_in_failed' })
  const next = await currentCode(login)
  assert.notEqual(next, code)
  assert.equal((await signIn(ground, { login, password, code: next })).login, login)
})

test('of two sign-ins at once with one code, one succeeds', async () => {
  const login = await newOperator()
  const code = await currentCode(login)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 4 }, () => signIn(ground, { login, password, code })),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('a wrong login, a wrong password and a wrong code answer alike', async () => {
  const login = await newOperator()
  const code = await currentCode(login)
  for (const wrong of [
    { login: 'nobody', password, code },
    { login, password: 'something else', code },
    { login, password, code: code === '000000' ? '000001' : '000000' },
  ]) {
    await assert.rejects(signIn(ground, wrong), { code: 'sign_in_failed', details: {} })
  }
})

test('after five failures the next attempt waits, each time twice as long, and a success forgives', async () => {
  const login = await newOperator()
  const fail = (): Promise<unknown> => signIn(ground, { login, password: 'wrong', code: '123456' })
  for (let i = 0; i < 5; i++) await assert.rejects(fail(), { code: 'sign_in_failed' })
  await assert.rejects(signIn(ground, { login, password, code: await currentCode(login) }), {
    code: 'sign_in_delayed',
    details: { retryAfterSeconds: 30 },
  })
  ground.clock.tick(30_000)
  await assert.rejects(fail(), { code: 'sign_in_failed' })
  await assert.rejects(fail(), { code: 'sign_in_delayed', details: { retryAfterSeconds: 60 } })
  ground.clock.tick(60_000)
  await signIn(ground, { login, password, code: await currentCode(login) })
  await assert.rejects(fail(), { code: 'sign_in_failed' })
})

test('a hundred guesses at once get no further than a hundred in a row', async () => {
  const login = await newOperator()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, () => signIn(ground, { login, password: 'guess', code: '123456' })),
  )
  const tried = outcomes.filter(
    (outcome) => outcome.status === 'rejected' && outcome.reason.code === 'sign_in_failed',
  )
  assert.equal(tried.length, 5)
})

test('a session rotates its token, bears the old one for a moment, and ends when idle', async () => {
  const login = await newOperator()
  const operator = await signIn(ground, { login, password, code: await currentCode(login) })
  const { token } = await openSession(ground, operator)
  assert.equal((await findSession(ground, token))?.newToken, undefined)
  ground.clock.tick(16 * 60_000)
  const rotated = (await findSession(ground, token))?.newToken
  assert.ok(rotated && rotated !== token)
  assert.equal((await findSession(ground, token))?.operator.login, login)
  ground.clock.tick(61_000)
  assert.equal(await findSession(ground, token), undefined)
  assert.equal((await findSession(ground, rotated))?.operator.login, login)
  ground.clock.tick(61 * 60_000)
  assert.equal(await findSession(ground, rotated), undefined)
})

test('a session that is never idle still ends after twelve hours', async () => {
  const login = await newOperator()
  const operator = await signIn(ground, { login, password, code: await currentCode(login) })
  let { token } = await openSession(ground, operator)
  for (let minutes = 0; minutes < 12 * 60; minutes += 30) {
    const session = await findSession(ground, token)
    assert.ok(session, `gone after ${minutes} minutes`)
    token = session.newToken ?? token
    ground.clock.tick(30 * 60_000)
  }
  assert.equal(await findSession(ground, token), undefined)
})

test('a session that was ended, whose password changed or whose operator was disabled opens nothing', async () => {
  const login = await newOperator()
  const open = async (): Promise<string> => {
    const operator = await signIn(ground, { login, password, code: await currentCode(login) })
    ground.clock.tick(30_000)
    return (await openSession(ground, operator)).token
  }
  const first = await open()
  await endSession(ground, (await findSession(ground, first))?.id ?? '')
  assert.equal(await findSession(ground, first), undefined)
  const second = await open()
  await setPassword(ground, { login, password })
  assert.equal(await findSession(ground, second), undefined)
  const third = await open()
  await disableOperator(ground, login)
  assert.equal(await findSession(ground, third), undefined)
  await assert.rejects(signIn(ground, { login, password, code: await currentCode(login) }), {
    code: 'sign_in_failed',
  })
})

test('a login is taken once', async () => {
  const login = await newOperator()
  await assert.rejects(createOperator(ground, { login, name: '王', role: 'viewer', password }), {
    code: 'login_taken',
    details: { login },
  })
})

test('an API key opens by its secret until it is revoked, and the secret is nowhere in the table', async () => {
  const { apiKey, secret } = await createApiKey(ground, {
    name: '茶馆收银',
    scopes: ['payments'],
    by: 'opr_test',
  })
  const directory = openDirectory(ground)
  assert.equal((await directory.apiKey(secret))?.id, apiKey.id)
  assert.equal(await directory.apiKey(`${secret}x`), undefined)
  const [row] = await ground.db.query<{ text: string }>(
    'select k::text as text from parties.api_keys k where id = $1',
    [apiKey.id],
  )
  assert.ok(row && !row.text.includes(secret))
  await revokeApiKey(ground, { id: apiKey.id, by: 'opr_test' })
  directory.forget()
  assert.equal(await directory.apiKey(secret), undefined)
})

test('a hundred requests that come at once with one key ask the database once', async () => {
  const { secret } = await createApiKey(ground, { name: '景区', scopes: ['read'], by: 'opr_test' })
  let asked = 0
  const counting = {
    ...ground,
    db: {
      ...ground.db,
      query: ((...args: Parameters<typeof ground.db.query>) => {
        asked++
        return ground.db.query(...args)
      }) as typeof ground.db.query,
    },
  }
  const directory = openDirectory(counting)
  const found = await Promise.all(Array.from({ length: 100 }, () => directory.apiKey(secret)))
  assert.ok(found.every((key) => key?.name === '景区'))
  assert.equal(asked, 1)
  assert.equal(await directory.apiKey('sk_nobody'), undefined)
})
