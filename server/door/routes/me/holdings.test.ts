import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testDoor } from '../../../../tests/harness/door.ts'
import { startSubscribers } from '../../../platform/index.ts'
import { pointsSubscriber } from '../../../points/index.ts'
import { pay, topUp } from '../../../wallet/index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const { books } = house.house
const post = startSubscribers(ground, [pointsSubscriber(books)])
ground.onEnd(() => post.stop())
const asset = 'CNY/2'

const read = async (person: string, path: string): Promise<Record<string, unknown>> => {
  const headers = await house.walletHeaders(person)
  const answer = await house.send({ method: 'GET', path, headers })
  assert.equal(answer.status, 200, answer.text)
  return answer.json
}

test('somebody who never had anything has nothing, in every programme', async () => {
  const { money, points } = await read(wang, '/v1/me/holdings')
  assert.deepEqual(money, { asset, amount: '0' })
  assert.deepEqual(points, [
    {
      programme: 'basic',
      title: { zh: '积分', en: 'Points' },
      asset: 'PTS/0',
      available: '0',
      expiringNext: null,
    },
  ])
  assert.deepEqual((await read(wang, '/v1/me/points/basic/movements'))['items'], [])
})

test('a person sees what they have, lot by lot, and where each point came from', async () => {
  const occurredAt = ground.clock.now()
  const id = newId('pay', occurredAt)
  await topUp(books, {
    id: newId('top', occurredAt),
    person: lin,
    asset,
    amount: 10_000n,
    occurredAt,
  })
  const merchant = { id: teahouse, feeBasisPoints: 60, category: 'tea_house' }
  await pay(books, { id, person: lin, merchant, asset, amount: 1_800n, occurredAt })
  await post.drain()
  const { money, points } = await read(lin, '/v1/me/holdings')
  assert.deepEqual(money, { asset, amount: '8200' })
  const expiresAt = '2027-03-31T16:00:00.000Z'
  assert.deepEqual(points, [
    {
      programme: 'basic',
      title: { zh: '积分', en: 'Points' },
      asset: 'PTS/0',
      available: '18',
      expiringNext: { amount: '18', expiresAt },
    },
  ])
  const { items } = await read(lin, '/v1/me/points')
  assert.ok(Array.isArray(items))
  assert.deepEqual(items[0].lots, [{ remaining: '18', expiresAt, expired: false }])
  const moved = await read(lin, '/v1/me/points/basic/movements')
  assert.ok(Array.isArray(moved['items']))
  assert.deepEqual(
    moved['items'].map(({ id: _id, ...line }) => line),
    [
      {
        kind: 'points.earn',
        amount: '18',
        occurredAt: occurredAt.toISOString(),
        payment: id,
        merchant: '茶馆',
      },
    ],
  )
  assert.deepEqual((await read(wang, '/v1/me/points/basic/movements'))['items'], [])
})

test('a programme that is not there has no movements', async () => {
  const headers = await house.walletHeaders(lin)
  const answer = await house.send({
    method: 'GET',
    path: '/v1/me/points/other/movements',
    headers,
  })
  assert.equal(answer.json['code'], 'programme_not_found')
})
