import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprint } from '@suanpan/kernel/canonical'
import { addDays } from '@suanpan/kernel/time'
import { auditBooks } from '../../server/audit/index.ts'
import { closeDay, getAccount } from '../../server/ledger/index.ts'
import { parkedLetters, startSubscribers, transaction } from '../../server/platform/index.ts'
import {
  DEFAULT_RULE,
  pointsOf,
  pointsRows,
  pointsSubscriber,
  saveProgramme,
} from '../../server/points/index.ts'
import { walletRows } from '../../server/wallet/index.ts'
import { testBooks } from '../harness/cast.ts'
import { UNSEALED, assertPromises, followChain } from './invariants.ts'
import { PROGRAMME, liveOneDay, openTown } from './town.ts'
import type { Town } from './town.ts'

/** A longer life: SUANPAN_TOWN_DAYS=400, and SUANPAN_TOWN_SEED=7 for another one. */
const DAYS = Number(process.env['SUANPAN_TOWN_DAYS'] ?? 64)
const SEED = process.env['SUANPAN_TOWN_SEED'] ?? 'county town'
const FIRST_DAY = '2026-01-20'

test(`a small town lives for ${DAYS} days, and every evening the books keep all their promises`, async (t) => {
  const { books, ground } = await testBooks(t, [...walletRows, ...pointsRows])
  ground.clock.set(`${FIRST_DAY}T00:00:00Z`)
  await transaction(ground.db, (tx) =>
    saveProgramme(tx, {
      code: PROGRAMME,
      asset: 'PTS/0',
      titleZh: '小城积分',
      titleEn: 'Town points',
      // Short-lived, so that lots expire within the simulation.
      lotMonths: 1,
      minimumRedemption: 1n,
      cost: null,
      returnGraceDays: 0,
      rule: DEFAULT_RULE,
      by: 'opr_1',
      at: ground.clock.now(),
    }),
  )
  const post = startSubscribers(ground, [pointsSubscriber(books)])
  ground.onEnd(() => post.stop())
  const town = openTown(ground, books, { seed: SEED, date: FIRST_DAY })
  let followed = UNSEALED
  for (let day = 0; day < DAYS; day++) {
    await liveOneDay(town, () => post.drain())
    await assertPromises(ground.db.query, followed.seq)
    followed = await followChain(ground.db, followed)
    await assertNotebook(town)
    await assertPockets(town)
    await closeDay(books, { date: addDays(town.date, -1), by: 'opr_1' })
  }
  await assertPromises(ground.db.query, 0n)
  const report = await auditBooks(books)
  assert.equal(report.difference, undefined)
  assert.equal(report.counts.days, BigInt(DAYS))
  assert.equal(report.head.seal, followed.seal.toString('hex'))
  assert.deepEqual(await parkedLetters(ground.db, {}), [])
  for (const code of [
    'insufficient_funds',
    'insufficient_points',
    'holder_frozen',
    'refund_exceeds_payment',
  ])
    assert.ok(town.refused.get(code)! > 0, `nobody met ${code}`)
  assert.ok(town.points.lots > 0 && town.points.expired > 0n, 'no lot expired')
})

/** Everybody has what the town wrote down beside the books. */
async function assertNotebook({ ground, notebook }: Town): Promise<void> {
  const rows = await ground.db.query<{ person: string; balance: bigint }>(
    `select h.code as person, b.balance from ledger.accounts a
     join ledger.holders h on h.book = a.book and h.id = a.holder
     join ledger.balances b on b.book = a.book and b.account = a.id
     where a.chart = 'person.money'`,
  )
  const has = new Map(rows.map(({ person, balance }) => [person, balance]))
  for (const [person, amount] of notebook) assert.equal(has.get(person) ?? 0n, amount, person)
}

/** What somebody's lots hold is what the resolver would draw from their pocket, and no more. */
async function assertPockets({ books, people, dice, ground }: Town): Promise<void> {
  for (const person of dice.shuffle(people).slice(0, 2)) {
    const [points] = await pointsOf(books, person)
    const verdict = await books.dryRun({
      id: `look_${ground.clock.now().getTime()}`,
      kind: 'look',
      intent: fingerprint(person),
      occurredAt: ground.clock.now(),
      legs: [
        {
          from: { pocket: `points:${PROGRAMME}`, holder: person, asset: 'PTS/0' },
          to: { account: 'look', open: { asset: 'PTS/0', chart: 'points.redeemed' } },
          amount: { of: 'all' },
          despiteFreeze: true,
        },
      ],
      quantities: { all: { desired: 1_000_000n, min: 0n } },
    })
    assert.ok(verdict.state === 'posted')
    assert.equal(verdict.quantities['all']?.granted, points!.available, person)
    const debt = await getAccount(ground.db, 1, `points:${PROGRAMME}:debt:${person}`).catch(
      () => undefined,
    )
    assert.equal(-(debt?.balance ?? 0n), points!.debt)
  }
}
