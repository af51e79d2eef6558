import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditBooks } from '../../server/audit/index.ts'
import { getAccount } from '../../server/ledger/index.ts'
import { bank, money, move, posting, testBooks } from '../harness/cast.ts'
import type { TestBooks } from '../harness/cast.ts'
import { STARTED } from './teller.ts'
import type { Errand, Tale } from './teller.ts'

const TELLER = fileURLToPath(new URL('teller.ts', import.meta.url))
const PEOPLE = 12
const EACH = 1_000n

test('processes that post the same and other things for the same people keep every total', async (t) => {
  const { books, ground } = await townOfTwelve(t)
  const url = ground.db.pool.options.connectionString!
  const errands = [
    { url, people: PEOPLE, from: 0, to: 1_500 },
    { url, people: PEOPLE, from: 1_000, to: 2_500 },
  ]
  const tales = await Promise.all(errands.map((errand) => taleOf(start(errand))))
  const first = tales.flatMap(({ posted, refused }) => [...posted, ...refused])
  // 2,500 ids, of which both sent 500: each is decided once, whoever came first.
  assert.equal(new Set(first).size, 2_500)
  assert.equal(first.length, 2_500)
  assert.equal(tales.flatMap(({ replayed }) => replayed).length, 500)
  const posted = tales.flatMap(({ posted }) => posted)
  assert.ok(posted.length > 100, `${posted.length} posted`)
  await assertTotals({ books, ground }, posted.length)
})

test('a process that is killed in the middle and started again posts everything once', async (t) => {
  const { books, ground } = await townOfTwelve(t)
  const url = ground.db.pool.options.connectionString!
  const errand = { url, people: PEOPLE, from: 0, to: 1_500 }
  const bystander = taleOf(start({ ...errand, from: 5_000, to: 6_500 }))
  for (let kills = 0; kills < 3; kills++) {
    const teller = start(errand)
    await new Promise<void>((resolve) => teller.stdout.once('data', () => resolve()))
    teller.kill('SIGKILL')
    await new Promise((resolve) => teller.once('exit', resolve))
  }
  const tale = await taleOf(start(errand))
  assert.equal(new Set(Object.values(tale).flat()).size, 1_500)
  assert.ok(tale.replayed.length >= 50, `${tale.replayed.length} were left by the killed ones`)
  const [counted] = await ground.db.query<{ own: bigint }>(
    `select count(*) as own from ledger.postings where id = any($1)`,
    [Array.from({ length: 1_500 }, (_, n) => `pst_${n}`)],
  )
  const other = await bystander
  assert.deepEqual(other.replayed, [])
  await assertTotals({ books, ground }, Number(counted!.own) + other.posted.length)
})

async function townOfTwelve(t: Parameters<typeof testBooks>[0]): Promise<TestBooks> {
  const house = await testBooks(t)
  const people = Array.from({ length: PEOPLE }, (_, n) => money(`person${n}`))
  await house.books.post(
    posting(
      'open',
      people.map((person) => move(bank, person, EACH)),
    ),
  )
  return house
}

async function assertTotals(
  { books, ground }: Pick<TestBooks, 'books' | 'ground'>,
  posted: number,
) {
  let total = 0n
  for (let n = 0; n < PEOPLE; n++) {
    const { balance } = await getAccount(ground.db, 1, `person:person${n}:cny`)
    assert.ok(balance >= 0n)
    total += balance
  }
  assert.equal(total, BigInt(PEOPLE) * EACH)
  const report = await auditBooks(books)
  assert.deepEqual(report.difference, undefined)
  assert.equal(report.counts.postings, BigInt(posted + 1))
  const [stats] = await ground.db.query<{ deadlocks: bigint }>(
    `select deadlocks from pg_stat_database where datname = current_database()`,
  )
  assert.equal(stats!.deadlocks, 0n)
}

type Teller = ChildProcessByStdio<null, Readable, null>

function start(errand: Errand): Teller {
  return spawn(process.execPath, [TELLER, JSON.stringify(errand)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function taleOf(teller: Teller): Promise<Tale> {
  let said = ''
  for await (const chunk of teller.stdout) said += String(chunk)
  assert.ok(said.startsWith(STARTED), 'the teller ended before it began')
  return JSON.parse(said.slice(STARTED.length)) as Tale
}
