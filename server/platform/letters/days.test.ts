import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testGround, type TestGround } from '../../../tests/harness/ground.ts'
import { openDb, transaction } from '../index.ts'
import { keepLetterDays } from './days.ts'

const DAY_MS = 86_400_000
const TODAY = new Date('2026-03-03T04:00:00Z')

async function asAdmin(
  { adminUrl }: TestGround,
  sql: string,
  values: unknown[] = [],
): Promise<void> {
  const admin = openDb({ url: adminUrl, max: 1 })
  await admin.query(sql, values).finally(admin.close)
}

/** A letter of another day: the server itself only writes those of today. */
async function letterOn(ground: TestGround, day: string): Promise<void> {
  await asAdmin(
    ground,
    `insert into platform.letters (day, id, type, party, at, sandbox, body)
     values ($1::date, $1::date::text, 'tea.said', 'lin', now(), false, '{}')`,
    [day],
  )
}

async function letterDays({ db }: TestGround): Promise<string[]> {
  const rows = await db.query<{ day: string }>('select day from platform.letters order by seq')
  return rows.map(({ day }) => day)
}

async function readUpTo(ground: TestGround, cursor: number): Promise<void> {
  await ground.db.query(
    `insert into platform.subscribers (name, cursor) values ('listener', $1)
     on conflict (name) do update set cursor = excluded.cursor`,
    [cursor],
  )
}

test('the days of the coming week are prepared once', async (t) => {
  const ground = await testGround(t)
  assert.deepEqual(await keepLetterDays(ground), { made: 9, dropped: 0 })
  assert.deepEqual(await keepLetterDays(ground), { made: 0, dropped: 0 })
  ground.clock.tick(DAY_MS)
  assert.deepEqual(await keepLetterDays(ground), { made: 1, dropped: 0 })
})

test('processes that prepare the same days get in nobody’s way, nor in that of who writes', async (t) => {
  const ground = await testGround(t)
  let preparing = true
  const write = async (party: string): Promise<number> => {
    let written = 0
    while (preparing) {
      await transaction(ground.db, async (tx) => {
        tx.emit({ id: `${party} ${written++}`, type: 'tea.said', party, at: TODAY, body: {} })
      })
      await ground.db.query('select from platform.letters where seq > 0 order by seq limit 10')
    }
    return written
  }
  const writers = Promise.all([write('lin'), write('wang')])
  let made = 0
  for (let round = 0; round < 4; round++) {
    const runs = await Promise.all([1, 2, 3].map(() => keepLetterDays(ground)))
    made += runs.reduce((sum, run) => sum + run.made, 0)
    ground.clock.tick(DAY_MS)
  }
  preparing = false
  const [lin = 0, wang = 0] = await writers
  // Nine days, one more with each of three ticks, and the day it really is, out of the net.
  assert.ok(made >= 12, `${made} days`)
  assert.equal((await letterDays(ground)).length, lin + wang)
})

test('letters of a day that nobody prepared are kept, and move into their day', async (t) => {
  const ground = await testGround(t)
  await letterOn(ground, '2026-01-10')
  await letterOn(ground, '2026-03-03')
  await keepLetterDays(ground)
  assert.deepEqual(await letterDays(ground), ['2026-01-10', '2026-03-03'])
  const admin = openDb({ url: ground.adminUrl, max: 1 })
  const left = await admin.query('select from platform.letters_default').finally(admin.close)
  assert.equal(left.length, 0)
})

test('a day goes 30 days after every cursor passed it, not 30 days after it was written', async (t) => {
  const ground = await testGround(t)
  await keepLetterDays(ground)
  await letterOn(ground, '2026-03-03')
  await letterOn(ground, '2026-03-04')
  await readUpTo(ground, 0)

  // 40 days unread: nothing was passed, so nothing starts to count.
  ground.clock.tick(40 * DAY_MS)
  await keepLetterDays(ground)
  assert.deepEqual(await letterDays(ground), ['2026-03-03', '2026-03-04'])

  await readUpTo(ground, 1)
  await keepLetterDays(ground)
  ground.clock.tick(30 * DAY_MS)
  await keepLetterDays(ground)
  assert.deepEqual(await letterDays(ground), ['2026-03-03', '2026-03-04'])

  ground.clock.tick(DAY_MS)
  assert.ok((await keepLetterDays(ground)).dropped > 0)
  assert.deepEqual(await letterDays(ground), ['2026-03-04'])
})

test('a day marked as passed stays while any subscriber has not read it', async (t) => {
  const ground = await testGround(t)
  await keepLetterDays(ground)
  await letterOn(ground, '2026-03-03')
  await readUpTo(ground, 1)
  ground.clock.tick(10 * DAY_MS)
  await keepLetterDays(ground)
  await readUpTo(ground, 0)
  ground.clock.tick(60 * DAY_MS)
  await keepLetterDays(ground)
  assert.deepEqual(await letterDays(ground), ['2026-03-03'])
})

test('a letter written after its day was cleared away still finds a place', async (t) => {
  const ground = await testGround(t)
  await keepLetterDays(ground)
  ground.clock.tick(10 * DAY_MS)
  await keepLetterDays(ground)
  ground.clock.tick(31 * DAY_MS)
  await keepLetterDays(ground)
  await letterOn(ground, '2026-03-03')
  assert.deepEqual(await letterDays(ground), ['2026-03-03'])
})
