import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Posting } from '@suanpan/kernel/posting'
import { bank, money, move, named, posting, teahouse, testBooks } from '../../tests/harness/cast.ts'
import {
  forgetRefusals,
  getAccount,
  getPosting,
  insertInto,
  openBooks,
  refusedPosting,
} from './index.ts'

const DAY_MS = 86_400_000
const lin = named('person:lin:cny')

/** With quantities, counters and several legs, so that a replay has everything to give back. */
const rich: Posting = posting(
  'pay_1',
  [
    move([{ account: 'voucher:lin', optional: true }, lin], teahouse, { of: 'g' }),
    move(teahouse, bank, { share: 3n, per: 10n, counter: 'cut' }),
  ],
  {
    quantities: { g: { desired: 500n, min: 10n } },
    counters: [
      { key: 'cap', amount: { of: 'g' }, ceiling: 80n, window: { kind: 'ever' } },
      { key: 'cut', amount: 10n, ceiling: null, window: { kind: 'ever' } },
    ],
    reference: 'ord_1',
  },
)

test('a replay answers the first verdict to the letter, also after a restart', async (t) => {
  const { books, another, ground } = await testBooks(t)
  await books.post(posting('top_1', [move(bank, money('lin'), 100n)]))
  const first = await books.post(rich)
  assert.equal(first.quantities['g']?.granted, 80n)
  const refused = await books.tryPost(posting('pay_2', [move(lin, teahouse, 21n)]))
  assert.equal(refused.state, 'refused')
  await books.post(posting('top_2', [move(bank, lin, 1_000n)]))
  await books.close()
  ground.clock.tick(DAY_MS)
  const restarted = another()
  assert.deepEqual(await restarted.post(rich), { ...first, replayed: true })
  assert.deepEqual(await restarted.tryPost(posting('pay_2', [move(lin, teahouse, 21n)])), {
    ...refused,
    replayed: true,
  })
  await assert.rejects(
    restarted.tryPost(posting('pay_3')).then(() => books.post(posting('pay_4'))),
    {
      code: 'service_unavailable',
    },
  )
})

test('what is sent twice in one breath is decided once', async (t) => {
  const { books, ground } = await testBooks(t)
  const twice = [posting('top_1', [move(bank, money('lin'), 100n)]), rich]
  const verdicts = await Promise.all(
    [...twice, ...twice, ...twice].map((each) => books.tryPost(each)),
  )
  assert.deepEqual(
    verdicts.map(({ id, state, replayed }) => [id, state, replayed]),
    [
      ['top_1', 'posted', false],
      ['pay_1', 'posted', false],
      ['top_1', 'posted', true],
      ['pay_1', 'posted', true],
      ['top_1', 'posted', true],
      ['pay_1', 'posted', true],
    ],
  )
  // While one is being written, the other asks for the same.
  const inFlight = books.post(posting('top_2', [move(bank, lin, 1n)]))
  await Promise.resolve()
  const late = await Promise.all([
    books.post(posting('top_2', [move(bank, lin, 1n)])),
    books.tryPost(posting('top_2', [move(bank, lin, 2n)])),
  ])
  assert.deepEqual(late[0], { ...(await inFlight), replayed: true })
  assert.equal(late[1].state === 'refused' && late[1].reason.code, 'id_used_with_other_content')
  assert.equal((await getAccount(ground.db, 1, 'bank:clearing:cny')).balance, -98n)
})

test('a posting without legs only claims its id, and of two that want it one gets it', async (t) => {
  const { books } = await testBooks(t)
  const [paid, closed] = await Promise.all([
    books.tryPost(posting('ord_1', [move(bank, money('lin'), 5n)])),
    books.tryPost(posting('ord_1')),
  ])
  assert.equal(paid.state, 'posted')
  assert.equal(closed.state === 'refused' && closed.reason.code, 'id_used_with_other_content')
  const claimed = await books.post(posting('ord_2'))
  assert.deepEqual(claimed.entries, [])
})

test('a refusal changes nothing, keeps its id for 90 days and then forgets it', async (t) => {
  const { books, ground } = await testBooks(t)
  await books.post(posting('top_1', [move(bank, money('lin'), 10n)]))
  const pay = posting('pay_1', [move(lin, teahouse, 11n)], {
    counters: [{ key: 'cap', amount: 1n, ceiling: 5n, window: { kind: 'ever' } }],
  })
  await assert.rejects(books.post(pay), { code: 'insufficient_funds' })
  assert.equal((await refusedPosting(ground.db, 1, 'pay_1'))?.code, 'insufficient_funds')
  assert.equal(await getPosting(ground.db, 1, 'pay_1'), undefined)
  await assert.rejects(getAccount(ground.db, 1, teahouse.account), { code: 'account_not_found' })
  await books.post(posting('top_2', [move(bank, lin, 1_000n)]))
  ground.clock.tick(89 * DAY_MS)
  await books.post(posting('claim_1'))
  assert.equal(await forgetRefusals(ground), 0n)
  await assert.rejects(books.post(pay), {
    code: 'insufficient_funds',
    details: { available: '10', account: 'person:lin:cny', asset: 'CNY/2', needed: '11' },
  })
  ground.clock.tick(2 * DAY_MS)
  // Time is what the books have seen, not what the clock says.
  assert.equal(await forgetRefusals(ground), 0n)
  await books.post(posting('claim_2'))
  assert.equal(await forgetRefusals(ground), 1n)
  assert.equal((await books.post(pay)).counters['cap'], 1n)
})

test('what is malformed is refused before anything is kept, and its id stays free', async (t) => {
  const { books, ground } = await testBooks(t)
  for (const wrong of [
    posting('top_1', [move(bank, money('lin'), 0n)]),
    posting('top_1', [], { reference: 'x'.repeat(70_000) }),
    posting(
      'top_1',
      Array.from({ length: 65 }, () => move(bank, money('lin'), 1n)),
    ),
  ])
    await assert.rejects(books.post(wrong), { code: 'invalid_posting' })
  await assert.rejects(books.dryRun(posting('')), { code: 'invalid_posting' })
  const unknown = posting('top_1', [], { rows: [{ table: 'public.nowhere', row: {} }] })
  await assert.rejects(books.post(unknown), /no room registered how to write public.nowhere/)
  assert.equal((await books.post(posting('top_1', [move(bank, money('lin'), 1n)]))).replayed, false)
  assert.equal((await getAccount(ground.db, 1, 'person:lin:cny')).balance, 1n)
})

test('a dry run says what the posting then comes to, and leaves no trace', async (t) => {
  const { books, ground } = await testBooks(t)
  await books.post(posting('top_1', [move(bank, money('lin'), 100n)]))
  const trace = () =>
    ground.db.query(
      `select seq, batch, revision, (select count(*) from ledger.refusals) as refusals,
         (select count(*) from ledger.accounts) as accounts from ledger.head`,
    )
  for (const each of [
    rich,
    posting('pay_2', [move(lin, teahouse, 21n)]),
    posting('pay_3', [move(lin, { newHold: 'h', expiresAt: new Date('2026-04-01') }, 20n)]),
    posting('pay_4', [{ release: 'h' }], { close: ['person:wang:cny'] }),
    rich,
    { ...rich, intent: new Uint8Array(16) },
  ]) {
    const before = await trace()
    const dry = await books.dryRun(each)
    assert.deepEqual(await trace(), before)
    const real = await books.tryPost(each)
    const seq = real.state === 'posted' && !real.replayed ? { seq: 0n } : {}
    assert.deepEqual(dry, { ...real, ...seq })
  }
})

test('rows travel with what posts and stay behind with what is refused', async (t) => {
  const table = 'pg_temp_rows'
  const written: unknown[] = []
  const { books } = await testBooks(t, [
    { ...insertInto(table, { id: 'text' }), write: async (_, rows) => void written.push(...rows) },
  ])
  const rows = (id: string) => ({ rows: [{ table, row: { id } }] })
  await Promise.all([
    books.tryPost(posting('a', [move(bank, money('lin'), 5n)], rows('a'))),
    books.tryPost(posting('b', [move(money('lin'), teahouse, 9n)], rows('b'))),
    books.tryPost(posting('c', [], rows('c'))),
    books.tryPost(posting('c', [], rows('c'))),
  ])
  assert.deepEqual(
    written.map((each) => {
      const { row, posted } = each as { row: unknown; posted: { seq: bigint } }
      return [row, posted.seq]
    }),
    [
      [{ id: 'a' }, 1n],
      [{ id: 'c' }, 2n],
    ],
  )
  await openBooks(books.ground).close()
})
