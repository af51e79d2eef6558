import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testGround } from '../../../tests/harness/ground.ts'
import { transaction } from '../../platform/index.ts'
import { pinState, registerPeople, setPin } from '../index.ts'
import { verifyPin, weaknessOf } from './pin.ts'

const ground = await testGround({ after })
const HOUR_MS = 3_600_000

async function somebody(pin?: string): Promise<string> {
  const row = { registeredAt: ground.clock.now(), name: '林小月', phone: '13800138024' }
  const [person = ''] = await transaction(ground.db, (tx) => registerPeople(tx, ground, [row]))
  if (pin !== undefined) await setPin(ground, { person, pin })
  return person
}

test('a right PIN passes, also after wrong ones, and forgives them', async () => {
  const person = await somebody('246813')
  for (let i = 0; i < 3; i++) {
    await assert.rejects(verifyPin(ground, { person, pin: '246814' }), {
      code: 'pin_wrong',
      details: { triesLeft: 4 - i },
    })
  }
  await verifyPin(ground, { person, pin: '246813' })
  assert.equal((await pinState(ground, person))?.triesLeft, 5)
})

test('the fifth wrong PIN locks for a day, the right one included, and then there are five tries again', async () => {
  const person = await somebody('246813')
  const guess = (pin: string): Promise<void> => verifyPin(ground, { person, pin })
  for (let i = 0; i < 4; i++) await assert.rejects(guess('111222'), { code: 'pin_wrong' })
  const until = new Date(ground.clock.now().getTime() + 24 * HOUR_MS).toISOString()
  await assert.rejects(guess('111222'), { code: 'pin_locked', details: { until } })
  await assert.rejects(guess('246813'), { code: 'pin_locked', details: { until } })
  assert.deepEqual((await pinState(ground, person))?.lockedUntil, new Date(until))
  ground.clock.tick(24 * HOUR_MS)
  assert.equal((await pinState(ground, person))?.triesLeft, 5)
  await assert.rejects(guess('111222'), { code: 'pin_wrong', details: { triesLeft: 4 } })
  await guess('246813')
})

test('twenty guesses at once are five', async () => {
  const person = await somebody('246813')
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => verifyPin(ground, { person, pin: '975310' })),
  )
  const codes = outcomes.map((one) => (one.status === 'rejected' ? one.reason.code : 'passed'))
  assert.equal(codes.filter((code) => code === 'pin_wrong').length, 4)
  assert.equal(codes.filter((code) => code === 'pin_locked').length, 16)
})

test('who has no PIN is told so', async () => {
  const person = await somebody()
  await assert.rejects(verifyPin(ground, { person, pin: '246813' }), { code: 'pin_not_set' })
  assert.equal(await pinState(ground, person), undefined)
})

test('a PIN that others would try first is refused, and the old one stays', async () => {
  const person = await somebody('246813')
  await assert.rejects(setPin(ground, { person, pin: '123456' }), {
    code: 'pin_too_weak',
    details: { reason: 'sequence' },
  })
  await assert.rejects(setPin(ground, { person, pin: '138024' }), { details: { reason: 'phone' } })
  await verifyPin(ground, { person, pin: '246813' })
})

for (const [pin, reason] of [
  ['111111', 'repeated'],
  ['121212', 'repeated'],
  ['123456', 'sequence'],
  ['987654', 'sequence'],
  ['789012', 'sequence'],
  ['147147', 'pattern'],
  ['112233', 'pattern'],
  ['900517', 'birthday'],
  ['170590', 'birthday'],
  ['199005', 'birthday'],
  ['246813', undefined],
  ['902517', undefined],
] as const) {
  test(`${pin} of somebody born on 17 May 1990 is ${reason ?? 'strong enough'}`, () => {
    assert.equal(weaknessOf(pin, { birthday: '1990-05-17', phone: '13800138024' }), reason)
  })
}

test('the same PIN of two people has two hashes, and neither opens without the pepper', async () => {
  const [lin, wang] = [await somebody('246813'), await somebody('246813')]
  const hashOf = async (person: string): Promise<string> => {
    const [row] = await ground.db.query<{ hash: string }>(
      'select hash from parties.pay_pins where person = $1',
      [person],
    )
    return row?.hash ?? ''
  }
  assert.match(await hashOf(lin), /^\$argon2id\$/)
  assert.notEqual(await hashOf(lin), await hashOf(wang))
  // Whoever moves a hash to another person's row has moved it away from its pepper.
  await ground.db.query('update parties.pay_pins set hash = $2 where person = $1', [
    wang,
    await hashOf(lin),
  ])
  await assert.rejects(verifyPin(ground, { person: wang, pin: '246813' }), { code: 'pin_wrong' })
})
