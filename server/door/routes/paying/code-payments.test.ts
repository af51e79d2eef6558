import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { ALL_SCOPES, testDoor, type Answer } from '../../../../tests/harness/door.ts'
import { personBalance, tellPin } from '../../../../tests/harness/payer.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const server = await house.keyHeaders(ALL_SCOPES)
const till = await house.keyHeaders(['payments'], teahouse)
let phone = await house.walletHeaders(lin)
const pin = await tellPin(ground, lin)
let keys = 0

const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
const key = () => `key-${++keys}`

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  return house.send({
    method: 'POST',
    path,
    headers: { 'idempotency-key': key(), ...headers },
    body,
  })
}

const get = (path: string, headers: Record<string, string>): Promise<Answer> =>
  house.send({ method: 'GET', path, headers })

async function shownCode(): Promise<{ id: string; code: string }> {
  const { json } = await post('/v1/me/payment-codes', {}, phone)
  return { id: String(json['id']), code: String(json['code']) }
}

const charge = (code: string, amount: string, headers = till) =>
  post('/v1/code-payments', { code, amount: yuan(amount) }, headers)

async function askedFor(amount: string): Promise<{ id: string; shown: string }> {
  const { id: shown, code } = await shownCode()
  const asked = await charge(code, amount)
  assert.equal(asked.json['state'], 'user_paying', asked.text)
  return { id: String(asked.json['id']), shown }
}

const confirm = (id: string) =>
  post(
    `/v1/me/code-payments/${id}/confirmations`,
    { proof: { kind: 'pin', pin } },
    {
      ...phone,
      'idempotency-key': id,
    },
  )

/** The token in the phone's cookie would have been rotated meanwhile. */
async function nextDay(): Promise<void> {
  ground.clock.tick(86_400_000)
  phone = await house.walletHeaders(lin)
}

const balance = () => personBalance(house.house, lin)

await post('/v1/top-ups', { person: lin, amount: yuan('100000000') }, server)

test('a shown code pays a small amount at once, and phone and till both know', async () => {
  const { id, code } = await shownCode()
  assert.match(code, /^82[0-9]{16}$/)
  const before = await balance()
  const paid = await charge(code, '1800')
  assert.deepEqual([paid.status, paid.json['state']], [201, 'paid'], paid.text)
  assert.equal(await balance(), before - 1800n)
  const seen = await get(`/v1/me/payment-codes/${id}`, phone)
  assert.equal(seen.json['state'], 'paid')
  assert.deepEqual(seen.json['payee'], { id: teahouse, name: '茶馆' })
  const payment = await get(`/v1/payments/${String(paid.json['payment'])}`, server)
  assert.equal(payment.json['amount'], '1800')
  const asked = await get(`/v1/code-payments/${String(paid.json['id'])}`, till)
  assert.deepEqual(asked.json, paid.json)
})

test('one code at fifty tills at once is paid once', async () => {
  const { code } = await shownCode()
  const before = await balance()
  const answers = await Promise.all(Array.from({ length: 50 }, () => charge(code, '500')))
  const paid = answers.filter(({ status }) => status === 201)
  assert.equal(paid.length, 1)
  for (const answer of answers)
    if (answer.status !== 201) assert.equal(answer.json['code'], 'payment_code_used')
  assert.equal(await balance(), before - 500n)
})

test('fifty tills that would all have to ask are one question', async () => {
  const { code } = await shownCode()
  const answers = await Promise.all(Array.from({ length: 50 }, () => charge(code, '30000')))
  assert.equal(answers.filter(({ json }) => json['state'] === 'user_paying').length, 1)
  assert.equal(answers.filter(({ json }) => json['code'] === 'payment_code_used').length, 49)
})

test('tills that ask and tills that may pay at once get one of them through', async () => {
  const { code } = await shownCode()
  const before = await balance()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => charge(code, i % 2 === 0 ? '700' : '30000')),
  )
  const through = answers.filter(({ status }) => status === 201)
  assert.equal(through.length, 1)
  const spent = through[0]?.json['state'] === 'paid' ? 700n : 0n
  assert.equal(await balance(), before - spent)
})

test('a till that asks again hears the same, also when the code is long gone', async () => {
  const { code } = await shownCode()
  const again = { ...till, 'idempotency-key': key() }
  const first = await charge(code, '900', again)
  ground.clock.tick(120_000)
  const second = await charge(code, '900', again)
  assert.equal(second.headers['idempotency-replayed'], 'true')
  assert.deepEqual(second.json, first.json)
  const other = await charge(code, '901', again)
  assert.deepEqual([other.status, other.json['code']], [422, 'id_used_with_other_content'])
})

test("a till's key stands for one code only, also when both codes come at once", async () => {
  const codes = [await shownCode(), await shownCode()]
  const same = { ...till, 'idempotency-key': key() }
  const before = await balance()
  const answers = await Promise.all(codes.map(({ code }) => charge(code, '100', same)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 422])
  assert.equal(await balance(), before - 100n)
})

test('a code is refused when it has expired and when nobody was given it', async () => {
  const { id, code } = await shownCode()
  ground.clock.tick(60_000)
  assert.equal((await charge(code, '100')).json['code'], 'payment_code_expired')
  assert.equal((await get(`/v1/me/payment-codes/${id}`, phone)).json['state'], 'expired')
  const unknown = await charge('820000000000000001', '100')
  assert.deepEqual([unknown.status, unknown.json['code']], [404, 'payment_code_unknown'])
})

test('after ten payments of a day the payer is asked, whatever races', async () => {
  await nextDay()
  const codes = await Promise.all(Array.from({ length: 14 }, shownCode))
  const answers = await Promise.all(codes.map(({ code }) => charge(code, '100')))
  const states = answers.map(({ json }) => json['state'])
  assert.equal(states.filter((state) => state === 'paid').length, 10)
  assert.equal(states.filter((state) => state === 'user_paying').length, 4)
  await nextDay()
})

test('above the free amount the phone is asked, confirms, and the till hears it', async () => {
  const before = await balance()
  const { id, shown } = await askedFor('25000')
  const pending = await get('/v1/me/code-payments/pending', phone)
  const [question] = pending.json['items'] as Record<string, unknown>[]
  assert.equal(question?.['id'], id)
  assert.equal((await get(`/v1/me/payment-codes/${shown}`, phone)).json['state'], 'user_paying')
  assert.equal(await balance(), before)
  const confirmed = await confirm(id)
  assert.deepEqual([confirmed.status, confirmed.json['state']], [201, 'paid'], confirmed.text)
  assert.equal(await balance(), before - 25000n)
  assert.equal((await get(`/v1/code-payments/${id}`, till)).json['state'], 'paid')
  assert.deepEqual((await confirm(id)).json, confirmed.json)
  const told = await get(`/v1/me/code-payments/${id}`, phone)
  assert.deepEqual(told.json['sources'], [{ kind: 'balance', amount: '25000', label: null }])
  assert.deepEqual([told.json['state'], typeof told.json['endedAt']], ['paid', 'string'])
  const stranger = await house.walletHeaders(wang)
  assert.equal((await get(`/v1/me/code-payments/${id}`, stranger)).status, 404)
  assert.equal(await balance(), before - 25000n)
  assert.deepEqual((await get('/v1/me/code-payments/pending', phone)).json['items'], [])
})

test('a wrong PIN pays nothing and the question stays', async () => {
  const { id } = await askedFor('25000')
  const before = await balance()
  const wrong = await post(
    `/v1/me/code-payments/${id}/confirmations`,
    { proof: { kind: 'pin', pin: '000001' } },
    { ...phone, 'idempotency-key': id },
  )
  assert.equal(wrong.json['code'], 'pin_wrong')
  assert.equal(await balance(), before)
  assert.equal((await get(`/v1/code-payments/${id}`, till)).json['state'], 'user_paying')
  const elsewhere = await post(
    `/v1/me/code-payments/${id}/confirmations`,
    { proof: { kind: 'pin', pin } },
    phone,
  )
  assert.equal(elsewhere.json['code'], 'invalid_request')
})

test('what the payer declines is not paid afterwards, and nobody else may decide', async () => {
  const { id } = await askedFor('25000')
  const stranger = await house.walletHeaders(wang)
  const foreign = await post(`/v1/me/code-payments/${id}/declines`, {}, stranger)
  assert.deepEqual([foreign.status, foreign.json['code']], [404, 'code_payment_not_found'])
  const declined = await post(`/v1/me/code-payments/${id}/declines`, {}, phone)
  assert.equal(declined.json['state'], 'declined')
  const late = await confirm(id)
  assert.deepEqual([late.json['code'], late.json['state']], ['code_payment_ended', 'declined'])
})

test('a payer who confirms while the till reverses: one of them wins, and the money agrees', async () => {
  for (let round = 0; round < 8; round++) {
    const before = await balance()
    const { id } = await askedFor('20100')
    const [confirmed, reversed] = await Promise.all([
      confirm(id),
      post(`/v1/code-payments/${id}/reversals`, {}, till),
    ])
    const state = (await get(`/v1/code-payments/${id}`, till)).json['state']
    // The till's word is the last: what the payer confirmed first has been refunded.
    assert.equal(state, 'reversed', `${confirmed.text} ${reversed.text}`)
    assert.equal(await balance(), before)
    assert.equal(reversed.status, 201, reversed.text)
    if (confirmed.status !== 201) assert.equal(confirmed.json['state'], 'reversed')
  }
})

test('a payer who confirms while it is declined on another phone: exactly one wins', async () => {
  for (let round = 0; round < 8; round++) {
    const before = await balance()
    const { id } = await askedFor('20200')
    const [confirmed, declined] = await Promise.all([
      confirm(id),
      post(`/v1/me/code-payments/${id}/declines`, {}, phone),
    ])
    assert.deepEqual([confirmed.status, declined.status].toSorted(), [201, 409])
    assert.equal(await balance(), confirmed.status === 201 ? before - 20200n : before)
  }
})

test('a paid code is reversed by a whole refund, once', async () => {
  const before = await balance()
  const { code } = await shownCode()
  const paid = await charge(code, '700')
  const path = `/v1/code-payments/${String(paid.json['id'])}/reversals`
  const reversed = await Promise.all(Array.from({ length: 5 }, () => post(path, {}, till)))
  for (const each of reversed) assert.equal(each.json['state'], 'reversed', each.text)
  assert.equal(await balance(), before)
})

test('what nobody decides in a minute has expired for both sides', async () => {
  const { id } = await askedFor('25000')
  ground.clock.tick(60_000)
  const seen = await get(`/v1/code-payments/${id}`, till)
  assert.equal(seen.json['state'], 'expired')
  assert.equal((await confirm(id)).json['state'], 'expired')
})

test('a payer without money: the till hears that, the phone hears why, and the code is spent', async () => {
  const poor = await house.walletHeaders(wang)
  const shown = await post('/v1/me/payment-codes', {}, poor)
  const refused = await charge(String(shown.json['code']), '100')
  assert.deepEqual([refused.status, refused.json['code']], [409, 'payer_cannot_pay'])
  assert.equal(refused.json['available'], undefined)
  const seen = await get(`/v1/me/payment-codes/${String(shown.json['id'])}`, poor)
  assert.deepEqual([seen.json['state'], seen.json['reason']], ['failed', 'insufficient_funds'])
  assert.deepEqual(seen.json['payee'], { id: teahouse, name: '茶馆' })
  const told = await ground.db.query<{ reason: string }>(
    `select body->>'reason' as reason from platform.letters
     where type = 'code_payment.refused' and party = $1`,
    [wang],
  )
  assert.deepEqual(told, [{ reason: 'insufficient_funds' }])
  await post('/v1/top-ups', { person: wang, amount: yuan('5000') }, server)
  const spent = await charge(String(shown.json['code']), '100')
  assert.equal(spent.json['code'], 'payment_code_used')
})

test('a question that fails for lack of money ends as failed, with the reason on the phone', async () => {
  const poor = await house.walletHeaders(wang)
  const poorPin = await tellPin(ground, wang)
  const shown = await post('/v1/me/payment-codes', {}, poor)
  const asked = await charge(String(shown.json['code']), '90000')
  const id = String(asked.json['id'])
  const confirmed = await post(
    `/v1/me/code-payments/${id}/confirmations`,
    { proof: { kind: 'pin', pin: poorPin } },
    { ...poor, 'idempotency-key': id },
  )
  assert.equal(confirmed.json['code'], 'insufficient_funds')
  assert.equal((await get(`/v1/code-payments/${id}`, till)).json['state'], 'failed')
  const seen = await get(`/v1/me/payment-codes/${String(shown.json['id'])}`, poor)
  assert.deepEqual([seen.json['state'], seen.json['reason']], ['failed', 'insufficient_funds'])
})

test("another merchant's key sees nothing of it", async () => {
  const made = await post(
    '/v1/merchants',
    { name: '面馆', category: 'noodles', feeBasisPoints: 60 },
    server,
  )
  const other = await house.keyHeaders(['payments'], String(made.json['id']))
  const { code } = await shownCode()
  const paid = await charge(code, '100')
  const id = String(paid.json['id'])
  assert.equal((await get(`/v1/code-payments/${id}`, other)).status, 404)
  assert.equal((await post(`/v1/code-payments/${id}/reversals`, {}, other)).status, 404)
  assert.deepEqual((await get('/v1/code-payments', other)).json['items'], [])
  const list = await get('/v1/code-payments?limit=3', till)
  assert.equal((list.json['items'] as unknown[]).length, 3)
  const named = await post(
    '/v1/code-payments',
    { code: (await shownCode()).code, amount: yuan('100'), merchant: teahouse },
    other,
  )
  assert.equal(named.json['code'], 'merchant_not_found')
})

test('the till page learns whom it serves from its key', async () => {
  const page = await get('/v1/till', till)
  assert.deepEqual(page.json['merchant'], { id: teahouse, name: '茶馆', category: 'tea_house' })
  assert.equal((await get('/v1/till', server)).json['code'], 'till_needs_merchant_key')
})
