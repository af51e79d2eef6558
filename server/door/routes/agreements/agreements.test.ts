import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testAuthenticator } from '../../../../tests/harness/authenticator.ts'
import { ALL_SCOPES, testDoor, type Answer } from '../../../../tests/harness/door.ts'
import { personBalance, tellPin } from '../../../../tests/harness/payer.ts'

const HOUR_MS = 3_600_000
const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const server = await house.keyHeaders(ALL_SCOPES)
const merchant = await house.keyHeaders(['payments'], teahouse)
let phone = await house.walletHeaders(lin)
const pin = await tellPin(ground, lin)
let keys = 0

const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
const balance = () => personBalance(house.house, lin)
const codeIn = (answer: Answer) => [answer.status, answer.json['code']]

function post(path: string, body: unknown, headers = phone): Promise<Answer> {
  const key = { 'idempotency-key': `key-${++keys}` }
  return house.send({ method: 'POST', path, headers: { ...key, ...headers }, body })
}

/** Time passes, and 林 lin signs in again. */
async function pass(hours: number): Promise<void> {
  ground.clock.tick(hours * HOUR_MS)
  phone = await house.walletHeaders(lin)
}

const get = (path: string, headers = phone) => house.send({ method: 'GET', path, headers })

async function offered(more: Record<string, unknown> = {}): Promise<string> {
  const terms = {
    purpose: '停车费',
    perDeduction: yuan('3000'),
    perPeriod: '5000',
    period: 'month',
    noticeHours: 0,
  }
  const made = await post('/v1/agreement-offers', { ...terms, ...more }, merchant)
  assert.equal(made.status, 201, made.text)
  return String(made.json['id'])
}

const signs = (offer: string) => post('/v1/me/agreements', { offer, proof: { kind: 'pin', pin } })

async function signed(more: Record<string, unknown> = {}): Promise<string> {
  const answer = await signs(await offered(more))
  assert.equal(answer.status, 201, answer.text)
  return String(answer.json['id'])
}

const deducts = (agreement: string, amount: string, more: Record<string, unknown> = {}) =>
  post(`/v1/agreements/${agreement}/deductions`, { amount: yuan(amount), ...more }, merchant)

const cancels = (agreement: string) =>
  post(`/v1/me/agreements/${agreement}/cancellation`, undefined)

async function lastLetter(type: string): Promise<Record<string, unknown>> {
  const [row] = await ground.db.query<{ body: Record<string, unknown> }>(
    'select body from platform.letters where type = $1 order by seq desc limit 1',
    [type],
  )
  assert.ok(row, `no letter ${type}`)
  return row.body
}

await post('/v1/top-ups', { person: lin, amount: yuan('10000000') }, server)

test('a link leads to the terms, and nothing is signed without a proof', async () => {
  const made = await post(
    '/v1/agreement-offers',
    {
      purpose: '会员月费',
      perDeduction: yuan('3000'),
      perPeriod: '3000',
      period: 'month',
      noticeHours: 24,
    },
    merchant,
  )
  const scanned = await post('/v1/me/scans', { text: `https://w.test${String(made.json['path'])}` })
  const { kind, id, name } = scanned.json
  assert.deepEqual([kind, id, name], ['agreement', made.json['id'], '茶馆'])
  const seen = await get(`/v1/me/agreement-offers/${String(id)}`)
  const { purpose, perDeduction, perPeriod, noticeHours, agreement } = seen.json
  assert.deepEqual(
    [purpose, perDeduction, perPeriod, noticeHours, agreement],
    ['会员月费', '3000', '3000', 24, null],
  )
  const bare = await post('/v1/me/agreements', { offer: id })
  assert.deepEqual(codeIn(bare), [403, 'pin_required'])
  const list = await get('/v1/me/agreements')
  assert.deepEqual(list.json['items'], [])
})

test('limits that contradict each other are not offered', async () => {
  const answer = await post(
    '/v1/agreement-offers',
    { purpose: 'x', perDeduction: yuan('3000'), perPeriod: '2999', period: 'day', noticeHours: 0 },
    merchant,
  )
  assert.deepEqual(codeIn(answer), [400, 'invalid_request'])
})

test('signing twice at once is one agreement, and the same request is answered the same', async () => {
  const offer = await offered()
  const headers = { ...phone, 'idempotency-key': 'sign-once' }
  const body = { offer, proof: { kind: 'pin', pin } }
  const first = await post('/v1/me/agreements', body, headers)
  const again = await post('/v1/me/agreements', body, headers)
  assert.deepEqual(again.json, first.json)
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.deepEqual(codeIn(await signs(offer)), [409, 'agreement_exists'])
  const other = await offered()
  const both = await Promise.all([signs(other), signs(other)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
})

test('a signature by passkey covers the merchant and the largest deduction', async () => {
  const authenticator = testAuthenticator()
  const { challenge: first } = (await post('/v1/me/passkey-options', {})).json
  const response = authenticator.register({ challenge: String(first) })
  await post('/v1/me/passkeys', { label: '手机', response })
  const large = { perDeduction: yuan('600000'), perPeriod: '600000' }
  const headers = { ...phone, 'idempotency-key': 'sign-large' }
  const begun = async (offer: string) => {
    const asked = await post('/v1/me/agreements', { offer }, headers)
    assert.equal(asked.json['code'], 'passkey_required', asked.text)
    return String(asked.json['challenge'])
  }
  const offer = await offered(large)
  const byPasskey = async (what: string, challenge: string) =>
    post(
      '/v1/me/agreements',
      { offer: what, proof: { kind: 'passkey', response: authenticator.sign({ challenge }) } },
      headers,
    )
  const larger = await offered({ perDeduction: yuan('700000'), perPeriod: '700000' })
  const stolen = await byPasskey(larger, await begun(offer))
  assert.deepEqual(codeIn(stolen), [403, 'proof_invalid'])
  const made = await byPasskey(offer, await begun(offer))
  assert.equal(made.status, 201, made.text)
})

test('a deduction is an ordinary payment, made once, named in the bills, and refunded', async () => {
  const agreement = await signed()
  const before = await balance()
  const headers = { ...merchant, 'idempotency-key': 'deduct-once' }
  const path = `/v1/agreements/${agreement}/deductions`
  const body = { amount: yuan('1200'), reference: 'P-7' }
  const answers = [
    await post(path, body, headers),
    ...(await Promise.all(Array.from({ length: 10 }, () => post(path, body, headers)))),
  ]
  for (const answer of answers)
    assert.deepEqual([answer.status, answer.json], [201, answers[0]!.json])
  assert.equal(await balance(), before - 1200n)
  const payment = String(answers[0]!.json['id'])
  const bill = await get(`/v1/me/bills/${payment}`)
  assert.deepEqual(bill.json['agreement'], { id: agreement, purpose: '停车费' })
  const refund = await post(`/v1/payments/${payment}/refunds`, { amount: yuan('1200') }, server)
  assert.equal(refund.status, 201, refund.text)
  assert.equal(await balance(), before)
  const detail = await get(`/v1/me/agreements/${agreement}`)
  const deductions = detail.json['deductions'] as { payment: string }[]
  assert.deepEqual(
    deductions.map((each) => each.payment),
    [payment],
  )
  assert.equal(detail.json['taken'], '1200')
})

test('ten deductions at once never pass the limit of the period together', async () => {
  const agreement = await signed({ perPeriod: '5000' })
  const before = await balance()
  const answers = await Promise.all(Array.from({ length: 10 }, () => deducts(agreement, '1500')))
  const made = answers.filter(({ status }) => status === 201)
  assert.equal(made.length, 3)
  assert.equal(await balance(), before - 4500n)
  const refused = answers.find(({ status }) => status !== 201)!
  const { code, kind, limit, used, wanted, resetsAt } = refused.json
  assert.deepEqual(
    [code, kind, limit, used, wanted],
    ['agreement_limit_reached', 'period', '5000', '4500', '1500'],
  )
  assert.ok(new Date(String(resetsAt)) > ground.clock.now())
})

test('a new period has its whole limit', async () => {
  const agreement = await signed({ perPeriod: '3000', period: 'day' })
  assert.equal((await deducts(agreement, '3000')).status, 201)
  assert.equal((await deducts(agreement, '1')).json['code'], 'agreement_limit_reached')
  await pass(24)
  assert.equal((await deducts(agreement, '3000')).status, 201)
})

test('more than one deduction may take is refused, and nothing moves', async () => {
  const agreement = await signed()
  const before = await balance()
  const answer = await deducts(agreement, '3001')
  const { code, kind, limit, wanted } = answer.json
  assert.deepEqual(
    [code, kind, limit, wanted],
    ['agreement_limit_reached', 'deduction', '3000', '3001'],
  )
  assert.equal(await balance(), before)
})

test('cancelling races deductions: what is answered after it is never taken', async () => {
  const agreement = await signed({ perPeriod: '100000' })
  const before = await balance()
  const early = Array.from({ length: 5 }, () => deducts(agreement, '100'))
  const cancelled = cancels(agreement)
  const late = cancelled.then(() =>
    Promise.all(Array.from({ length: 5 }, () => deducts(agreement, '100'))),
  )
  const answers = await Promise.all(early)
  assert.equal((await cancelled).json['state'], 'cancelled')
  for (const answer of await late) assert.deepEqual(codeIn(answer), [409, 'agreement_cancelled'])
  const taken = answers.filter(({ status }) => status === 201).length
  for (const { status, json } of answers) {
    if (status !== 201) assert.equal(json['code'], 'agreement_cancelled')
  }
  assert.equal(await balance(), before - 100n * BigInt(taken))
  assert.deepEqual(
    (await cancels(agreement)).json['cancelledAt'],
    (await cancelled).json['cancelledAt'],
  )
})

test('what was taken before the end is told again after it', async () => {
  const agreement = await signed()
  const headers = { ...merchant, 'idempotency-key': 'before-the-end' }
  const path = `/v1/agreements/${agreement}/deductions`
  const first = await post(path, { amount: yuan('100') }, headers)
  await cancels(agreement)
  const again = await post(path, { amount: yuan('100') }, headers)
  assert.deepEqual([again.status, again.json], [201, first.json])
})

test('an announced deduction is taken when it is due, once, for its amount', async () => {
  const agreement = await signed({ noticeHours: 24 })
  assert.deepEqual(codeIn(await deducts(agreement, '1000')), [409, 'notice_missing'])
  const path = `/v1/agreements/${agreement}/notices`
  const at = (hours: number) =>
    new Date(ground.clock.now().getTime() + hours * HOUR_MS).toISOString()
  const soon = await post(path, { amount: yuan('1000'), dueAt: at(23) }, merchant)
  assert.deepEqual(codeIn(soon), [422, 'notice_too_short'])
  const made = await post(path, { amount: yuan('1000'), dueAt: at(24) }, merchant)
  assert.equal(made.status, 201, made.text)
  const notice = String(made.json['id'])
  const told = await lastLetter('deduction.announced')
  assert.deepEqual([told['amount'], told['dueAt']], ['1000', made.json['dueAt']])
  assert.deepEqual(codeIn(await deducts(agreement, '1000', { notice })), [409, 'notice_pending'])
  await pass(24)
  assert.deepEqual(codeIn(await deducts(agreement, '999', { notice })), [422, 'notice_differs'])
  const before = await balance()
  const both = await Promise.all([
    deducts(agreement, '1000', { notice }),
    deducts(agreement, '1000', { notice }),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  assert.equal(both.find(({ status }) => status === 409)?.json['code'], 'notice_used')
  assert.equal(await balance(), before - 1000n)
})

test('an announcement lapses after a week, and ends with its agreement', async () => {
  const agreement = await signed()
  const path = `/v1/agreements/${agreement}/notices`
  const dueAt = new Date(ground.clock.now().getTime() + HOUR_MS).toISOString()
  const [one, two] = [
    await post(path, { amount: yuan('100'), dueAt }, merchant),
    await post(path, { amount: yuan('200'), dueAt }, merchant),
  ]
  await pass(2)
  const seen = await get(`/v1/me/agreements/${agreement}`)
  assert.equal((seen.json['announced'] as unknown[]).length, 2)
  await pass(7 * 24)
  const lapsed = await deducts(agreement, '100', { notice: one.json['id'] })
  assert.deepEqual(codeIn(lapsed), [409, 'notice_expired'])
  await cancels(agreement)
  const ended = await deducts(agreement, '200', { notice: two.json['id'] })
  assert.deepEqual(codeIn(ended), [409, 'agreement_cancelled'])
})

test("a lock of the person's own stops deductions; the merchant does not learn why", async () => {
  const agreement = await signed()
  const before = await balance()
  const lock = await house.send({
    method: 'PUT',
    path: '/v1/me/locks/wallet',
    headers: phone,
    body: {},
  })
  assert.ok(lock.status < 300, lock.text)
  const answer = await deducts(agreement, '100')
  assert.deepEqual(codeIn(answer), [409, 'payer_cannot_pay'])
  assert.doesNotMatch(answer.text, /lock/)
  assert.equal((await lastLetter('deduction.refused'))['reason'], 'locked_by_yourself')
  assert.equal(await balance(), before)
  const lift = await post('/v1/me/locks/wallet/removal', { proof: { kind: 'pin', pin } })
  assert.ok(lift.status < 300, lift.text)
  assert.equal((await deducts(agreement, '100')).status, 201)
})

test("another merchant's key and another person find nothing of an agreement", async () => {
  const agreement = await signed()
  const stranger = await house.walletHeaders(wang)
  const made = await post(
    '/v1/merchants',
    { name: '饼店', category: 'bakery', feeBasisPoints: 0 },
    server,
  )
  const other = await house.keyHeaders(ALL_SCOPES, String(made.json['id']))
  const tried = await Promise.all([
    get(`/v1/agreements/${agreement}`, other),
    post(`/v1/agreements/${agreement}/deductions`, { amount: yuan('1') }, other),
    post(`/v1/agreements/${agreement}/cancellation`, undefined, other),
    get(`/v1/me/agreements/${agreement}`, stranger),
    post(`/v1/me/agreements/${agreement}/cancellation`, undefined, stranger),
  ])
  for (const answer of tried) assert.deepEqual(codeIn(answer), [404, 'agreement_not_found'])
  const list = await get('/v1/agreements', other)
  assert.deepEqual(list.json['items'], [])
  assert.equal((await get(`/v1/agreements/${agreement}`, merchant)).json['state'], 'active')
})
