import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  moneyIn,
  testFunding,
  withdrawalOf,
  type TestFunding,
} from '../../../../tests/harness/funding.ts'
import { counterUsed, freezeHolder } from '../../../ledger/index.ts'
import { decideApproval, getApproval } from '../../../oversight/index.ts'
import { openDb } from '../../../platform/index.ts'
import { changeLimitValue } from '../../../parties/index.ts'
import {
  approvalOfWithdrawal,
  approveWithdrawal,
  cancelWithdrawal,
  getWithdrawal,
  rejectWithdrawal,
} from '../../index.ts'

const DAY = 24 * 3_600
const FEE = 40_00n
const AMOUNT = 60_000_00n

async function waiting(t: TestContext) {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 100_000_00n)
  const made = await withdrawalOf(it, { person: lin, card: card.id, amount: AMOUNT, fee: FEE })
  return { it, lin, card, made }
}

const stateOf = async ({ ground }: TestFunding, id: string) =>
  (await getWithdrawal(ground.db, id))?.state
const approvalState = async ({ ground }: TestFunding, id: string) =>
  (await getApproval(ground.db.query, approvalOfWithdrawal(id), ground.clock.now()))?.state
const atTheBank = async ({ ground }: TestFunding, id: string) =>
  (await ground.db.query('select id from banking.orders where id = $1', [id])).length
const decide = ({ ground }: TestFunding, id: string, verdict: 'approved' | 'rejected') =>
  decideApproval(ground, {
    approval: approvalOfWithdrawal(id),
    verdict,
    by: { id: 'opr_checker', role: 'approver' },
    reason: '已核对',
    ...(verdict === 'rejected' && { category: 'card_unclear' }),
  })

test('a withdrawal above the figure waits with its money held, and the bank hears of it once it is approved', async (t) => {
  const { it, lin, made } = await waiting(t)
  assert.equal(made.state, 'review')
  assert.equal(await it.has(lin), 100_000_00n - AMOUNT - FEE)
  await it.pass(600)
  assert.deepEqual([await stateOf(it, made.id), await atTheBank(it, made.id)], ['review', 0])
  assert.equal(await approvalState(it, made.id), 'waiting')
  await approveWithdrawal(it.funding, made.id)
  await approveWithdrawal(it.funding, made.id)
  assert.equal(await stateOf(it, made.id), 'processing')
  await it.pass(5)
  assert.equal(await stateOf(it, made.id), 'succeeded')
  assert.equal(await it.has(lin), 100_000_00n - AMOUNT - FEE)
  assert.equal(await it.balance('income:fee:cny'), FEE)
})

test('a withdrawal of exactly the figure goes to the bank at once, and a changed figure counts from then on', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 100_000_00n)
  const order = { person: lin, card: card.id }
  const small = await withdrawalOf(it, { ...order, amount: 50_000_00n, fee: 30_00n })
  assert.equal(small.state, 'processing')
  await changeLimitValue(it.ground, {
    id: 'fig_lower',
    class: 'any',
    kind: 'payout_review_above',
    value: 100_00n,
    source: '公司风控',
    effectiveFrom: it.ground.clock.now(),
    reason: '试行',
    by: 'opr_maker',
  })
  const large = await withdrawalOf(it, { ...order, amount: 100_01n, fee: 11n })
  assert.equal(large.state, 'review')
})

test('who cancels has the money, the fee and the free quota back at once, and nobody decides any more', async (t) => {
  const { it, lin, card, made } = await waiting(t)
  const cancel = () => cancelWithdrawal(it.funding, { id: made.id, person: lin })
  assert.equal((await cancel()).replayed, false)
  assert.equal((await cancel()).replayed, true)
  assert.equal(await it.has(lin), 100_000_00n)
  const used = await counterUsed(it.ground.db, 1, `withdrawal-free:${lin}:CNY/2`)
  assert.equal(used, 0n)
  assert.deepEqual(
    [await stateOf(it, made.id), await approvalState(it, made.id)],
    ['given_back', 'withdrawn'],
  )
  await assert.rejects(decide(it, made.id, 'approved'), { code: 'approval_decided' })
  await assert.rejects(approveWithdrawal(it.funding, made.id), { code: 'withdrawal_not_in_review' })
  await it.pass(600)
  assert.equal(await atTheBank(it, made.id), 0)
  const again = await withdrawalOf(it, { person: lin, card: card.id, amount: AMOUNT, fee: FEE })
  assert.equal(again.state, 'review')
})

test('a rejection gives everything back with what the person is told, also when nobody lived to do it', async (t) => {
  const { it, lin, made } = await waiting(t)
  await decide(it, made.id, 'rejected')
  assert.equal(await stateOf(it, made.id), 'review')
  await it.pass(DAY)
  const found = await getWithdrawal(it.ground.db, made.id)
  assert.deepEqual(
    [found?.state, found?.reviewEnd, found?.reviewCategory],
    ['given_back', 'rejected', 'card_unclear'],
  )
  await rejectWithdrawal(it.funding, { id: made.id, category: 'card_unclear' })
  assert.equal(await it.has(lin), 100_000_00n)
})

test('what nobody decided within a day is given back, and not a second before', async (t) => {
  const { it, lin, made } = await waiting(t)
  await it.pass(11)
  await it.pass(DAY - 12)
  assert.equal(await stateOf(it, made.id), 'review')
  await it.pass(1)
  const found = await getWithdrawal(it.ground.db, made.id)
  assert.deepEqual([found?.state, found?.reviewEnd], ['given_back', 'expired'])
  assert.equal(await it.has(lin), 100_000_00n)
  await assert.rejects(decide(it, made.id, 'approved'), { code: 'approval_expired' })
})

test('an approval that the process did not live to ask for is asked for by the next round', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 100_000_00n)
  // The approval cannot be written, as when the process ends right after the posting.
  const admin = openDb({ url: it.ground.adminUrl })
  it.ground.onEnd(() => admin.close())
  await admin.query('alter table oversight.approvals rename to approvals_away')
  const order = { person: lin, card: card.id, amount: AMOUNT, fee: FEE }
  await assert.rejects(withdrawalOf(it, order))
  await admin.query('alter table oversight.approvals_away rename to approvals')
  const [left] = await it.ground.db.query<{ id: string }>('select id from wallet.withdrawals')
  assert.equal(await approvalState(it, left?.id ?? ''), undefined)
  await it.pass(11)
  assert.equal(await approvalState(it, left?.id ?? ''), 'waiting')
})

test('of cancelling, approving and rejecting in one moment exactly one happens, every time', async (t) => {
  const it = await testFunding(t)
  const lin = await it.person()
  const card = await it.card(lin)
  await moneyIn(it, lin, 1_000_000_00n)
  const outcomes = new Map<string, number>()
  let fee = FEE
  for (let n = 0; n < 8; n++) {
    const before = await it.has(lin)
    const order = { person: lin, card: card.id, amount: AMOUNT, fee }
    const { id } = await withdrawalOf(it, order)
    const acts = [
      () => approveWithdrawal(it.funding, id),
      () => cancelWithdrawal(it.funding, { id, person: lin }),
      () => rejectWithdrawal(it.funding, { id, category: 'card_unclear' }),
    ]
    const tries = await Promise.allSettled(
      acts.map((_, index) => acts[(index + n) % acts.length]!()),
    )
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    await it.pass(5)
    const found = await getWithdrawal(it.ground.db, id)
    const end = found?.reviewEnd ?? ''
    outcomes.set(end, (outcomes.get(end) ?? 0) + 1)
    const wentOut = end === 'approved'
    assert.equal(found?.state, wentOut ? 'succeeded' : 'given_back')
    assert.equal(await it.has(lin), wentOut ? before - AMOUNT - fee : before)
    assert.equal(await atTheBank(it, id), wentOut ? 1 : 0)
    // The free quota is used up by the first that goes out.
    if (wentOut) fee = 60_00n
  }
  assert.ok(outcomes.size > 1, 'the same one won every time: this was no race')
})

test('while the person may not pay out an approval does nothing, and goes through after the freeze', async (t) => {
  const { it, lin, made } = await waiting(t)
  const freeze = (out: boolean) =>
    freezeHolder(it.books, { holder: lin, in: false, out, by: 'opr_maker', reason: '核查' })
  await freeze(true)
  await assert.rejects(approveWithdrawal(it.funding, made.id), { code: 'holder_frozen' })
  assert.equal(await stateOf(it, made.id), 'review')
  await freeze(false)
  await approveWithdrawal(it.funding, made.id)
  await it.pass(5)
  assert.equal(await stateOf(it, made.id), 'succeeded')
})

test('nobody cancels what is somebody else’s, or what the bank has already', async (t) => {
  const { it, lin, card } = await waiting(t)
  const wang = await it.person('王')
  const small = await withdrawalOf(it, { person: lin, card: card.id, amount: 100_00n, fee: 10n })
  const cancel = (person: string) => cancelWithdrawal(it.funding, { id: small.id, person })
  await assert.rejects(cancel(wang), { code: 'withdrawal_not_found' })
  await assert.rejects(cancel(lin), { code: 'withdrawal_not_in_review' })
})
