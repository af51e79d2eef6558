import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { PayProof } from '@suanpan/contract/shapes-proof'
import { Refusal } from '@suanpan/contract/refusals'
import { testAuthenticator } from '../../../tests/harness/authenticator.ts'
import { posting, testBooks } from '../../../tests/harness/cast.ts'
import { transaction } from '../../platform/index.ts'
import {
  addPasskey,
  limitRefusal,
  passkeyOptions,
  permit,
  recogniseDevice,
  registerPeople,
  setPin,
  type PermitAsk,
} from '../index.ts'

const { ground, books } = await testBooks({ after })
const PIN: PayProof = { kind: 'pin', pin: '246813' }
const HOUR_MS = 3_600_000
let numbers = 0

async function somebody(className?: 'I' | 'II' | 'III') {
  const row = { registeredAt: ground.clock.now(), name: '林小月' }
  const [person = ''] = await transaction(ground.db, (tx) => registerPeople(tx, ground, [row]))
  await setPin(ground, { person, pin: '246813' })
  const { device } = await recogniseDevice(ground, { secret: undefined, label: 'test' })
  if (className !== undefined) {
    await ground.db.query(
      `insert into parties.real_names (person, class, provider, verified_at) values ($1, $2, 'test', $3)`,
      [person, className, ground.clock.now()],
    )
  }
  return { person, device: device.id }
}

type Somebody = { person: string; device: string }

function askOf(who: Somebody, more: Partial<PermitAsk> = {}): PermitAsk {
  const nonce = `tea-${++numbers}`
  return {
    id: `pay_${who.person}_${nonce}`,
    ...who,
    kind: 'payment',
    amount: 18_00n,
    asset: 'CNY/2',
    payee: 'mer_teahouse',
    nonce,
    at: ground.clock.now(),
    ...more,
  }
}

/** Permits and posts the counters alone; answers `posted` or the code of the refusal. */
async function spend(ask: PermitAsk): Promise<string> {
  try {
    const { counters } = await permit(books, ask)
    await books.post(posting(ask.id, [], { counters }))
    return 'posted'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return limitRefusal(error).code
  }
}

test('a payment needs a PIN, and a wrong one lets nothing go', async () => {
  const lin = await somebody('II')
  await assert.rejects(permit(books, askOf(lin)), {
    code: 'pin_required',
    details: { reason: 'money_leaves' },
  })
  const wrong: PayProof = { kind: 'pin', pin: '246814' }
  await assert.rejects(permit(books, askOf(lin, { proof: wrong })), { code: 'pin_wrong' })
  const { counters, delayHours } = await permit(books, askOf(lin, { proof: PIN }))
  assert.equal(delayHours, 0)
  assert.deepEqual(
    counters.map(({ key, amount, ceiling }) => [key.split(':')[1], amount, ceiling]),
    [
      ['balance_year', 18_00n, 100_000_00n],
      ['two_factors_day', 18_00n, 5_000_00n],
    ],
  )
})

test('who has no verified name is asked for it, and pays nothing from the balance', async () => {
  const lin = await somebody()
  await assert.rejects(permit(books, askOf(lin, { proof: PIN })), { code: 'real_name_required' })
  const fromCard = { proof: PIN, fromCard: 18_00n }
  assert.equal(await spend(askOf(lin, fromCard)), 'posted')
})

test('class I spends 1,000 yuan in its life, and the refusal says limit, used and that it never resets', async () => {
  const lin = await somebody('I')
  assert.equal(await spend(askOf(lin, { proof: PIN, amount: 990_00n })), 'posted')
  ground.clock.tick(400 * 24 * HOUR_MS)
  await assert.rejects(permit(books, askOf(lin, { proof: PIN })), {
    code: 'limit_reached',
    details: {
      kind: 'balance_ever',
      limit: '100000',
      used: '99000',
      wanted: '1800',
      available: '1000',
      asset: 'CNY/2',
      resetsAt: null,
    },
  })
  assert.equal(await spend(askOf(lin, { proof: PIN, amount: 10_00n })), 'posted')
})

test('the year of class II begins anew on 1 January in the zone of the installation', async () => {
  const lin = await somebody('II')
  const resetsAt = `${ground.clock.now().getUTCFullYear()}-12-31T16:00:00.000Z`
  await ground.db.query(
    `insert into parties.limit_values
       (class, kind, value, source, changed_at, effective_from, changed_by, reason)
     values ('II', 'balance_year', 100000, 'test', $1, $1, 'test', 'test')`,
    [ground.clock.now()],
  )
  ground.clock.tick(5_000)
  assert.equal(await spend(askOf(lin, { proof: PIN, amount: 1_000_00n })), 'posted')
  await assert.rejects(permit(books, askOf(lin, { proof: PIN, amount: 1n })), (error: Refusal) => {
    assert.equal(error.details['kind'], 'balance_year')
    assert.equal(error.details['resetsAt'], resetsAt)
    return true
  })
  const nextYear = new Date(resetsAt)
  assert.equal(await spend(askOf(lin, { proof: PIN, amount: 1n, at: nextYear })), 'posted')
})

test('fifty payments that were all let through before one was booked never pass a limit, and fill it', async () => {
  const lin = await somebody('I')
  const asks = Array.from({ length: 50 }, () => askOf(lin, { proof: PIN, amount: 90_00n }))
  const permits = []
  for (const ask of asks) permits.push(await permit(books, ask))
  const verdicts = await Promise.all(
    permits.map(({ counters }, i) => books.tryPost(posting(asks[i]?.id ?? '', [], { counters }))),
  )
  assert.equal(verdicts.filter(({ state }) => state === 'posted').length, 11)
  const refused = verdicts.flatMap((one) => (one.state === 'refused' ? [one.reason] : []))
  assert.deepEqual([...new Set(refused.map(({ details }) => details['used']))], ['99000'])
})

test('a request that comes again is answered as the first time, whatever changed meanwhile', async () => {
  const lin = await somebody('I')
  const ask = askOf(lin, { proof: PIN, amount: 1_000_00n })
  assert.equal(await spend(ask), 'posted')
  assert.equal(await spend(ask), 'posted')
  assert.equal(await spend(askOf(lin, { proof: PIN })), 'limit_reached')
})

test('a shown code pays ten times a day without PIN, then asks', async () => {
  const lin = await somebody('III')
  const code = (more: Partial<PermitAsk> = {}): PermitAsk =>
    askOf(lin, { kind: 'code_payment', amount: 10_00n, ...more })
  for (let i = 0; i < 10; i++) assert.equal(await spend(code()), 'posted')
  await assert.rejects(permit(books, code()), {
    code: 'pin_required',
    details: { reason: 'own_limit_used_up' },
  })
  assert.equal(await spend(code({ proof: PIN })), 'posted')
  ground.clock.tick(24 * HOUR_MS)
  assert.equal(await spend(code()), 'posted')
})

test('of twenty shown codes at once ten pass without PIN', async () => {
  const lin = await somebody('III')
  const spent = await Promise.all(
    Array.from({ length: 20 }, () => spend(askOf(lin, { kind: 'code_payment', amount: 1_00n }))),
  )
  assert.equal(spent.filter((code) => code === 'posted').length, 10)
  assert.equal(spent.filter((code) => code === 'pin_required').length, 10)
})

test('a printed code takes 500 yuan a day', async () => {
  const lin = await somebody('III')
  const scanned = { proof: PIN, staticCode: true }
  assert.equal(await spend(askOf(lin, { ...scanned, amount: 500_00n })), 'posted')
  await assert.rejects(permit(books, askOf(lin, { ...scanned, amount: 1n })), (error: Refusal) => {
    assert.equal(error.details['kind'], 'static_code_day')
    return true
  })
  assert.equal(await spend(askOf(lin, { proof: PIN, amount: 1n })), 'posted')
})

test('when the day of the PIN is used up a passkey is asked for, and it carries further', async () => {
  const lin = await somebody('III')
  const phone = testAuthenticator()
  const response = phone.register(await passkeyOptions(ground, lin.person))
  await addPasskey(ground, { person: lin.person, label: '手机', response })
  assert.equal(await spend(askOf(lin, { proof: PIN, amount: 4_999_00n })), 'posted')
  const ask = askOf(lin, { proof: PIN, amount: 2_00n })
  const refused = await permit(books, ask).then(
    () => assert.fail('passed'),
    (error: Refusal) => error,
  )
  assert.equal(refused.code, 'passkey_required')
  assert.equal(refused.details['reason'], 'day_limit_of_factors')
  const challenge = String(refused.details['challenge'])
  const signed: PayProof = { kind: 'passkey', response: phone.sign({ challenge }) }
  assert.equal(await spend({ ...ask, proof: signed }), 'posted')
})

test('on a new device the limits of a day are half until it has cooled off', async () => {
  const lin = await somebody('III')
  const until = new Date(ground.clock.now().getTime() + 24 * HOUR_MS)
  await ground.db.query(
    `insert into parties.device_people (person, device, first_seen_at, last_seen_at, cooling_until)
     values ($1, $2, $3, $3, $4)
     on conflict (person, device) do update set cooling_until = excluded.cooling_until`,
    [lin.person, lin.device, ground.clock.now(), until],
  )
  const ceilings = async (): Promise<unknown[]> => {
    const ask = askOf(lin, { proof: PIN, amount: 999_00n })
    return (await permit(books, ask)).counters.map(({ ceiling }) => ceiling)
  }
  assert.deepEqual(await ceilings(), [200_000_00n, 2_500_00n])
  ground.clock.tick(24 * HOUR_MS)
  assert.deepEqual(await ceilings(), [200_000_00n, 5_000_00n])
})

test('somebody who was paid once is no longer new', async () => {
  const lin = await somebody('III')
  const transfer = { kind: 'transfer' as const, payee: 'per_wang', amount: 1_000_00n, proof: PIN }
  await assert.rejects(permit(books, askOf(lin, transfer)), {
    code: 'passkey_required',
  })
  assert.equal(await spend(askOf(lin, { ...transfer, amount: 10_00n })), 'posted')
  assert.equal(await spend(askOf(lin, transfer)), 'posted')
})
