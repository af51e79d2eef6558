import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testGround, type TestGround } from '../../../tests/harness/ground.ts'
import type { Ground } from '../ground.ts'
import { openDb, transaction } from '../index.ts'
import { startSubscribers } from './post.ts'
import type { Subscriber } from './subscribers.ts'
import type { Letter } from './write.ts'

const PACE = { retryAfterMs: [], pollMs: 20 }

function letterOf(position: bigint): Letter {
  const party = `party ${position % 5n}`
  return { id: `let_${position}`, type: 'tea.booked', party, at: new Date(0), body: {} }
}

/** Stands in for the ledger: positions without gaps, booked one after the other, each with a letter. */
async function books(t: { after(work: () => Promise<void>): void }): Promise<TestGround> {
  const ground = await testGround(t)
  const admin = openDb({ url: ground.adminUrl, max: 1 })
  try {
    await admin.query('create table public.booked (position int8 primary key)')
    await admin.query('grant select, insert on public.booked to suanpan_app')
  } finally {
    await admin.close()
  }
  return ground
}

async function book(ground: Ground, position: bigint): Promise<void> {
  await transaction(ground.db, async (tx) => {
    await tx.query('insert into public.booked values ($1)', [position])
    tx.emit(letterOf(position))
  })
}

function latecomer(ground: Ground, got: string[], name = 'latecomer'): Subscriber {
  return {
    name,
    types: ['tea.booked'],
    handle: async ({ id }) => void got.push(id),
    backfill: async (after, upTo, limit) => {
      const rows = await ground.db.query<{ position: bigint }>(
        `select position from public.booked where position > $1 and position <= $2
         order by position limit $3`,
        [after, upTo, Math.min(limit, 20)],
      )
      return {
        letters: rows.map(({ position }) => letterOf(position)),
        next: rows.at(-1)?.position ?? null,
      }
    },
    position: async () => {
      const [row] = await ground.db.query<{ last: bigint }>(
        'select coalesce(max(position), 0)::int8 as last from public.booked',
      )
      return row?.last ?? 0n
    },
  }
}

test('a subscriber that joins while letters are written misses none, old or new', async (t) => {
  const ground = await books(t)
  // What happened before letters were kept: only the books still know.
  for (let n = 1n; n <= 50n; n++) {
    await ground.db.query('insert into public.booked values ($1)', [n])
  }
  const got: string[] = []
  let post: ReturnType<typeof startSubscribers> | undefined
  for (let n = 51n; n <= 250n; n++) {
    await book(ground, n)
    if (n === 120n) post = startSubscribers(ground, [latecomer(ground, got)], PACE)
  }
  await post?.drain()
  await post?.stop()
  const expected = Array.from({ length: 250 }, (_, n) => `let_${n + 1}`)
  assert.deepEqual([...new Set(got)].toSorted(), expected.toSorted())
  // Booked before it joined is made up, booked after comes by letter: hardly anything comes twice.
  assert.ok(got.length < 300, `${got.length} deliveries`)
  for (let party = 0; party < 5; party++) {
    const order = [...new Set(got)].map((id) => Number(id.slice(4))).filter((n) => n % 5 === party)
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
  }
})

test('a backfill that was stopped goes on where it was, and is done once', async (t) => {
  const ground = await books(t)
  for (let n = 1n; n <= 200n; n++) {
    await ground.db.query('insert into public.booked values ($1)', [n])
  }
  const got: string[] = []
  const slow = latecomer(ground, got)
  const asked: bigint[] = []
  const counted: Subscriber = {
    ...slow,
    backfill: async (after, upTo, limit) => {
      asked.push(after)
      return (await slow.backfill?.(after, upTo, limit)) ?? { letters: [], next: null }
    },
  }
  const first = startSubscribers(ground, [counted], PACE)
  while (got.length < 60) await new Promise((resolve) => setImmediate(resolve))
  await first.stop()
  const before = asked.at(-1) ?? 0n
  assert.ok(before > 0n && got.length < 200, `stopped at ${before}, ${got.length} delivered`)

  for (let restart = 0; restart < 2; restart++) {
    const again = startSubscribers(ground, [counted], PACE)
    await again.drain()
    await again.stop()
  }
  assert.equal(new Set(got).size, 200)
  assert.equal(asked.filter((after) => after === 0n).length, 1)
  assert.equal(asked.filter((after) => after === 200n).length, 1)
})

test('one that names no position makes up everything, one without a backfill reads what is kept', async (t) => {
  const ground = await books(t)
  await ground.db.query('insert into public.booked values (1)')
  await book(ground, 2n)
  const [whole, kept]: [string[], string[]] = [[], []]
  const { position: _none, ...withoutPosition } = latecomer(ground, whole, 'whole')
  const reader: Subscriber = {
    name: 'kept',
    types: ['tea.booked'],
    handle: async ({ id }) => void kept.push(id),
  }
  const post = startSubscribers(ground, [withoutPosition, reader], PACE)
  await post.drain()
  await book(ground, 3n)
  await post.drain()
  await post.stop()
  assert.deepEqual(whole, ['let_1', 'let_2', 'let_3'])
  assert.deepEqual(kept, ['let_2', 'let_3'])
})
