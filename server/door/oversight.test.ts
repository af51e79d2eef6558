import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { capabilitiesOf, licenceNames } from '@suanpan/contract/licence'
import { ALL_SCOPES, testDoor, type Answer } from '../../tests/harness/door.ts'
import { openDoor } from './door.ts'
import { executeLater } from './approvals.ts'

const house = await testDoor({ after })
const { ground, lin, wang, teahouse } = house
const maker = await house.sessionHeaders('operator')
const checker = await house.sessionHeaders('approver')
const server = await house.keyHeaders(ALL_SCOPES)
let keys = 0

const post = (path: string, body: unknown, headers: Record<string, string> = server) =>
  house.send({
    method: 'POST',
    path,
    body,
    headers: { ...headers, 'idempotency-key': `oversight-${++keys}` },
  })
const get = (path: string, headers: Record<string, string> = checker) =>
  house.send({ method: 'GET', path, headers })
const itemsOf = ({ json }: Answer): Record<string, unknown>[] =>
  (json['items'] ?? []) as Record<string, unknown>[]
const decide = (approval: unknown, headers = checker, verdict = 'approved') =>
  post(`/v1/approvals/${String(approval)}/decisions`, { verdict, reason: '已核对' }, headers)
const feeOf = async (): Promise<unknown> =>
  (await get(`/v1/merchants/${teahouse}`)).json['feeBasisPoints']
const changeFee = (body: object, headers = maker) =>
  house.send({ method: 'PATCH', path: `/v1/merchants/${teahouse}`, body, headers })

test('the fee of a merchant changes when a second operator agrees, and not before', async () => {
  const unsaid = await changeFee({ feeBasisPoints: 38 })
  assert.deepEqual([unsaid.status, unsaid.json['where']], [400, 'body.reason'])
  const asked = await changeFee({ feeBasisPoints: 38, reason: '签了新合同' })
  assert.deepEqual([asked.status, asked.json['code']], [409, 'approval_required'])
  assert.equal(await feeOf(), 60)
  const { approval } = asked.json
  const shown = await get(`/v1/approvals/${String(approval)}`)
  assert.partialDeepStrictEqual(shown.json, {
    state: 'waiting',
    subject: teahouse,
    before: { feeBasisPoints: 60 },
    after: { feeBasisPoints: 38 },
  })
  assert.equal('payload' in shown.json, false)
  assert.equal((await decide(approval, maker)).json['code'], 'forbidden')
  assert.equal((await decide(approval)).json['state'], 'done')
  assert.equal(await feeOf(), 38)
  assert.equal((await decide(approval)).json['code'], 'approval_decided')
  const changes = await ground.db.query('select by from parties.merchant_changes')
  assert.equal(changes.length, 1)
  const same = await changeFee({ feeBasisPoints: 38, name: '老茶馆' })
  assert.equal(same.json['name'], '老茶馆')
})

test('an approver does not approve what they asked for themselves', async () => {
  const asked = await changeFee({ feeBasisPoints: 10, reason: '自己批' }, checker)
  const { approval } = asked.json
  assert.equal((await decide(approval)).json['code'], 'approval_own')
  const waiting = itemsOf(await get('/v1/approvals?box=waiting'))
  assert.deepEqual(waiting, [])
  const mine = itemsOf(await get('/v1/approvals?box=mine'))
  assert.deepEqual(
    mine.map(({ id }) => id),
    [approval],
  )
  const other = await house.sessionHeaders('approver')
  assert.equal((await decide(approval, other, 'rejected')).json['state'], 'rejected')
  assert.equal(await feeOf(), 38)
})

test('an adjustment is booked once somebody else agreed, with a freeze in the way or not', async () => {
  await post('/v1/top-ups', { person: lin, amount: { amount: '5000', asset: 'CNY/2' } })
  await post('/v1/top-ups', { person: wang, amount: { amount: '5000', asset: 'CNY/2' } })
  const freeze = { in: true, out: true, reason: '核查' }
  await post(`/v1/people/${lin}/freezes`, freeze, maker)
  const accountOf = async (person: string): Promise<string> => {
    const { accounts } = (await get(`/v1/people/${person}/balances`)).json
    return (accounts as { address: string }[])[0]!.address
  }
  const body = {
    from: await accountOf(lin),
    to: await accountOf(wang),
    amount: '1200',
    reason: '误入账',
    evidence: '工单 8812',
  }
  const asked = await post('/v1/adjustments', body, maker)
  assert.equal(asked.status, 201)
  assert.partialDeepStrictEqual(asked.json, { state: 'waiting', after: { amount: '1200' } })
  const balance = async (address: string): Promise<unknown> =>
    (await get(`/v1/accounts/${encodeURIComponent(address)}`)).json['balance']
  assert.equal(await balance(body.from), '5000')
  const done = await decide(asked.json['id'])
  assert.equal(done.json['state'], 'done')
  assert.deepEqual([await balance(body.from), await balance(body.to)], ['3800', '6200'])
  const { posting } = (done.json['execution'] as { result: { posting: string } }).result
  const booked = await get(`/v1/postings/${posting}`)
  assert.partialDeepStrictEqual(booked.json, {
    posting: { kind: 'adjustment', reference: asked.json['id'] },
  })
  // The job that stands behind the process that decided comes later, and does nothing more.
  await executeLater(house.house, { approval: String(asked.json['id']) })
  assert.equal(await balance(body.from), '3800')
})

test('an adjustment that the books refuse says why, and is tried again', async () => {
  const { accounts } = (await get(`/v1/people/${wang}/balances`)).json
  const from = (accounts as { address: string }[])[0]!.address
  const asked = await post(
    '/v1/adjustments',
    { from, to: 'bank:clearing:cny', amount: '999999', reason: '多付', evidence: '工单 9' },
    maker,
  )
  const failed = await decide(asked.json['id'])
  assert.partialDeepStrictEqual(failed.json, {
    state: 'failed',
    execution: { attempt: 1, result: { code: 'insufficient_funds' } },
  })
  await post('/v1/top-ups', { person: wang, amount: { amount: '999999', asset: 'CNY/2' } })
  const again = await post(`/v1/approvals/${String(asked.json['id'])}/executions`, {}, checker)
  assert.partialDeepStrictEqual(again.json, { state: 'done', execution: { attempt: 2 } })
})

test('the limits of an account change when a second operator agrees', async () => {
  const path = `/v1/accounts/${encodeURIComponent('bank:clearing:cny')}/limits`
  const body = { floor: null, ceiling: '0', reason: '只收不存' }
  const asked = await house.send({ method: 'PUT', path, body, headers: maker })
  assert.equal(asked.json['code'], 'approval_required')
  const account = () => get(`/v1/accounts/${encodeURIComponent('bank:clearing:cny')}`)
  assert.equal((await account()).json['ceiling'], null)
  assert.equal((await decide(asked.json['approval'])).json['state'], 'done')
  assert.equal((await account()).json['ceiling'], '0')
})

test('what is personal is masked, and each look at it is an act', async () => {
  const person = await post('/v1/people', { name: '林小月', phone: '13812345678' })
  const id = String(person.json['id'])
  assert.deepEqual([person.json['name'], person.json['phone']], ['*小月', '*******5678'])
  const look = (field: string, headers = maker) =>
    post(`/v1/people/${id}/reveals`, { field, reason: '回访核实' }, headers)
  assert.equal((await look('phone')).json['value'], '13812345678')
  assert.equal((await look('name')).json['value'], '林小月')
  const blind = await house.sessionHeaders('approver', { merchants: null, reveals: false })
  assert.equal((await look('phone', blind)).json['needed'], 'scope:reveals')
  assert.equal(
    (await look('phone', await house.sessionHeaders('viewer'))).json['code'],
    'forbidden',
  )
  const acts = itemsOf(await get(`/v1/acts?subject=${id}&action=person.reveal`))
  assert.deepEqual(
    acts.map(({ after, reason }) => [after, reason]),
    [
      [{ field: 'name' }, '回访核实'],
      [{ field: 'phone' }, '回访核实'],
    ],
  )
  const trail = await ground.db.query<{ text: string }>(
    `select acts::text as text from oversight.acts`,
  )
  for (const { text } of trail) assert.doesNotMatch(text, /13812345678|小月/)
})

test('an operator of one merchant sees that merchant and nothing else of the house', async () => {
  const bakery = String(
    (await post('/v1/merchants', { name: '饼店', category: 'bakery', feeBasisPoints: 10 })).json[
      'id'
    ],
  )
  const pay = (merchant: string) =>
    post('/v1/payments', { person: wang, merchant, amount: { amount: '100', asset: 'CNY/2' } })
  const [ours, theirs] = [(await pay(bakery)).json['id'], (await pay(teahouse)).json['id']]
  const scoped = await house.sessionHeaders('approver', { merchants: [bakery], reveals: false })
  const see = (path: string) => get(path, scoped)
  assert.deepEqual(
    itemsOf(await see('/v1/merchants')).map(({ id }) => id),
    [bakery],
  )
  assert.equal((await see(`/v1/merchants/${teahouse}`)).json['code'], 'merchant_not_found')
  assert.deepEqual(
    itemsOf(await see('/v1/payments')).map(({ id }) => id),
    [ours],
  )
  assert.deepEqual(itemsOf(await see(`/v1/payments?merchant=${teahouse}`)), [])
  assert.equal((await see(`/v1/payments/${String(theirs)}`)).json['code'], 'payment_not_found')
  assert.equal((await see(`/v1/payments/${String(ours)}`)).status, 200)
  for (const path of ['/v1/people', '/v1/accounts', '/v1/acts', '/v1/operators', '/v1/approvals']) {
    assert.deepEqual([(await see(path)).json['needed'], path], ['scope:all', path])
  }
})

test('whatever an operator changes leaves an act, with who and from where', async () => {
  const created = await post('/v1/people', { external: { source: 'x', reference: '7' } }, maker)
  const [act] = itemsOf(await get('/v1/acts?action=people.create'))
  assert.partialDeepStrictEqual(act, {
    subject: created.json['id'],
    actor: { kind: 'operator' },
    origin: { ip: '127.0.0.1' },
  })
  const refused = await post('/v1/people', { external: { source: 'x', reference: '7' } }, maker)
  assert.equal(refused.json['code'], 'external_id_taken')
  assert.equal(itemsOf(await get('/v1/acts?action=people.create')).length, 1)
})

test('an export of the trail is itself in the trail', async () => {
  const csv = await get('/v1/acts/exports/csv')
  assert.equal(csv.status, 200)
  assert.match(csv.text.split('\n')[0] ?? '', /^seq,number,at,id,/)
  assert.match(csv.text, /person\.reveal/)
  const [act] = itemsOf(await get('/v1/acts?action=trail.export'))
  assert.partialDeepStrictEqual(act, { after: { format: 'csv' } })
  const lines = (await get('/v1/acts/exports/jsonl')).text.trimEnd().split('\n')
  assert.ok(lines.every((line) => typeof JSON.parse(line) === 'object'))
})

test('anybody may know what this installation may do, and each licence does less than the full one', async () => {
  const profile = await house.send({ method: 'GET', path: '/v1/profile' })
  assert.partialDeepStrictEqual(profile.json, { licence: 'payment_institution' })
  const all = capabilitiesOf('payment_institution')
  assert.deepEqual(profile.json['capabilities'], all)
  for (const licence of licenceNames.filter((each) => each !== 'payment_institution')) {
    const some = capabilitiesOf(licence)
    assert.ok(some.every((each) => all.includes(each)) && some.length < all.length, licence)
  }
  assert.deepEqual(capabilitiesOf('points_only'), ['points'])
})

test('what lies outside of the licence is refused before anything is read, and nothing moves', async () => {
  const door = await openDoor({ ...house.house, licence: 'points_only' })
  ground.onEnd(() => door.close())
  const [before] = await ground.db.query('select seq from ledger.head')
  const answer = await door.inject({
    method: 'POST',
    url: '/v1/top-ups',
    headers: { ...server, 'idempotency-key': 'licence', 'content-type': 'application/json' },
    payload: JSON.stringify({ person: lin, amount: { amount: '100', asset: 'CNY/2' } }),
  })
  assert.partialDeepStrictEqual(answer.json(), {
    code: 'licence_required',
    capability: 'stored_balance',
    profile: 'points_only',
  })
  assert.deepEqual(await ground.db.query('select seq from ledger.head'), [before])
  const profile = await door.inject({ method: 'GET', url: '/v1/profile' })
  assert.deepEqual(profile.json().capabilities, ['points'])
})
