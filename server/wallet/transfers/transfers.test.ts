import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testDoor, type TestDoor } from '../../../tests/harness/door.ts'
import { freezeHolder, getPosting, listAccounts } from '../../ledger/index.ts'
import { registerPeople, setPin } from '../../parties/index.ts'
import { startSubscribers, transaction } from '../../platform/index.ts'
import { endDueTransfers, topUp, transfersSubscriber } from '../index.ts'

const CNY = 'CNY/2'
const HOUR_MS = 3_600_000
type Friends = TestDoor & { ming: string; hong: string; headers: Record<string, string> }

/** 小明 ming has 5,000 yuan and sends; 王小红 hong receives. */
async function friends(t: { after(work: () => Promise<void>): void }): Promise<Friends> {
  const house = await testDoor(t)
  const registeredAt = new Date('2025-01-01T00:00:00Z')
  const [ming = '', hong = ''] = await transaction(house.ground.db, (tx) =>
    registerPeople(tx, house.ground, [
      { registeredAt, name: '李小明', phone: '13900000001' },
      { registeredAt, name: '王小红', phone: '13900000002' },
    ]),
  )
  await setPin(house.ground, { person: ming, pin: '246813' })
  await house.ground.db.query(
    `insert into parties.real_names (person, class, provider, verified_at)
     values ($1, 'III', 'test', $2)`,
    [ming, registeredAt],
  )
  const occurredAt = house.ground.clock.now()
  const id = newId('top', occurredAt)
  await topUp(house.house.books, { id, person: ming, asset: CNY, amount: 500_000n, occurredAt })
  return { ...house, ming, hong, headers: await house.walletHeaders(ming) }
}

let keys = 0
function sendMoney(house: Friends, body: Record<string, unknown>, key = `transfer-${++keys}`) {
  return house.send({
    method: 'POST',
    path: '/v1/me/transfers',
    headers: { ...house.headers, 'idempotency-key': key },
    body: {
      amount: { amount: '1000', asset: CNY },
      proof: { kind: 'pin', pin: '246813' },
      ...body,
    },
  })
}

async function moneyOf({ ground, house }: TestDoor, person: string): Promise<bigint> {
  const where = { prefix: `person:${person}`, limit: 1 }
  const [account] = await listAccounts(ground.db, house.books.book, where)
  return account?.balance ?? 0n
}

async function lettersOf({ ground }: TestDoor): Promise<string[]> {
  const rows = await ground.db.query<{ told: string }>(
    `select type || ' ' || (body->>'amount') as told from platform.letters
     where type like 'transfer.%' order by seq`,
  )
  return rows.map(({ told }) => told)
}

function revokeIt(house: Friends, id: unknown, headers = house.headers, key = `rev-${++keys}`) {
  const path = `/v1/me/transfers/${String(id)}/revocations`
  return house.send({ method: 'POST', path, headers: { ...headers, 'idempotency-key': key } })
}

test('the sheet shows the masked name of whom a phone belongs to, and what should make one think', async (t) => {
  const house = await friends(t)
  const ask = (body: unknown) =>
    house.send({
      method: 'POST',
      path: '/v1/me/transfers/previews',
      headers: house.headers,
      body,
    })
  const { json } = await ask({
    to: { phone: '+86 139 0000 0002' },
    amount: { amount: '600000', asset: CNY },
  })
  assert.deepEqual(json, {
    payee: { person: house.hong, name: '*小红', phone: '*******0002' },
    isFirst: true,
    lastAt: null,
    warnings: ['first_time', 'large'],
    surnameNeeded: true,
    stepUp: 'passkey',
    delayHours: 0,
    proofPayee: house.hong,
    fee: '0',
  })
  const nobody = await ask({
    to: { phone: '13911112222' },
    amount: { amount: '100', asset: CNY },
  })
  assert.deepEqual(nobody.json['payee'], { person: null, name: null, phone: '*******2222' })
  assert.deepEqual(nobody.json['warnings'], ['unregistered'])
  const myself = await ask({
    to: { phone: '13900000001' },
    amount: { amount: '100', asset: CNY },
  })
  assert.equal(myself.json['code'], 'transfer_to_yourself')
})

test('a transfer is a bill on both sides: on its way, arrived or back, each with its own receipt', async (t) => {
  const house = await friends(t)
  const { clock } = house.ground
  const hong = await house.walletHeaders(house.hong)
  const bills = async (headers: Record<string, string>) => {
    const { json } = await house.send({
      method: 'GET',
      path: '/v1/me/bills?kind=transfer',
      headers,
    })
    type Seen = { id: string; direction: string; state: string; counterpart: { name: string } }
    return json['items'] as Seen[]
  }
  const sent = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_2h' })
  assert.deepEqual(await bills(hong), [])
  assert.equal((await bills(house.headers))[0]?.state, 'processing')
  clock.tick(2 * HOUR_MS)
  await endDueTransfers(house.house.books, clock.now())
  const [out] = await bills(house.headers)
  const [come] = await bills(hong)
  assert.deepEqual([out?.direction, out?.state, out?.counterpart.name], ['out', 'settled', '*小红'])
  assert.deepEqual(
    [come?.direction, come?.state, come?.counterpart.name],
    ['in', 'settled', '*小明'],
  )
  for (const headers of [house.headers, hong]) {
    const path = `/v1/me/bills/${String(sent.json['id'])}/receipt`
    assert.equal((await house.send({ method: 'GET', path, headers })).status, 200)
  }
  const second = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_2h' })
  await revokeIt(house, second.json['id'])
  assert.equal((await bills(house.headers))[0]?.state, 'failed')
  const month = await house.send({
    method: 'GET',
    path: '/v1/me/bill-months/2026-03',
    headers: house.headers,
  })
  assert.equal(month.json['spending'], '1000')
})

test('a transfer is there at once, both see it, and the same request moves nothing twice', async (t) => {
  const house = await friends(t)
  const body = { to: { phone: '13900000002' }, note: '早餐 breakfast' }
  const first = await sendMoney(house, body, 'breakfast')
  assert.equal(first.status, 201, first.text)
  assert.equal(first.json['state'], 'arrived')
  const again = await sendMoney(house, body, 'breakfast')
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.deepEqual(again.json, first.json)
  const other = await sendMoney(house, { ...body, note: 'lunch' }, 'breakfast')
  assert.equal(other.json['code'], 'id_used_with_other_content')
  assert.deepEqual(
    [await moneyOf(house, house.ming), await moneyOf(house, house.hong)],
    [499_000n, 1_000n],
  )
  assert.deepEqual(await lettersOf(house), ['transfer.sent 1000', 'transfer.received 1000'])

  const hong = await house.walletHeaders(house.hong)
  const path = `/v1/me/transfers/${String(first.json['id'])}`
  const seen = await house.send({ method: 'GET', path, headers: hong })
  assert.equal(seen.json['direction'], 'in')
  assert.equal(seen.json['note'], '早餐 breakfast')
  assert.deepEqual(seen.json['counterpart'], { person: house.ming, name: '*小明', phone: null })
  for (const headers of [house.headers, hong]) {
    const list = await house.send({ method: 'GET', path: '/v1/me/transfers', headers })
    assert.equal((list.json['items'] as unknown[]).length, 1)
  }
})

test('somebody else’s transfer is not there for a third', async (t) => {
  const house = await friends(t)
  const { json } = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_2h' })
  const third = await house.walletHeaders(house.wang)
  const path = `/v1/me/transfers/${String(json['id'])}`
  const seen = await house.send({ method: 'GET', path, headers: third })
  assert.equal(seen.status, 404)
  assert.equal(seen.json['code'], 'transfer_not_found')
  for (const who of [third, await house.walletHeaders(house.hong)])
    assert.equal((await revokeIt(house, json['id'], who)).status, 404)
  assert.equal(await moneyOf(house, house.ming), 499_000n)
})

test('the books carry a salted hash of the message and never the message', async (t) => {
  const house = await friends(t)
  const { json } = await sendMoney(house, { to: { person: house.hong }, note: 'secret' })
  const { ground } = house
  const posting = await getPosting(ground.db, house.house.books.book, String(json['id']))
  assert.match(posting?.reference ?? '', /^note:[A-Za-z0-9_-]{43}$/)
  const [row] = await ground.db.query<{ words: string }>(
    `select encode(note_sealed, 'escape') as words from wallet.transfer_words`,
  )
  assert.doesNotMatch(row?.words ?? '', /secret/)
  await ground.db.query('update wallet.transfer_words set key = null')
  const path = `/v1/me/transfers/${String(json['id'])}`
  const seen = await house.send({ method: 'GET', path, headers: house.headers })
  assert.equal(seen.json['note'], null)
})

test('a transfer that arrives later waits in transit, arrives once when it is due, and cannot be revoked then', async (t) => {
  const house = await friends(t)
  const { json } = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_2h' })
  assert.equal(json['state'], 'in_transit')
  assert.equal(json['revocable'], true)
  const { books } = house.house
  assert.equal(await endDueTransfers(books, house.ground.clock.now()), 0)
  assert.equal(await moneyOf(house, house.hong), 0n)
  house.ground.clock.tick(2 * HOUR_MS)
  const sweeps = await Promise.all(
    [1, 2, 3].map(() => endDueTransfers(books, house.ground.clock.now())),
  )
  assert.equal(
    sweeps.reduce((sum, each) => sum + each, 0),
    1,
  )
  assert.equal(await moneyOf(house, house.hong), 1_000n)
  const late = await revokeIt(house, json['id'])
  assert.equal(late.json['code'], 'transfer_not_revocable')
  assert.equal(late.json['state'], 'arrived')
  assert.deepEqual(await lettersOf(house), [
    'transfer.sent 1000',
    'transfer.arriving 1000',
    'transfer.received 1000',
  ])
})

test('a revocation brings the money back once, also when it is asked for twice', async (t) => {
  const house = await friends(t)
  const { json } = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_24h' })
  const first = await revokeIt(house, json['id'])
  assert.equal(first.status, 201)
  assert.equal(first.json['state'], 'revoked')
  const again = await revokeIt(house, json['id'])
  assert.equal(again.headers['idempotency-replayed'], 'true')
  house.ground.clock.tick(24 * HOUR_MS)
  assert.equal(await endDueTransfers(house.house.books, house.ground.clock.now()), 0)
  assert.equal(await moneyOf(house, house.ming), 500_000n)
  assert.deepEqual((await lettersOf(house)).slice(2), ['transfer.revoked 1000'])
})

test('arrival and revocation race, and exactly one of them happens to each transfer', async (t) => {
  const house = await friends(t)
  const ids: unknown[] = []
  for (let n = 0; n < 20; n++) {
    const { json } = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_2h' })
    ids.push(json['id'])
  }
  house.ground.clock.tick(2 * HOUR_MS)
  const [ended, ...revoked] = await Promise.all([
    endDueTransfers(house.house.books, house.ground.clock.now()),
    ...ids.map((id) => revokeIt(house, id)),
  ])
  const calledBack = revoked.filter(({ status }) => status === 201).length
  assert.equal(ended + calledBack, 20)
  for (const { status, json } of revoked)
    if (status !== 201) assert.equal(json['code'], 'transfer_not_revocable')
  assert.equal(await moneyOf(house, house.hong), BigInt(ended) * 1_000n)
  assert.equal(await moneyOf(house, house.ming), 500_000n - BigInt(ended) * 1_000n)
  const left = await house.ground.db.query('select 1 from wallet.transfers_in_transit')
  assert.equal(left.length, 0)
})

test('money to a phone without a wallet waits a day and goes back', async (t) => {
  const house = await friends(t)
  const { json } = await sendMoney(house, { to: { phone: '139 1111 2222' } })
  assert.equal(json['arrival'], 'on_registration')
  assert.deepEqual(json['counterpart'], { person: null, name: null, phone: '*******2222' })
  house.ground.clock.tick(24 * HOUR_MS)
  assert.equal(await endDueTransfers(house.house.books, house.ground.clock.now()), 1)
  assert.equal(await moneyOf(house, house.ming), 500_000n)
  assert.deepEqual((await lettersOf(house)).slice(1), ['transfer.returned 1000'])
  const path = `/v1/me/transfers/${String(json['id'])}`
  const seen = await house.send({ method: 'GET', path, headers: house.headers })
  assert.equal(seen.json['state'], 'returned')
  assert.equal(seen.json['reason'], 'unclaimed')
})

test('whoever registers with the phone receives what waits for it, by the letter and once', async (t) => {
  const house = await friends(t)
  const { books } = house.house
  await sendMoney(house, { to: { phone: '13911112222' } })
  await sendMoney(house, { to: { phone: '13911112222' } }, 'second')
  const post = startSubscribers(house.ground, [transfersSubscriber(books)])
  house.ground.onEnd(() => post.stop())
  const registeredAt = house.ground.clock.now()
  const [newcomer = ''] = await transaction(house.ground.db, (tx) =>
    registerPeople(tx, house.ground, [{ registeredAt, name: '周', phone: '13911112222' }]),
  )
  await post.drain()
  assert.equal(await moneyOf(house, newcomer), 2_000n)
  const again = await sendMoney(house, { to: { phone: '13911112222' } }, 'second')
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.equal(await moneyOf(house, newcomer), 2_000n)
  const received = (await lettersOf(house)).filter((told) => told.startsWith('transfer.received'))
  assert.equal(received.length, 2)
})

test('what a payee may not receive when it arrives goes back to the payer', async (t) => {
  const house = await friends(t)
  const { books } = house.house
  const { json } = await sendMoney(house, { to: { person: house.hong }, arrival: 'after_2h' })
  await freezeHolder(books, { holder: house.hong, in: true, out: true, by: 'test', reason: 'test' })
  house.ground.clock.tick(2 * HOUR_MS)
  await endDueTransfers(books, house.ground.clock.now())
  assert.equal(await moneyOf(house, house.ming), 500_000n)
  const path = `/v1/me/transfers/${String(json['id'])}`
  const seen = await house.send({ method: 'GET', path, headers: house.headers })
  assert.equal(seen.json['reason'], 'not_receivable')
})

test('a first large transfer asks for the surname, and gives three tries', async (t) => {
  const house = await friends(t)
  const large = { to: { person: house.hong }, amount: { amount: '100000', asset: CNY } }
  const codeOf = async (surname?: string): Promise<unknown> => {
    const { json } = await sendMoney(house, { ...large, ...(surname && { surname }) })
    return json['code'] ?? json['state']
  }
  assert.equal(await codeOf(), 'surname_required')
  assert.equal(await codeOf('李'), 'surname_wrong')
  assert.equal(await codeOf('张'), 'surname_wrong')
  assert.equal(await codeOf('王'), 'passkey_required')
  assert.equal(await codeOf('张'), 'surname_wrong', 'the right one set the count free')
  await sendMoney(house, { to: { person: house.hong } })
  house.ground.clock.tick(24 * HOUR_MS)
  assert.equal(await codeOf(), 'arrived', 'they are no longer new to each other')
})

test('three wrong surnames close the way for the day, for the right one too', async (t) => {
  const house = await friends(t)
  const large = { to: { person: house.hong }, amount: { amount: '100000', asset: CNY } }
  const answers = await Promise.all(
    ['张', '李', '赵', '钱'].map((surname) => sendMoney(house, { ...large, surname })),
  )
  const codes = answers.map(({ json }) => json['code']).toSorted()
  assert.deepEqual(codes, ['surname_locked', 'surname_wrong', 'surname_wrong', 'surname_wrong'])
  const right = await sendMoney(house, { ...large, surname: '王' })
  assert.equal(right.json['code'], 'surname_locked')
  assert.equal(await moneyOf(house, house.ming), 500_000n)
})

test('without a proof nothing leaves, and a wrong PIN is told how many tries are left', async (t) => {
  const house = await friends(t)
  const none = await sendMoney(house, { to: { person: house.hong }, proof: undefined })
  assert.equal(none.json['code'], 'pin_required')
  const proof = { kind: 'pin', pin: '246814' }
  const wrong = await sendMoney(house, { to: { person: house.hong }, proof })
  assert.equal(wrong.json['triesLeft'], 4)
  assert.equal(await moneyOf(house, house.ming), 500_000n)
})

test('contacts are those one sent to or received from; who is hidden comes back with the next transfer', async (t) => {
  const house = await friends(t)
  const contacts = async (headers: Record<string, string>): Promise<unknown[]> => {
    const { json } = await house.send({ method: 'GET', path: '/v1/me/contacts', headers })
    return json['items'] as unknown[]
  }
  await sendMoney(house, { to: { person: house.hong } })
  const lastAt = house.ground.clock.now().toISOString()
  assert.deepEqual(await contacts(house.headers), [
    { person: house.hong, name: '*小红', phone: '*******0002', lastAt, lastDirection: 'out' },
  ])
  assert.equal((await contacts(await house.walletHeaders(house.hong))).length, 1)
  house.ground.clock.tick(1_000)
  const path = `/v1/me/contacts/${house.hong}`
  await house.send({ method: 'DELETE', path, headers: house.headers })
  assert.deepEqual(await contacts(house.headers), [])
  house.ground.clock.tick(1_000)
  await sendMoney(house, { to: { person: house.hong } })
  assert.equal((await contacts(house.headers)).length, 1)
})
