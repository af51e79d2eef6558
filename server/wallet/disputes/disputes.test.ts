import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@suanpan/kernel/ids'
import { testDoor, type Answer, type TestDoor } from '../../../tests/harness/door.ts'
import { getAccount, listAccounts } from '../../ledger/index.ts'
import { startSubscribers, transaction } from '../../platform/index.ts'
import { disputesSubscriber, moveDueDisputes, pay, refund, topUp } from '../index.ts'

const CNY = 'CNY/2'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64')
let keys = 0

type Shop = TestDoor & {
  /** What lin paid the teahouse: 100.00, of which 0.60 are the fee. */
  payment: string
  phone: Record<string, string>
  till: Record<string, string>
  desk: Record<string, string>
  post(path: string, body: unknown, headers: Record<string, string>, key?: string): Promise<Answer>
}

async function shop(t: { after(work: () => Promise<void>): void }): Promise<Shop> {
  const door = await testDoor(t)
  const { ground, house, lin, teahouse } = door
  const occurredAt = ground.clock.now()
  const order = { person: lin, asset: CNY, occurredAt }
  await topUp(house.books, { ...order, id: newId('top', occurredAt), amount: 50_000n })
  const payment = newId('pay', occurredAt)
  const merchant = { id: teahouse, category: 'tea_house', feeBasisPoints: 60 }
  await pay(house.books, { ...order, id: payment, merchant, amount: 10_000n })
  return {
    ...door,
    payment,
    phone: await door.walletHeaders(lin),
    till: await door.keyHeaders(['payments', 'read'], teahouse),
    desk: await door.sessionHeaders('approver'),
    post: (path, body, headers, key = `dispute-${++keys}`) =>
      door.send({ method: 'POST', path, body, headers: { ...headers, 'idempotency-key': key } }),
  }
}

const doubt = (payment: string, more: Record<string, unknown> = {}) => ({
  payment,
  amount: '10000',
  reason: 'not_received',
  text: '没有收到茶叶\n已等了三天',
  ...more,
})

async function opened(at: Shop, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await at.post('/v1/me/disputes', doubt(at.payment, more), at.phone)
  assert.equal(answer.status, 201, answer.text)
  return String(answer.json['id'])
}

async function balanceOf({ ground, house }: Shop, account: string): Promise<bigint> {
  return (await getAccount(ground.db, house.books.book, account)).balance
}
const personHas = (at: Shop): Promise<bigint> => balanceOf(at, `person:${at.lin}:cny`)
const merchantHas = (at: Shop): Promise<bigint> => balanceOf(at, `merchant:${at.teahouse}:cny`)

async function isHeld({ ground, house }: Shop): Promise<bigint> {
  const holds = await listAccounts(ground.db, house.books.book, { prefix: 'hold', limit: 50 })
  return holds.reduce((sum, { balance }) => sum + balance, 0n)
}

const lettersOf = async ({ ground }: Shop): Promise<string[]> =>
  (
    await ground.db.query<{ told: string }>(
      `select type || ' ' || left(party, 3) as told from platform.letters
       where type like 'dispute.%' order by seq`,
    )
  ).map(({ told }) => told)

test('a dispute keeps the amount back from the merchant, and all of it goes back when they accept', async (t) => {
  const at = await shop(t)
  const id = await opened(at)
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [0n, 9_940n])
  const answered = await at.post(
    `/v1/disputes/${id}/answers`,
    { refund: '10000', text: '抱歉' },
    at.till,
  )
  assert.equal(answered.status, 201, answered.text)
  assert.deepEqual([answered.json['state'], answered.json['refunded']], ['refunded', '10000'])
  assert.deepEqual(
    [await personHas(at), await merchantHas(at), await isHeld(at)],
    [50_000n, 0n, 0n],
  )
  assert.equal(await balanceOf(at, 'income:fee:cny'), 0n)
  assert.deepEqual(await lettersOf(at), [
    'dispute.opened per',
    'dispute.opened mer',
    'dispute.answered per',
    'dispute.answered mer',
  ])
})

test('both sides read what was said and sent; nobody else does, and nothing lies open', async (t) => {
  const at = await shop(t)
  const file = (await at.post('/v1/me/files', { data: PNG }, at.phone)).json['id']
  const id = await opened(at, { files: [file] })
  const proof = (await at.post('/v1/files', { data: PNG }, at.till)).json['id']
  const said = { refund: '0', text: '已签收', files: [proof] }
  assert.equal((await at.post(`/v1/disputes/${id}/answers`, said, at.till)).status, 201)
  const seen = await at.send({ method: 'GET', path: `/v1/me/disputes/${id}`, headers: at.phone })
  const steps = seen.json['steps'] as { text: string; by: string; files: { id: string }[] }[]
  assert.deepEqual(
    steps.map(({ by, text, files }) => [by, text, files.map((each) => each.id)]),
    [
      ['person', '没有收到茶叶\n已等了三天', [file]],
      ['merchant', '已签收', [proof]],
    ],
  )
  const get = (path: string, headers: Record<string, string>) =>
    at.send({ method: 'GET', path, headers })
  const stranger = await at.walletHeaders(at.wang)
  const theirs = await get(`/v1/me/files/${String(proof)}`, at.phone)
  assert.equal(theirs.status, 200)
  assert.equal(theirs.headers['content-type'], 'application/octet-stream')
  assert.match(
    String(theirs.headers['content-disposition']),
    /^attachment; filename="fil_\w+\.png"$/,
  )
  assert.equal(theirs.headers['x-content-type-options'], 'nosniff')
  for (const path of [`/v1/me/files/${String(file)}`, `/v1/me/disputes/${id}`]) {
    assert.equal((await get(path, stranger)).status, 404)
  }
  assert.equal((await get(`/v1/disputes/${id}/files/${String(file)}`, at.till)).status, 200)
  assert.equal((await get(`/v1/disputes/${id}`, at.desk)).status, 200)
  const acts = await at.ground.db.query<{ action: string }>('select action from oversight.acts')
  assert.deepEqual(acts, [{ action: 'dispute.read' }])
  const [row] = await at.ground.db.query<{ found: boolean }>(
    `select exists (select 1 from wallet.dispute_words
      where position(convert_to('茶叶', 'UTF8') in text_sealed) > 0) as found`,
  )
  assert.equal(row?.found, false)
})

test('what the merchant does not answer in time escalates by itself, once', async (t) => {
  const at = await shop(t)
  const id = await opened(at)
  const { clock } = at.ground
  clock.tick(72 * HOUR_MS - 1)
  assert.equal(await moveDueDisputes(at.house.books, clock.now()), 0)
  clock.tick(1)
  const sweeps = await Promise.all([
    moveDueDisputes(at.house.books, clock.now()),
    moveDueDisputes(at.house.books, clock.now()),
  ])
  assert.equal(sweeps[0] + sweeps[1], 1)
  const late = await at.post(`/v1/disputes/${id}/answers`, { refund: '0', text: '晚了' }, at.till)
  assert.deepEqual([late.json['code'], late.json['state']], ['dispute_moved_on', 'escalated'])
  const decided = await at.post(
    `/v1/disputes/${id}/decisions`,
    { refund: '0', text: '已签收' },
    await at.sessionHeaders('operator'),
  )
  assert.deepEqual([decided.status, decided.json['state']], [201, 'decided'])
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [9_940n, 0n])
  const phone = await at.walletHeaders(at.lin)
  const again = await at.post('/v1/me/disputes', doubt(at.payment), phone)
  assert.deepEqual([again.json['code'], again.json['dispute']], ['dispute_exists', id])
})

test('a part refunded leaves the rest held; not escalated in time, it is over', async (t) => {
  const at = await shop(t)
  const id = await opened(at)
  const part = await at.post(
    `/v1/disputes/${id}/answers`,
    { refund: '4000', text: '退一部分' },
    at.till,
  )
  assert.equal(part.json['state'], 'answered', part.text)
  assert.deepEqual(
    [await personHas(at), await merchantHas(at), await isHeld(at)],
    [44_000n, 0n, 5_964n],
  )
  at.ground.clock.tick(7 * DAY_MS)
  assert.equal(await moveDueDisputes(at.house.books, at.ground.clock.now()), 1)
  const headers = await at.walletHeaders(at.lin)
  const over = await at.send({ method: 'GET', path: `/v1/me/disputes/${id}`, headers })
  assert.deepEqual([over.json['state'], over.json['refunded']], ['refunded', '4000'])
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [5_964n, 0n])
})

test('an operator decides a refund out of what is held; a large one needs a second operator', async (t) => {
  const at = await shop(t)
  at.ground.config.disputes.aloneMax = 5_000n
  const id = await opened(at)
  await at.post(`/v1/disputes/${id}/answers`, { refund: '0', text: '不退' }, at.till)
  const raised = await at.post(`/v1/me/disputes/${id}/escalations`, { text: '没有签收' }, at.phone)
  assert.equal(raised.json['state'], 'escalated', raised.text)
  const decide = (refund: string, headers = at.desk) =>
    at.post(`/v1/disputes/${id}/decisions`, { refund, text: '商户无凭证' }, headers)
  const large = await decide('10000')
  assert.equal(large.json['code'], 'approval_required')
  const second = await at.sessionHeaders('approver')
  const path = `/v1/approvals/${String(large.json['approval'])}/decisions`
  const agreed = await at.post(path, { verdict: 'approved', reason: '同意' }, second)
  assert.ok(agreed.status < 300, agreed.text)
  assert.deepEqual(
    [await personHas(at), await merchantHas(at), await isHeld(at)],
    [50_000n, 0n, 0n],
  )
  const after = await decide('100')
  assert.deepEqual([after.json['code'], after.json['state']], ['dispute_moved_on', 'decided'])
})

test('whoever takes a dispute back may open another; the money is the merchant’s meanwhile', async (t) => {
  const at = await shop(t)
  const id = await opened(at)
  const twice = await at.post('/v1/me/disputes', doubt(at.payment), at.phone)
  assert.equal(twice.json['code'], 'dispute_exists')
  const back = await at.post(`/v1/me/disputes/${id}/withdrawals`, undefined, at.phone, 'back')
  assert.equal(back.json['state'], 'withdrawn', back.text)
  const same = await at.post(`/v1/me/disputes/${id}/withdrawals`, undefined, at.phone, 'back')
  assert.deepEqual([same.status, same.headers['idempotency-replayed']], [201, 'true'])
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [9_940n, 0n])
  await opened(at)
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [0n, 9_940n])
})

test('of acts that race for a dispute exactly one wins, and no more than the payment goes back', async (t) => {
  const at = await shop(t)
  const openings = await Promise.all(
    [1, 2, 3, 4].map(() => at.post('/v1/me/disputes', doubt(at.payment), at.phone)),
  )
  assert.deepEqual(openings.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
  const id = String(openings.find(({ status }) => status === 201)!.json['id'])
  const acts = await Promise.all([
    at.post(`/v1/disputes/${id}/answers`, { refund: '10000', text: '退' }, at.till),
    at.post(`/v1/disputes/${id}/answers`, { refund: '10000', text: '退' }, at.till),
    at.post(`/v1/disputes/${id}/answers`, { refund: '0', text: '不退' }, at.till),
    at.post(`/v1/me/disputes/${id}/withdrawals`, undefined, at.phone),
    refund(at.house.books, {
      id: newId('ref', at.ground.clock.now()),
      payment: at.payment,
      amount: 10_000n,
      occurredAt: at.ground.clock.now(),
    }).then(
      () => ({ status: 0 }),
      () => ({ status: 1 }),
    ),
  ])
  assert.equal(acts.slice(0, 4).filter(({ status }) => status === 201).length, 1)
  assert.ok((await personHas(at)) <= 50_000n)
  const [{ refunded } = { refunded: 0n }] = await at.ground.db.query<{ refunded: bigint }>(
    'select coalesce(sum(amount), 0)::int8 as refunded from wallet.refunds',
  )
  assert.ok(refunded <= 10_000n)
  assert.equal(await personHas(at), 40_000n + refunded)
})

test('a payment refunded wholly in another way ends its dispute, once, and nothing stays held', async (t) => {
  const at = await shop(t)
  const { ground, lin, teahouse } = at
  const { books } = at.house
  const occurredAt = ground.clock.now()
  const merchant = { id: teahouse, category: 'tea_house', feeBasisPoints: 0 }
  const other = { id: newId('pay', occurredAt), person: lin, asset: CNY, amount: 20_000n }
  await pay(books, { ...other, merchant, occurredAt })
  const id = await opened(at, { amount: '4000' })
  const elsewhere = (amount: bigint) =>
    refund(books, { id: newId('ref', occurredAt), payment: at.payment, amount, occurredAt })

  await elsewhere(7_000n)
  assert.equal(await moveDueDisputes(books, occurredAt), 0)
  const desk = await at.send({ method: 'GET', path: `/v1/disputes/${id}`, headers: at.desk })
  assert.deepEqual([desk.json['state'], desk.json['left']], ['opened', '3000'])

  await elsewhere(3_000n)
  const post = startSubscribers(ground, [disputesSubscriber(books)])
  const swept = await Promise.all([1, 2].map(() => moveDueDisputes(books, occurredAt)))
  await post.drain()
  await post.stop()
  assert.ok(swept[0]! + swept[1]! <= 1)
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [20_000n, 0n])
  const seen = await at.send({ method: 'GET', path: `/v1/me/disputes/${id}`, headers: at.phone })
  const steps = seen.json['steps'] as { act: string; by: string }[]
  assert.deepEqual(
    [seen.json['state'], seen.json['refunded'], steps.map(({ act, by }) => `${act} ${by}`)],
    ['refunded', '0', ['open person', 'settle system']],
  )
  assert.deepEqual((await lettersOf(at)).slice(2), ['dispute.settled per', 'dispute.settled mer'])
  const late = await at.post(`/v1/disputes/${id}/answers`, { refund: '0', text: '退了' }, at.till)
  assert.deepEqual([late.json['code'], late.json['state']], ['dispute_moved_on', 'refunded'])
})

test('a merchant without a balance hinders nobody from disputing, and owes exactly what is short', async (t) => {
  const at = await shop(t)
  const { books } = at.house
  const when = at.ground.clock.now()
  const other = newId('pay', when)
  const merchant = { id: at.teahouse, category: 'tea_house', feeBasisPoints: 0 }
  const order = { person: at.wang, asset: CNY, occurredAt: when }
  await topUp(books, { ...order, id: newId('top', when), amount: 100n })
  await pay(books, { ...order, id: other, merchant, amount: 100n })
  // What the teahouse has goes elsewhere first.
  await books.post({
    id: newId('adj', when),
    kind: 'test',
    intent: Buffer.alloc(16),
    occurredAt: when,
    legs: [
      {
        from: { account: `merchant:${at.teahouse}:cny` },
        to: { account: `person:${at.wang}:cny` },
        amount: 9_000n,
      },
    ],
  })
  const id = await opened(at)
  assert.deepEqual([await merchantHas(at), await isHeld(at)], [0n, 1_040n])
  const short = await at.post(
    `/v1/disputes/${id}/answers`,
    { refund: '10000', text: '退' },
    at.till,
  )
  assert.deepEqual(
    [short.json['code'], short.json['needed'], short.json['available']],
    ['insufficient_funds', '10000', '1100'],
  )
  assert.deepEqual([await personHas(at), await isHeld(at)], [40_000n, 1_040n])
  const part = await at.post(`/v1/disputes/${id}/answers`, { refund: '1000', text: '退' }, at.till)
  assert.equal(part.json['state'], 'answered', part.text)
})

test('too late, too much and not one’s own are refused with their numbers, and nothing moves', async (t) => {
  const at = await shop(t)
  const before = await at.ground.db.query('select seq from ledger.head')
  const much = await at.post('/v1/me/disputes', doubt(at.payment, { amount: '10001' }), at.phone)
  assert.deepEqual(
    [much.json['code'], much.json['refundable'], much.json['wanted']],
    ['dispute_exceeds_payment', '10000', '10001'],
  )
  const stranger = await at.walletHeaders(at.wang)
  assert.equal((await at.post('/v1/me/disputes', doubt(at.payment), stranger)).status, 404)
  const theirs = (await at.post('/v1/me/files', { data: PNG }, stranger)).json['id']
  const stolen = await at.post('/v1/me/disputes', doubt(at.payment, { files: [theirs] }), at.phone)
  assert.equal(stolen.json['code'], 'file_not_found')
  at.ground.clock.tick(181 * DAY_MS)
  const late = await at.post('/v1/me/disputes', doubt(at.payment), await at.walletHeaders(at.lin))
  assert.deepEqual([late.json['code'], late.json['days']], ['dispute_too_late', 180])
  assert.deepEqual(await at.ground.db.query('select seq from ledger.head'), before)
})

test('what was written and sent is erased with who somebody was; that there was a dispute stays', async (t) => {
  const at = await shop(t)
  const { ground, lin } = at
  const file = String((await at.post('/v1/me/files', { data: PNG }, at.phone)).json['id'])
  const id = await opened(at, { files: [file] })
  const post = startSubscribers(ground, [disputesSubscriber(at.house.books)])
  ground.onEnd(() => post.stop())
  await transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const body = { person: lin, at: now.toISOString() }
    tx.emit({ id: newId('ltr', now), type: 'wallet.shredded', party: lin, at: now, body })
  })
  const readable = `select (select count(*) from wallet.dispute_words where key is not null)
    + (select count(*) from platform.files where key is not null) as left`
  for (;;) {
    const [row] = await ground.db.query<{ left: bigint }>(readable)
    if (row?.left === 0n) break
    await sleep(20)
  }
  const seen = await at.send({ method: 'GET', path: `/v1/me/disputes/${id}`, headers: at.phone })
  const [step] = seen.json['steps'] as { text: unknown; files: unknown[] }[]
  assert.deepEqual([step?.text, step?.files], [null, []])
})
