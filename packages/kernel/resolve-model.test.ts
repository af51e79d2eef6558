import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  REASON_CODES,
  emptyModel,
  inModelWords,
  postToModel,
} from '../../tests/simulation/model.ts'
import type { Model } from '../../tests/simulation/model-books.ts'
import {
  ROLLING_BUCKETS,
  SCENE_ASSETS,
  SCENE_CHARTS,
  personOf,
  randomPosting,
} from '../../tests/simulation/random-postings.ts'
import type { Dice, Scene } from '../../tests/simulation/random-postings.ts'
import { postingProblem } from './check.ts'
import type { Verdict } from './posting.ts'
import { seededRandom } from './random.ts'
import { resolve } from './resolve.ts'
import type { Arrived, Resolution } from './resolve.ts'
import type { AccountState, CounterState, Known, State } from './workbench.ts'

/** A longer run: SUANPAN_MODEL_LIVES=5000, and SUANPAN_MODEL_SEED=7 for other batches. */
const LIVES = Number(process.env['SUANPAN_MODEL_LIVES'] ?? 300)
const SEED = Number(process.env['SUANPAN_MODEL_SEED'] ?? 20260303)
const SHRINKING_RUNS = 100
const SHRINKING_MS = 20_000
const PEOPLE = 3
const HOUR_MS = 3_600_000

test('a resolved batch is what the same postings come to one by one, for every reason there is', () => {
  const met = new Map<string, number>()
  for (let life = 0; life < LIVES; life++) {
    const seed = `${SEED}/${life}`
    try {
      runOneLife(seededRandom(seed), met)
    } catch (error) {
      throw new Error(`the life of seed ${seed} differs`, { cause: error })
    }
  }
  const never = REASON_CODES.filter((code) => !met.has(code))
  assert.deepEqual(never, [], 'reasons that no posting met')
  for (const state of ['posted', 'replayed', 'granted less'])
    assert.ok((met.get(state) ?? 0) > LIVES, `${state}: ${met.get(state) ?? 0}`)
})

test('the same, with a difference made as small as it gets', () => {
  fc.assert(
    fc.property(fc.gen(), (gen) => runOneLife(diceOf(gen), new Map())),
    { numRuns: SHRINKING_RUNS, seed: SEED, interruptAfterTimeLimit: SHRINKING_MS },
  )
})

/** Some batches in a row on the same books, each compared with the model before the next. */
function runOneLife(dice: Dice, met: Map<string, number>): void {
  const books = emptyBooks()
  const model = emptyModel({ assets: SCENE_ASSETS, charts: SCENE_CHARTS })
  const now = Date.UTC(2026, 2, 3, 4)
  const scene: Scene = { people: PEOPLE, now, stepMs: HOUR_MS, sent: [] }
  for (let batch = dice.int(1, 10); batch > 0; batch--) {
    freezeSome(dice, books, model)
    const arrivals = Array.from({ length: dice.int(1, 25) }, () => arrival(dice, scene))
    const expected = arrivals.map(({ posting, bookedAt }) =>
      postToModel(model, posting, bookedAt.getTime()),
    )
    const resolution = resolve(books, arrivals, books.seq + 1n)
    assert.deepEqual(
      resolution.outcomes.map(({ verdict }) => inModelWords(verdict)),
      expected,
    )
    keep(books, resolution)
    assertSame(books, model)
    for (const { verdict } of resolution.outcomes) tally(met, verdict)
  }
}

function diceOf(gen: fc.GeneratorValue): Dice {
  return {
    int: (min, max) => gen(fc.integer, { min, max }),
    chance: (probability) => gen(fc.integer, { min: 0, max: 99 }) >= 100 - probability * 100,
    pick: (from) => from[gen(fc.nat, { max: from.length - 1 })]!,
  }
}

function arrival(dice: Dice, scene: Scene): Arrived {
  const posting = randomPosting(dice, scene)
  assert.equal(postingProblem(posting), undefined)
  return { posting, bookedAt: new Date(scene.now), businessDate: '2026-03-03' }
}

/** A state that cannot be changed behind its back: every account and counter in it is frozen. */
type BooksOfMaps = State & {
  accounts: Map<string, AccountState>
  pockets: Map<string, readonly string[]>
  holds: Map<string, readonly string[]>
  counters: Map<string, CounterState>
  frozen: Map<string, { in: boolean; out: boolean }>
  known: Map<string, Known>
  seq: bigint
}

function emptyBooks(): BooksOfMaps {
  return {
    accounts: new Map(),
    pockets: new Map(),
    holds: new Map(),
    counters: new Map(),
    frozen: new Map(),
    known: new Map(),
    assets: new Set(SCENE_ASSETS),
    charts: new Set(SCENE_CHARTS),
    seq: 0n,
  }
}

function keep(books: BooksOfMaps, resolution: Resolution): void {
  for (const [address, account] of resolution.accounts)
    books.accounts.set(address, Object.freeze({ ...account }))
  for (const [key, counter] of resolution.counters) books.counters.set(key, Object.freeze(counter))
  for (const [key, list] of resolution.pockets) books.pockets.set(key, Object.freeze([...list]))
  for (const [key, list] of resolution.holds) books.holds.set(key, Object.freeze([...list]))
  for (const { fresh, verdict, arrived } of resolution.outcomes) {
    if (!fresh) continue
    books.known.set(verdict.id, { fingerprint: arrived.posting.intent, verdict })
    if (verdict.state === 'posted') books.seq = verdict.seq
  }
}

function freezeSome(dice: Dice, books: BooksOfMaps, model: Model): void {
  const holder = dice.chance(0.3) ? 'teahouse' : personOf(dice.int(0, PEOPLE - 1))
  const freeze = { in: dice.chance(0.15), out: dice.chance(0.2) }
  books.frozen.set(holder, freeze)
  model.frozen.set(holder, freeze)
}

function assertSame(books: BooksOfMaps, model: Model): void {
  // An account gets its number when it is written, and nothing is written here.
  const expected = [...model.accounts].map(([address, account]) => ({
    ...account,
    address,
    id: 0n,
  }))
  assert.deepEqual([...books.accounts.values()].toSorted(byAddress), expected.toSorted(byAddress))
  const sums = new Map<string, bigint>()
  for (const { asset, balance, floor } of books.accounts.values()) {
    sums.set(asset, (sums.get(asset) ?? 0n) + balance)
    assert.ok(floor === null || balance >= floor)
  }
  for (const [asset, sum] of sums) assert.equal(sum, 0n, asset)
  for (const [key, { used }] of books.counters) {
    const kind = key.split(':')[0]
    const { counted, newest } = model.counters.get(key)!
    let total = 0n
    for (let age = kind === 'rolling' ? ROLLING_BUCKETS - 1 : 0; age >= 0; age--)
      total += counted.get(newest - age) ?? 0n
    assert.equal(used, total, key)
  }
}

const byAddress = (a: { address: string }, b: { address: string }): number =>
  a.address < b.address ? -1 : 1

function tally(met: Map<string, number>, verdict: Verdict): void {
  const count = (what: string) => met.set(what, (met.get(what) ?? 0) + 1)
  if (verdict.replayed) count('replayed')
  else if (verdict.state === 'refused') count(verdict.reason.code)
  else {
    count('posted')
    if (Object.values(verdict.quantities).some(({ reason }) => reason)) count('granted less')
  }
}
