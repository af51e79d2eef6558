import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '@suanpan/contract/refusals'
import { seededRandom } from '@suanpan/kernel/random'
import { testGround } from '../../../tests/harness/ground.ts'
import type { Ground } from '../ground.ts'
import { openDb, transaction } from '../index.ts'
import { letterLags } from './lag.ts'
import { parkedLetters, retryParked } from './parked.ts'
import { startSubscribers } from './post.ts'
import type { Subscriber } from './subscribers.ts'
import type { DeliveredLetter, Letter } from './write.ts'

const HURRY = { retryAfterMs: [1, 1], pollMs: 20 }
const PARTIES = ['lin', 'wang', 'teahouse', 'scenic area', 'taxi', 'bakery', 'hotel']

function said(id: string, party: string, type = 'tea.said'): Letter {
  return { id, type, party, at: new Date('2020-01-01T00:00:00Z'), body: { id } }
}

async function send(ground: Ground, ...letters: Letter[]): Promise<void> {
  await transaction(ground.db, async (tx) => letters.forEach(tx.emit))
}

function listener(handle: (letter: DeliveredLetter) => Promise<void> | void): Subscriber {
  return { name: 'listener', types: ['tea.said'], handle: async (letter) => handle(letter) }
}

test('every letter arrives once, whole, in order for its party, with parties side by side', async (t) => {
  const ground = await testGround(t)
  const random = seededRandom('pauses')
  const got = new Map<string, bigint[]>()
  const busy = new Set<string>()
  let most = 0
  const subscriber = listener(async (letter) => {
    assert.ok(!busy.has(letter.party), `two letters of ${letter.party} at a time`)
    busy.add(letter.party)
    most = Math.max(most, busy.size)
    if (random.chance(0.05)) await sleep(random.int(0, 2))
    else await Promise.resolve()
    busy.delete(letter.party)
    got.set(letter.party, [...(got.get(letter.party) ?? []), letter.seq])
    assert.deepEqual(letter, { ...said(letter.id, letter.party), sandbox: false, seq: letter.seq })
  })
  const post = startSubscribers(ground, [subscriber], HURRY)
  let sent = 0
  for (let commit = 0; commit < 60; commit++) {
    const letters = Array.from({ length: 70 }, () =>
      said(`let_${sent++}`, PARTIES[sent % PARTIES.length] ?? ''),
    )
    await send(ground, ...letters)
  }
  await post.drain()
  await post.stop()
  assert.equal([...got.values()].flat().length, sent)
  for (const [party, order] of got) assert.deepEqual(order, order.toSorted(byNumber), party)
  assert.ok(most > 1, 'never two parties at a time')
})

test('a subscriber gets the types it asked for, and passes the others', async (t) => {
  const ground = await testGround(t)
  const got: string[] = []
  const post = startSubscribers(ground, [listener(({ id }) => void got.push(id))], HURRY)
  await send(ground, said('a', 'lin'), said('b', 'lin', 'tea.spilled'), said('c', 'lin'))
  await send(ground, said('d', 'lin', 'tea.spilled'))
  await post.drain()
  await post.stop()
  assert.deepEqual(got, ['a', 'c'])
  assert.equal((await letterLags(ground.db))[0]?.letters, 0)
})

test('a letter that keeps failing is parked with the later ones of its party, and no others', async (t) => {
  const ground = await testGround(t)
  const got: string[] = []
  let attempts = 0
  const post = startSubscribers(
    ground,
    [
      listener(({ id }) => {
        if (id === 'lin 2' && ++attempts > 0) throw new Error('the cup leaks')
        got.push(id)
      }),
    ],
    HURRY,
  )
  await send(ground, said('lin 1', 'lin'), said('lin 2', 'lin'), said('lin 3', 'lin'))
  await send(ground, said('wang 1', 'wang'), said('lin 4', 'lin'))
  await post.drain()
  await post.stop()
  assert.deepEqual(got.toSorted(), ['lin 1', 'wang 1'])
  assert.equal(attempts, 1 + HURRY.retryAfterMs.length)
  const parked = await parkedLetters(ground.db, { subscriber: 'listener', party: 'lin' })
  assert.deepEqual(
    parked.map(({ letter, attempts, error }) => [letter.id, attempts, error]),
    [
      ['lin 2', 3, 'Error: the cup leaks'],
      ['lin 3', 0, null],
      ['lin 4', 0, null],
    ],
  )
  assert.deepEqual(parked[0]?.letter.body, { id: 'lin 2' })
  assert.deepEqual(parked[0]?.parkedAt, ground.clock.now())
})

test('parked letters are retried by hand in order, and the party goes on as before', async (t) => {
  const ground = await testGround(t)
  const got: string[] = []
  const broken = new Set(['lin 1', 'lin 3'])
  const post = startSubscribers(
    ground,
    [
      listener(({ id }) => {
        if (broken.has(id)) throw new Error('the cup leaks')
        got.push(id)
      }),
    ],
    HURRY,
  )
  const ids = async (): Promise<string[]> =>
    (await parkedLetters(ground.db)).map(({ letter }) => letter.id)
  const lin = { subscriber: 'listener', party: 'lin' }
  await send(ground, said('lin 1', 'lin'), said('lin 2', 'lin'), said('lin 3', 'lin'))
  await post.drain()
  assert.deepEqual(await ids(), ['lin 1', 'lin 2', 'lin 3'])

  // Still broken: it stays, with its attempts counted.
  assert.deepEqual(await retryParked(ground, lin), { letters: 3 })
  await post.drain()
  assert.deepEqual(await ids(), ['lin 1', 'lin 2', 'lin 3'])
  assert.equal((await parkedLetters(ground.db))[0]?.attempts, 6)

  // The first is mended: what follows goes until the next that fails, and new letters wait there.
  broken.delete('lin 1')
  await retryParked(ground, lin)
  await send(ground, said('lin 4', 'lin'))
  await post.drain()
  assert.deepEqual(got, ['lin 1', 'lin 2'])
  assert.deepEqual(await ids(), ['lin 3', 'lin 4'])

  broken.delete('lin 3')
  await retryParked(ground, lin)
  await post.drain()
  await send(ground, said('lin 5', 'lin'))
  await post.drain()
  await post.stop()
  assert.deepEqual(got, ['lin 1', 'lin 2', 'lin 3', 'lin 4', 'lin 5'])
  assert.deepEqual(await ids(), [])
  assert.deepEqual(await retryParked(ground, lin), { letters: 0 })
})

test('a party that was parked is still parked after a restart', async (t) => {
  const ground = await testGround(t)
  const deaf = listener(() => assert.fail('the cup leaks'))
  const first = startSubscribers(ground, [deaf], HURRY)
  await send(ground, said('lin 1', 'lin'))
  await first.drain()
  await first.stop()

  const got: string[] = []
  const second = startSubscribers(ground, [listener(({ id }) => void got.push(id))], HURRY)
  await send(ground, said('lin 2', 'lin'), said('wang 1', 'wang'))
  await second.drain()
  assert.deepEqual(got, ['wang 1'])
  await retryParked(ground, { subscriber: 'listener', party: 'lin' })
  await second.drain()
  await second.stop()
  assert.deepEqual(got, ['wang 1', 'lin 1', 'lin 2'])
})

test('while the database is away nothing is parked, however often it is tried', async (t) => {
  const ground = await testGround(t)
  let away = 3
  const got: string[] = []
  const post = startSubscribers(
    ground,
    [
      listener(({ id }) => {
        if (away-- > 0) throw new Refusal('service_unavailable', { retryAfterSeconds: 1 })
        got.push(id)
      }),
    ],
    { retryAfterMs: [], pollMs: 20 },
  )
  await send(ground, said('lin 1', 'lin'), said('lin 2', 'lin'))
  await post.drain()
  await post.stop()
  assert.deepEqual(got, ['lin 1', 'lin 2'])
})

test('delivery goes on after every connection was broken', async (t) => {
  const ground = await testGround(t)
  const got = new Set<string>()
  const post = startSubscribers(ground, [listener(({ id }) => void got.add(id))], HURRY)
  await send(ground, said('lin 1', 'lin'))
  await post.drain()
  const admin = openDb({ url: ground.adminUrl, max: 1 })
  await admin
    .query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    .finally(admin.close)
  for (let tries = 0; tries < 10; tries++) {
    const sent = await send(ground, said('lin 2', 'lin')).catch((error: unknown) => error)
    if (sent === undefined) break
  }
  while (!got.has('lin 2')) await sleep(10)
  await post.stop()
})

test('one process at a time delivers to a subscriber, and another takes over from where it stopped', async (t) => {
  const ground = await testGround(t)
  const got: string[] = []
  const by = (name: string): Subscriber => listener(({ id }) => void got.push(`${name}: ${id}`))
  const first = startSubscribers(ground, [by('first')], HURRY)
  await send(ground, said('1', 'lin'))
  await first.drain()
  const second = startSubscribers(ground, [by('second')], HURRY)
  await send(ground, said('2', 'lin'), said('3', 'wang'))
  await second.drain()
  await first.stop()
  await send(ground, said('4', 'lin'))
  await second.drain()
  await second.stop()
  assert.deepEqual(got.toSorted(), ['first: 1', 'first: 2', 'first: 3', 'second: 4'])
})

test('stopping finishes what was read and forgets nothing', async (t) => {
  const ground = await testGround(t)
  const got: string[] = []
  const slow = listener(async ({ id }) => {
    await sleep(1)
    got.push(id)
  })
  const ids = Array.from({ length: 200 }, (_, n) => `let_${n}`)
  const first = startSubscribers(ground, [slow], HURRY)
  await send(ground, ...ids.map((id) => said(id, 'lin')))
  while (got.length === 0) await sleep(1)
  await first.stop()
  const second = startSubscribers(ground, [slow], HURRY)
  await second.drain()
  await second.stop()
  assert.deepEqual(got, ids)
})

test('the lag counts the letters that wait, and for how long the oldest has', async (t) => {
  const ground = await testGround(t)
  const post = startSubscribers(ground, [listener(() => {})], HURRY)
  await post.drain()
  await post.stop()
  await send(ground, said('1', 'lin'), said('2', 'lin'))
  const [lag] = await letterLags(ground.db)
  assert.equal(lag?.letters, 2)
  assert.ok(lag.seconds > 0 && lag.seconds < 3_600, String(lag.seconds))
  assert.match(
    await ground.metrics.registry.metrics(),
    /^suanpan_letters_lag\{subscriber="listener"\} 2$/m,
  )
})

test('two subscribers of one name are refused', async (t) => {
  const ground = await testGround(t)
  const twice = [listener(() => {}), listener(() => {})]
  assert.throws(() => startSubscribers(ground, twice), /two subscribers of one name/)
})

function byNumber(a: bigint, b: bigint): number {
  return Number(a - b)
}
