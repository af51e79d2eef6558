import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testDoor, type TestDoor } from '../../tests/harness/door.ts'
import { listMessages, subscribePush } from '../messages/index.ts'
import { freezePerson } from '../parties/index.ts'
import { startSubscribers, type Ground } from '../platform/index.ts'
import { topUp, transfer } from '../wallet/index.ts'
import { forgetSentOut, outwardSubscribers } from './index.ts'
import { setNoticePreferences, type NoticeWishes } from './preferences.ts'

const ASSET = 'CNY/2'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const KEYS = { publicKey: 'public', privateKey: 'private', subject: 'mailto:a@example.com' }
const SMS = { url: 'http://localhost/send', key: 'a key of the gateway', signature: '算盘' }

/** 林 lin has money; notes and SMS are configured, and what leaves the house is written down. */
async function outside(t: { after(work: () => Promise<void>): void }) {
  const house = await testDoor(t)
  const messages = { smsDailyMax: 100, push: KEYS, sms: { ...SMS, templates: {} } }
  const ground: Ground = { ...house.ground, config: { ...house.ground.config, messages } }
  const post = startSubscribers(ground, outwardSubscribers(ground))
  house.ground.onEnd(() => post.stop())
  await post.drain()
  const occurredAt = ground.clock.now()
  const id = newId('top', occurredAt)
  await topUp(house.house.books, {
    id,
    person: house.lin,
    asset: ASSET,
    amount: 10_000n,
    occurredAt,
  })
  await post.drain()
  return { ...house, post, outside: ground }
}

const send = (house: TestDoor): Promise<unknown> => {
  const occurredAt = house.ground.clock.now()
  const { lin: person, wang: payee } = house
  const order = { id: newId('trf', occurredAt), person, payee, arrival: 'instant' as const }
  return transfer(house.house.books, { ...order, asset: ASSET, amount: 1_000n, occurredAt })
}

const wish = (ways: Partial<NoticeWishes['kinds'][number]>): NoticeWishes => ({
  kinds: [{ kind: 'transfer', alert: true, ...ways }],
  quietHours: null,
})

async function left({ ground }: TestDoor): Promise<string[]> {
  const messages = await listMessages(ground, { reveal: true, limit: 20 })
  return messages.map(({ template, content }) => `${template} ${content?.text ?? ''}`).toSorted()
}

const takeNotes = ({ ground, wang }: TestDoor): Promise<void> =>
  subscribePush(ground, {
    person: wang,
    device: 'dev_00000000000000000000000001',
    subscription: {
      endpoint: 'https://fcm.googleapis.com/fcm/send/wang',
      keys: { p256dh: 'key', auth: 'auth' },
    },
  })

test('who takes notes is told by note, who asks for SMS by SMS, and who did neither only in the app', async (t) => {
  const house = await outside(t)
  await send(house)
  await house.post.drain()
  assert.deepEqual(await left(house), [])
  await takeNotes(house)
  await setNoticePreferences(house.ground, house.wang, wish({ sms: true }))
  await send(house)
  await house.post.drain()
  assert.deepEqual(await left(house), [
    'notice * 转给你 ¥10.00',
    'notice_sms 收到转账：* 转给你 ¥10.00',
  ])
  await setNoticePreferences(house.ground, house.wang, wish({ push: false, sms: false }))
  await send(house)
  await house.post.drain()
  assert.equal((await left(house)).length, 2)
})

test('a letter that comes twice leaves the house once', async (t) => {
  const house = await outside(t)
  await setNoticePreferences(house.ground, house.wang, wish({ sms: true }))
  await send(house)
  await house.post.drain()
  await house.post.stop()
  await house.ground.db.query(
    "update platform.subscribers set cursor = 0 where name = 'notices_outward'",
  )
  const again = startSubscribers(house.outside, outwardSubscribers(house.outside))
  await again.drain()
  await again.stop()
  assert.equal((await left(house)).length, 1)
  house.ground.clock.tick(8 * DAY_MS)
  assert.equal(await forgetSentOut(house.ground), 1)
})

test('in the hours that a person chose nothing leaves the house, but for their safety', async (t) => {
  const house = await outside(t)
  const { ground, wang } = house
  const quietHours = { fromHour: 12, untilHour: 13 }
  await setNoticePreferences(ground, wang, { ...wish({ sms: true }), quietHours })
  await send(house)
  await house.post.drain()
  assert.deepEqual(await left(house), [])
  await freezePerson(house.house.books, {
    person: wang,
    category: 'identity_check',
    in: false,
    out: true,
    by: 'test',
    reason: 'test',
  })
  await house.post.drain()
  const [safety, ...others] = await left(house)
  assert.match(String(safety), /^notice_safety /)
  assert.deepEqual(others, [])
  ground.clock.tick(HOUR_MS)
  await send(house)
  await house.post.drain()
  assert.equal((await left(house)).length, 2)
})

test('where no way out is configured, nothing reads along', async (t) => {
  const { ground } = await testDoor(t)
  assert.deepEqual(outwardSubscribers(ground), [])
})

test('a note opens the page of what it tells of', async (t) => {
  const house = await outside(t)
  await takeNotes(house)
  await send(house)
  await house.post.drain()
  const [row] = await house.ground.db.query<{ id: string; key: Buffer; sealed: Buffer }>(
    `select id, key, content_sealed as sealed from messages.outbox where template = 'notice'`,
  )
  const at = { table: 'messages.outbox', column: 'content', row: row?.id ?? '' }
  const { crypter } = house.ground
  const content = JSON.parse(crypter.decrypt(row!.key, at, row!.sealed)) as {
    params: { place?: string }
  }
  assert.match(content.params.place ?? '', /^\/transfers\/trf_/)
})
