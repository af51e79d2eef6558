import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditBooks } from '../../server/audit/index.ts'
import { closeDay } from '../../server/ledger/index.ts'
import { openTestBooks } from './books.ts'
import type { TestBooks } from './books.ts'
import { auditors, balancesOf, needs, zeroless } from './programs.ts'

/** Three days of 林 lin and 王 wang at the teahouse, with points and a posting that moves nothing. */
async function threeDays(town: TestBooks): Promise<void> {
  await town.topUp('lin', 10_000n)
  await town.topUp('wang', 5_000n)
  await town.pay('lin', 3_000n)
  await town.earn('lin', 30n)
  town.clock.set('2026-03-02T02:00:00Z')
  await town.pay('wang', 1_999n)
  await town.earn('wang', 19n)
  await town.claim()
  await town.pay('lin', 700n)
  town.clock.set('2026-03-04T02:00:00Z')
  await town.withdraw('lin', 6_300n)
  await town.pay('wang', 200n)
}

for (const { program, examine } of auditors) {
  test(`${program} agrees with every balance of the books`, async (t) => {
    if (!needs(t, program)) return
    const town = await openTestBooks(t)
    await threeDays(town)
    const opinion = await examine(town.books)
    assert.ok('balances' in opinion, JSON.stringify(opinion))
    const expected = await balancesOf(town.books)
    assert.equal(expected.size, 8)
    assert.deepEqual(zeroless(opinion.balances), zeroless(expected))
  })

  test(`${program} agrees with an export that begins in the middle`, async (t) => {
    if (!needs(t, program)) return
    const town = await openTestBooks(t)
    await threeDays(town)
    const opinion = await examine(town.books, { from: '2026-03-02' })
    assert.ok('balances' in opinion, JSON.stringify(opinion))
    assert.deepEqual(zeroless(opinion.balances), zeroless(await balancesOf(town.books)))
  })
}

/** Each is one change to what was written, by somebody who may do everything in the database. */
const tamperings = {
  'one amount': `update ledger.entries set amount = amount + 1 where amount = 3000`,
  'both sides of a movement': `update ledger.entries set amount = amount + sign(amount)::int where abs(amount) = 3000`,
  'a running balance, as the day ended': `update ledger.entries set balance = balance - 1
    where amount = -700 and balance = 6300`,
}

for (const [what, sql] of Object.entries(tamperings)) {
  test(`when ${what} is changed, the audit names the posting`, async (t) => {
    const town = await openTestBooks(t)
    await threeDays(town)
    assert.equal((await auditBooks(town.books)).ok, true)
    await town.tamper(sql)
    const { ok, difference } = await auditBooks(town.books)
    assert.equal(ok, false)
    assert.match(difference?.at.posting ?? '', /^pay_/)
    assert.match(difference?.at.account ?? '', /^(person:lin|merchant:teahouse):cny$/)
  })

  for (const { program, examine } of auditors) {
    test(`when ${what} is changed, ${program} notices`, async (t) => {
      if (!needs(t, program)) return
      const town = await openTestBooks(t)
      await threeDays(town)
      await town.tamper(sql)
      const opinion = await examine(town.books)
      assert.ok('complaint' in opinion, 'the tampered books were accepted')
      assert.match(opinion.complaint, /balance|assert/i)
    })
  }
}

test('the audit of untouched books counts everything and stands for the head it read', async (t) => {
  const town = await openTestBooks(t)
  assert.equal((await auditBooks(town.books)).ok, true)
  await threeDays(town)
  await closeDay(town.books, { date: '2026-03-03', by: 'opr_wang' })
  const progress: bigint[] = []
  const report = await auditBooks(town.books, {
    onProgress: ({ postings }) => progress.push(postings),
  })
  assert.equal(report.ok, true, JSON.stringify(report.difference))
  assert.deepEqual(report.counts, {
    postings: 10n,
    entries: 26n,
    accounts: 8,
    batches: 10n,
    days: 2n,
  })
  assert.equal(report.head.closedThrough, '2026-03-03')
})
