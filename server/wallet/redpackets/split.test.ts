import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commitmentTo, SHARE_MAX, SHARE_MIN, SHARES_MAX, splitOf } from './split.ts'

const packet = fc.integer({ min: 1, max: SHARES_MAX }).chain((shares) =>
  fc.record({
    shares: fc.constant(shares),
    amount: fc.oneof(
      fc.bigInt({ min: BigInt(shares) * SHARE_MIN, max: BigInt(shares) * SHARE_MAX }),
      fc.constantFrom(BigInt(shares) * SHARE_MIN, BigInt(shares) * SHARE_MAX),
    ),
    seed: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  }),
)

test('random shares come to the amount to the fen, each from one fen to 200 yuan', () => {
  fc.assert(
    fc.property(packet, (given) => {
      const shares = splitOf(given)
      assert.equal(shares.length, given.shares)
      assert.equal(
        shares.reduce((sum, each) => sum + each, 0n),
        given.amount,
      )
      for (const share of shares) assert.ok(share >= SHARE_MIN && share <= SHARE_MAX)
    }),
    { numRuns: 500 },
  )
})

test('the same seed shares the same way for ever, and another one differently', () => {
  const seed = Buffer.alloc(32, 7)
  const given = { amount: 8_888n, shares: 8, seed }
  // Written down once: whoever changes the drawing changes packets that people have opened.
  assert.equal(splitOf(given).join(' '), '1799 1617 599 584 618 650 1391 1630')
  assert.notDeepEqual(splitOf(given), splitOf({ ...given, seed: Buffer.alloc(32, 8) }))
  assert.notEqual(commitmentTo(seed), commitmentTo(Buffer.alloc(32, 8)))
})

test('no place in the queue is better than another', () => {
  const sums = Array.from({ length: 5 }, () => 0)
  const packets = 4_000
  for (let n = 0; n < packets; n++) {
    const seed = Buffer.alloc(32)
    seed.writeUInt32BE(n)
    for (const [place, share] of splitOf({ amount: 500n, shares: 5, seed }).entries())
      sums[place]! += Number(share)
  }
  // The mean of each place is 100; a share deviates by about 60, its mean over 4,000 by less than 1.
  for (const sum of sums) assert.ok(Math.abs(sum / packets - 100) < 5, sums.join(' '))
})

test('equal shares are equal', () => {
  assert.deepEqual(splitOf({ amount: 600n, shares: 3, seed: null }), [200n, 200n, 200n])
})
