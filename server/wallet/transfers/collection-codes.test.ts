import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testDoor } from '../../../tests/harness/door.ts'
import { tellPin } from '../../../tests/harness/payer.ts'
import { topUp } from '../index.ts'

const CNY = 'CNY/2'

test("a transfer by collection code reaches its owner, for what they ask, within a static code's day", async (t) => {
  const house = await testDoor(t)
  const { lin, wang, ground } = house
  const occurredAt = ground.clock.now()
  const id = newId('top', occurredAt)
  await topUp(house.house.books, { id, person: lin, asset: CNY, amount: 500_000n, occurredAt })
  const pin = await tellPin(ground, lin)
  const [payer, payee] = await Promise.all([house.walletHeaders(lin), house.walletHeaders(wang)])
  const codeFor = async (query = '', headers = payee): Promise<string> => {
    const path = `/v1/me/collection-code${query}`
    return String((await house.send({ method: 'GET', path, headers })).json['code'])
  }
  let keys = 0
  const pay = async (to: { code: string } | { person: string }, amount: string) => {
    const headers = { ...payer, 'idempotency-key': `by-code-${++keys}` }
    const body = { to, amount: { amount, asset: CNY }, proof: { kind: 'pin', pin } }
    return (await house.send({ method: 'POST', path: '/v1/me/transfers', headers, body })).json
  }
  const fixed = await codeFor('?amount=1000')
  assert.equal((await pay({ code: fixed }, '999'))['code'], 'collection_amount_fixed')
  const sent = await pay({ code: fixed }, '1000')
  assert.deepEqual(
    [sent['state'], sent['counterpart']],
    ['arrived', { person: wang, name: '*', phone: null }],
  )
  const plain = await codeFor()
  const above = await pay({ code: plain }, '49001')
  assert.deepEqual(
    [above['code'], above['kind'], above['available']],
    ['limit_reached', 'static_code_day', '49000'],
  )
  const byId = await pay({ person: wang }, '49001')
  assert.equal(byId['state'], 'arrived', 'whom one knows is no static code')
  const path = '/v1/me/collection-code/renewals'
  await house.send({ method: 'POST', path, headers: payee })
  assert.equal((await pay({ code: plain }, '100'))['code'], 'collection_code_void')
  assert.equal(
    (await pay({ code: await codeFor('', payer) }, '100'))['code'],
    'transfer_to_yourself',
  )
})
