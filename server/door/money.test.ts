import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { ALL_SCOPES, testDoor, type Answer, type Request } from '../../tests/harness/door.ts'
import { standingHead } from '../ledger/index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const headers = await house.keyHeaders(ALL_SCOPES)
let keys = 0

function post(path: string, body: unknown, more: Record<string, string> = {}): Promise<Answer> {
  const key = { 'idempotency-key': `key-${++keys}` }
  return house.send({ method: 'POST', path, headers: { ...headers, ...key, ...more }, body })
}

const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
const topUp = (person: string, amount: string) =>
  post('/v1/top-ups', { person, amount: yuan(amount) })
const seqNow = async (): Promise<bigint> => (await standingHead(ground.db, 1)).seq

await topUp(lin, '1000000')
const paid = await post('/v1/payments', { person: lin, merchant: teahouse, amount: yuan('1800') })
const payment = String(paid.json['id'])

type MoneyRoute = { name: string; path: string; body: (amount: unknown) => Record<string, unknown> }

const expiresAt = new Date(ground.clock.now().getTime() + 3_600_000).toISOString()
const hold = await post('/v1/holds', { person: lin, amount: yuan('5000'), expiresAt })
const moneyRoutes: MoneyRoute[] = [
  {
    name: 'payment',
    path: '/v1/payments',
    body: (amount) => ({ person: lin, merchant: teahouse, amount }),
  },
  { name: 'top-up', path: '/v1/top-ups', body: (amount) => ({ person: lin, amount }) },
  { name: 'refund', path: `/v1/payments/${payment}/refunds`, body: (amount) => ({ amount }) },
  { name: 'hold', path: '/v1/holds', body: (amount) => ({ person: lin, amount, expiresAt }) },
  {
    name: 'capture',
    path: `/v1/holds/${String(hold.json['id'])}/captures`,
    body: (amount) => ({ merchant: teahouse, amount }),
  },
]

const badAmounts: [string, unknown][] = [
  ['negative', '-1'],
  ['zero', '0'],
  ['a leading zero', '01'],
  ['a leading plus', '+1'],
  ['a decimal point', '1.5'],
  ['an exponent', '1e3'],
  ['not a number', 'NaN'],
  ['infinite', 'Infinity'],
  ['hexadecimal', '0x10'],
  ['Arabic digits', '١٢٣'],
  ['full-width digits', '１８００'],
  ['thousands marked', '1,800'],
  ['a space', ' 1800'],
  ['beyond what can be booked', '9'.repeat(19)],
  ['a thousand digits', '9'.repeat(1000)],
  ['empty', ''],
  ['a JSON number', 1800],
  ['a JSON number beyond double', Number.MAX_VALUE],
  ['null', null],
  ['a list', ['1800']],
  ['a boolean', true],
]

for (const { name, path, body } of moneyRoutes) {
  test(`a ${name} refuses every amount that is not plainly one, and nothing moves`, async () => {
    const before = await seqNow()
    for (const [what, amount] of badAmounts) {
      const answer = await post(path, body({ amount, asset: 'CNY/2' }))
      assert.equal(answer.status, 400, `${what}: ${answer.text}`)
      assert.equal(answer.json['code'], 'invalid_request', what)
      assert.match(String(answer.json['where']), /^body\.amount/, what)
    }
    assert.equal(await seqNow(), before)
  })

  test(`a ${name} refuses what it does not understand and says where`, async () => {
    const before = await seqNow()
    const wanted: [string, unknown, number, string][] = [
      ['an unknown field', { ...body(yuan('100')), level: 'vip' }, 400, 'invalid_request'],
      ['an unknown field inside', body({ ...yuan('100'), fee: '0' }), 400, 'invalid_request'],
      ['no asset', body({ amount: '100' }), 400, 'invalid_request'],
      ['a lower-case asset', body({ amount: '100', asset: 'cny/2' }), 400, 'invalid_request'],
      ['an asset without its scale', body({ amount: '100', asset: 'CNY' }), 400, 'invalid_request'],
      ['no amount', body(undefined), 400, 'invalid_request'],
      ['a list', [body(yuan('100'))], 400, 'invalid_request'],
      ['text', '"pay"', 400, 'invalid_request'],
      ['broken JSON', '{"amount":', 400, 'invalid_request'],
      ['a poisoned prototype', '{"__proto__":{"amount":"1"}}', 400, 'invalid_request'],
      ['too much', { ...body(yuan('100')), note: 'x'.repeat(1_100_000) }, 413, 'body_too_large'],
    ]
    for (const [what, sent, status, code] of wanted) {
      const answer = await post(path, sent)
      assert.deepEqual([answer.status, answer.json['code']], [status, code], what)
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    }
    const form = await post(path, 'amount=100', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.deepEqual([form.status, form.json['code']], [415, 'unsupported_media_type'])
    assert.equal(await seqNow(), before)
  })

  test(`a ${name} in an asset that does not fit is refused by name`, async () => {
    for (const asset of ['ZZZ/2', 'CNY/3']) {
      const answer = await post(path, body({ amount: '100', asset }))
      assert.equal(answer.status, 422, answer.text)
      const codes = ['asset_unknown', 'asset_mismatch', 'account_differs']
      assert.ok(codes.includes(String(answer.json['code'])), answer.text)
    }
  })

  test(`a ${name} needs an Idempotency-Key that can be read`, async () => {
    const path_ = { method: 'POST', path, body: body(yuan('100')) } satisfies Request
    const without = await house.send({ ...path_, headers })
    assert.deepEqual([without.status, without.json['code']], [400, 'idempotency_key_missing'])
    for (const key of ['two words', 'käse', 'x'.repeat(129)]) {
      const answer = await house.send({ ...path_, headers: { ...headers, 'idempotency-key': key } })
      assert.deepEqual([answer.status, answer.json['code']], [400, 'idempotency_key_invalid'], key)
    }
  })
}

test('a payment asked for again is made once and answers the same', async () => {
  const body = { person: lin, merchant: teahouse, amount: yuan('250'), reference: 'table-3' }
  const key = { 'idempotency-key': 'tea-for-two' }
  const first = await post('/v1/payments', body, key)
  assert.equal(first.status, 201)
  assert.equal(first.headers['idempotency-replayed'], undefined)
  ground.clock.tick(60_000)
  const again = await post('/v1/payments', body, key)
  assert.equal(again.status, 201)
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.deepEqual(again.json, first.json)
  const other = await post('/v1/payments', { ...body, amount: yuan('251') }, key)
  assert.deepEqual([other.status, other.json['code']], [422, 'id_used_with_other_content'])
})

test('twenty requests at once with one key are one payment', async () => {
  const before = await seqNow()
  const body = { person: lin, merchant: teahouse, amount: yuan('300') }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post('/v1/payments', body, { 'idempotency-key': 'crowd' })),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(answers.map(({ json }) => json['id'])).size, 1)
  assert.equal(answers.filter((each) => each.headers['idempotency-replayed'] === 'true').length, 19)
  assert.equal(await seqNow(), before + 1n)
})

test('a key belongs to whoever sends it and to the route', async () => {
  const key = { 'idempotency-key': 'shared' }
  const body = { person: lin, merchant: teahouse, amount: yuan('100') }
  const mine = await post('/v1/payments', body, key)
  const theirs = await post('/v1/payments', body, {
    ...key,
    ...(await house.keyHeaders(ALL_SCOPES)),
  })
  assert.equal(theirs.headers['idempotency-replayed'], undefined)
  assert.notEqual(mine.json['id'], theirs.json['id'])
  assert.equal((await post('/v1/top-ups', { person: lin, amount: yuan('100') }, key)).status, 201)
})

test('a key that carries its time hands it on to the id', async () => {
  const body = { person: lin, merchant: teahouse, amount: yuan('100') }
  const ulid = '01KJN5K6G0ABCDEFGHJKMNPQRS'
  const made = await post('/v1/payments', body, { 'idempotency-key': ulid })
  assert.ok(String(made.json['id']).startsWith('pay_01kjn5k6g0'))
  const uuid = '019caa59-9a00-7abc-8def-0123456789ab'
  const other = await post('/v1/payments', body, { 'idempotency-key': uuid })
  assert.match(String(other.json['id']), /^pay_01kjn5k6g0/)
})

test('a refusal is kept: the same key stays refused when the money has come, a new one pays', async () => {
  const body = { person: wang, merchant: teahouse, amount: yuan('5000') }
  const key = { 'idempotency-key': 'too-early' }
  const poor = await post('/v1/payments', body, key)
  assert.equal(poor.status, 409)
  assert.deepEqual(
    [poor.json['code'], poor.json['needed'], poor.json['available']],
    ['insufficient_funds', '5000', '0'],
  )
  await topUp(wang, '5000')
  assert.equal((await post('/v1/payments', body, key)).json['code'], 'insufficient_funds')
  assert.equal((await post('/v1/payments', body)).status, 201)
})

test('whoever does not exist is not found by name', async () => {
  const nobody = `per_${'0'.repeat(26)}`
  const nowhere = `mer_${'0'.repeat(26)}`
  const amount = yuan('100')
  const codes = await Promise.all(
    [
      post('/v1/payments', { person: nobody, merchant: teahouse, amount }),
      post('/v1/payments', { person: lin, merchant: nowhere, amount }),
      post(`/v1/payments/pay_${'0'.repeat(26)}/refunds`, { amount }),
      post('/v1/top-ups', { person: nobody, amount }),
    ].map(async (asked) => {
      const { status, json } = await asked
      return [status, json['code']]
    }),
  )
  assert.deepEqual(codes, [
    [404, 'person_not_found'],
    [404, 'merchant_not_found'],
    [404, 'payment_not_found'],
    [404, 'person_not_found'],
  ])
})

test("a merchant's own key pays for that merchant and does not see the payments of others", async () => {
  const created = await post('/v1/merchants', {
    name: '景区',
    category: 'ticket_office',
    feeBasisPoints: 0,
  })
  const scenicArea = String(created.json['id'])
  const own = await house.keyHeaders(ALL_SCOPES, scenicArea)
  const pay = (merchant: string) =>
    post('/v1/payments', { person: lin, merchant, amount: yuan('100') }, own)
  assert.equal((await pay(scenicArea)).status, 201)
  assert.equal((await pay(teahouse)).json['code'], 'merchant_not_found')
  const look = (path: string) => house.send({ method: 'GET', path, headers: own })
  assert.equal((await look(`/v1/payments/${payment}`)).json['code'], 'payment_not_found')
  const refund = await post(`/v1/payments/${payment}/refunds`, { amount: yuan('1') }, own)
  assert.equal(refund.json['code'], 'payment_not_found')
  assert.deepEqual((await look(`/v1/payments?merchant=${teahouse}`)).json['items'], [])
  const items = (await look('/v1/payments')).json['items']
  assert.ok(Array.isArray(items))
  assert.deepEqual(new Set(items.map((item) => item.merchant)), new Set([scenicArea]))
})

test('what has not happened yet cannot be booked', async () => {
  const occurredAt = new Date(ground.clock.now().getTime() + 1000).toISOString()
  const answer = await post('/v1/top-ups', { person: lin, amount: yuan('100'), occurredAt })
  assert.deepEqual([answer.status, answer.json['where']], [400, 'body.occurredAt'])
})

test('a merchant who was stopped is paid no more from that moment on', async () => {
  const created = await post('/v1/merchants', {
    name: '旧店',
    category: 'bakery',
    feeBasisPoints: 10,
  })
  const id = String(created.json['id'])
  const pay = () => post('/v1/payments', { person: lin, merchant: id, amount: yuan('100') })
  assert.equal((await pay()).status, 201)
  const approver = await house.sessionHeaders('approver')
  const patch = { method: 'PATCH' as const, path: `/v1/merchants/${id}`, headers: approver }
  assert.equal((await house.send({ ...patch, body: { active: false } })).status, 200)
  assert.equal((await pay()).json['code'], 'merchant_inactive')
})
