import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testDoor } from '../../tests/harness/door.ts'

const house = await testDoor({ after })
const { ground, lin, wang } = house
const mine = await house.walletHeaders(lin)
const theirs = await house.walletHeaders(wang)
const bank = house.house.sandboxBank
assert.ok(bank)

const post = (path: string, body: unknown, headers = mine) =>
  house.send({
    method: 'POST',
    path,
    body,
    headers: { ...headers, 'idempotency-key': newId('key', ground.clock.now()) },
  })
const get = (path: string, headers = mine) => house.send({ method: 'GET', path, headers })
const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })

/** The bank's callbacks come through the door; says how each was answered. */
async function listen(change: (body: string) => string = (body) => body): Promise<number[]> {
  const statuses: number[] = []
  await bank?.work(async ({ body, headers }) => {
    const path = '/v1/bank/sandbox/callbacks'
    const answer = await house.send({ method: 'POST', path, headers, body: change(body) })
    statuses.push(answer.status)
    return { status: answer.status }
  })
  return statuses
}

test('a person binds a card, tops up, and the wallet knows what the signed callback says', async () => {
  const holder = { number: '6222001234560005', name: '林', phone: '13800000000' }
  const binding = await post('/v1/me/card-bindings', holder)
  assert.equal(binding.status, 201)
  assert.ok(!binding.text.includes(holder.number))
  const wrong = await post('/v1/me/cards', { binding: binding.json['id'], code: '0000' })
  assert.deepEqual([wrong.status, wrong.json['code']], [422, 'card_code_wrong'])
  const foreign = { binding: binding.json['id'], code: binding.json['sandboxCode'] }
  assert.equal((await post('/v1/me/cards', foreign, theirs)).json['code'], 'binding_not_found')
  const card = await post('/v1/me/cards', foreign)
  assert.deepEqual(
    [card.status, card.json['lastFour'], card.json['isDefault']],
    [201, '0005', true],
  )

  const asked = await post('/v1/me/top-ups', { card: card.json['id'], amount: yuan('5000') })
  assert.deepEqual([asked.status, asked.json['state']], [202, 'processing'])
  const path = `/v1/me/top-ups/${String(asked.json['id'])}`
  assert.equal((await get(path, theirs)).json['code'], 'topup_not_found')
  ground.clock.tick(3_000)
  assert.deepEqual(await listen(), [204, 204, 204])
  const done = await get(path)
  assert.equal(done.json['state'], 'succeeded')
  const terms = await get('/v1/me/withdrawal-terms')
  assert.equal(terms.json['available'], '5000')
})

test('a callback whose body was changed, or of a bank that is not connected, is refused', async () => {
  const { items } = (await get('/v1/me/cards')).json
  assert.ok(Array.isArray(items))
  await post('/v1/me/top-ups', { card: items[0].id, amount: yuan('700') })
  ground.clock.tick(3_000)
  const changed = await listen((body) => body.replace('succeeded', 'failed'))
  assert.deepEqual(new Set(changed), new Set([401]))
  const other = await house.send({ method: 'POST', path: '/v1/bank/other/callbacks', body: {} })
  assert.equal(other.status, 404)
  ground.clock.tick(6_000)
  assert.deepEqual(new Set(await listen()), new Set([204]))
})

test('a dry run shows fee and arrival and moves nothing; without the fee as shown nothing is withdrawn', async () => {
  const { items } = (await get('/v1/me/cards')).json
  assert.ok(Array.isArray(items))
  const body = { card: items[0].id, amount: yuan('2000') }
  const quote = await post('/v1/me/withdrawals?dryRun=true', body)
  assert.deepEqual([quote.json['id'], quote.json['fee']], [null, '0'])
  assert.equal((await get('/v1/me/withdrawal-terms')).json['available'], '5700')
  const blind = await post('/v1/me/withdrawals', body)
  assert.deepEqual([blind.status, blind.json['where']], [400, 'body.fee'])
})

test('money leaves for a card only with a permit', async () => {
  const { items } = (await get('/v1/me/cards')).json
  assert.ok(Array.isArray(items))
  const body = { card: items[0].id, amount: yuan('2000'), fee: '0' }
  const answer = await post('/v1/me/withdrawals', body)
  const asksFor = ['real_name_required', 'pin_required', 'passkey_required']
  assert.ok(asksFor.includes(String(answer.json['code'])), answer.text)
  assert.equal((await get('/v1/me/withdrawal-terms')).json['available'], '5700')
})
