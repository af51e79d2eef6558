import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '@suanpan/kernel/time'
import { auditBooks } from '../../server/audit/index.ts'
import { closeDay } from '../../server/ledger/index.ts'
import { custodianBreaks, custodianFigures, importStatements } from '../../server/wallet/index.ts'
import { auditors, balancesOf, needs, zeroless } from '../auditors/programs.ts'
import { CNY, testFunding } from '../harness/funding.ts'
import {
  assertNobodyBelowZero,
  assertNothingLeftBehind,
  assertNothingWaits,
  assertRefundsFair,
  comeToRest,
  liveOneBankDay,
  openBankTown,
} from './bank-town.ts'
import { assertLinksEndOnce } from './bank-town-checkouts.ts'
import { assertPromises, followChain, UNSEALED } from './invariants.ts'

/** A longer life: SUANPAN_TOWN_DAYS=400, and SUANPAN_TOWN_SEED=7 for another one. */
const DAYS = Number(process.env['SUANPAN_TOWN_DAYS'] ?? 24)
const SEED = process.env['SUANPAN_TOWN_SEED'] ?? 'town with a bank'
const FIRST_DAY = '2026-01-20'
const BY = 'opr_1'

test(`people live with their wallets, their friends, their doubts and a moody bank for ${DAYS} days; every night the books and the custodian agree`, async (t) => {
  const it = await testFunding(t)
  const { ground, books, funding } = it
  ground.clock.set(`${FIRST_DAY}T00:00:00Z`)
  const town = await openBankTown(it, { seed: SEED, date: FIRST_DAY })
  let followed = UNSEALED
  for (let day = 0; day < DAYS; day++) {
    const lived = town.date
    await liveOneBankDay(town)
    await importStatements(funding, BY)
    await assertPromises(ground.db.query, followed.seq)
    followed = await followChain(ground.db, followed)
    await assertNobodyBelowZero(town)
    await assertNothingLeftBehind(town)
    await assertLinksEndOnce(town)
    await assertRefundsFair(town)
    const [figures] = await custodianFigures(funding, { from: lived, until: lived })
    assert.equal(figures?.difference, 0n, `the custodian on ${lived}`)
    await closeDay(books, { date: lived, by: BY })
  }
  await comeToRest(town)
  for (let night = 0; night < 3; night++) {
    ground.clock.tick(86_400_000)
    await it.pass(0)
    await importStatements(funding, BY)
  }
  await assertNobodyBelowZero(town)
  await assertNothingLeftBehind(town)
  await assertNothingWaits(town)
  await assertLinksEndOnce(town)
  assert.equal(await it.balance('bank:clearing:cny'), 0n, 'something hangs between us and the bank')
  const travelling = await ground.db.query('select transfer from wallet.transfers_in_transit')
  assert.deepEqual(travelling, [], 'a transfer never ended')
  assert.deepEqual(await ground.db.query('select checkout from wallet.checkouts_open'), [])
  const yesterday = addDays(town.date, 2)
  assert.deepEqual(await custodianBreaks(funding, { day: yesterday, asset: CNY, limit: 9 }), [])
  await assertPromises(ground.db.query, 0n)
  assert.equal((await auditBooks(books)).difference, undefined)
  for (const happened of LIFE) assert.ok((town.tally.get(happened) ?? 0) > 0, `no ${happened}`)

  for (const { program, examine } of auditors) {
    await t.test(`${program} agrees with every balance of those days`, async (each) => {
      if (!needs(each, program)) return
      const opinion = await examine(books)
      assert.ok('balances' in opinion, JSON.stringify(opinion))
      assert.deepEqual(zeroless(opinion.balances), zeroless(await balancesOf(books)))
    })
  }
})

/** If none of these happened, the days were too quiet to prove anything. */
const LIFE = [
  'topsUp',
  'pays',
  'paysByCard',
  'sends',
  'takesBack',
  'isRefunded',
  'goesBackToCard',
  'withdraws',
  'bankActs',
  'insufficient_funds',
  'refund_exceeds_payment',
  'sendsRedPacket',
  'takesShare',
  'red_packet_taken',
  'red_packet_expired',
  'opensGoal',
  'putsAside',
  'takesOut',
  'endsGoal',
  'goal_ended',
  'disputes',
  'answersDispute',
  'asksForDecision',
  'decidesDispute',
  'takesDisputeBack',
  'dispute_exists',
  'dispute_moved_on',
  'asksByLink',
  'paysLink',
  'cancelsLink',
  'checkout_paid',
  'checkout_cancelled',
  'checkout_expired',
]
