import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testDoor } from '../../tests/harness/door.ts'
import { pay, topUp } from '../wallet/index.ts'

const house = await testDoor({ after })
const { ground, lin, wang, teahouse } = house
const { books } = house.house
const DAY_MS = 86_400_000
const occurredAt = ground.clock.now()
for (const person of [lin, wang]) {
  const order = { id: newId('top', occurredAt), person, asset: 'CNY/2', amount: 50_000n }
  await topUp(books, { ...order, occurredAt })
}

const ask = async (
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  { body, who = lin }: { body?: unknown; who?: string } = {},
) =>
  house.send({
    method,
    path: `/v1/me${path}`,
    // Another device each time: what was put away is known on all of them.
    headers: await house.walletHeaders(who),
    ...(body !== undefined && { body }),
  })

async function spend(person: string, amount: bigint): Promise<void> {
  const at = ground.clock.now()
  const merchant = { id: teahouse, feeBasisPoints: 60, category: 'teahouse' }
  const order = { id: newId('pay', at), person, merchant, asset: 'CNY/2', amount }
  await pay(books, { ...order, occurredAt: at })
}

const monthNow = (): string => ground.clock.now().toISOString().slice(0, 7)
const budget = (amount: string, who = lin) =>
  ask('PUT', `/budgets/${monthNow()}/all`, { body: { amount }, who })

async function tips(who = lin): Promise<[string[], number]> {
  const { json } = await ask('GET', '/tips', { who })
  const { items, putAway } = json as { items?: { id: string }[]; putAway?: number }
  return [(items ?? []).map(({ id }) => id), putAway ?? -1]
}

test('a tip is put away until the month is over, on every device and for nobody else', async () => {
  for (const who of [lin, wang]) {
    await spend(who, 1_700n)
    await budget('2000', who)
  }
  assert.deepEqual(await tips(), [['budget_near.all'], 0])
  const put = await ask('PUT', '/tips-put-away/budget_near.all', { body: { until: 'month' } })
  assert.equal(put.status, 204, put.text)
  assert.deepEqual(await tips(), [[], 1])
  assert.deepEqual(await tips(wang), [['budget_near.all'], 0])
})

test('what is new is told all the same: a budget that was near and broke is another tip', async () => {
  await spend(lin, 500n)
  assert.deepEqual(await tips(), [['budget_broken.all'], 1])
})

test('in the next month it is there again, and what was put away for good is not', async () => {
  await ask('PUT', '/tips-put-away/budget_broken.all', { body: { until: 'always' } })
  ground.clock.tick(31 * DAY_MS)
  await spend(lin, 1_700n)
  assert.deepEqual(await tips(), [['budget_near.all'], 1])
  await spend(lin, 500n)
  assert.deepEqual(await tips(), [[], 1])
})

test('undoing brings it back, one or all, and undoing twice is no matter', async () => {
  for (const _ of [1, 2]) await ask('DELETE', '/tips-put-away/budget_broken.all')
  assert.deepEqual(await tips(), [['budget_broken.all'], 0])
  await ask('PUT', '/tips-put-away/budget_broken.all', { body: { until: 'month' } })
  assert.deepEqual(await tips(), [[], 1])
  assert.equal((await ask('DELETE', '/tips-put-away')).status, 204)
  assert.deepEqual(await tips(), [['budget_broken.all'], 0])
})

test('a tip that is not there is not put away, and what is none is not understood', async () => {
  const none = await ask('PUT', '/tips-put-away/rise.taxi', { body: { until: 'always' } })
  assert.deepEqual([none.status, none.json['code']], [404, 'tip_not_found'])
  const odd = await ask('PUT', '/tips-put-away/whatever', { body: { until: 'always' } })
  assert.equal(odd.status, 400)
  assert.deepEqual(await tips(), [['budget_broken.all'], 0])
})
