import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { ALL_SCOPES, testDoor, type Answer } from '../../../../tests/harness/door.ts'
import { personBalance, tellPin } from '../../../../tests/harness/payer.ts'
import { changeMerchant } from '../../../parties/index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const server = await house.keyHeaders(ALL_SCOPES)
const phone = await house.walletHeaders(lin)
const pin = await tellPin(ground, lin)
let keys = 0

type Sent = { path: string; body: unknown; headers?: Record<string, string> }

function post({ path, body, headers = phone }: Sent): Promise<Answer> {
  const key = { 'idempotency-key': `key-${++keys}` }
  return house.send({ method: 'POST', path, headers: { ...key, ...headers }, body })
}

const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
const balance = () => personBalance(house.house, lin)

const quoteOf = (amount: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  post({
    path: '/v1/quotes',
    body: { payee: { kind: 'merchant', merchant: teahouse }, amount: yuan(amount), ...more },
  })

function pay(quote: Answer, { key = String(quote.json['id']), headers = phone } = {}) {
  const body = { quote: quote.json['quote'], proof: { kind: 'pin', pin } }
  return post({ path: '/v1/me/payments', body, headers: { ...headers, 'idempotency-key': key } })
}

await post({
  path: '/v1/top-ups',
  body: { person: lin, amount: yuan('10000000') },
  headers: server,
})

test('a quote shows what will be paid, and paying it moves exactly that, once', async () => {
  const before = await balance()
  const quote = await quoteOf('1800', { reference: 'table 3' })
  assert.equal(quote.status, 201, quote.text)
  assert.deepEqual(quote.json['payee'], { id: teahouse, name: '茶馆', category: 'tea_house' })
  assert.deepEqual(
    [quote.json['amount'], quote.json['fee'], quote.json['stepUp']],
    ['1800', '0', 'pin'],
  )
  assert.deepEqual(quote.json['sources'], [{ kind: 'balance', amount: '1800', label: null }])
  assert.equal(await balance(), before)
  const paid = await pay(quote)
  assert.deepEqual([paid.status, paid.json['state']], [201, 'paid'], paid.text)
  const answers = await Promise.all(Array.from({ length: 20 }, () => pay(quote)))
  for (const answer of answers) assert.deepEqual(answer.json, paid.json)
  assert.equal(await balance(), before - 1800n)
  const seen = await house.send({
    method: 'GET',
    path: `/v1/me/payments/${String(paid.json['id'])}`,
    headers: phone,
  })
  assert.deepEqual(seen.json, paid.json)
})

// A PIN is counted before it is checked: more than five at once would lock it.
test('five requests at once with one quote are one payment', async () => {
  const before = await balance()
  const quote = await quoteOf('700')
  const answers = await Promise.all(Array.from({ length: 5 }, () => pay(quote)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  assert.equal(await balance(), before - 700n)
})

test('without a proof nothing is paid, and the key must be the quote itself', async () => {
  const before = await balance()
  const quote = await quoteOf('900')
  const id = String(quote.json['id'])
  const bare = await post({
    path: '/v1/me/payments',
    body: { quote: quote.json['quote'] },
    headers: { ...phone, 'idempotency-key': id },
  })
  assert.deepEqual([bare.status, bare.json['code']], [403, 'pin_required'])
  assert.equal((await pay(quote, { key: 'another' })).json['code'], 'invalid_request')
  assert.equal(await balance(), before)
})

test('a quote that has expired is refused, and one that was paid is told again', async () => {
  const late = await quoteOf('500')
  const paid = await quoteOf('600')
  const first = await pay(paid)
  ground.clock.tick(300_000)
  assert.equal((await pay(late)).json['code'], 'quote_expired')
  const again = await pay(paid)
  assert.deepEqual([again.status, again.json], [201, first.json])
})

test('a quote whose price changed is refused, and nothing moves', async () => {
  const before = await balance()
  const quote = await quoteOf('10000')
  const charge = async (feeBasisPoints: number): Promise<void> => {
    await changeMerchant(ground, { id: teahouse, change: { feeBasisPoints }, by: 'test' })
    house.house.directory.forget()
  }
  await charge(80)
  assert.equal((await pay(quote)).json['code'], 'quote_changed')
  assert.equal(await balance(), before)
  await charge(60)
})

test("somebody else's quote, and one with a letter changed, are not paid", async () => {
  const quote = await quoteOf('500')
  const stranger = await house.walletHeaders(wang)
  assert.equal((await pay(quote, { headers: stranger })).json['code'], 'quote_invalid')
  const forged = { ...quote, json: { ...quote.json, quote: `A${String(quote.json['quote'])}` } }
  assert.equal((await pay(forged)).json['code'], 'quote_invalid')
})

test('a code with an amount is quoted with that amount and no other', async () => {
  const path = `/v1/merchants/${teahouse}/collection-code`
  const fixed = await house.send({ method: 'GET', path: `${path}?amount=2500`, headers: server })
  const open = await house.send({ method: 'GET', path, headers: server })
  const quote = (code: unknown, amount?: string) =>
    post({
      path: '/v1/quotes',
      body: { payee: { kind: 'code', code }, ...(amount && { amount: yuan(amount) }) },
    })
  assert.equal((await quote(fixed.json['code'])).json['amount'], '2500')
  assert.equal((await quote(fixed.json['code'], '2400')).json['code'], 'amount_fixed')
  assert.equal((await quote(open.json['code'])).json['code'], 'amount_missing')
  assert.equal((await quote(open.json['code'], '2400')).json['amount'], '2400')
})

test('a quote says which budget it would break, and is paid all the same', async () => {
  const month = ground.clock.now().toISOString().slice(0, 7)
  await house.send({
    method: 'PUT',
    path: `/v1/me/budgets/${month}/all`,
    headers: phone,
    body: { asset: 'CNY/2', amount: '100' },
  })
  const quote = await quoteOf('1800')
  const [first] = quote.json['warnings'] as Record<string, unknown>[]
  assert.deepEqual(
    [first?.['kind'], first?.['category'], first?.['amount'], first?.['level']],
    ['budget', 'all', '100', 'broken'],
  )
  assert.equal(BigInt(String(first?.['after'])) - BigInt(String(first?.['spent'])), 1800n)
  assert.equal((await pay(quote)).json['state'], 'paid')
})
