import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { codeOf, PIN, testWallets, type Telephone } from '../../tests/harness/wallets.ts'
import { listMessages } from '../messages/index.ts'
import { completePhoneChanges, findPersonByPhone } from '../parties/index.ts'

const { ground, browser, telephone, register, registered, lettersOf } = await testWallets({ after })
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const proof = { kind: 'pin', pin: PIN }

async function asks(wallet: Awaited<ReturnType<typeof registered>>, line: Telephone) {
  const body = { phone: line.phone, code: await line.code(), proof }
  return wallet.mine.send('POST', '/v1/me/phone/changes', body)
}

/**
 * What was sent besides codes, newest first: the template and where it went. A code goes out in the
 * same millisecond as what follows from it here, and the two have no order.
 */
async function sent(limit: number): Promise<string[]> {
  const messages = await listMessages(ground, { reveal: true, limit: 2 * limit })
  return messages
    .filter(({ template }) => template !== 'code' && template !== 'email_code')
    .slice(0, limit)
    .map(({ template, content }) => `${template} ${content?.to}`)
}

test('a new number takes effect after a day, both numbers are told, and the old one opens nothing any more', async () => {
  const wallet = await registered()
  const { mine, line: old, person } = wallet
  const line = telephone()
  const asked = await asks(wallet, line)
  assert.equal(asked.status, 202, asked.text)
  assert.equal(String(asked.json['phone']).slice(-4), line.phone.slice(-4))
  assert.deepEqual(await sent(1), [`phone_change_started ${old.phone}`])
  ground.clock.tick(24 * HOUR_MS - 1)
  await completePhoneChanges(ground)
  assert.equal((await findPersonByPhone(ground, old.phone))?.id, person)
  ground.clock.tick(1)
  await completePhoneChanges(ground)
  await completePhoneChanges(ground)
  assert.equal(await findPersonByPhone(ground, old.phone), undefined)
  assert.equal((await findPersonByPhone(ground, line.phone))?.id, person)
  const told = await sent(2)
  assert.deepEqual(
    told.toSorted(),
    [old, line].map((each) => `phone_changed ${each.phone}`),
  )
  const inWith = (each: Telephone) => async () =>
    browser().send('POST', '/v1/wallet/sessions', {
      phone: each.phone,
      code: await each.code(),
      pin: PIN,
    })
  assert.equal(codeOf(await inWith(old)()), 'phone_not_registered')
  assert.equal((await inWith(line)()).status, 201)
  assert.equal((await mine.send('GET', '/v1/me')).status, 200)
  const letters = await lettersOf(person)
  assert.equal(letters.filter((type) => type === 'phone.changed').length, 1)
})

test('without PIN or with a wrong code no change begins, and one tap ends it', async () => {
  const wallet = await registered()
  const { mine, line: old, person } = wallet
  const line = telephone()
  const bare = { phone: line.phone, code: await line.code() }
  assert.equal(codeOf(await mine.send('POST', '/v1/me/phone/changes', bare)), 'pin_required')
  const wrong = { ...bare, code: bare.code === '000000' ? '000001' : '000000', proof }
  assert.equal(codeOf(await mine.send('POST', '/v1/me/phone/changes', wrong)), 'code_wrong')
  const own = { phone: old.phone, code: await old.code(), proof }
  assert.equal(codeOf(await mine.send('POST', '/v1/me/phone/changes', own)), 'phone_is_yours')
  assert.equal((await mine.send('GET', '/v1/me/phone')).json['change'], null)
  assert.equal((await asks(wallet, line)).status, 202)
  assert.equal((await mine.send('DELETE', '/v1/me/phone/changes')).status, 204)
  ground.clock.tick(25 * HOUR_MS)
  await completePhoneChanges(ground)
  assert.equal((await findPersonByPhone(ground, old.phone))?.id, person)
})

test('a number that opened a wallet while the change waited stays with that wallet', async () => {
  const wallet = await registered()
  const line = telephone()
  assert.equal((await asks(wallet, line)).status, 202)
  const other = await register(browser(), line)
  assert.equal(other.status, 201, other.text)
  ground.clock.tick(25 * HOUR_MS)
  await completePhoneChanges(ground)
  assert.equal((await findPersonByPhone(ground, line.phone))?.id, other.json['person'])
  assert.equal((await findPersonByPhone(ground, wallet.line.phone))?.id, wallet.person)
  assert.equal(codeOf(await asks(wallet, line)), 'phone_registered')
})

test('an e-mail is kept once its code came right, replaced with a note to the one before, and forgotten', async () => {
  const { mine, person } = await registered()
  const codeTo = async (email: string): Promise<string> => {
    ground.clock.tick(MINUTE_MS)
    const asked = await mine.send('POST', '/v1/me/email/codes', { email })
    assert.equal(asked.status, 202, asked.text)
    const [message] = await listMessages(ground, { reveal: true, limit: 1 })
    assert.equal(message?.content?.to, email.toLowerCase())
    return /\d{6}/.exec(message?.content?.text ?? '')?.[0] ?? ''
  }
  const email = 'Lin@example.com'
  const code = await codeTo(email)
  const set = (body: unknown) => mine.send('PUT', '/v1/me/email', body)
  assert.equal(codeOf(await set({ email: 'wang@example.com', code })), 'code_expired')
  assert.equal((await set({ email, code })).status, 204)
  assert.equal((await mine.send('GET', '/v1/me/email')).json['email'], 'lin@example.com')
  assert.equal(codeOf(await set({ email, code })), 'code_expired')
  const second = 'lin@example.org'
  assert.equal((await set({ email: second, code: await codeTo(second) })).status, 204)
  assert.deepEqual(await sent(1), ['email_changed lin@example.com'])
  const rows = await ground.db.query<{ text: string }>(
    'select p::text as text from parties.people p where id = $1',
    [person],
  )
  assert.ok(!rows[0]?.text.includes('example'))
  assert.equal((await mine.send('DELETE', '/v1/me/email')).status, 204)
  assert.equal((await mine.send('GET', '/v1/me/email')).json['email'], null)
})

test('a PIN is not the birthday of the verified identity', async () => {
  const { mine } = await registered()
  const verified = await mine.send('POST', '/v1/me/real-name', {
    wanted: 'I',
    name: '林小月',
    idNumber: '110101199003070054',
  })
  assert.equal(verified.json['state'], 'passed', verified.text)
  const change = (pin: string) => mine.send('PUT', '/v1/me/pin', { pin, proof })
  for (const pin of ['900307', '070390', '030790', '199003']) {
    const refused = await change(pin)
    assert.deepEqual([codeOf(refused), refused.json['reason']], ['pin_too_weak', 'birthday'], pin)
  }
  assert.equal((await change('975310')).status, 204)
})
