import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test, { after } from 'node:test'
import { payProofText, type PaySubject } from '@suanpan/contract/pay-proof'
import { proof as proofShape, type PayProof } from '@suanpan/contract/shapes-proof'
import type { CounterMove } from '@suanpan/kernel/posting'
import { testAuthenticator } from '../../../tests/harness/authenticator.ts'
import { posting, testBooks } from '../../../tests/harness/cast.ts'
import { transaction } from '../../platform/index.ts'
import {
  addPasskey,
  listPasskeys,
  openPaySession,
  passkeyOptions,
  payChallenge,
  recogniseDevice,
  registerPeople,
  setPin,
  verifyProof,
  type PaySession,
} from '../index.ts'
import { endPaySessions } from './pay-session.ts'

const { ground, books } = await testBooks({ after })
const PIN = '246813'
const tea: PaySubject = { payee: 'mer_teahouse', amount: 18_00n, asset: 'CNY/2', nonce: 'key-1' }

async function somebody(): Promise<{ person: string; device: string }> {
  const row = { registeredAt: ground.clock.now(), name: '林小月' }
  const [person = ''] = await transaction(ground.db, (tx) => registerPeople(tx, ground, [row]))
  await setPin(ground, { person, pin: PIN })
  const { device } = await recogniseDevice(ground, { secret: undefined, label: 'test' })
  return { person, device: device.id }
}

function signed({ id, key }: PaySession, subject: PaySubject): PayProof {
  const mac = createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(payProofText(subject))
    .digest('base64url')
  return proofShape.parse({ kind: 'pay_session', session: id, mac })
}

test('a PIN proves a payment, a wrong one does not', async () => {
  const lin = await somebody()
  const proof = { kind: 'pin' as const, pin: PIN }
  assert.deepEqual(await verifyProof(ground, { ...lin, proof, subject: tea }), { counters: [] })
  await assert.rejects(
    verifyProof(ground, { ...lin, proof: { ...proof, pin: '246814' }, subject: tea }),
    { code: 'pin_wrong' },
  )
})

test('what a pay session signed is this payment and no other, from this device and no other', async () => {
  const lin = await somebody()
  const wang = await somebody()
  const session = await openPaySession(ground, { ...lin, pin: PIN })
  const proof = signed(session, tea)
  assert.equal((await verifyProof(ground, { ...lin, proof, subject: tea })).counters.length, 1)
  for (const other of [
    { payee: 'mer_other' },
    { amount: 19_00n },
    { asset: 'XTS/2' },
    { nonce: 'key-2' },
  ]) {
    await assert.rejects(verifyProof(ground, { ...lin, proof, subject: { ...tea, ...other } }), {
      code: 'proof_invalid',
    })
  }
  for (const thief of [{ ...lin, device: wang.device }, { ...wang }]) {
    await assert.rejects(verifyProof(ground, { ...thief, proof, subject: tea }), {
      code: 'pay_session_ended',
    })
  }
})

test('a pay session ends after five minutes, when another is opened, and when it is ended', async () => {
  const lin = await somebody()
  const passes = async (session: PaySession): Promise<unknown> =>
    verifyProof(ground, { ...lin, proof: signed(session, tea), subject: tea }).then(
      () => 'passes',
      (error: { code: string }) => error.code,
    )
  const first = await openPaySession(ground, { ...lin, pin: PIN })
  ground.clock.tick(5 * 60_000 - 1)
  assert.equal(await passes(first), 'passes')
  ground.clock.tick(1)
  assert.equal(await passes(first), 'pay_session_ended')
  const second = await openPaySession(ground, { ...lin, pin: PIN })
  assert.equal(await passes(second), 'passes')
  const third = await openPaySession(ground, { ...lin, pin: PIN })
  assert.equal(await passes(second), 'pay_session_ended')
  await endPaySessions(ground, { person: lin.person })
  assert.equal(await passes(third), 'pay_session_ended')
})

test('a pay session that was ended by another process opens nothing a second later', async () => {
  const lin = await somebody()
  const proof = signed(await openPaySession(ground, { ...lin, pin: PIN }), tea)
  await verifyProof(ground, { ...lin, proof, subject: tea })
  await ground.db.query('delete from parties.pay_sessions where person = $1', [lin.person])
  ground.clock.tick(1_000)
  await assert.rejects(verifyProof(ground, { ...lin, proof, subject: tea }), {
    code: 'pay_session_ended',
  })
})

test('of ten payments at once for 300 yuan a pay session lets three through, and a repetition counts once', async () => {
  const lin = await somebody()
  const session = await openPaySession(ground, { ...lin, pin: PIN })
  const pay = async (n: number): Promise<string> => {
    const subject = { ...tea, amount: 300_00n, nonce: `tea-${n}` }
    const proof = signed(session, subject)
    const { counters } = await verifyProof(ground, { ...lin, proof, subject })
    const verdict = await books.tryPost(posting(`pay_${lin.person}_${n}`, [], { counters }))
    return verdict.state
  }
  const states = await Promise.all(Array.from({ length: 10 }, (_, n) => pay(n)))
  assert.equal(states.filter((state) => state === 'posted').length, 3)
  const n = states.indexOf('posted')
  assert.equal(await pay(n), 'posted')
  // The next session begins with all of its own.
  ground.clock.tick(1_000)
  const next = await openPaySession(ground, { ...lin, pin: PIN })
  const subject = { ...tea, amount: 1_000_00n }
  const { counters } = await verifyProof(ground, { ...lin, proof: signed(next, subject), subject })
  const [counter] = counters satisfies CounterMove[]
  assert.equal(counter?.ceiling, 1_000_00n)
  const verdict = await books.tryPost(posting(`pay_${lin.person}_next`, [], { counters }))
  assert.equal(verdict.state, 'posted')
})

test('a pay session pays no single payment above 1,000 yuan', async () => {
  const lin = await somebody()
  const session = await openPaySession(ground, { ...lin, pin: PIN })
  const subject = { ...tea, amount: 1_000_01n }
  await assert.rejects(verifyProof(ground, { ...lin, proof: signed(session, subject), subject }), {
    code: 'pay_session_exceeded',
    details: { ceiling: '100000', wanted: '100001', asset: 'CNY/2' },
  })
})

async function withPasskey() {
  const lin = await somebody()
  const phone = testAuthenticator()
  const options = await passkeyOptions(ground, lin.person)
  await addPasskey(ground, { person: lin.person, label: '手机', response: phone.register(options) })
  return { lin, phone }
}

test('a passkey proves the payment that its challenge was made for, and no other', async () => {
  const { lin, phone } = await withPasskey()
  const options = await payChallenge(ground, { person: lin.person, subject: tea })
  assert.equal(options.userVerification, 'required')
  assert.deepEqual(
    options.allowCredentials?.map(({ id }) => id),
    [phone.credential],
  )
  const proof = { kind: 'passkey' as const, response: phone.sign(options) }
  await assert.rejects(
    verifyProof(ground, { ...lin, proof, subject: { ...tea, amount: 18_000_00n } }),
    { code: 'proof_invalid' },
  )
  await assert.rejects(
    verifyProof(ground, { ...lin, proof, subject: { ...tea, nonce: 'other' } }),
    {
      code: 'proof_invalid',
    },
  )
  assert.deepEqual(await verifyProof(ground, { ...lin, proof, subject: tea }), { counters: [] })
  // The answer was lost and the phone asks again: the same request, the same assertion.
  assert.deepEqual(await verifyProof(ground, { ...lin, proof, subject: tea }), { counters: [] })
  const another = { kind: 'passkey' as const, response: phone.sign(options) }
  await assert.rejects(verifyProof(ground, { ...lin, proof: another, subject: tea }), {
    code: 'proof_invalid',
  })
})

test('a passkey of somebody else, without verification, from another site or too late proves nothing', async () => {
  const { lin, phone } = await withPasskey()
  const wang = await withPasskey()
  const attempt = async (
    sign: (options: { challenge: string }) => ReturnType<typeof phone.sign>,
    lateMs = 0,
  ): Promise<void> => {
    const options = await payChallenge(ground, { person: lin.person, subject: tea })
    ground.clock.tick(lateMs)
    const proof = { kind: 'passkey' as const, response: sign(options) }
    await assert.rejects(verifyProof(ground, { ...lin, proof, subject: tea }), {
      code: 'proof_invalid',
    })
  }
  await attempt((options) => wang.phone.sign(options))
  await attempt((options) => phone.sign(options, { verified: false }))
  await attempt((options) => phone.sign(options, { origin: 'https://evil.example' }))
  await attempt((options) => testAuthenticator().sign(options))
  await attempt((options) => phone.sign(options), 5 * 60_000)
})

test('a passkey is registered once, by the person who began, and only with verification', async () => {
  const { lin, phone } = await withPasskey()
  assert.deepEqual(
    (await listPasskeys(ground, lin.person)).map(({ label }) => label),
    ['手机'],
  )
  const add = async (
    person: string,
    response: ReturnType<typeof phone.register>,
  ): Promise<unknown> => addPasskey(ground, { person, label: '二', response })
  const options = await passkeyOptions(ground, lin.person)
  const other = testAuthenticator()
  const wang = await somebody()
  await assert.rejects(add(wang.person, other.register(options)), { code: 'proof_invalid' })
  const made = other.register(options)
  await add(lin.person, made)
  await assert.rejects(add(lin.person, made), { code: 'proof_invalid' })
  const unverified = testAuthenticator().register(await passkeyOptions(ground, lin.person), {
    verified: false,
  })
  await assert.rejects(add(lin.person, unverified), { code: 'proof_invalid' })
  const known = phone.register(await passkeyOptions(ground, wang.person))
  await assert.rejects(add(wang.person, known), { code: 'passkey_known' })
})
