import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { ALL_SCOPES, testDoor, type Answer } from '../../../../tests/harness/door.ts'
import { tellPin } from '../../../../tests/harness/payer.ts'
import { chaseBank } from '../../../wallet/index.ts'

const house = await testDoor({ after })
const { lin, teahouse, ground } = house
const server = await house.keyHeaders(ALL_SCOPES)
const till = await house.keyHeaders(['payments', 'read'], teahouse)
const pin = await tellPin(ground, lin)
const phone = await house.walletHeaders(lin)
let cards = 0

const post = (path: string, body: unknown, headers = phone): Promise<Answer> =>
  house.send({
    method: 'POST',
    path,
    body,
    headers: { 'idempotency-key': newId('key', ground.clock.now()), ...headers },
  })
const get = (path: string, headers = phone) => house.send({ method: 'GET', path, headers })
const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })

/** Binds a card whose last four digits say how its bank behaves. */
async function card(lastFour: string): Promise<string> {
  const number = `622200${String(++cards).padStart(6, '0')}${lastFour}`
  const holder = { number, name: '林', phone: '13800000000' }
  const binding = await post('/v1/me/card-bindings', holder)
  const { id, sandboxCode } = binding.json
  const bound = await post('/v1/me/cards', { binding: id, code: sandboxCode })
  assert.equal(bound.status, 201, bound.text)
  return String(bound.json['id'])
}

/** Time passes: the bank works, its callbacks come through the door, and we ask about what is open. */
async function pass(seconds: number): Promise<void> {
  ground.clock.tick(seconds * 1000)
  await house.house.sandboxBank?.work(async ({ body, headers }) => {
    const path = '/v1/bank/sandbox/callbacks'
    const { status } = await house.send({ method: 'POST', path, headers, body })
    return { status }
  })
  await chaseBank(house.house.funding)
}

async function quoteFrom(source: string, amount: string): Promise<Answer> {
  const payee = { kind: 'merchant', merchant: teahouse }
  const quote = await post('/v1/quotes', { payee, amount: yuan(amount), source })
  assert.equal(quote.status, 201, quote.text)
  return quote
}

const pay = (quote: Answer): Promise<Answer> =>
  post(
    '/v1/me/payments',
    { quote: quote.json['quote'], proof: { kind: 'pin', pin } },
    { ...phone, 'idempotency-key': String(quote.json['id']) },
  )

const standing = async (paid: Answer) =>
  (await get(`/v1/me/payments/${String(paid.json['id'])}`)).json

const paidSoFar = async () => {
  const rows = await ground.db.query<{ count: number; sum: bigint }>(
    `select count(*)::int4 as count, coalesce(sum(amount), 0)::int8 as sum from wallet.payments`,
  )
  return rows[0] ?? { count: 0, sum: 0n }
}

test('a quote paid from a card is processing until the bank has called, and then paid', async () => {
  const source = await card('1111')
  const quote = await quoteFrom(source, '1800')
  const label = '云溪银行 1111'
  assert.deepEqual(quote.json['sources'], [{ kind: 'card', amount: '1800', label }])
  const paid = await pay(quote)
  assert.deepEqual([paid.status, paid.json['state']], [201, 'processing'], paid.text)
  assert.equal((await standing(paid))['state'], 'processing')
  await pass(3)
  const done = await standing(paid)
  assert.deepEqual([done['state'], done['sources']], ['paid', quote.json['sources']])
  assert.deepEqual((await pay(quote)).json, done)
})

test('a bank that refuses pays nothing and says why', async () => {
  const before = await paidSoFar()
  const paid = await pay(await quoteFrom(await card('0002'), '1900'))
  assert.equal(paid.json['state'], 'processing', paid.text)
  await pass(3)
  const done = await standing(paid)
  assert.deepEqual([done['state'], done['reason']], ['failed', 'insufficient_funds'])
  assert.deepEqual(await paidSoFar(), before)
})

test('a bank that never answers leaves it processing, and asking again takes nothing more', async () => {
  const before = await paidSoFar()
  const quote = await quoteFrom(await card('0009'), '2000')
  const paid = await pay(quote)
  await pass(15)
  await pass(4_000)
  const again = await pay(quote)
  assert.deepEqual([again.status, again.json['state']], [201, 'processing'], again.text)
  assert.equal((await standing(paid))['state'], 'processing')
  assert.deepEqual(await paidSoFar(), before)
  const orders = await ground.db.query(`select id from banking.orders where amount = 2000`)
  assert.equal(orders.length, 1)
})

test('a bank that calls three times is one payment', async () => {
  const before = await paidSoFar()
  const paid = await pay(await quoteFrom(await card('0005'), '2100'))
  await pass(3)
  await pass(30)
  assert.equal((await standing(paid))['state'], 'paid')
  const now = await paidSoFar()
  assert.deepEqual([now.count - before.count, now.sum - before.sum], [1, 2100n])
})

test('a refund names its card to the payer and to the house, and to the merchant only that it is one', async () => {
  const paid = await pay(await quoteFrom(await card('2222'), '2200'))
  await pass(3)
  const payment = String(paid.json['id'])
  const made = await post(`/v1/payments/${payment}/refunds`, { amount: yuan('1000') }, server)
  assert.equal(made.status, 201, made.text)
  const [part] = made.json['sources'] as Record<string, unknown>[]
  assert.deepEqual(
    [part?.['kind'], part?.['amount'], part?.['label'], part?.['state']],
    ['card', '1000', '云溪银行 2222', 'processing'],
  )
  const seen = await get(`/v1/payments/${payment}`, till)
  const [refund] = seen.json['refunds'] as { sources: Record<string, unknown>[] }[]
  assert.deepEqual(
    refund?.sources.map(({ kind, label }) => [kind, label]),
    [['card', null]],
  )
  const bill = await get(`/v1/me/bills/${String(made.json['id'])}`)
  const where = bill.json['refund'] as { withinDays: number; sources: unknown[] }
  assert.deepEqual([where.withinDays, where.sources], [3, made.json['sources']])
  await pass(1)
  await pass(3)
  const later = await get(`/v1/me/bills/${String(made.json['id'])}`)
  const [arrived] = (later.json['refund'] as { sources: Record<string, unknown>[] }).sources
  assert.equal(arrived?.['state'], 'arrived')
  const list = await get('/v1/me/withdrawals')
  assert.deepEqual(list.json['items'], [])
})
