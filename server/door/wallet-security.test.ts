import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testAuthenticator } from '../../tests/harness/authenticator.ts'
import type { Answer } from '../../tests/harness/door.ts'
import { codeOf, PIN, testWallets } from '../../tests/harness/wallets.ts'

const { ground, browser, telephone, register, registered } = await testWallets({ after })
const MINUTE_MS = 60_000

test('a removed device is out at once here and within a second everywhere', async () => {
  const { mine, line } = await registered()
  const other = browser()
  const body = { phone: line.phone, code: await line.code(), pin: PIN }
  await other.send('POST', '/v1/wallet/sessions', body)
  const listed = (await mine.send('GET', '/v1/me/devices')).json['items'] as Record<
    string,
    unknown
  >[]
  assert.equal(listed.length, 2)
  const theirs = listed.find(({ current }) => current === false)?.['id']
  assert.equal((await other.send('GET', '/v1/me')).status, 200)
  assert.equal((await mine.send('DELETE', `/v1/me/devices/${String(theirs)}`)).status, 204)
  assert.equal(codeOf(await other.send('GET', '/v1/me')), 'unauthenticated')
  const mineId = listed.find(({ current }) => current === true)?.['id']
  assert.equal((await mine.send('GET', '/v1/me')).status, 200)
  // Another process removes the device: what this one remembers of it is good for a second.
  await ground.db.query(
    `update parties.device_people set revoked_at = $2 where device = $1 and revoked_at is null`,
    [mineId, ground.clock.now()],
  )
  ground.clock.tick(1_000)
  assert.equal(codeOf(await mine.send('GET', '/v1/me')), 'unauthenticated')
  const unknown = await registered()
  assert.equal(
    codeOf(await unknown.mine.send('DELETE', `/v1/me/devices/${String(mineId)}`)),
    'device_not_found',
  )
})

test('a PIN is changed with the old one or a passkey, and a first one only right after signing in', async () => {
  const { mine } = await registered()
  const change = (pin: string, proof?: unknown): Promise<Answer> =>
    mine.send('PUT', '/v1/me/pin', { pin, ...(proof !== undefined && { proof }) })
  assert.equal(codeOf(await change('975310')), 'pin_required')
  assert.equal(codeOf(await change('975310', { kind: 'pin', pin: '111222' })), 'pin_wrong')
  assert.equal((await change('975310', { kind: 'pin', pin: PIN })).status, 204)
  const phone = testAuthenticator()
  const begun = await mine.send('POST', '/v1/me/passkey-options')
  const made = phone.register({ challenge: String(begun.json['challenge']) })
  await mine.send('POST', '/v1/me/passkeys', { label: '手机', response: made })
  const options = await mine.send('POST', '/v1/me/confirmations')
  const response = phone.sign({ challenge: String(options.json['challenge']) })
  assert.equal((await change('864209', { kind: 'passkey', response })).status, 204)
  assert.equal(
    codeOf(await change('864208', { kind: 'passkey', response })),
    'proof_invalid',
    'a confirmation is good once',
  )
  const idle = browser()
  await register(idle, telephone())
  ground.clock.tick(31 * MINUTE_MS)
  assert.equal(codeOf(await idle.send('PUT', '/v1/me/pin', { pin: PIN })), 'sign_in_again')
})

test('a passkey is renamed and removed by its owner, with a proof, and opens nothing afterwards', async () => {
  const { mine } = await registered()
  const phone = testAuthenticator()
  const begun = await mine.send('POST', '/v1/me/passkey-options')
  const made = phone.register({ challenge: String(begun.json['challenge']) })
  const added = await mine.send('POST', '/v1/me/passkeys', { label: '手机', response: made })
  const path = `/v1/me/passkeys/${String(added.json['id'])}`
  const renamed = await mine.send('PATCH', path, { label: '旧手机' })
  assert.equal(renamed.json['label'], '旧手机')
  const wang = await registered()
  assert.equal(codeOf(await wang.mine.send('PATCH', path, { label: 'x' })), 'passkey_not_found')
  const theirs = await wang.mine.send('POST', `${path}/removal`, {
    proof: { kind: 'pin', pin: PIN },
  })
  assert.equal(codeOf(theirs), 'passkey_not_found')
  assert.equal(codeOf(await mine.send('POST', `${path}/removal`, {})), 'pin_required')
  const removed = await mine.send('POST', `${path}/removal`, { proof: { kind: 'pin', pin: PIN } })
  assert.equal(removed.status, 204)
  const options = await browser().send('POST', '/v1/wallet/passkey-options')
  const response = phone.sign({ challenge: String(options.json['challenge']) })
  const answer = await browser().send('POST', '/v1/wallet/passkey-sessions', { response })
  assert.equal(codeOf(answer), 'proof_invalid')
})

test('consent to offers is given and taken back; what the wallet needs is not taken back', async () => {
  const { mine } = await registered()
  const record = (document: string, given: boolean): Promise<Answer> => {
    ground.clock.tick(1_000)
    return mine.send('POST', '/v1/me/consents', { document, version: '2026-11', given })
  }
  assert.equal((await record('marketing', true)).status, 201)
  assert.equal((await record('marketing', false)).json['given'], false)
  assert.equal(codeOf(await record('terms', false)), 'consent_needed')
  assert.equal(codeOf(await record('nothing', true)), 'consent_unknown')
  const { json } = await mine.send('GET', '/v1/me/consents')
  const [last] = json['items'] as Record<string, unknown>[]
  assert.deepEqual([last?.['document'], last?.['given']], ['marketing', false])
})

test('neither codes nor PINs nor phones lie open in any table', async () => {
  const { line, person } = await registered()
  const code = await line.code()
  for (const table of [
    'parties.codes',
    'parties.pay_pins',
    'parties.sign_ins',
    'messages.outbox',
  ]) {
    const rows = await ground.db.query<{ text: string }>(`select t::text as text from ${table} t`)
    assert.ok(rows.length > 0, table)
    for (const { text } of rows) {
      assert.ok(!text.includes(line.phone) && !text.includes('127.0.0.1'), table)
      assert.ok(!new RegExp(`\\b${code}\\b`).test(text), table)
    }
  }
  assert.ok(person)
})
