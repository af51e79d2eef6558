import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { letters } from '@suanpan/contract/letters'
import { createHash } from 'node:crypto'
import { verifyReceipt } from '@suanpan/kernel/receipt'
import { ALL_SCOPES, testDoor, type Answer } from '../../tests/harness/door.ts'
import { verifyStatement } from '../ledger/index.ts'
import { startSubscribers } from '../platform/index.ts'
import { pointsSubscriber } from '../points/index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const headers = await house.keyHeaders(ALL_SCOPES)
const approver = () => house.sessionHeaders('approver')
let keys = 0

const get = (path: string): Promise<Answer> => house.send({ method: 'GET', path, headers })
const post = (path: string, body: unknown, key = `key-${++keys}`): Promise<Answer> =>
  house.send({ method: 'POST', path, headers: { ...headers, 'idempotency-key': key }, body })
const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })

type Item = Record<string, unknown>
function itemsOf({ json, text }: Answer): Item[] {
  const items = json['items']
  assert.ok(Array.isArray(items), text)
  return items
}

/** Every item of a list, page by page. */
async function allOf(path: string, limit: number): Promise<Item[]> {
  const all: Item[] = []
  let cursor = ''
  for (;;) {
    const page = await get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`)
    all.push(...itemsOf(page))
    if (page.json['next'] === null) return all
    cursor = `&cursor=${String(page.json['next'])}`
  }
}

for (const person of [lin, wang]) await post('/v1/top-ups', { person, amount: yuan('100000') })
const payments: string[] = []
for (let i = 1; i <= 9; i++) {
  ground.clock.tick(60_000)
  const paid = await post('/v1/payments', {
    person: lin,
    merchant: teahouse,
    amount: yuan(`${i}000`),
  })
  payments.push(String(paid.json['id']))
}
const letterPost = startSubscribers(ground, [pointsSubscriber(house.house.books)])
await letterPost.drain()
ground.onEnd(() => letterPost.stop())

test('a statement runs from the first line to the balance, whatever the size of its pages', async () => {
  const path = `/v1/people/${lin}/statement?asset=CNY%2F2`
  const whole = await allOf(path, 200)
  assert.equal(whole.length, 10)
  for (const limit of [1, 3, 7]) assert.deepEqual(await allOf(path, limit), whole)
  const oldestFirst = whole.toReversed()
  let balance = 0n
  for (const line of oldestFirst) {
    balance += BigInt(String(line['amount']))
    assert.equal(line['balance'], String(balance))
  }
  assert.equal(String(balance), '55000')
  assert.deepEqual(whole[0]?.['counterparts'], ['income:fee:cny', `merchant:${teahouse}:cny`])
})

test('an account shows its entries, and what it was at an instant and at a version', async () => {
  const address = `person:${lin}:cny`
  const entries = await allOf(`/v1/accounts/${address}/entries`, 4)
  assert.deepEqual(
    entries.map((entry) => entry['version']),
    ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1'],
  )
  const third = entries.at(-3)
  const at = encodeURIComponent(String(third?.['bookedAt']))
  const then = await get(`/v1/accounts/${address}?asOf=${at}`)
  assert.deepEqual([then.json['balance'], then.json['version']], ['97000', '3'])
  const atVersion = await get(`/v1/accounts/${address}?version=2`)
  assert.equal(atVersion.json['balance'], '99000')
  const before = await get(`/v1/accounts/${address}/entries?asOf=${at}`)
  assert.equal(itemsOf(before).length, 3)
  assert.equal((await get('/v1/accounts/person:nobody:cny')).json['code'], 'account_not_found')
})

test('accounts and roll-ups are read by prefix in pages, and their sums agree', async () => {
  const accounts = await allOf('/v1/accounts?prefix=person', 1)
  assert.deepEqual(new Set(accounts.map((each) => each['holder'])), new Set([lin, wang]))
  const people = await allOf('/v1/rollups?prefix=person', 1)
  assert.equal(people.length, 2)
  const roots = itemsOf(await get('/v1/rollups'))
  const sum = roots
    .filter((root) => root['asset'] === 'CNY/2')
    .reduce((total, root) => total + BigInt(String(root['balance'])), 0n)
  assert.equal(sum, 0n)
})

test('a list of people carries what each has, and pages join', async () => {
  const people = await allOf('/v1/people', 1)
  assert.equal(people.length, 2)
  const first = people.find((person) => person['id'] === lin)
  assert.deepEqual(first?.['balances'], [
    { amount: '55000', asset: 'CNY/2' },
    { amount: '450', asset: 'PTS/0' },
  ])
})

test('payments are listed by person, merchant, time and state', async () => {
  const all = await allOf(`/v1/payments?person=${lin}`, 4)
  assert.deepEqual(
    all.map((payment) => payment['id']),
    payments.toReversed(),
  )
  const [first = ''] = payments
  assert.equal((await post(`/v1/payments/${first}/refunds`, { amount: yuan('400') })).status, 201)
  const partly = await allOf('/v1/payments?state=partly_refunded', 10)
  assert.deepEqual(
    partly.map((payment) => [payment['id'], payment['refunded']]),
    [[first, '400']],
  )
  assert.equal((await allOf(`/v1/payments?merchant=${teahouse}&state=refunded`, 10)).length, 0)
  await post(`/v1/payments/${first}/refunds`, { amount: yuan('600') })
  const whole = await get(`/v1/payments/${first}`)
  assert.equal(whole.json['state'], 'refunded')
  const over = await post(`/v1/payments/${first}/refunds`, { amount: yuan('1') })
  assert.deepEqual([over.json['code'], over.json['refundable']], ['refund_exceeds_payment', '0'])
})

test('a posting shows its legs, both parties and a receipt that verifies without the server', async () => {
  const id = payments[4] ?? ''
  const { json } = await get(`/v1/postings/${id}`)
  const posting = Object(json['posting'])
  assert.equal(posting.legs.length, 2)
  assert.deepEqual(
    posting.parties.map((party: Item) => [party['kind'], party['name']]),
    [
      ['person', '*'],
      ['merchant', '茶馆'],
    ],
  )
  const receipt = await get(`/v1/postings/${id}/receipt?holder=${lin}`)
  const tools = {
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    verifyEd25519: verifyStatement,
  }
  assert.equal((await verifyReceipt(receipt.json, tools)).ok, true)
  assert.ok(!receipt.text.includes(teahouse))
  const forged = receipt.text.replace('"amount":"-5000"', '"amount":"-4000"')
  assert.notEqual(forged, receipt.text)
  assert.equal((await verifyReceipt(JSON.parse(forged), tools)).ok, false)
  assert.equal((await get('/v1/postings/pay_none')).json['code'], 'posting_not_found')
})

test('a dry run promises nothing and writes nothing; the posting then does as it said', async () => {
  const body = {
    kind: 'gift',
    legs: [
      {
        from: { account: `person:${wang}:cny` },
        to: { account: `person:${lin}:cny` },
        amount: '700',
      },
    ],
  }
  const dry = await post('/v1/postings?dryRun=true', body, 'gift')
  assert.deepEqual([dry.status, dry.json['seq']], [200, '0'])
  const real = await post('/v1/postings', body, 'gift')
  assert.equal(real.status, 201)
  assert.deepEqual(real.json['entries'], dry.json['entries'])
  const again = await post('/v1/postings', body, 'gift')
  assert.equal(again.headers['idempotency-replayed'], 'true')
  const asked = await house.send({
    method: 'POST',
    path: `/v1/postings/${String(real.json['id'])}/reversals`,
    headers: { ...(await approver()), 'idempotency-key': 'undo' },
    body: { reason: '测试' },
  })
  assert.equal(asked.json['code'], 'approval_required', asked.text)
  const path = `/v1/approvals/${String(asked.json['approval'])}`
  const filed = await house.send({ method: 'GET', path, headers: await approver() })
  assert.partialDeepStrictEqual(filed.json, {
    subject: real.json['id'],
    after: { from: `person:${lin}:cny`, to: `person:${wang}:cny`, amount: '700' },
  })
  const reversedBy = async (): Promise<unknown> => {
    const { json } = await get(`/v1/postings/${String(real.json['id'])}`)
    return Object(json['posting']).reversedBy
  }
  assert.equal(await reversedBy(), null)
  const agreed = await house.send({
    method: 'POST',
    path: `${path}/decisions`,
    headers: await approver(),
    body: { verdict: 'approved', reason: '已核对' },
  })
  assert.equal(agreed.json['state'], 'done', agreed.text)
  assert.equal(await reversedBy(), Object(agreed.json['execution']).result.posting)
  const twice = await post(`/v1/postings/${String(real.json['id'])}/reversals`, { reason: '再来' })
  assert.equal(twice.json['code'], 'already_reversed')
})

test('in a bulk each posting succeeds or fails alone', async () => {
  const gift = (amount: string) => ({
    kind: 'gift',
    legs: [
      { from: { account: `person:${wang}:cny` }, to: { account: `person:${lin}:cny` }, amount },
    ],
  })
  const postings = [
    { key: 'a', ...gift('100') },
    { key: 'b', ...gift('99999999') },
    { key: 'c', ...gift('200') },
    {
      key: 'd',
      ...gift('100'),
      legs: [{ from: { hold: 'none' }, to: { account: `person:${lin}:cny` }, amount: '1' }],
    },
  ]
  const { status, json } = await post('/v1/postings/bulk', { postings }, 'bulk')
  assert.equal(status, 200)
  const verdicts = Object(json['items']).map(({ key, verdict }: { key: string; verdict: Item }) => [
    key,
    verdict['code'] ?? verdict['state'],
  ])
  assert.deepEqual(verdicts, [
    ['a', 'posted'],
    ['b', 'insufficient_funds'],
    ['c', 'posted'],
    ['d', 'hold_not_found'],
  ])
  const again = await post('/v1/postings/bulk', { postings }, 'bulk')
  assert.ok(
    Object(again.json['items']).every(({ verdict }: { verdict: Item }) => verdict['replayed']),
  )
})

test('quantities and counters of a posting are decided together and named', async () => {
  const body = {
    kind: 'voucher',
    quantities: { grant: { desired: '500', min: '1' } },
    legs: [
      {
        from: { account: `person:${wang}:cny` },
        to: { account: `person:${lin}:cny` },
        amount: { of: 'grant' },
      },
    ],
    counters: [
      { key: 'voucher:day', amount: { of: 'grant' }, ceiling: '300', window: { kind: 'ever' } },
    ],
  }
  const first = await post('/v1/postings', body)
  assert.deepEqual(first.json['quantities'], {
    grant: { desired: '500', granted: '300', reason: 'limit_reached' },
  })
  const second = await post('/v1/postings', body)
  assert.deepEqual([second.status, second.json['code']], [409, 'limit_reached'])
  const counters = itemsOf(await get('/v1/limits?prefix=voucher'))
  assert.deepEqual(counters[0]?.['used'], '300')
})

test('a hold is captured in part, released once, and refused when it is over', async () => {
  const expiresAt = new Date(ground.clock.now().getTime() + 3_600_000).toISOString()
  const held = await post('/v1/holds', { person: wang, amount: yuan('5000'), expiresAt })
  assert.deepEqual([held.status, held.json['remaining']], [201, '5000'])
  const path = `/v1/holds/${String(held.json['id'])}`
  const capture = { merchant: teahouse, amount: yuan('2000') }
  assert.equal((await post(`${path}/captures`, capture)).json['remaining'], '3000')
  const tooMuch = await post(`${path}/captures`, { ...capture, amount: yuan('3001') })
  assert.equal(tooMuch.json['code'], 'insufficient_funds')
  assert.equal((await post(`${path}/releases`, {})).json['state'], 'closed')
  assert.equal((await post(`${path}/releases`, {})).json['code'], 'hold_closed')
  const short = await post('/v1/holds', { person: wang, amount: yuan('100'), expiresAt })
  ground.clock.tick(3_600_000)
  const late = await post(`/v1/holds/${String(short.json['id'])}/captures`, capture)
  assert.equal(late.json['code'], 'hold_expired')
  assert.equal((await get(`/v1/holds/${String(short.json['id'])}`)).json['state'], 'expired')
  const endless = { person: wang, amount: yuan('1'), expiresAt: '2126-01-01T00:00:00Z' }
  assert.equal((await post('/v1/holds', endless)).json['where'], 'body.expiresAt')
})

test('who is frozen neither pays nor is forgotten, and it takes two to lift it', async () => {
  const path = `/v1/people/${wang}/freezes`
  const operator = await house.sessionHeaders('operator')
  const category = 'account_security'
  const freeze = { in: false, out: true, category, reason: '盗用嫌疑' }
  const frozen = await house.send({ method: 'POST', path, headers: operator, body: freeze })
  assert.equal(frozen.status, 201)
  const pay = { person: wang, merchant: teahouse, amount: yuan('100') }
  assert.equal((await post('/v1/payments', pay)).json['code'], 'holder_frozen')
  assert.deepEqual(
    itemsOf(await get('/v1/people?frozen=true')).map((person) => person['id']),
    [wang],
  )
  assert.ok(itemsOf(await get('/v1/people?frozen=false')).every((person) => person['id'] !== wang))
  const one = `${path}/${String(frozen.json['id'])}`
  const lift = { method: 'DELETE' as const, path: one, body: { reason: '核实无误' } }
  const asked = await house.send({ ...lift, headers: operator })
  assert.equal(asked.json['code'], 'approval_required')
  assert.equal((await post('/v1/payments', pay)).json['code'], 'holder_frozen')
  const decided = await house.send({
    method: 'POST',
    path: `/v1/approvals/${String(asked.json['approval'])}/decisions`,
    headers: await approver(),
    body: { verdict: 'approved', reason: '已核对' },
  })
  assert.equal(decided.json['state'], 'done')
  assert.equal((await post('/v1/payments', pay)).status, 201)
  const history = await house.send({ method: 'GET', path, headers: await approver() })
  const [item] = itemsOf(history)
  assert.deepEqual([item?.['category'], item?.['reason']], [category, '盗用嫌疑'])
  assert.equal((item?.['lifted'] as Item | null)?.['reason'], '核实无误')
  const again = await house.send({
    ...lift,
    path: `/v1/people/${lin}/freezes/${String(item?.['id'])}`,
    headers: operator,
  })
  assert.equal(again.json['code'], 'freeze_not_found')
})

test('points are spent from the lots of a person and come back by a reversal', async () => {
  const lots = async (): Promise<[unknown, unknown]> => {
    const [lot] = itemsOf(await get(`/v1/people/${lin}/lots`))
    return [lot?.['remaining'], lot?.['issued']]
  }
  await letterPost.drain()
  const [remaining, issued] = await lots()
  assert.equal(issued, '450')
  const spend = { person: lin, programme: 'basic', amount: '40', reason: '茶杯' }
  const spent = await post('/v1/redemptions', spend)
  assert.equal(spent.status, 201)
  assert.deepEqual((await lots())[0], String(BigInt(String(remaining)) - 40n))
  const back = `/v1/redemptions/${String(spent.json['id'])}/reversals`
  assert.equal((await post(back, {})).json['amount'], '40')
  assert.equal((await post(back, {})).json['code'], 'already_reversed')
  assert.deepEqual((await lots())[0], remaining)
  const poor = await post('/v1/redemptions', { ...spend, amount: '100000' })
  assert.deepEqual([poor.json['code'], poor.json['needed']], ['insufficient_points', '100000'])
  const none = await post('/v1/redemptions', { ...spend, programme: 'none' })
  assert.equal(none.json['code'], 'programme_not_found')
})

test('a day is closed once, when it is over, and its trial balance stands', async () => {
  const day = '2026-03-03'
  const close = async (): Promise<Answer> =>
    house.send({ method: 'POST', path: `/v1/days/${day}/closes`, headers: await approver() })
  assert.equal((await close()).json['code'], 'business_day_open')
  ground.clock.tick(24 * 3_600_000)
  const closed = await close()
  assert.deepEqual([closed.status, closed.json['state']], [201, 'closed'], closed.text)
  assert.equal((await close()).json['code'], 'business_day_closed')
  const { json } = await get(`/v1/days/${day}/trial-balance`)
  assert.equal(json['closed'], true)
  for (const total of Object(json['totals'])) {
    assert.equal(total.balanced, true)
    const closings = Object(json['lines'])
      .filter((line: Item) => line['asset'] === total.asset)
      .reduce((sum: bigint, line: Item) => sum + BigInt(String(line['closing'])), 0n)
    assert.equal(closings, 0n)
  }
  const bank = Object(json['lines']).find((line: Item) => line['chart'] === 'bank.clearing')
  assert.equal(bank.closing, '200000')
})

test('an audit passes, and the overview says so', async () => {
  const operator = await house.sessionHeaders('operator')
  const audits = { method: 'POST' as const, path: '/v1/audits', headers: operator }
  const started = await house.send(audits)
  assert.deepEqual([started.status, started.json['state']], [202, 'running'])
  assert.equal((await house.send(audits)).json['code'], 'audit_running')
  await house.house.audits.settled()
  const [run] = itemsOf(await get('/v1/audits'))
  assert.deepEqual([run?.['state'], run?.['difference']], ['passed', null])
  const overview = await house.send({ method: 'GET', path: '/v1/overview', headers: operator })
  assert.equal(Object(overview.json['audit']).ok, true)
  assert.equal(Object(overview.json['close']).day, '2026-03-03')
  const [money] = Object(overview.json['money'])
  assert.equal(BigInt(money.people) + BigInt(money.merchants), BigInt(money.held))
})

test('every letter that was sent is as the contract describes it', async () => {
  const sent = await ground.db.query<{ type: string; body: unknown }>(
    'select distinct on (type) type, body from platform.letters order by type, seq desc',
  )
  const types = sent.map(({ type }) => type)
  for (const type of ['payment.settled', 'payment.refunded', 'topup.settled', 'points.earned']) {
    assert.ok(types.includes(type), `${type} was not sent`)
  }
  for (const { type, body } of sent) {
    const known = Object.entries(letters).find(([name]) => name === type)
    assert.ok(known, `${type} is not in the contract`)
    const { success, error } = known[1].body.safeParse(body)
    assert.ok(success, `${type}: ${error?.message}`)
  }
})
