import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { codeOf, testWallets } from '../../tests/harness/wallets.ts'
import { listActs } from '../oversight/index.ts'
import { createOperator, openSession } from '../parties/index.ts'
import { topUp } from '../wallet/index.ts'

const { house, ground, registered } = await testWallets({ after })
const { books } = house.house
const viewer = await house.sessionHeaders('viewer')
const approver = await house.sessionHeaders('approver')
const get = (path: string, headers = viewer) => house.send({ method: 'GET', path, headers })

test('an operator sees of a wallet its state, devices and sign-ins, and no address of a network', async () => {
  const { person } = await registered()
  const seen = await get(`/v1/people/${person}/wallet`)
  assert.equal(seen.json['state'], 'open')
  assert.equal(seen.json['hasPin'], true)
  assert.equal((seen.json['devices'] as unknown[]).length, 1)
  assert.equal((seen.json['signIns'] as { method: string }[])[0]?.method, 'registration')
  assert.ok(!/10\.0\.0\.|Mozilla/.test(seen.text))
  assert.equal((await get(`/v1/people/${house.wang}/wallet`)).json['state'], 'none')
})

test('bills of a person come newest first, page by page, without what was written beside them', async () => {
  const { person } = await registered()
  for (const [n, amount] of [100n, 200n, 300n].entries()) {
    ground.clock.tick(1_000)
    const occurredAt = ground.clock.now()
    const id = `top_01kjn5k6g0bbbbbbbbbbbbbbb${n}`
    await topUp(books, { id, person, asset: 'CNY/2', amount, occurredAt })
  }
  const first = await get(`/v1/people/${person}/bills?limit=2`)
  const amounts = (json: Record<string, unknown>) =>
    (json['items'] as { amount: string }[]).map(({ amount }) => amount)
  assert.deepEqual(amounts(first.json), ['300', '200'])
  const next = `/v1/people/${person}/bills?limit=2&cursor=${String(first.json['next'])}`
  assert.deepEqual(amounts((await get(next)).json), ['100'])
  assert.ok(!first.text.includes('note'))
})

test('a data scope is changed by another approver, holds at the next request, and is in the trail', async () => {
  const login = 'chen'
  const wanted = { login, name: '陈', role: 'operator' as const, password: 'not used in this test' }
  const { operator } = await createOperator(ground, wanted)
  const { token } = await openSession(ground, operator)
  const theirs = { cookie: `suanpan_session=${token}`, 'sec-fetch-site': 'same-origin' }
  assert.equal((await get('/v1/people', theirs)).status, 200)
  const set = (id: string, body: unknown) =>
    house.send({ method: 'PUT', path: `/v1/operators/${id}/scope`, headers: approver, body })
  const scope = { merchants: [house.teahouse], reveals: false }
  assert.equal((await set(operator.id, { ...scope, reason: '只管茶馆' })).status, 204)
  assert.equal(codeOf(await get('/v1/people', theirs)), 'forbidden')
  const [act] = await listActs(ground.db.query, { subject: operator.id, limit: 1 })
  assert.deepEqual(act?.before, { merchants: null, reveals: true })
  assert.deepEqual(act?.after, scope)
  const stranger = 'mer_01kjn5k6g0bbbbbbbbbbbbbbbb'
  const unknown = await set(operator.id, { ...scope, merchants: [stranger], reason: 'x' })
  assert.equal(codeOf(unknown), 'merchant_not_found')
  const me = await get('/v1/session', approver)
  const own = (me.json['operator'] as { id: string }).id
  assert.equal(codeOf(await set(own, { ...scope, reason: 'x' })), 'operator_is_you')
})
