import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EXACT_PEOPLE_MAX, fewestTransfers, type Net } from './fewest-transfers.ts'

/** So many people whose nets come to zero: the last takes what the others leave. */
const nets = (least: number, most: number, size: bigint) =>
  fc
    .array(fc.bigInt({ min: -size, max: size }), { minLength: least - 1, maxLength: most - 1 })
    .map((amounts): Net[] =>
      [...amounts, -amounts.reduce((sum, each) => sum + each, 0n)].map((net, at) => ({
        person: `per_${String(at).padStart(2, '0')}`,
        net,
      })),
    )

const open = (all: readonly Net[]): Net[] => all.filter(({ net }) => net !== 0n)

/** The fewest by trying every order of paying: a debtor and a creditor settle, one of them is done. */
function fewestByTrying(amounts: readonly bigint[]): number {
  const left = amounts.filter((each) => each !== 0n)
  const [first] = left
  if (first === undefined) return 0
  const counts = left.flatMap((other, at) => {
    if (at === 0 || other > 0n === first > 0n) return []
    const rest = left.filter((_, place) => place !== 0 && place !== at)
    return [1 + fewestByTrying([...rest, first + other])]
  })
  return Math.min(...counts)
}

test('after the transfers everybody is at zero, and nobody pays themselves or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(nets(2, 9, 40n), nets(2, 30, 10n ** 12n)), (all) => {
      const left = new Map(all.map(({ person, net }) => [person, net]))
      for (const { from, to, amount } of fewestTransfers(all)) {
        assert.ok(amount > 0n && from !== to)
        left.set(from, (left.get(from) ?? 0n) + amount)
        left.set(to, (left.get(to) ?? 0n) - amount)
      }
      assert.ok([...left.values()].every((net) => net === 0n))
    }),
  )
})

test('there are never more transfers than people less one, and debtors only pay', () => {
  fc.assert(
    fc.property(fc.oneof(nets(2, 9, 40n), nets(15, 40, 10n ** 6n)), (all) => {
      const debts = fewestTransfers(all)
      assert.ok(debts.length <= Math.max(0, open(all).length - 1))
      const debtors = new Set(all.filter(({ net }) => net < 0n).map(({ person }) => person))
      assert.ok(debts.every(({ from, to }) => debtors.has(from) && !debtors.has(to)))
    }),
  )
})

test('among few people there is no way with fewer transfers', () => {
  fc.assert(
    fc.property(nets(2, 7, 6n), (all) => {
      assert.equal(fewestTransfers(all).length, fewestByTrying(all.map(({ net }) => net)))
    }),
  )
})

test('the same nets give the same transfers, in whatever order they come', () => {
  fc.assert(
    fc.property(nets(2, 9, 9n), (all) => {
      assert.deepEqual(fewestTransfers(all), fewestTransfers(all.toReversed()))
    }),
  )
})

test('where paying the largest first takes four transfers, three are found', () => {
  const amounts = [6n, 4n, -5n, -3n, -2n]
  const debts = fewestTransfers(amounts.map((net, at) => ({ person: `p${at}`, net })))
  assert.equal(debts.length, fewestByTrying(amounts))
  const pairs = [7n, 5n, 4n, -7n, -5n, -4n].map((net, at) => ({ person: `p${at}`, net }))
  assert.equal(fewestTransfers(pairs).length, 3)
})

test('the most people that are searched exactly take less than a second', () => {
  const all = Array.from({ length: EXACT_PEOPLE_MAX }, (_, at) => ({
    person: `p${at}`,
    net: at === 0 ? -BigInt((EXACT_PEOPLE_MAX * (EXACT_PEOPLE_MAX - 1)) / 2) : BigInt(at),
  }))
  const began = performance.now()
  assert.equal(fewestTransfers(all).length, EXACT_PEOPLE_MAX - 1)
  assert.ok(performance.now() - began < 1_000)
})

test('nets that do not come to zero are a mistake and not a plan', () => {
  assert.throws(() => fewestTransfers([{ person: 'p', net: 1n }]), RangeError)
})
