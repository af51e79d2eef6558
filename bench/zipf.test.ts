import assert from 'node:assert/strict'
import test from 'node:test'
import { seeded, zipf } from './zipf.ts'

function tally(count: number, s: number, draws: number): number[] {
  const draw = zipf(count, s, seeded(7))
  const seen = Array.from({ length: count }, () => 0)
  for (let at = 0; at < draws; at++) {
    const drawn = draw()
    seen[drawn] = (seen[drawn] ?? 0) + 1
  }
  return seen.sort((a, b) => b - a)
}

test('the same seed draws the same numbers, another seed others', () => {
  const first = (seed: number) => Array.from({ length: 5 }, seeded(seed))
  assert.deepEqual(first(1), first(1))
  assert.notDeepEqual(first(1), first(2))
  assert.ok(first(3).every((number) => number >= 0 && number < 1))
})

for (const s of [0, 1, 2])
  test(`popularity falls with the ${s === 0 ? 'zeroth' : s === 1 ? 'first' : 'second'} power of the rank`, () => {
    const draws = 200_000
    const seen = tally(100, s, draws)
    const sum = Array.from({ length: 100 }, (_, at) => 1 / (at + 1) ** s).reduce((a, b) => a + b)
    for (const rank of [1, 2, 5, 10, 50]) {
      const wanted = draws / (rank ** s * sum)
      // Five standard deviations, and what sorting by luck adds where all are alike.
      const slack = 5 * Math.sqrt(wanted)
      assert.ok(Math.abs((seen[rank - 1] ?? 0) - wanted) <= slack, `rank ${rank}`)
    }
  })
