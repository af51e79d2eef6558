import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@suanpan/kernel/ids'
import { testDoor, type TestDoor } from '../../tests/harness/door.ts'
import { startSubscribers, type Ground } from '../platform/index.ts'
import { topUp, transfer } from '../wallet/index.ts'
import { noticesSubscriber } from './index.ts'
import { listNotices } from './notices.ts'
import { notify, type Telling } from './notify.ts'
import { mayAlert } from './preferences.ts'
import { openTeller } from './teller.ts'

const ASSET = 'CNY/2'
const TWO_SECONDS_MS = 2_000
type Headers = Record<string, string>

/** 林 lin has money, news is delivered, and the door listens. */
async function listening(t: { after(work: () => Promise<void>): void }) {
  const house = await testDoor(t)
  const post = startSubscribers(house.ground, [noticesSubscriber(house.ground)])
  house.ground.onEnd(() => post.stop())
  const { url } = await house.door.listen({ host: '127.0.0.1', port: 0 })
  // News begins with the moment at which this reader joined.
  await post.drain()
  const occurredAt = house.ground.clock.now()
  const id = newId('top', occurredAt)
  const order = { id, person: house.lin, asset: ASSET, amount: 10_000n, occurredAt }
  await topUp(house.house.books, order)
  return { ...house, post, url }
}

/** Reads a live stream as a browser does. */
async function stream(url: string, headers: Headers, path = '/v1/me/events') {
  const stop = new AbortController()
  const answer = await fetch(url + path, { headers, signal: stop.signal })
  const events: { id: string; code: string; params: Record<string, string> }[] = []
  const state = { ended: false }
  const reading = (async () => {
    let rest = ''
    for await (const chunk of answer.body ?? []) {
      rest += Buffer.from(chunk).toString('utf8')
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const id = /^id: (.*)$/m.exec(block)?.[1]
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (id !== undefined && data !== undefined) events.push({ ...JSON.parse(data), id })
      }
    }
    state.ended = true
  })().catch(() => {})
  const close = async (): Promise<void> => {
    stop.abort()
    await reading
  }
  return { answer, events, state, close, reading }
}

async function until(done: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!done() && performance.now() < end) await sleep(10)
  return done()
}

const send = (house: TestDoor, amount = 1_000n): Promise<unknown> => {
  const occurredAt = house.ground.clock.now()
  const { lin: person, wang: payee } = house
  const id = newId('trf', occurredAt)
  const arrival = 'instant' as const
  return transfer(house.house.books, {
    id,
    person,
    payee,
    asset: ASSET,
    amount,
    arrival,
    occurredAt,
  })
}

test('payer and payee both know of a transfer within two seconds, by the open stream', async (t) => {
  const house = await listening(t)
  await house.post.drain()
  const lin = await stream(house.url, await house.walletHeaders(house.lin))
  const wang = await stream(house.url, await house.walletHeaders(house.wang))
  assert.match(lin.answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  await send(house)
  const know = (): boolean => lin.events.length > 0 && wang.events.length > 0
  assert.ok(await until(know, TWO_SECONDS_MS), 'both know in time')
  assert.equal(lin.events[0]?.code, 'transfer.sent')
  assert.equal(wang.events[0]?.code, 'transfer.received')
  assert.equal(wang.events[0]?.params['name'], '*')
  assert.equal(wang.events[0]?.params['amount'], '1000')
  await Promise.all([lin.close(), wang.close()])
})

test('a stream that comes back goes on where it stopped, and nothing is told twice', async (t) => {
  const house = await listening(t)
  const headers = await house.walletHeaders(house.wang)
  for (let n = 0; n < 3; n++) await send(house)
  await house.post.drain()
  const again = await stream(house.url, { ...headers, 'last-event-id': '1' })
  assert.ok(await until(() => again.events.length >= 2, TWO_SECONDS_MS))
  await send(house)
  assert.ok(await until(() => again.events.length >= 3, TWO_SECONDS_MS))
  assert.deepEqual(
    again.events.map(({ id }) => id),
    ['2', '3', '4'],
  )
  await again.close()
  const polled = await house.send({ method: 'GET', path: '/v1/me/notices/after/3', headers })
  assert.equal((polled.json['items'] as unknown[]).length, 1)
})

test('a person has five streams at most, and stopping ends them all', async (t) => {
  const house = await listening(t)
  const headers = await house.walletHeaders(house.lin)
  const open = await Promise.all([1, 2, 3, 4, 5].map(() => stream(house.url, headers)))
  const sixth = await fetch(`${house.url}/v1/me/events`, { headers })
  assert.equal(sixth.status, 429)
  await open[0]?.close()
  await sleep(100)
  const after = await stream(house.url, headers)
  assert.equal(after.answer.status, 200)
  await house.house.alerts.close()
  await house.door.close()
  assert.ok(await until(() => after.state.ended && open[1]?.state.ended === true, TWO_SECONDS_MS))
})

test('a letter that comes twice, also at the same time, tells once', async (t) => {
  const { ground, lin } = await testDoor(t)
  const letter = newId('ltr', ground.clock.now())
  const telling = toppedUp(ground, { letter, person: lin })
  await Promise.all([1, 2, 3, 4].map(() => notify(ground, [telling, telling])))
  await notify(ground, [{ ...telling, letter: newId('ltr', ground.clock.now()) }])
  assert.deepEqual(await boxes(ground), { [lin]: [1n, 2n] })
})

test('a rush of news of many people leaves each box numbered without a gap, in the order of the news', async (t) => {
  const { ground, lin, wang } = await testDoor(t)
  const tell = openTeller(ground)
  const letters = Array.from({ length: 700 }, () => newId('ltr', ground.clock.now()))
  const people = [lin, wang, lin]
  await Promise.all(
    letters.map((letter, n) => tell(toppedUp(ground, { letter, person: people[n % 3] ?? lin }))),
  )
  const { [lin]: lins = [], [wang]: wangs = [] } = await boxes(ground)
  assert.deepEqual(
    lins,
    Array.from({ length: 467 }, (_, n) => BigInt(n + 1)),
  )
  assert.equal(wangs.length, 233)
  const told = await listNotices(ground.db, { person: lin, limit: 700 })
  assert.deepEqual(
    told.map(({ params }) => params['reason']).toReversed(),
    letters.filter((_, n) => n % 3 !== 1),
  )
})

test('news that cannot be written keeps back nobody else’s', async (t) => {
  const { ground, lin, wang } = await testDoor(t)
  const tell = openTeller(ground)
  const news = (person: string) =>
    toppedUp(ground, { letter: newId('ltr', ground.clock.now()), person })
  const broken = { ...news(lin), params: { reason: 'a zero byte \0 has no place in a jsonb' } }
  const outcomes = await Promise.allSettled([tell(news(wang)), tell(broken), tell(news(wang))])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(await boxes(ground), { [wang]: [1n, 2n] })
})

const toppedUp = (
  { clock }: Ground,
  { letter, person }: { letter: string; person: string },
): Telling => ({
  letter,
  person,
  code: 'topup.settled',
  params: { reason: letter },
  at: clock.now(),
})

async function boxes({ db }: Ground): Promise<Record<string, bigint[]>> {
  const rows = await db.query<{ person: string; seqs: bigint[] }>(
    'select person, array_agg(seq order by seq) as seqs from notices.notices group by person',
  )
  return Object.fromEntries(rows.map(({ person, seqs }) => [person, seqs]))
}

test('the message centre counts what is unread by tab, and reading it is one’s own business', async (t) => {
  const house = await listening(t)
  await send(house)
  await house.post.drain()
  const lin = await house.walletHeaders(house.lin)
  const wang = await house.walletHeaders(house.wang)
  const unread = async (headers: Headers): Promise<unknown> =>
    (await house.send({ method: 'GET', path: '/v1/me/notices/unread', headers })).json
  const tabs = { trade: 2, security: 0, service: 0, activity: 0 }
  assert.deepEqual(await unread(lin), { total: 2, tabs, latest: '2' })
  const list = await house.send({ method: 'GET', path: '/v1/me/notices?tab=trade', headers: lin })
  assert.deepEqual(
    (list.json['items'] as { code: string }[]).map(({ code }) => code),
    ['transfer.sent', 'topup.settled'],
  )
  const body = { upTo: '2' }
  const path = '/v1/me/notices/reads'
  assert.equal((await house.send({ method: 'POST', path, headers: lin, body })).status, 204)
  assert.equal(((await unread(lin)) as { total: number }).total, 0)
  assert.equal(((await unread(wang)) as { total: number }).total, 1)
})

test('a person says what lights up the screen; security always does', async (t) => {
  const house = await testDoor(t)
  const headers = await house.walletHeaders(house.lin)
  const path = '/v1/me/notice-preferences'
  const quietHours = { fromHour: 22, untilHour: 7 }
  const put = (kind: string) =>
    house.send({
      method: 'PUT',
      path,
      headers,
      body: { kinds: [{ kind, alert: false }], quietHours },
    })
  assert.equal((await put('security')).json['code'], 'security_notices_stay')
  assert.equal((await put('points')).status, 200)
  const { json } = await house.send({ method: 'GET', path, headers })
  assert.deepEqual(json['quietHours'], quietHours)
  const kinds = json['kinds'] as { kind: string; alert: boolean }[]
  assert.deepEqual(
    kinds.filter(({ alert }) => !alert).map(({ kind }) => kind),
    ['points'],
  )
})

const noon = { kinds: [{ kind: 'points' as const, alert: false }], quietHours: null }
const night = { kinds: [], quietHours: { fromHour: 22, untilHour: 7 } }
const CASES = [
  { title: 'a kind that is wanted', is: noon, kind: 'transfer', hour: 12, alerts: true },
  { title: 'a kind that is not', is: noon, kind: 'points', hour: 12, alerts: false },
  { title: 'before quiet hours', is: night, kind: 'transfer', hour: 21, alerts: true },
  { title: 'in quiet hours', is: night, kind: 'transfer', hour: 22, alerts: false },
  { title: 'in quiet hours after midnight', is: night, kind: 'transfer', hour: 6, alerts: false },
  { title: 'when quiet hours end', is: night, kind: 'transfer', hour: 7, alerts: true },
  { title: 'security in quiet hours', is: night, kind: 'security', hour: 3, alerts: true },
] as const
for (const { title, is, kind, hour, alerts } of CASES)
  test(`${title} ${alerts ? 'alerts' : 'stays quiet'}`, () => {
    const preferences = { kinds: [...is.kinds], quietHours: is.quietHours }
    assert.equal(mayAlert(preferences, { kind, hour }), alerts)
  })
