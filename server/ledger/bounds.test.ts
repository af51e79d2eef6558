import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AMOUNT_MAX, LEGS_PER_POSTING_MAX } from '@suanpan/kernel/posting'
import type { AccountRef } from '@suanpan/kernel/posting'
import { bank, money, move, named, posting, teahouse, testBooks } from '../../tests/harness/cast.ts'
import { counterUsed, getAccount, getPosting, holderStatement, statement } from './index.ts'

const sandbox = (account: string, floor: bigint | null = 0n): AccountRef => ({
  account,
  open: { asset: 'XTS/2', chart: 'equity.opening', floor },
})

test('the largest amount that int8 holds is booked, read back and answered again', async (t) => {
  const { books, ground } = await testBooks(t)
  const [source, vault] = [sandbox('source', null), sandbox('vault')]
  const all = posting('all', [move(source, vault, AMOUNT_MAX)], {
    counters: [{ key: 'all', amount: AMOUNT_MAX, ceiling: null, window: { kind: 'ever' } }],
  })
  const first = await books.post(all)
  assert.deepEqual(await books.post(all), { ...first, replayed: true })
  assert.equal((await getAccount(ground.db, 1, 'source')).balance, -AMOUNT_MAX)
  assert.equal((await getAccount(ground.db, 1, 'vault')).balance, AMOUNT_MAX)
  assert.equal(await counterUsed(ground.db, 1, 'all'), AMOUNT_MAX)
  const over = {
    code: 'amount_out_of_range',
    details: { amount: '1', maximum: String(AMOUNT_MAX) },
  }
  await assert.rejects(books.post(posting('a', [move(source, sandbox('other'), 1n)])), over)
  await assert.rejects(
    books.post(posting('b', [move(sandbox('other_source', null), vault, 1n)])),
    over,
  )
  const counters = [{ key: 'all', amount: 1n, ceiling: null, window: { kind: 'ever' } as const }]
  await assert.rejects(books.post(posting('c', [], { counters })), over)
})

test('a posting of 64 legs is one posting, through all of its accounts and back', async (t) => {
  const { books, ground } = await testBooks(t)
  const people = Array.from({ length: LEGS_PER_POSTING_MAX / 2 }, (_, n) => money(`person${n}`))
  const round = people.flatMap((person, n) => [
    move(bank, person, BigInt(n + 1)),
    move(named(person.account), teahouse, BigInt(n + 1)),
  ])
  assert.equal(round.length, LEGS_PER_POSTING_MAX)
  const { entries } = await books.post(posting('all', round))
  assert.equal(entries.length, 2 * LEGS_PER_POSTING_MAX)
  assert.deepEqual(
    (await getPosting(ground.db, 1, 'all'))?.entries.map(({ address, version }) => [
      address,
      version,
    ]),
    entries.map(({ address, version }) => [address, version]),
  )
  assert.equal((await statement(ground.db, 1, 'merchant:teahouse:cny', { limit: 100 })).length, 32)
  const lines = await holderStatement(
    ground.db,
    1,
    { holder: 'mer_teahouse', asset: 'CNY/2' },
    { limit: 9 },
  )
  assert.deepEqual(
    lines.map(({ amount, counterparts }) => [amount, counterparts.length]),
    [[528n, 33]],
  )
})

test('a pocket is of one asset with its scale, and another scale finds nothing in it', async (t) => {
  const { books } = await testBooks(t)
  const lot = money('lin:lot', { holder: 'per_lin', pocket: 'change' })
  await books.post(posting('a', [move(bank, lot, 10n)]))
  const pocketOf = (asset: string) => ({ pocket: 'change', holder: 'per_lin', asset })
  const refusedFor = async (id: string, asset: string, needed: bigint) => {
    const verdict = await books.tryPost(posting(id, [move(pocketOf(asset), teahouse, needed)]))
    return verdict.state === 'refused' ? verdict.reason.details['available'] : undefined
  }
  for (const asset of ['CNY/3', 'CNY/02', 'EUR/2']) {
    assert.equal(await refusedFor(`b_${asset}`, asset, 1n), '0')
    books.forget()
    assert.equal(await refusedFor(`c_${asset}`, asset, 1n), '0')
    assert.equal(await refusedFor(`d_${asset}`, 'CNY/2', 11n), '10')
  }
  await books.post(posting('e', [move(pocketOf('CNY/2'), teahouse, 10n)]))
})

test('letters, digits and signs of any script travel through kind, reference and counter', async (t) => {
  const { books, ground } = await testBooks(t)
  const odd = `null {"a,b\\c"} '\u4e2d\u6587' \u{1f9ee} %s $1 \\x00`
  const key = `key ${odd}`
  const given = posting('odd"\\{},null', [move(bank, money('lin'), 1n)], {
    kind: `k ${odd}`,
    reference: odd,
    counters: [{ key, amount: 3n, ceiling: 9n, window: { kind: 'ever' } }],
  })
  const first = await books.post(given)
  assert.deepEqual(first.counters, { [key]: 3n })
  books.forget()
  assert.deepEqual(await books.post(given), { ...first, replayed: true })
  const record = await getPosting(ground.db, 1, given.id)
  assert.deepEqual([record?.kind, record?.reference], [`k ${odd}`, odd])
  assert.equal(await counterUsed(ground.db, 1, key), 3n)
})
