import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDoor, type TestDoor } from '../../../tests/harness/door.ts'
import { personBalance, tellPin } from '../../../tests/harness/payer.ts'
import { newId } from '@suanpan/kernel/ids'
import { freezeHolder, getPosting, listAccounts } from '../../ledger/index.ts'
import { freezePerson, registerPeople } from '../../parties/index.ts'
import { transaction } from '../../platform/index.ts'
import { endDueRedPackets, openRedPacket, topUp } from '../index.ts'
import { commitmentTo, splitOf } from './split.ts'

const CNY = 'CNY/2'
const DAY_MS = 86_400_000
type After = { after(work: () => Promise<void>): void }
type Party = TestDoor & { pin: string; headers: Record<string, string> }

/** 林 lin has 5,000 yuan and sends; 王 wang and others open. */
async function party(t: After): Promise<Party> {
  const house = await testDoor(t)
  const occurredAt = house.ground.clock.now()
  const id = newId('top', occurredAt)
  await topUp(house.house.books, {
    id,
    person: house.lin,
    asset: CNY,
    amount: 500_000n,
    occurredAt,
  })
  const pin = await tellPin(house.ground, house.lin)
  return { ...house, pin, headers: await house.walletHeaders(house.lin) }
}

/** Friends with a verified name. */
async function friends({ ground }: TestDoor, count: number, class_ = 'II'): Promise<string[]> {
  const registeredAt = ground.clock.now()
  return transaction(ground.db, async (tx) => {
    const all = await registerPeople(
      tx,
      ground,
      Array.from({ length: count }, () => ({ registeredAt, name: '周' })),
    )
    await tx.query(
      `insert into parties.real_names (person, class, provider, verified_at)
       select id, $3, 'test', $2 from unnest($1::text[]) as id`,
      [all, registeredAt, class_],
    )
    return all
  })
}

let keys = 0
function send(house: Party, body: Record<string, unknown> = {}, key = `packet-${++keys}`) {
  return house.send({
    method: 'POST',
    path: '/v1/me/red-packets',
    headers: { ...house.headers, 'idempotency-key': key },
    body: {
      kind: 'random',
      shares: 3,
      amount: { amount: '1000', asset: CNY },
      proof: { kind: 'pin', pin: house.pin },
      ...body,
    },
  })
}

/** Sends one, and says its id and the code of its link. */
async function sent(house: Party, body: Record<string, unknown> = {}) {
  const { status, json, text } = await send(house, body)
  assert.equal(status, 201, text)
  return { id: String(json['id']), code: String(json['path']).split('/').at(-1)! }
}

function open(house: TestDoor, code: string, headers: Record<string, string>) {
  return house.send({
    method: 'POST',
    path: '/v1/me/red-packets/openings',
    headers: { ...headers, 'idempotency-key': `open-${++keys}` },
    body: { code },
  })
}

const lookUp = (house: TestDoor, code: string, headers: Record<string, string>) =>
  house.send({ method: 'POST', path: '/v1/me/red-packets/lookups', headers, body: { code } })

const detail = (house: TestDoor, id: string, headers: Record<string, string>) =>
  house.send({ method: 'GET', path: `/v1/me/red-packets/${id}`, headers })

async function left({ ground, house }: TestDoor): Promise<bigint> {
  const where = { prefix: 'redpacket', limit: 50 }
  const accounts = await listAccounts(ground.db, house.books.book, where)
  return accounts.reduce((sum, { balance }) => sum + balance, 0n)
}

async function lettersOf({ ground }: TestDoor): Promise<string[]> {
  const rows = await ground.db.query<{ told: string }>(
    `select type || ' ' || coalesce(body->>'amount', '') as told from platform.letters
     where type like 'red_packet.%' order by seq`,
  )
  return rows.map(({ told }) => told)
}

async function grabs(
  { ground }: TestDoor,
  packet: string,
): Promise<{ person: string; amount: bigint }[]> {
  return ground.db.query(
    'select person, amount from wallet.red_packet_grabs where packet = $1 order by slot',
    [packet],
  )
}

test('a thousand people reach for one packet at once: each share is taken once, nobody has two, and it comes to the fen', async (t) => {
  const house = await party(t)
  const { id } = await sent(house, { shares: 100, amount: { amount: '66666', asset: CNY } })
  const people = await friends(house, 1_000)
  const at = house.ground.clock.now()
  const opened = await Promise.all(
    people.map((person) =>
      openRedPacket(house.house.books, { packet: id, person, at }).then(
        ({ amount }) => ({ person, amount }),
        (error: unknown) => ({ person, code: (error as { code?: string }).code }),
      ),
    ),
  )
  const winners = opened.filter((each) => 'amount' in each)
  assert.equal(winners.length, 100)
  const losers = opened.filter((each) => 'code' in each)
  for (const { code } of losers) assert.match(String(code), /^red_packet_(taken|busy)$/)
  const rows = await grabs(house, id)
  assert.equal(new Set(rows.map(({ person }) => person)).size, 100)
  assert.equal(
    rows.reduce((sum, { amount }) => sum + amount, 0n),
    66_666n,
  )
  for (const { person, amount } of winners.filter((each) => 'amount' in each)) {
    assert.equal(await personBalance(house.house, person), amount)
  }
  assert.equal(await left(house), 0n)
  const { json } = await detail(house, id, house.headers)
  assert.equal(json['state'], 'taken')
  assert.equal((json['takers'] as unknown[]).length, 100)
  const seats = await house.ground.db.query('select 1 from wallet.red_packet_seats')
  assert.equal(seats.length, 0)
})

test('one person who taps a hundred times at once has one share', async (t) => {
  const house = await party(t)
  const { code, id } = await sent(house, { shares: 5 })
  const wang = await house.walletHeaders(house.wang)
  const answers = await Promise.all(Array.from({ length: 100 }, () => open(house, code, wang)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(answers.map(({ json }) => json['share'])).size, 1)
  const rows = await grabs(house, id)
  assert.equal(rows.length, 1)
  assert.equal(await personBalance(house.house, house.wang), rows[0]!.amount)
})

test('before the end nobody sees what others took or what is left; afterwards everybody who may can draw it again', async (t) => {
  const house = await party(t)
  const { code, id } = await sent(house, { shares: 2, greeting: '新年快乐' })
  const wang = await house.walletHeaders(house.wang)
  const { json: cover } = await lookUp(house, code, wang)
  assert.deepEqual(cover, {
    id,
    sender: { person: house.lin, name: '*' },
    kind: 'random',
    greeting: '新年快乐',
    state: 'open',
    expiresAt: new Date(house.ground.clock.now().getTime() + DAY_MS).toISOString(),
    asset: CNY,
    share: null,
    openable: true,
    reason: null,
  })
  const first = await open(house, code, wang)
  const hidden = ['amount', 'shares', 'takenCount', 'takenAmount', 'takers', 'seed', 'returned']
  for (const name of hidden) assert.equal(first.json[name], null, name)
  assert.equal((await detail(house, id, house.headers)).json['takers'], null)
  const [zhou = ''] = await friends(house, 1)
  const last = await open(house, code, await house.walletHeaders(zhou))
  assert.equal(last.json['state'], 'taken')
  const { json } = await detail(house, id, wang)
  const takers = json['takers'] as { amount: string }[]
  const seed = Buffer.from(String(json['seed']), 'hex')
  const drawn = splitOf({ amount: 1_000n, shares: 2, seed })
  assert.deepEqual(
    takers.map(({ amount }) => amount),
    drawn.map(String),
  )
  const posting = await getPosting(house.ground.db, house.house.books.book, id)
  assert.equal(posting?.reference, commitmentTo(seed))
  assert.deepEqual(await lettersOf(house), [
    'red_packet.sent 1000',
    `red_packet.received ${drawn[0]}`,
    `red_packet.received ${drawn[1]}`,
    'red_packet.finished 1000',
  ])
})

test('after a day the rest goes back once, however many sweep, and nobody opens it any more', async (t) => {
  const house = await party(t)
  const { code, id } = await sent(house, { kind: 'equal', amount: { amount: '900', asset: CNY } })
  const wang = await house.walletHeaders(house.wang)
  await open(house, code, wang)
  const { books } = house.house
  assert.equal(await endDueRedPackets(books, house.ground.clock.now()), 0)
  house.ground.clock.tick(DAY_MS)
  const [zhou = ''] = await friends(house, 1)
  const late = await open(house, code, await house.walletHeaders(zhou))
  assert.equal(late.json['code'], 'red_packet_expired')
  const sweeps = await Promise.all(
    [1, 2, 3].map(() => endDueRedPackets(books, house.ground.clock.now())),
  )
  assert.equal(
    sweeps.reduce((sum, each) => sum + each, 0),
    1,
  )
  assert.equal(await personBalance(house.house, house.lin), 500_000n - 300n)
  assert.equal(await left(house), 0n)
  const { json } = await detail(house, id, house.headers)
  assert.deepEqual([json['state'], json['returned'], json['takenCount']], ['expired', '600', 1])
  assert.ok((await lettersOf(house)).includes('red_packet.returned 600'))
  const again = await open(house, code, wang)
  assert.equal(again.json['share'], '300')
})

test('the end races thirty openings: each share is taken or comes back, and none of them both', async (t) => {
  const house = await party(t)
  const shares = { kind: 'equal', shares: 60, amount: { amount: '6000', asset: CNY } }
  const { id } = await sent(house, shares)
  const people = await friends(house, 30)
  const { books } = house.house
  const before = house.ground.clock.now()
  const end = new Date(before.getTime() + DAY_MS)
  const [ended, ...opened] = await Promise.all([
    endDueRedPackets(books, end),
    ...people.map((person) =>
      openRedPacket(books, { packet: id, person, at: before }).then(
        () => true,
        (error: unknown) => {
          assert.match(
            String((error as { code?: string }).code),
            /^red_packet_(expired|taken|busy)$/,
          )
          return false
        },
      ),
    ),
  ])
  assert.equal(ended, 1)
  const taken = BigInt(opened.filter(Boolean).length)
  assert.equal((await grabs(house, id)).length, Number(taken))
  assert.equal(await personBalance(house.house, house.lin), 500_000n - taken * 100n)
  assert.equal(await left(house), 0n)
})

test('the same request sends once, another under its key is refused, and a wrong PIN sends nothing', async (t) => {
  const house = await party(t)
  const first = await send(house, {}, 'twice')
  const again = await send(house, {}, 'twice')
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.equal(again.json['id'], first.json['id'])
  assert.equal(again.json['path'], first.json['path'])
  const other = await send(house, { shares: 4 }, 'twice')
  assert.equal(other.json['code'], 'id_used_with_other_content')
  const wrong = await send(house, { proof: { kind: 'pin', pin: '135790' } })
  assert.equal(wrong.json['code'], 'pin_wrong')
  const none = await send(house, { proof: undefined })
  assert.equal(none.json['code'], 'pin_required')
  assert.equal(await personBalance(house.house, house.lin), 499_000n)
})

test('what cannot be shared is refused with its numbers, and nothing moves', async (t) => {
  const house = await party(t)
  const amount = (text: string) => ({ amount: { amount: text, asset: CNY } })
  const codeOf = async (body: Record<string, unknown>) => (await send(house, body)).json['code']
  assert.equal(await codeOf({ shares: 2, ...amount('40001') }), 'red_packet_share_amount')
  assert.equal(await codeOf({ shares: 3, ...amount('2') }), 'red_packet_share_amount')
  assert.equal(await codeOf({ kind: 'equal', shares: 3, ...amount('1000') }), 'red_packet_uneven')
  assert.equal(await codeOf({ shares: 101 }), 'invalid_request')
  assert.equal(await codeOf({ guests: [house.wang] }), 'red_packet_guests')
  assert.equal(await codeOf({ shares: 1, guests: [house.lin] }), 'red_packet_own')
  assert.equal(
    await codeOf({ shares: 1, guests: [house.wang.replace(/.$/, '0')] }),
    'person_not_found',
  )
  assert.equal(await personBalance(house.house, house.lin), 500_000n)
})

test('what somebody sends a day is limited by a counter, whoever races', async (t) => {
  const house = await party(t)
  const body = { shares: 10, amount: { amount: '90000', asset: CNY } }
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(house, body)))
  const codes = answers.map(({ status, json }) => json['code'] ?? status).toSorted()
  assert.deepEqual(codes, [201, 201, 'limit_reached', 'limit_reached'])
  const refused = answers.find(({ status }) => status !== 201)
  assert.equal(refused?.json['kind'], 'red_packet_day')
  assert.equal(refused?.json['limit'], '200000')
})

test('only who is named opens a packet for named people, and each is told of it', async (t) => {
  const house = await party(t)
  const [zhou = '', wu = ''] = await friends(house, 2)
  const { code, id } = await sent(house, { shares: 2, guests: [house.wang, zhou] })
  const stranger = await house.walletHeaders(wu)
  assert.equal((await lookUp(house, code, stranger)).json['reason'], 'not_for_you')
  assert.equal((await open(house, code, stranger)).json['code'], 'red_packet_not_for_you')
  assert.equal((await detail(house, id, stranger)).status, 404)
  const wang = await house.walletHeaders(house.wang)
  const waiting = await house.send({
    method: 'GET',
    path: '/v1/me/red-packets/received',
    headers: wang,
  })
  assert.deepEqual(
    (waiting.json['items'] as { id: string; share: unknown }[]).map((each) => [
      each.id,
      each.share,
    ]),
    [[id, null]],
  )
  assert.equal((await open(house, code, wang)).status, 201)
  const told = (await lettersOf(house)).filter((each) => each.startsWith('red_packet.offered'))
  assert.equal(told.length, 2)
})

test('nobody opens their own, nobody without a name, nobody who is frozen; their seat stays free for others', async (t) => {
  const house = await party(t)
  const { code } = await sent(house, { shares: 1 })
  assert.equal((await open(house, code, house.headers)).json['code'], 'red_packet_own')
  const [unnamed = ''] = await transaction(house.ground.db, (tx) =>
    registerPeople(tx, house.ground, [{ registeredAt: house.ground.clock.now(), name: '吴' }]),
  )
  const refused = await open(house, code, await house.walletHeaders(unnamed))
  assert.equal(refused.json['code'], 'real_name_required')
  const wang = await house.walletHeaders(house.wang)
  await freezePerson(house.house.books, {
    person: house.wang,
    in: true,
    out: false,
    category: 'identity_check',
    reason: 'test',
    by: 'test',
  })
  assert.equal((await open(house, code, wang)).json['code'], 'wallet_frozen')
  const [zhou = ''] = await friends(house, 1)
  assert.equal((await open(house, code, await house.walletHeaders(zhou))).json['share'], '1000')
})

test('class I takes 500 yuan a day out of red packets; what is above stays for others', async (t) => {
  const house = await party(t)
  const [zhou = ''] = await friends(house, 1, 'I')
  const headers = await house.walletHeaders(zhou)
  const answers: unknown[] = []
  for (let n = 0; n < 3; n++) {
    const { code } = await sent(house, { shares: 1, amount: { amount: '20000', asset: CNY } })
    const { status, json } = await open(house, code, headers)
    answers.push(json['code'] ?? status)
  }
  assert.deepEqual(answers, [201, 201, 'limit_reached'])
  assert.equal(await personBalance(house.house, zhou), 40_000n)
})

test('a sender who is frozen meanwhile: the packet cannot be opened, nobody learns why, and the rest still goes back', async (t) => {
  const house = await party(t)
  const { code } = await sent(house)
  const { books } = house.house
  await freezeHolder(books, { holder: house.lin, in: true, out: true, by: 'test', reason: 'test' })
  const wang = await house.walletHeaders(house.wang)
  const refused = await open(house, code, wang)
  assert.equal(refused.json['code'], 'red_packet_unavailable')
  assert.equal(refused.text.includes(house.lin), false)
  house.ground.clock.tick(DAY_MS)
  assert.equal(await endDueRedPackets(books, house.ground.clock.now()), 1)
  assert.equal(await left(house), 0n)
})

test('sent, opened and returned are bills of whom they belong to, and the month agrees', async (t) => {
  const house = await party(t)
  const { code, id } = await sent(house, { kind: 'equal', amount: { amount: '900', asset: CNY } })
  const wang = await house.walletHeaders(house.wang)
  await open(house, code, wang)
  house.ground.clock.tick(DAY_MS)
  await endDueRedPackets(house.house.books, house.ground.clock.now())
  const bills = async (headers: Record<string, string>) => {
    const path = '/v1/me/bills?category=red_packet'
    const { json } = await house.send({ method: 'GET', path, headers })
    type Seen = { id: string; kind: string; direction: string; amount: string; related: unknown }
    return (json['items'] as Seen[]).map((each) => [each.kind, each.direction, each.amount])
  }
  assert.deepEqual(await bills(house.headers), [
    ['red_packet_return', 'in', '600'],
    ['red_packet', 'out', '900'],
  ])
  assert.deepEqual(await bills(wang), [['red_packet', 'in', '300']])
  const receipt = { method: 'GET' as const, path: `/v1/me/bills/${id}/receipt` }
  assert.equal((await house.send({ ...receipt, headers: house.headers })).status, 200)
  assert.equal((await house.send({ ...receipt, headers: wang })).status, 404)
})
