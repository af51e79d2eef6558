import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from './random.ts'

const DRAWS = 100_000

test('the same seed gives the same numbers in every release, another seed others', () => {
  const drawn = (seed: string): number[] => {
    const random = seededRandom(seed)
    return [random.int(0, 999), random.int(0, 999), random.int(0, 999), random.int(0, 999)]
  }
  assert.deepEqual(drawn('town'), [248, 603, 630, 60])
  assert.notDeepEqual(drawn('town'), drawn('towm'))
})

test('whole numbers fall evenly on both ends and everything between', () => {
  const random = seededRandom('dice')
  const counts = new Map<number, number>()
  for (let i = 0; i < DRAWS; i++) {
    const face = random.int(1, 6)
    counts.set(face, (counts.get(face) ?? 0) + 1)
  }
  assert.deepEqual([...counts.keys()].toSorted(), [1, 2, 3, 4, 5, 6])
  const expected = DRAWS / 6
  const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
  // The 99.9th percentile of chi-square with 5 degrees of freedom.
  assert.ok(chiSquare < 20.5, `chi-square ${chiSquare}`)
})

test('a normal draw has its mean and its deviation', () => {
  const random = seededRandom('heights')
  const draws = Array.from({ length: DRAWS }, () => random.normal(170, 8))
  const mean = draws.reduce((sum, x) => sum + x, 0) / DRAWS
  const deviation = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / DRAWS)
  assert.ok(Math.abs(mean - 170) < 0.1, `mean ${mean}`)
  assert.ok(Math.abs(deviation - 8) < 0.1, `deviation ${deviation}`)
})

test('weights are kept, and what weighs nothing is never drawn', () => {
  const random = seededRandom('menu')
  const counts = { tea: 0, cake: 0, gold: 0 }
  for (let i = 0; i < DRAWS; i++) {
    counts[random.weighted([['tea', 3] as const, ['cake', 1] as const, ['gold', 0] as const])]++
  }
  assert.ok(Math.abs(counts.tea / DRAWS - 0.75) < 0.01, `tea ${counts.tea}`)
  assert.equal(counts.gold, 0)
})

test('shuffling keeps every item, leaves the list alone, and reaches every order', () => {
  const random = seededRandom('cards')
  const cards = ['a', 'b', 'c']
  const orders = new Set<string>()
  for (let i = 0; i < 1_000; i++) orders.add(random.shuffle(cards).join(''))
  assert.deepEqual([...orders].toSorted(), ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
  assert.deepEqual(cards, ['a', 'b', 'c'])
})

test('a fork draws its own numbers and does not disturb the one it came from', () => {
  const alone = seededRandom('town')
  const forked = seededRandom('town')
  const shop = forked.fork('teahouse')
  shop.next()
  assert.equal(forked.next(), alone.next())
  assert.notEqual(seededRandom('town').fork('teahouse').next(), seededRandom('town').next())
})

test('nothing can be picked from nothing', () => {
  assert.throws(() => seededRandom('x').pick([]), RangeError)
})
