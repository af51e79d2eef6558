import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testAuthenticator } from '../../tests/harness/authenticator.ts'
import type { Answer } from '../../tests/harness/door.ts'
import {
  codeOf,
  PIN,
  requiredConsents,
  testWallets,
  type Browser,
  type Telephone,
} from '../../tests/harness/wallets.ts'
import { listMessages } from '../messages/index.ts'
import { registerPeople } from '../parties/index.ts'
import { transaction } from '../platform/index.ts'

const { house, ground, browser, telephone, register, registered, lettersOf } = await testWallets({
  after,
})
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

test('a newcomer registers with phone and code, sets a PIN and a passkey, and is themselves', async () => {
  const { mine, line, person } = await registered()
  const phone = testAuthenticator()
  const options = await mine.send('POST', '/v1/me/passkey-options')
  const response = phone.register({ challenge: String(options.json['challenge']) })
  const added = await mine.send('POST', '/v1/me/passkeys', { label: '手机', response })
  assert.equal(added.status, 201, added.text)
  const me = await mine.send('GET', '/v1/me')
  assert.equal(me.json['person'], person)
  assert.equal(me.json['phone'], `*******${line.phone.slice(-4)}`)
  const given = await mine.send('GET', '/v1/me/consents')
  assert.equal((given.json['items'] as unknown[]).length, requiredConsents.length)
  const letters = await lettersOf(person)
  assert.deepEqual(letters, ['person.registered', 'wallet.opened', 'passkey.added'])
})

test('whether a phone is known here nobody can tell from asking for a code', async () => {
  const { line } = await registered()
  ground.clock.tick(MINUTE_MS)
  const ask = (phone: string): Promise<Answer> =>
    house.send({ method: 'POST', path: '/v1/wallet/codes', body: { phone } })
  const [known, unknown] = [await ask(line.phone), await ask(telephone().phone)]
  assert.deepEqual([known.status, known.json], [unknown.status, unknown.json])
  assert.deepEqual(known.json, { validForSeconds: 300, resendAfterSeconds: 60, demo: null })
  const [again, also] = [await ask(line.phone), await ask(telephone().phone)]
  assert.equal(codeOf(again), 'message_limited')
  assert.equal(also.status, 202)
})

test('who used a code need not wait for the next, but an hour has five all the same', async () => {
  const { line } = await registered()
  const ask = (): Promise<Answer> =>
    house.send({ method: 'POST', path: '/v1/wallet/codes', body: { phone: line.phone } })
  assert.equal((await ask()).status, 202)
  assert.equal(codeOf(await ask()), 'message_limited')
  for (let used = 2; used < 5; used++) {
    ground.clock.tick(MINUTE_MS)
    assert.equal((await ask()).status, 202)
  }
  ground.clock.tick(MINUTE_MS)
  const sixth = await ask()
  assert.equal(codeOf(sixth), 'message_limited')
  assert.ok(Number(sixth.json['retryAfterSeconds']) > 60)
})

test('a code is good for five minutes, five tries and one wallet', async () => {
  const line = telephone()
  const mine = browser()
  const attempt = (code: string): Promise<Answer> =>
    mine.send('POST', '/v1/wallet/registrations', {
      phone: line.phone,
      code,
      language: 'zh',
      consents: requiredConsents,
    })
  const late = await line.code()
  ground.clock.tick(5 * MINUTE_MS)
  assert.equal(codeOf(await attempt(late)), 'code_expired')
  const right = await line.code()
  const wrong = right === '000000' ? '000001' : '000000'
  for (let i = 0; i < 5; i++) {
    const answer = await attempt(wrong)
    assert.deepEqual([codeOf(answer), answer.json['triesLeft']], ['code_wrong', 4 - i])
  }
  assert.equal(codeOf(await attempt(right)), 'code_expired')
  const fresh = await line.code()
  const both = await Promise.all([attempt(fresh), attempt(fresh)])
  assert.deepEqual(both.map(({ status }) => status).toSorted()[0], 201)
  assert.equal(both.filter(({ status }) => status === 201).length, 1)
})

test('without the required texts there is no wallet, and what is refused leaves no trace', async () => {
  const line = telephone()
  const code = await line.code()
  const answer = await browser().send('POST', '/v1/wallet/registrations', {
    phone: line.phone,
    code,
    language: 'zh',
    consents: requiredConsents.slice(1),
  })
  assert.equal(codeOf(answer), 'consent_required')
  assert.equal((await register(browser(), line)).status, 201)
})

test('a phone has one wallet: registering again says so, and the same code signs in', async () => {
  const { line, person } = await registered()
  const other = browser()
  const code = await line.code()
  const again = { phone: line.phone, code, language: 'zh', consents: requiredConsents }
  assert.equal(
    codeOf(await other.send('POST', '/v1/wallet/registrations', again)),
    'phone_registered',
  )
  const body = { phone: line.phone, code, pin: PIN }
  const signedIn = await other.send('POST', '/v1/wallet/sessions', body)
  assert.deepEqual([signedIn.status, signedIn.json['person']], [201, person])
})

test('on a new device code and PIN sign in with lower limits for a day, on a known one at once', async () => {
  const { mine, line, person } = await registered()
  const other = browser()
  const code = await line.code()
  const withoutPin = await other.send('POST', '/v1/wallet/sessions', { phone: line.phone, code })
  assert.equal(codeOf(withoutPin), 'pin_required')
  const wrong = { phone: line.phone, code, pin: '975310' }
  assert.equal(codeOf(await other.send('POST', '/v1/wallet/sessions', wrong)), 'pin_wrong')
  ground.clock.tick(1_000)
  const right = await other.send('POST', '/v1/wallet/sessions', { ...wrong, pin: PIN })
  const until = new Date(ground.clock.now().getTime() + 24 * HOUR_MS).toISOString()
  assert.equal(right.json['coolingUntil'], until)
  const known = { phone: line.phone, code: await line.code(), pin: PIN }
  await mine.send('DELETE', '/v1/me/session')
  assert.equal((await mine.send('POST', '/v1/wallet/sessions', known)).json['coolingUntil'], null)
  const letters = (await lettersOf(person)).slice(-2)
  assert.deepEqual(letters, ['signin.unknown', 'device.added'])
  const told = await listMessages(ground, { person, reveal: true, limit: 10 })
  assert.match(told[0]?.content?.text ?? '', /Chrome · Android/)
  const history = await mine.send('GET', '/v1/me/sign-ins')
  const outcomes = (history.json['items'] as Record<string, unknown>[]).map(
    ({ outcome, newDevice }) => `${String(outcome)} ${String(newDevice)}`,
  )
  assert.deepEqual(outcomes, ['opened false', 'opened true', 'refused true', 'opened true'])
})

test('a passkey signs in on a new device without a phone and without cooling off, once for each challenge', async () => {
  const { mine, person } = await registered()
  const phone = testAuthenticator()
  const begun = await mine.send('POST', '/v1/me/passkey-options')
  const response = phone.register({ challenge: String(begun.json['challenge']) })
  await mine.send('POST', '/v1/me/passkeys', { label: '手机', response })
  const other = browser()
  const options = await other.send('POST', '/v1/wallet/passkey-options')
  const signed = phone.sign({ challenge: String(options.json['challenge']) })
  const opened = await other.send('POST', '/v1/wallet/passkey-sessions', { response: signed })
  assert.deepEqual([opened.status, opened.json['coolingUntil']], [201, null])
  assert.equal((await other.send('GET', '/v1/me')).json['person'], person)
  const replay = await browser().send('POST', '/v1/wallet/passkey-sessions', { response: signed })
  assert.equal(codeOf(replay), 'proof_invalid')
  const stranger = testAuthenticator().sign({
    challenge: String((await other.send('POST', '/v1/wallet/passkey-options')).json['challenge']),
  })
  const refused = await browser().send('POST', '/v1/wallet/passkey-sessions', {
    response: stranger,
  })
  assert.equal(codeOf(refused), 'proof_invalid')
})

test('whoever gets the number of somebody else does not get their wallet by SMS', async () => {
  const { line } = await registered()
  const thief = browser()
  const code = await line.code()
  for (const body of [
    { phone: line.phone, code },
    { phone: line.phone, code, pin: '975310' },
  ]) {
    const answer = await thief.send('POST', '/v1/wallet/sessions', body)
    assert.equal(answer.status, 403)
  }
  const again = { phone: line.phone, code, language: 'zh', consents: requiredConsents }
  assert.equal(
    codeOf(await thief.send('POST', '/v1/wallet/registrations', again)),
    'phone_registered',
  )
  assert.equal(codeOf(await thief.send('GET', '/v1/me')), 'unauthenticated')
  // A wallet that never got a PIN is not opened by a code on another device either.
  const bare = telephone()
  await register(browser(), bare)
  const answer = await thief.send('POST', '/v1/wallet/sessions', {
    phone: bare.phone,
    code: await bare.code(),
  })
  assert.equal(codeOf(answer), 'recovery_needed')
})

async function askRecovery(on: Browser, line: Telephone, wish: string): Promise<Answer> {
  return on.send('POST', '/v1/wallet/recoveries', {
    phone: line.phone,
    code: await line.code(),
    wish,
  })
}

test('a wallet is recovered after three days with a new PIN, and the old sessions end', async () => {
  const { mine, line, person } = await registered()
  const other = browser()
  const asked = await askRecovery(other, line, 'recover')
  assert.equal(asked.status, 202, asked.text)
  const complete = async (pin: string): Promise<Answer> =>
    other.send('POST', `/v1/wallet/recoveries/${String(asked.json['id'])}/completion`, {
      phone: line.phone,
      code: await line.code(),
      pin,
    })
  assert.equal(codeOf(await complete('975310')), 'recovery_waiting')
  ground.clock.tick(72 * HOUR_MS)
  assert.equal(codeOf(await complete('123456')), 'pin_too_weak')
  const done = await complete('975310')
  assert.equal(done.status, 201, done.text)
  assert.equal((done.json['session'] as Record<string, unknown>)['person'], person)
  assert.ok((done.json['session'] as Record<string, unknown>)['coolingUntil'])
  assert.equal(codeOf(await mine.send('GET', '/v1/me')), 'unauthenticated')
  assert.ok((await lettersOf(person)).includes('recovery.started'))
})

test('whoever asks again after the wait completes the recovery with the same code', async () => {
  const { line, person } = await registered()
  const other = browser()
  const first = await askRecovery(other, line, 'recover')
  assert.equal(first.json['isOpen'], false)
  ground.clock.tick(72 * HOUR_MS)
  const code = await line.code()
  const body = { phone: line.phone, code, wish: 'recover' }
  const again = await other.send('POST', '/v1/wallet/recoveries', body)
  assert.deepEqual([again.json['id'], again.json['isOpen']], [first.json['id'], true])
  const path = `/v1/wallet/recoveries/${String(first.json['id'])}/completion`
  const done = await other.send('POST', path, { phone: line.phone, code, pin: '975310' })
  assert.equal((done.json['session'] as Record<string, unknown>)['person'], person)
  const twice = await other.send('POST', path, { phone: line.phone, code, pin: '975310' })
  assert.equal(codeOf(twice), 'code_expired')
})

test('the person ends a recovery by one tap or by signing in', async () => {
  const { mine, line } = await registered()
  const other = browser()
  const first = await askRecovery(other, line, 'recover')
  const seen = await mine.send('GET', '/v1/me/recovery')
  assert.equal((seen.json['recovery'] as Record<string, unknown>)['id'], first.json['id'])
  assert.equal((await mine.send('DELETE', '/v1/me/recovery')).status, 204)
  const second = await askRecovery(other, line, 'recover')
  assert.notEqual(second.json['id'], first.json['id'])
  const body = { phone: line.phone, code: await line.code(), pin: PIN }
  await mine.send('POST', '/v1/wallet/sessions', body)
  ground.clock.tick(72 * HOUR_MS)
  for (const { json } of [first, second]) {
    const path = `/v1/wallet/recoveries/${String(json['id'])}/completion`
    const late = { phone: line.phone, code: await line.code(), pin: '975310' }
    assert.equal(codeOf(await other.send('POST', path, late)), 'recovery_not_found')
  }
})

test('a number with a new owner is set free for a wallet of its own; the old wallet stays with its owner', async () => {
  const { mine, line, person } = await registered()
  const newcomer = browser()
  const asked = await askRecovery(newcomer, line, 'new_account')
  ground.clock.tick(72 * HOUR_MS)
  const path = `/v1/wallet/recoveries/${String(asked.json['id'])}/completion`
  const done = await newcomer.send('POST', path, { phone: line.phone, code: await line.code() })
  assert.deepEqual(done.json, { session: null })
  const fresh = await register(newcomer, line)
  assert.equal(fresh.status, 201, fresh.text)
  assert.notEqual(fresh.json['person'], person)
  assert.equal((await mine.send('GET', '/v1/me')).json['person'], person)
})

test('somebody whom an import brought claims their account by code, but not where there are two', async () => {
  const [lin, wang] = [telephone(), telephone()]
  const registeredAt = ground.clock.now()
  const rows = [lin, wang, wang].map(({ phone }, i) => ({
    registeredAt,
    phone,
    external: { source: 'shop', reference: `claim ${i}` },
  }))
  const ids = await transaction(ground.db, (tx) => registerPeople(tx, ground, rows))
  const claimed = await register(browser(), lin)
  assert.deepEqual([claimed.json['person'], claimed.json['claimed']], [ids[0], true])
  const unclear = await register(browser(), wang)
  assert.equal(unclear.json['claimed'], false)
  assert.ok(!ids.includes(String(unclear.json['person'])))
})
