import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bank, money, move, named, posting, teahouse, testBooks } from '../../tests/harness/cast.ts'
import type { Db } from '../platform/index.ts'
import {
  freezeHolder,
  freezesOf,
  frozenHolders,
  listMonitors,
  unwatchBalance,
  watchBalance,
} from './index.ts'

const lin = named('person:lin:cny')

test('a balance that crosses a watched line sends one letter, and none while it stays there', async (t) => {
  const { books, another, ground } = await testBooks(t)
  const two = another()
  await two.post(posting('top_0', [move(bank, money('lin'), 100n)]))
  const watched = { account: 'person:lin:cny', line: 50n, party: 'per_lin' }
  const below = await watchBalance(books, { ...watched, direction: 'below' })
  ground.clock.tick(1)
  const above = await watchBalance(books, { ...watched, direction: 'above', line: 120n })
  assert.deepEqual(await listMonitors(ground.db, 1), [below, above])
  const pay = (id: string, amount: bigint) => two.post(posting(id, [move(lin, teahouse, amount)]))
  const topUp = (id: string, amount: bigint) => books.post(posting(id, [move(bank, lin, amount)]))
  // 100 → 50 is not below 50; → 49 is; → 20 still is; → 119 is not at 120; → 120 is; → 620 still is.
  await pay('a', 50n)
  await pay('b', 1n)
  await pay('c', 29n)
  await topUp('d', 99n)
  await topUp('e', 1n)
  await topUp('f', 500n)
  assert.deepEqual(await crossings(ground.db), [
    ['b', below.id, 'below', '49', 'per_lin'],
    ['e', above.id, 'above', '120', 'per_lin'],
  ])
  // Down and up again within one posting crosses twice.
  await two.post(posting('g', [move(lin, teahouse, 600n), move(teahouse, lin, 600n)]))
  assert.deepEqual((await crossings(ground.db)).slice(2), [
    ['g', below.id, 'below', '20', 'per_lin'],
    ['g', above.id, 'above', '620', 'per_lin'],
  ])
  await unwatchBalance(two, below.id)
  await unwatchBalance(two, below.id)
  await pay('h', 600n)
  assert.equal((await crossings(ground.db)).length, 4)
  await assert.rejects(watchBalance(books, { ...watched, account: 'nobody', direction: 'below' }), {
    code: 'account_not_found',
  })
})

test('a refusal and a replay cross no line', async (t) => {
  const { books, ground } = await testBooks(t)
  await books.post(posting('top_1', [move(bank, money('lin'), 100n)]))
  const watched = { account: 'person:lin:cny', line: 50n, party: 'per_lin' }
  await watchBalance(books, { ...watched, direction: 'below' })
  await assert.rejects(books.post(posting('a', [move(lin, teahouse, 101n)])))
  await books.post(posting('b', [move(lin, teahouse, 60n)]))
  await books.post(posting('b', [move(lin, teahouse, 60n)]))
  assert.deepEqual(
    (await crossings(ground.db)).map(([id]) => id),
    ['b'],
  )
})

test('a freeze covers every account its holder has or will have, each way on its own', async (t) => {
  const { books, ground } = await testBooks(t)
  await books.post(
    posting('top_1', [move(bank, money('lin'), 100n), move(bank, money('wang'), 9n)]),
  )
  const refused = async (id: string, ...legs: ReturnType<typeof move>[]) => {
    const verdict = await books.tryPost(posting(id, legs))
    return verdict.state === 'refused' ? verdict.reason : undefined
  }
  const by = { by: 'opr_1', reason: 'reported lost' }
  await freezeHolder(books, { holder: 'per_lin', in: false, out: true, ...by })
  const out = { code: 'holder_frozen', details: { holder: 'per_lin', direction: 'out' } }
  assert.deepEqual(await refused('a', move(lin, teahouse, 1n)), out)
  assert.equal(await refused('b', move(bank, lin, 1n)), undefined)
  await freezeHolder(books, { holder: 'per_lin', in: true, out: false, ...by })
  const savings = money('lin:savings', { holder: 'per_lin' })
  const into = { code: 'holder_frozen', details: { holder: 'per_lin', direction: 'in' } }
  assert.deepEqual(await refused('c', move(bank, savings, 1n)), into)
  assert.equal(await refused('d', move(lin, teahouse, 1n)), undefined)
  // What is not an act of the holder goes through all the same.
  const correction = { ...move(bank, savings, 1n), despiteFreeze: true }
  assert.equal(await refused('e', correction), undefined)
  // Somebody may be frozen before they have anything.
  await freezeHolder(books, { holder: 'per_zhao', in: true, out: true, ...by })
  assert.equal((await refused('f', move(bank, money('zhao'), 1n)))?.code, 'holder_frozen')
  assert.deepEqual(await frozenHolders(ground.db, 1, ['per_lin', 'per_wang', 'per_zhao']), [
    { holder: 'per_lin', in: true, out: false },
    { holder: 'per_zhao', in: true, out: true },
  ])
  ground.clock.tick(1_000)
  await freezeHolder(books, {
    holder: 'per_lin',
    in: false,
    out: false,
    by: 'opr_2',
    reason: 'found',
  })
  assert.equal(await refused('g', move(lin, savings, 1n)), undefined)
  assert.deepEqual(
    (await freezesOf(ground.db, 1, 'per_lin'))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ by, frozenIn, frozenOut }) => [by, frozenIn, frozenOut])
      .at(-1),
    ['opr_2', false, false],
  )
})

async function crossings(db: Db): Promise<unknown[][]> {
  const rows = await db.query<{ body: Record<string, unknown>; party: string }>(
    `select body, party from platform.letters where type = 'balance.crossed' order by seq`,
  )
  return rows.map(({ body, party }) => [
    body['posting'],
    body['monitor'],
    body['direction'],
    body['balance'],
    party,
  ])
}
