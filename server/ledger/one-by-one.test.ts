import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from '@suanpan/kernel/posting'
import { seededRandom } from '@suanpan/kernel/random'
import type { Random } from '@suanpan/kernel/random'
import { testBooks } from '../../tests/harness/cast.ts'
import type { TestBooks } from '../../tests/harness/cast.ts'
import {
  REASON_CODES,
  emptyModel,
  inModelWords,
  postToModel,
} from '../../tests/simulation/model.ts'
import type { Model, ModelAccount } from '../../tests/simulation/model-books.ts'
import {
  MERCHANTS,
  ROLLING_BUCKETS,
  SCENE_ASSETS,
  SCENE_CHARTS,
  moneyOf,
  personOf,
  randomPosting,
} from '../../tests/simulation/random-postings.ts'
import type { Scene } from '../../tests/simulation/random-postings.ts'
import { openDb } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { freezeHolder, openBooks, setLimits } from './index.ts'
import type { Books } from './index.ts'

/** A longer run: SUANPAN_BOOKS_POSTINGS=200000, and SUANPAN_MODEL_SEED=7 for other postings. */
const POSTINGS = Number(process.env['SUANPAN_BOOKS_POSTINGS'] ?? 20_000)
const SINGLE_POSTINGS = 1_000
const ROUND_POSTINGS_MAX = 1_200
const SEED = process.env['SUANPAN_MODEL_SEED'] ?? '20260303'
const PEOPLE = 30
const STEP_MS = 120_000

test(`${POSTINGS} postings in batches come to what they come to one by one, for every reason there is`, async (t) => {
  const house = await testBooks(t)
  const posters = [house.books, house.another()]
  const run = openRun(house, `batches ${SEED}`)
  const { dice, scene, model } = run
  for (let sent = 0; sent < POSTINGS;) {
    const books = dice.pick(posters)
    if (dice.chance(0.05)) books.forget()
    await changeSomething(run, books)
    const size = Math.min(dice.int(1, ROUND_POSTINGS_MAX), POSTINGS - sent)
    const expected = []
    const verdicts: Promise<Verdict>[] = []
    for (let n = 0; n < size; n++) {
      const posting = randomPosting(dice, scene)
      house.ground.clock.set(new Date(scene.now))
      verdicts.push(books.tryPost(posting))
      expected.push(postToModel(model, posting, scene.now))
    }
    for (const [n, verdict] of (await Promise.all(verdicts)).entries()) {
      assert.deepEqual(inModelWords(verdict), expected[n], verdict.id)
      tally(run.met, verdict)
    }
    sent += size
  }
  await assertSame(house.ground.db, 1, model)
  const never = REASON_CODES.filter((code) => !run.met.has(code))
  assert.deepEqual(never, [], 'reasons that no posting met')
  assert.ok(run.met.get('posted')! > POSTINGS / 4)
  assert.ok(run.met.get('replayed')! > POSTINGS / 50)
})

test(`${SINGLE_POSTINGS} postings sent one at a time leave the books as they leave the model`, async (t) => {
  const house = await testBooks(t)
  await openBook(house, 2)
  const books = openBooks(house.ground, { book: 2 })
  house.ground.onEnd(() => books.close())
  const run = openRun(house, `singly ${SEED}`)
  for (let n = 0; n < SINGLE_POSTINGS; n++) {
    if (n % 100 === 0) await changeSomething(run, books)
    const posting = randomPosting(run.dice, run.scene)
    house.ground.clock.set(new Date(run.scene.now))
    const verdict = await books.tryPost(posting)
    assert.deepEqual(
      inModelWords(verdict),
      postToModel(run.model, posting, run.scene.now),
      posting.id,
    )
  }
  await assertSame(house.ground.db, 2, run.model)
  // The other book of the same tables has seen nothing of it.
  const [head] = await house.ground.db.query(`select seq, batch from ledger.head where book = 1`)
  assert.deepEqual(head, { seq: 0n, batch: 0n })
})

type Run = { dice: Random; scene: Scene; model: Model; met: Map<string, number> }

function openRun({ ground }: TestBooks, seed: string): Run {
  const now = ground.clock.now().getTime()
  return {
    dice: seededRandom(seed),
    scene: { people: PEOPLE, now, stepMs: STEP_MS, sent: [] },
    model: emptyModel({ assets: SCENE_ASSETS, charts: SCENE_CHARTS }),
    met: new Map(),
  }
}

/** Now and then somebody is frozen or freed, or an account gets other limits. */
async function changeSomething({ dice, model }: Run, books: Books): Promise<void> {
  if (dice.chance(0.5)) {
    const holder = dice.chance(0.2) ? 'teahouse' : personOf(dice.int(0, PEOPLE - 1))
    const freeze = { in: dice.chance(0.3), out: dice.chance(0.3) }
    await freezeHolder(books, { holder, ...freeze, by: 'opr_1', reason: 'test' })
    model.frozen.set(holder, freeze)
  }
  if (dice.chance(0.3)) {
    const address = dice.chance(0.5) ? dice.pick(MERCHANTS) : moneyOf(dice.int(0, PEOPLE - 1))
    const account = model.accounts.get(address)
    if (!account) return
    const { balance } = account
    const floor = dice.chance(0.2) ? null : balance < 0n ? balance : 0n
    const ceiling = dice.chance(0.3) ? null : balance + BigInt(dice.int(0, 300))
    await setLimits(books, { account: address, floor, ceiling })
    model.accounts = new Map(model.accounts).set(address, { ...account, floor, ceiling })
  }
}

async function assertSame(db: Db, book: number, model: Model): Promise<void> {
  type Row = Omit<ModelAccount, 'expiresAt'> & { expiresAt: Date | null }
  const accounts = await db.query<Row>(
    `select a.address, a.asset || '/' || s.scale as asset, a.chart, h.code as holder, a.pocket,
       a.expires_at as "expiresAt", o.address as origin, b.floor, b.ceiling, b.closed, b.balance, b.version
     from ledger.accounts a
     join ledger.balances b on b.book = a.book and b.account = a.id
     join ledger.assets s on s.code = a.asset
     left join ledger.holders h on h.book = a.book and h.id = a.holder
     left join ledger.accounts o on o.book = a.book and o.id = a.origin
     where a.book = $1 order by a.id`,
    [book],
  )
  assert.deepEqual(
    accounts.map(({ holder, pocket, origin, expiresAt, ...account }) => ({
      ...account,
      holder: holder ?? undefined,
      pocket: pocket ?? undefined,
      origin: origin ?? undefined,
      expiresAt: expiresAt?.getTime(),
    })),
    [...model.accounts.values()],
  )
  const counters = await db.query<{ key: string; used: bigint }>(
    `select key, used from ledger.counters where book = $1`,
    [book],
  )
  assert.equal(counters.length, model.counters.size)
  for (const { key, used } of counters) {
    const { counted, newest } = model.counters.get(key)!
    let total = 0n
    for (let age = key.startsWith('rolling:') ? ROLLING_BUCKETS - 1 : 0; age >= 0; age--)
      total += counted.get(newest - age) ?? 0n
    assert.equal(used, total, key)
  }
}

async function openBook({ ground }: TestBooks, book: number): Promise<void> {
  const superuser = openDb({ url: ground.adminUrl, max: 1 })
  await superuser.query(`insert into ledger.head (book) values ($1)`, [book])
  await superuser.close()
}

function tally(met: Map<string, number>, verdict: Verdict): void {
  const what = verdict.replayed
    ? 'replayed'
    : verdict.state === 'refused'
      ? verdict.reason.code
      : 'posted'
  met.set(what, (met.get(what) ?? 0) + 1)
}
