import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { ALL_SCOPES, testDoor, type Answer } from '../../../../tests/harness/door.ts'
import { personBalance } from '../../../../tests/harness/payer.ts'

const house = await testDoor({ after })
const { lin, teahouse, ground } = house
const server = await house.keyHeaders(ALL_SCOPES)
const till = await house.keyHeaders(['payments'], teahouse)
const phone = await house.walletHeaders(lin)
let keys = 0

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const key = `key-${++keys}`
  return house.send({ method: 'POST', path, headers: { 'idempotency-key': key, ...headers }, body })
}

const charge = (code: string, amount = '500') =>
  post('/v1/code-payments', { code, amount: { amount, asset: 'CNY/2' } }, till)

type Opened = { prefix: string; number: string; secret: string }

async function open(headers = phone): Promise<Opened> {
  const { json } = await post('/v1/me/offline-codes', {}, headers)
  return {
    prefix: String(json['prefix']),
    number: String(json['number']),
    secret: String(json['secret']),
  }
}

/** What a phone computes by the words of the contract alone. */
function codeAt({ prefix, number, secret }: Opened, at: number): string {
  const window = Buffer.alloc(8)
  window.writeBigUInt64BE(BigInt(Math.floor(at / 60_000)))
  const mac = createHmac('sha256', Buffer.from(secret, 'base64url')).update(window).digest()
  return `${prefix}${number}${String(mac.readBigUInt64BE() % 100_000_000n).padStart(8, '0')}`
}

const now = () => ground.clock.now().getTime()

await post('/v1/top-ups', { person: lin, amount: { amount: '1000000', asset: 'CNY/2' } }, server)
const opened = await open()

test('a code that the phone made by itself pays, and each minute is good once', async () => {
  const code = codeAt(opened, now())
  assert.match(code, /^83[0-9]{16}$/)
  const before = await personBalance(house.house, lin)
  const answers = await Promise.all(Array.from({ length: 50 }, () => charge(code)))
  assert.equal(answers.filter(({ json }) => json['state'] === 'paid').length, 1)
  assert.equal(answers.filter(({ json }) => json['code'] === 'payment_code_used').length, 49)
  assert.equal(await personBalance(house.house, lin), before - 500n)
  ground.clock.tick(60_000)
  assert.equal((await charge(codeAt(opened, now()))).json['state'], 'paid')
})

test('a phone whose clock is a minute off is served, one that is two off is not', async () => {
  ground.clock.tick(600_000)
  assert.equal((await charge(codeAt(opened, now() - 60_000))).json['state'], 'paid')
  assert.equal((await charge(codeAt(opened, now() + 60_000))).json['state'], 'paid')
  const late = await charge(codeAt(opened, now() - 120_000))
  assert.equal(late.json['code'], 'payment_code_expired')
})

test('opening anew ends what was opened before', async () => {
  const next = await open()
  ground.clock.tick(600_000)
  assert.equal((await charge(codeAt(opened, now()))).json['code'], 'payment_code_unknown')
  assert.equal((await charge(codeAt(next, now()))).json['state'], 'paid')
})

test('whoever guesses the digits locks the number before he finds them', async () => {
  const next = await open()
  ground.clock.tick(600_000)
  for (let i = 0; i < 20; i++) {
    const guess = `${next.prefix}${next.number}${String(i).padStart(8, '0')}`
    assert.equal((await charge(guess)).json['code'], 'payment_code_expired')
  }
  assert.equal((await charge(codeAt(next, now()))).json['code'], 'payment_code_unknown')
})

test('a phone that signed out, or closed them, shows nothing that pays', async () => {
  const next = await open()
  ground.clock.tick(600_000)
  await house.send({ method: 'DELETE', path: '/v1/me/offline-codes', headers: phone })
  assert.equal((await charge(codeAt(next, now()))).json['code'], 'payment_code_unknown')
  const other = await house.walletHeaders(lin)
  const last = await open(other)
  await house.send({ method: 'DELETE', path: '/v1/me/session', headers: other })
  ground.clock.tick(600_000)
  assert.equal((await charge(codeAt(last, now()))).json['code'], 'payment_code_unknown')
})
