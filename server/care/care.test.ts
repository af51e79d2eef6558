import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@suanpan/kernel/ids'
import { dueOf } from '@suanpan/kernel/time'
import { testDoor, type Answer, type TestDoor } from '../../tests/harness/door.ts'
import { startSubscribers, transaction } from '../platform/index.ts'
import { careSubscriber } from './index.ts'

const ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000
const PDF = Buffer.from('%PDF-1.7\n').toString('base64')
let keys = 0

type Desk = TestDoor & {
  phone: Record<string, string>
  desk: Record<string, string>
  ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Answer>
}

async function desk(t: { after(work: () => Promise<void>): void }): Promise<Desk> {
  const door = await testDoor(t)
  return {
    ...door,
    phone: await door.walletHeaders(door.lin),
    desk: await door.sessionHeaders('operator'),
    ask: (method, path, headers, body) =>
      door.send({
        method,
        path,
        headers: { 'idempotency-key': `care-${++keys}`, ...headers },
        ...(body !== undefined && { body }),
      }),
  }
}

async function asked(at: Desk, more: Record<string, unknown> = {}): Promise<string> {
  const body = { topic: 'payment', text: '扣了两次款\n怎么办', ...more }
  const answer = await at.ask('POST', '/v1/me/conversations', at.phone, body)
  assert.equal(answer.status, 201, answer.text)
  return String(answer.json['id'])
}

const HOURS = { from: 9, until: 21 }
const codeOf = ({ status, json }: Answer): unknown => json['code'] ?? status

test('an answer is promised in hours in which somebody is there', () => {
  const day = { promiseMinutes: 240, roundTheClock: false }
  const table: [at: string, due: string][] = [
    // Noon in Shanghai; then five in the afternoon, eleven at night and five in the morning.
    ['2026-03-03T04:00:00Z', '2026-03-03T08:00:00Z'],
    ['2026-03-03T11:00:00Z', '2026-03-04T03:00:00Z'],
    ['2026-03-03T15:00:00Z', '2026-03-04T05:00:00Z'],
    ['2026-03-02T21:00:00Z', '2026-03-03T05:00:00Z'],
  ]
  for (const [at, due] of table) {
    assert.equal(
      dueOf(day, HOURS, new Date(at), ZONE).toISOString(),
      new Date(due).toISOString(),
      at,
    )
  }
  const night = { promiseMinutes: 30, roundTheClock: true }
  const at = new Date('2026-03-03T19:00:00Z')
  assert.equal(dueOf(night, HOURS, at, ZONE).getTime() - at.getTime(), 1_800_000)
  const long = { promiseMinutes: 1_440, roundTheClock: false }
  assert.equal(
    dueOf(long, HOURS, new Date('2026-03-03T01:00:00Z'), ZONE).toISOString(),
    '2026-03-04T13:00:00.000Z',
  )
})

test('a person asks, is told number and time, reads the answer, rates it and asks again', async (t) => {
  const at = await desk(t)
  const file = (await at.ask('POST', '/v1/me/files', at.phone, { data: PDF })).json['id']
  const id = await asked(at, { files: [file] })
  const mine = `/v1/me/conversations/${id}`
  const seen = await at.ask('GET', mine, at.phone)
  assert.equal(seen.json['number'], '100001')
  assert.equal(seen.json['dueAt'], '2026-03-03T08:00:00.000Z')
  const early = await at.ask('PUT', `${mine}/rating`, at.phone, { rating: 5 })
  assert.equal(codeOf(early), 'care_nothing_to_rate')
  const said = { text: '已核实，会退回一笔' }
  const answered = await at.ask('POST', `/v1/conversations/${id}/answers`, at.desk, said)
  assert.equal(answered.json['state'], 'answered', answered.text)
  const read = await at.ask('GET', mine, at.phone)
  type Message = { by: string; text: string; files: unknown[] }
  assert.deepEqual(
    (read.json['messages'] as Message[]).map(({ by, text, files }) => [by, text, files.length]),
    [
      ['person', '扣了两次款\n怎么办', 1],
      ['operator', '已核实，会退回一笔', 0],
    ],
  )
  assert.equal((await at.ask('PUT', `${mine}/rating`, at.phone, { rating: 4 })).json['rating'], 4)
  assert.equal((await at.ask('PUT', `${mine}/closed`, at.phone)).json['state'], 'closed')
  const again = await at.ask('POST', `${mine}/messages`, at.phone, { text: '还没有收到' })
  assert.deepEqual(
    [again.json['state'], again.json['dueAt']],
    ['waiting', '2026-03-03T08:00:00.000Z'],
  )
  const letters = await at.ground.db.query<{ type: string; body: string }>(
    `select type, body::text as body from platform.letters where type like 'care.%' order by seq`,
  )
  assert.deepEqual(
    letters.map(({ type }) => type),
    ['care.asked', 'care.answered', 'care.closed', 'care.asked'],
  )
  assert.ok(letters.every(({ body }) => !body.includes('退')))
})

test('what was written lies sealed, is nobody else’s, and that an operator looked is kept', async (t) => {
  const at = await desk(t)
  const file = String((await at.ask('POST', '/v1/me/files', at.phone, { data: PDF })).json['id'])
  const id = await asked(at, { files: [file] })
  const [row] = await at.ground.db.query<{ open: boolean }>(
    `select bool_or(position(convert_to('扣了', 'UTF8') in text_sealed) > 0) as open from care.messages`,
  )
  assert.equal(row?.open, false)
  const stranger = await at.walletHeaders(at.wang)
  for (const path of [`/v1/me/conversations/${id}`, `/v1/me/files/${file}`]) {
    assert.equal((await at.ask('GET', path, stranger)).status, 404)
    assert.equal((await at.ask('GET', path, at.phone)).status, 200)
  }
  assert.equal((await at.ask('GET', `/v1/conversations/${id}`, at.desk)).status, 200)
  assert.equal((await at.ask('GET', `/v1/conversations/${id}/files/${file}`, at.desk)).status, 200)
  const acts = await at.ground.db.query<{ action: string }>(
    'select action from oversight.acts order by seq',
  )
  assert.deepEqual(
    acts.map(({ action }) => action),
    ['care.read', 'care.file'],
  )
})

test('of two operators who take a conversation one has it; handed over, the other one has', async (t) => {
  const at = await desk(t)
  const id = await asked(at)
  const second = await at.sessionHeaders('operator')
  const path = `/v1/conversations/${id}`
  const taken = await Promise.all(
    [at.desk, second].map((headers) => at.ask('POST', `${path}/takings`, headers)),
  )
  assert.deepEqual(taken.map(codeOf).toSorted(), [201, 'care_taken'])
  const [holder, other] = taken[0]?.status === 201 ? [at.desk, second] : [second, at.desk]
  const refused = await at.ask('POST', `${path}/answers`, other, { text: '我来' })
  assert.equal(codeOf(refused), 'care_taken')
  const people = (await at.ask('GET', '/v1/care-desk', other)).json
  const me = String(
    (taken.find(({ status }) => status === 201)!.json['operator'] as { id: string }).id,
  )
  const colleagues = people['operators'] as { id: string }[]
  const to = colleagues.find((each) => each.id !== me)?.id
  const over = await at.ask('POST', `${path}/handovers`, holder, { to, note: '对账问题' })
  assert.equal((over.json['operator'] as { id: string }).id, to)
  assert.equal((await at.ask('POST', `${path}/answers`, other, { text: '我来' })).status, 201)
  // The note is for colleagues alone.
  assert.ok(over.text.includes('对账问题'))
  assert.ok(
    !(await at.ask('GET', `/v1/me/conversations/${id}`, at.phone)).text.includes('对账问题'),
  )
  const nobody = await at.ask('POST', `${path}/handovers`, other, { to: 'opr_0', note: '?' })
  assert.equal(codeOf(nobody), 'operator_not_found')
})

test('queues show what waits, what is mine and what is overdue', async (t) => {
  const at = await desk(t)
  const [first, second] = [await asked(at), await asked(at, { topic: 'security' })]
  await at.ask('POST', `/v1/conversations/${first}/takings`, at.desk)
  const queue = async (name: string) => {
    const { json } = await at.ask('GET', `/v1/conversations?queue=${name}`, at.desk)
    return (json['items'] as { id: string }[]).map(({ id }) => id)
  }
  assert.deepEqual(await queue('mine'), [first])
  assert.deepEqual(await queue('unassigned'), [second])
  assert.deepEqual(await queue('overdue'), [])
  at.ground.clock.tick(31 * 60_000)
  assert.deepEqual(await queue('overdue'), [second])
  // What is promised soonest is on top.
  assert.deepEqual(await queue('all'), [second, first])
  const { json } = await at.ask('GET', '/v1/care-desk', at.desk)
  assert.deepEqual([json['unassigned'], json['mine'], json['overdue']], [1, 1, 1])
})

test('the same request writes once, too many are refused, and what closed long ago stays closed', async (t) => {
  const at = await desk(t)
  const once = { ...at.phone, 'idempotency-key': 'once' }
  const body = { topic: 'other', text: '你好' }
  const two = await Promise.all(
    [1, 2].map(() => at.ask('POST', '/v1/me/conversations', once, body)),
  )
  assert.equal(two[0]?.json['id'], two[1]?.json['id'])
  const other = await at.ask('POST', '/v1/me/conversations', once, { ...body, text: '再见' })
  assert.equal(codeOf(other), 'id_used_with_other_content')
  for (let n = 0; n < 4; n++) await asked(at)
  const sixth = await at.ask('POST', '/v1/me/conversations', at.phone, body)
  assert.equal(codeOf(sixth), 'care_too_many_open')
  const id = String(two[0]?.json['id'])
  await at.ask('PUT', `/v1/me/conversations/${id}/closed`, at.phone)
  at.ground.clock.tick(31 * DAY_MS)
  const phone = await at.walletHeaders(at.lin)
  const late = await at.ask('POST', `/v1/me/conversations/${id}/messages`, phone, {
    text: '还在吗',
  })
  assert.deepEqual([late.json['code'], late.json['days']], ['care_closed_long', 30])
})

test('an approver changes what is promised, and it holds from then on', async (t) => {
  const at = await desk(t)
  const change = { promiseMinutes: 60, roundTheClock: true }
  const path = '/v1/care-topics/payment'
  assert.equal(codeOf(await at.ask('PUT', path, at.desk, change)), 'forbidden')
  const approver = await at.sessionHeaders('approver')
  assert.equal((await at.ask('PUT', path, approver, change)).status, 200)
  const id = await asked(at)
  const seen = await at.ask('GET', `/v1/me/conversations/${id}`, at.phone)
  assert.equal(seen.json['dueAt'], '2026-03-03T05:00:00.000Z')
})

test('an approver changes when care is open for a reason, and promises count from then on', async (t) => {
  const at = await desk(t)
  const early = await asked(at)
  const promised = async (id: string) =>
    (await at.ask('GET', `/v1/me/conversations/${id}`, at.phone)).json['dueAt']
  assert.equal(await promised(early), '2026-03-03T08:00:00.000Z')
  const change = { from: 10, until: 14, reason: '春节值班' }
  const path = '/v1/care-hours'
  assert.equal(codeOf(await at.ask('PUT', path, at.desk, change)), 'forbidden')
  const approver = await at.sessionHeaders('approver')
  for (const wrong of [
    { ...change, until: 10 },
    { ...change, from: 15 },
    { ...change, until: 25 },
  ]) {
    assert.equal(codeOf(await at.ask('PUT', path, approver, wrong)), 'invalid_request')
  }
  assert.deepEqual((await at.ask('PUT', path, approver, change)).json, { from: 10, until: 14 })
  const topics = await at.ask('GET', '/v1/me/care-topics', at.phone)
  assert.deepEqual(topics.json['hours'], { from: 10, until: 14 })
  // Noon: two of the four hours today, two tomorrow from ten on.
  const late = await asked(at)
  assert.equal(await promised(late), '2026-03-04T04:00:00.000Z')
  assert.equal(await promised(early), '2026-03-03T08:00:00.000Z', 'what was promised stays')
  const { json } = await at.ask('GET', '/v1/acts?action=care.set_hours', approver)
  const acts = json['items'] as { before: unknown; after: unknown; reason: string }[]
  assert.deepEqual(
    acts.map(({ before, after, reason }) => [before, after, reason]),
    [[{ from: 9, until: 21 }, { from: 10, until: 14 }, '春节值班']],
  )
})

test('what somebody wrote is erased with who they were', async (t) => {
  const at = await desk(t)
  const { ground, lin } = at
  const id = await asked(at)
  const post = startSubscribers(ground, [careSubscriber(ground)])
  ground.onEnd(() => post.stop())
  await transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const body = { person: lin, at: now.toISOString() }
    tx.emit({ id: newId('ltr', now), type: 'wallet.shredded', party: lin, at: now, body })
  })
  const left = 'select count(*) as left from care.messages where key is not null'
  for (;;) {
    const [row] = await ground.db.query<{ left: bigint }>(left)
    if (row?.left === 0n) break
    await sleep(20)
  }
  const seen = await at.ask('GET', `/v1/me/conversations/${id}`, at.phone)
  assert.equal((seen.json['messages'] as { text: unknown }[])[0]?.text, null)
})
