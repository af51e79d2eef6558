import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test, { after } from 'node:test'
import { isReceipt } from '@suanpan/kernel/receipt-shape'
import { verifyReceipt } from '@suanpan/kernel/receipt'
import { verifyStatement } from '../ledger/index.ts'
import { testDoor, type Request } from '../../tests/harness/door.ts'

const house = await testDoor({ after })
const payments = await house.keyHeaders(['payments'])
const lin = await house.walletHeaders(house.lin)
const wang = await house.walletHeaders(house.wang)

let keys = 0
const post = (path: string, body: unknown) =>
  house.send({
    method: 'POST',
    path,
    headers: { ...payments, 'idempotency-key': `k${++keys}` },
    body,
  })
const ask = (path: string, headers = lin) => house.send({ method: 'GET', path, headers })
const change = (path: string, body: unknown, headers = lin, method: Request['method'] = 'PATCH') =>
  house.send({ method, path, headers, body })
const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })

await post('/v1/top-ups', { person: house.lin, amount: yuan('100000') })
house.ground.clock.tick(1000)
const paid = await post('/v1/payments', {
  person: house.lin,
  merchant: house.teahouse,
  amount: yuan('3000'),
  reference: 'table 3',
})
const bill = String(paid.json['id'])
house.ground.clock.tick(1000)
await post(`/v1/payments/${bill}/refunds`, { amount: yuan('1000'), reason: 'cold tea' })

test('a person finds a bill by name, amount, order number and note', async () => {
  const items = async (query: string) => {
    const { json } = await ask(`/v1/me/bills?${query}`)
    return (json['items'] as { id: string; kind: string }[]).map(({ kind }) => kind)
  }
  assert.deepEqual(await items('limit=10'), ['refund', 'payment', 'topup'])
  assert.deepEqual(await items(`search=${encodeURIComponent('茶')}`), ['refund', 'payment'])
  assert.deepEqual(await items(`search=${encodeURIComponent('¥30.00')}`), ['payment'])
  assert.deepEqual(await items('search=table'), ['refund', 'payment'])
  assert.deepEqual(await items('search=lantern'), [])
  const noted = await change(`/v1/me/bills/${bill}`, { note: 'by the lantern' })
  assert.equal(noted.json['note'], 'by the lantern')
  assert.deepEqual(await items('search=lantern'), ['payment'])
})

test('a bill shows its counterpart, its refunds and its own category', async () => {
  const changed = await change(`/v1/me/bills/${bill}`, { category: 'gifts' })
  assert.equal(changed.json['category'], 'gifts')
  assert.equal(changed.json['givenCategory'], 'tea_house')
  const { json } = await ask(`/v1/me/bills/${bill}`)
  assert.deepEqual((json['bill'] as { counterpart: unknown }).counterpart, {
    kind: 'merchant',
    id: house.teahouse,
    name: '茶馆',
  })
  assert.equal(json['refunded'], '1000')
  assert.equal((json['refunds'] as { reason: string }[])[0]?.reason, 'cold tea')
  const month = await ask('/v1/me/bill-months/2026-03')
  assert.equal(month.json['spending'], '2000')
  assert.equal(month.json['movedIn'], '100000')
  assert.deepEqual(month.json['categories'], [
    { category: 'gifts', spent: '2000', count: 1, permille: 1000 },
  ])
  const year = await ask('/v1/me/bill-years/2026')
  assert.equal((year.json['months'] as { spending: string }[])[2]?.spending, '2000')
})

test("a receipt proves the person's own entry and hides the merchant's", async () => {
  const { json } = await ask(`/v1/me/bills/${bill}/receipt`)
  assert.ok(isReceipt(json))
  const shown = json.entries.filter((entry) => typeof entry !== 'string')
  assert.deepEqual(
    shown.map(({ address }) => address),
    [`person:${house.lin}:cny`],
  )
  const tools = {
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    verifyEd25519: verifyStatement,
  }
  assert.equal((await verifyReceipt(json, tools)).ok, true)
})

test("somebody else's bill answers 404 on every route", async () => {
  for (const path of [`/v1/me/bills/${bill}`, `/v1/me/bills/${bill}/receipt`]) {
    const { status, json } = await ask(path, wang)
    assert.equal(status, 404)
    assert.equal(json['code'], 'bill_not_found')
  }
  const changed = await change(`/v1/me/bills/${bill}`, { note: 'mine now' }, wang)
  assert.equal(changed.status, 404)
  assert.deepEqual((await ask('/v1/me/bills', wang)).json['items'], [])
})

test('an export is a file of the span, in the language that was asked for', async () => {
  const span = 'from=2026-02-28T16:00:00Z&until=2026-03-31T16:00:00Z'
  const csv = await ask(`/v1/me/bills.csv?${span}&language=en`)
  assert.equal(csv.status, 200)
  assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8')
  assert.match(String(csv.headers['content-disposition']), /suanpan-2026-03-01-2026-03-31\.csv/)
  const lines = csv.text.trim().split('\r\n')
  assert.equal(lines.length, 4)
  assert.match(lines[0] ?? '', /^Time,Kind/)
  const none = await ask('/v1/me/bills.csv?from=2026-04-01T00:00:00Z&until=2026-05-01T00:00:00Z')
  assert.equal(none.text.trim().split('\r\n').length, 1)
})

test('a budget is set, shown with what is spent, warned of and ended', async () => {
  const path = '/v1/me/budgets/2026-03/gifts'
  const set = await change(path, { amount: '2500' }, lin, 'PUT')
  assert.deepEqual(set.json['items'], [
    { category: 'gifts', asset: 'CNY/2', amount: '2500', spent: '2000', level: 'near' },
  ])
  const warned = await ask('/v1/me/budget-warnings?category=gifts&amount=501')
  assert.equal((warned.json['items'] as { level: string }[])[0]?.level, 'broken')
  const elsewhere = await ask(`/v1/me/budget-warnings?merchant=${house.teahouse}&amount=99999`)
  assert.deepEqual(elsewhere.json['items'], [])
  const tips = await ask('/v1/me/tips')
  assert.equal((tips.json['items'] as { kind: string }[])[0]?.kind, 'budget')
  const ended = await change(path, { amount: null }, lin, 'PUT')
  assert.deepEqual(ended.json['items'], [])
})
