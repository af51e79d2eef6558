import assert from 'node:assert/strict'
import { seededRandom, type Random } from '@suanpan/kernel/random'
import { addDays, startOfDay } from '@suanpan/kernel/time'
import { actOnOrder, type Behaviour } from '../../server/banking/index.ts'
import {
  endDueRedPackets,
  endDueTransfers,
  expireCheckouts,
  moveDueDisputes,
  saveRegularly,
} from '../../server/wallet/index.ts'
import type { TestFunding } from '../harness/funding.ts'
import { asksByLink, cancelsLink, paysLink } from './bank-town-checkouts.ts'
import {
  answersDispute,
  asksForDecision,
  decidesDispute,
  disputes,
  endDisputes,
  takesDisputeBack,
} from './bank-town-disputes.ts'
import {
  endsGoal,
  openRedPackets,
  opensGoal,
  putsAside,
  sendsRedPacket,
  takesOut,
} from './bank-town-friends.ts'
import {
  bankActs,
  isRefunded,
  pays,
  paysByCard,
  sends,
  takesBack,
  tell,
  topsUp,
  withdraws,
  type Act,
  type BankTown,
  type Given,
} from './bank-town-money.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const PEOPLE = 12
const ACTS_AN_HOUR_MAX = 6
const OPENS_AT = 8
const CLOSES_AT = 22

export async function openBankTown(
  it: TestFunding,
  { seed, date }: { seed: string; date: string },
): Promise<BankTown> {
  const people: BankTown['people'] = []
  for (let n = 0; n < PEOPLE; n++) {
    const id = await it.person(`人${n}`)
    people.push({ id, card: (await it.card(id)).id })
  }
  await verifyNames(it, people)
  const dice = seededRandom(seed)
  const money = { orders: [], payments: [], transfers: [] }
  const friends = { packets: [], goals: [], disputes: [], links: [] }
  return { it, dice, people, date, acts: 0, ...money, ...friends, tally: new Map() }
}

/** Who has no verified name takes nothing out of a red packet. */
async function verifyNames(it: TestFunding, people: BankTown['people']): Promise<void> {
  await it.ground.db.query(
    `insert into parties.real_names (person, class, provider, verified_at)
     select id, 'II', 'test', $2 from unnest($1::text[]) as id`,
    [people.map(({ id }) => id), it.ground.clock.now()],
  )
}

/**
 * One day: the bank's mood changes in the morning and at noon, people act within each hour at the
 * same time, and the bank works in between, sometimes while nobody of ours listens.
 */
export async function liveOneBankDay(town: BankTown): Promise<void> {
  const { it, dice } = town
  const midnight = startOfDay(town.date, it.ground.config.zone).getTime()
  for (let hour = OPENS_AT; hour < CLOSES_AT; hour++) {
    it.ground.clock.set(new Date(midnight + hour * HOUR_MS))
    if (hour === OPENS_AT || hour === 12) await it.behave(someMood(dice))
    const acts = Array.from({ length: dice.int(1, ACTS_AN_HOUR_MAX) }, () => someAct(town))
    await Promise.all(acts.map((act) => tell(town, act)))
    for (const minutes of [2, 20]) await it.pass(minutes * 60, dice.chance(0.85))
    await sweep(it)
  }
  town.date = addDays(town.date, 1)
  it.ground.clock.set(new Date(midnight + 24 * HOUR_MS + dice.int(1, 60) * MINUTE_MS))
  await it.pass(0)
  await sweep(it)
}

/** What recurs by itself. */
async function sweep({ books, ground }: TestFunding): Promise<void> {
  const at = ground.clock.now()
  await endDueTransfers(books, at)
  await endDueRedPackets(books, at)
  await expireCheckouts(books, at)
  await saveRegularly(books, at)
  await moveDueDisputes(books, at)
}

/** The bank recovers and decides what it had left open; every transfer, red packet and dispute ends. */
export async function comeToRest(town: BankTown): Promise<void> {
  const { it } = town
  await it.behave({
    answer: 'accepted',
    outcome: 'succeed',
    delaySeconds: 0,
    callbacks: 1,
    callbackDelaySeconds: 0,
    reverseAfterSeconds: null,
    booking: 'same_day',
  })
  // What disputes refunded to cards nobody of the town has written down.
  const refunds = await it.ground.db.query<{ id: string }>(
    'select id from wallet.withdrawals where refund is not null',
  )
  for (const order of new Set([...town.orders, ...refunds.map(({ id }) => id)])) {
    await tell(town, {
      name: 'decide',
      run: () => actOnOrder(it.ground, { order, act: 'succeed', by: 'opr_bank' }),
    })
  }
  for (const minutes of [1, 15, 70, 130, 24 * 60]) {
    await it.pass(minutes * 60)
    await sweep(it)
  }
  await endDisputes(town)
}

function someMood(dice: Random): Partial<Behaviour> {
  return {
    answer: dice.weighted([
      ['accepted', 7],
      ['at_once', 2],
      ['lost', 1],
    ] as const),
    outcome: dice.weighted([
      ['succeed', 8],
      ['fail', 1],
      ['never', 1],
    ] as const),
    delaySeconds: dice.pick([0, 2, 90, 1_800]),
    callbacks: dice.pick([0, 1, 1, 3]),
    callbackDelaySeconds: dice.pick([0, 0, 600]),
    reverseAfterSeconds: dice.pick([null, null, null, null, 0, 120, 7_200]),
    booking: dice.pick(['same_day', 'same_day', 'next_day'] as const),
  }
}

/** Chosen at once, done together with the other acts of the hour. */
function someAct(town: BankTown): Act {
  const { dice } = town
  const given: Given = { town, person: dice.pick(town.people), name: `${++town.acts}` }
  const act = dice.weighted([
    [topsUp, 20],
    [pays, 30],
    [paysByCard, 12],
    [sends, 14],
    [takesBack, 4],
    [isRefunded, 8],
    [withdraws, 9],
    [bankActs, 6],
    [sendsRedPacket, 7],
    [openRedPackets, 14],
    [opensGoal, 4],
    [putsAside, 8],
    [takesOut, 4],
    [endsGoal, 2],
    [disputes, 9],
    [answersDispute, 7],
    [asksForDecision, 5],
    [decidesDispute, 4],
    [takesDisputeBack, 3],
    [asksByLink, 12],
    [paysLink, 14],
    [cancelsLink, 9],
  ] as const)
  return { name: act.name, run: act(given) }
}

/** Nobody is below zero, and nobody is owed by those who never owed. */
export async function assertNobodyBelowZero({ it, people }: BankTown): Promise<void> {
  for (const { id } of people) {
    assert.ok((await it.has(id)) >= 0n, 'a person is below zero')
    assert.ok((await it.owes(id)) >= 0n, 'a debt is above zero')
  }
}

/**
 * Whatever is over holds nothing any more: red packets and goals; of the merchants' money exactly
 * that is held which disputes say they keep back, of which those that ended say none; and of people's
 * exactly what is on its way to their cards.
 */
export async function assertNothingLeftBehind({ it }: BankTown): Promise<void> {
  const left = await it.ground.db.query(LEFT_BEHIND)
  assert.deepEqual(left, [], 'something that is over still holds money')
}

/** Part refunds bring a card what it paid and no more, and all of them together exactly that. */
export async function assertRefundsFair({ it }: BankTown): Promise<void> {
  const unfair = await it.ground.db.query(UNFAIR)
  assert.deepEqual(unfair, [], 'a card got another part of a refund than it paid')
}

/** At rest no red packet and no hold holds anything. */
export async function assertNothingWaits({ it }: BankTown): Promise<void> {
  const waiting = await it.ground.db.query(WAITING)
  assert.deepEqual(waiting, [], 'money waits that nobody will ever move')
}

const BALANCES = `
  select a.address, b.balance, h.code as holder from ledger.accounts a
  join ledger.balances b on b.book = a.book and b.account = a.id
  left join ledger.holders h on h.book = a.book and h.id = a.holder where b.balance <> 0`

const UNFAIR = `
  with back as (
    select r.payment, sum(r.amount)::int8 as refunded, coalesce(sum(w.amount), 0)::int8 as to_card
    from wallet.refunds r left join wallet.withdrawals w on w.refund = r.id group by 1)
  select p.id, p.amount, b.refunded, o.amount as paid_by_card, b.to_card
  from back b join wallet.payments p on p.id = b.payment
  left join wallet.topup_orders o on o.payment = p.id
  where b.to_card > coalesce(o.amount, 0)
    or (o.state = 'succeeded' and b.to_card <> o.amount * b.refunded / p.amount)`

const WAITING = `
  select address, balance from (${BALANCES}) standing
  where address like 'redpacket:%' or address like 'hold:%'`

const LEFT_BEHIND = `
  with standing as (${BALANCES}),
  kept as (
    select merchant, sum(held)::int8 as held, bool_or(due_at is null and held > 0) as after_end
    from wallet.disputes group by 1),
  leaving as (
    select person, sum(amount + fee)::int8 as held from wallet.withdrawals
    where state in ('review', 'requested', 'processing') group by 1),
  owned as (
    select holder, sum(balance)::int8 as held from standing
    where address like 'hold:%' and holder like 'per_%' group by 1),
  holds as (
    select holder, sum(balance)::int8 as held from standing
    where address like 'hold:%' and holder like 'mer_%' group by 1)
  select address as what, balance from standing
  where address in (select 'redpacket:' || packet from wallet.red_packet_ends)
    or address in (select 'goal:' || goal from wallet.goal_ends)
  union all
  select coalesce(merchant, holder), coalesce(h.held, 0) - coalesce(k.held, 0)
  from kept k full join holds h on h.holder = k.merchant
  where coalesce(h.held, 0) <> coalesce(k.held, 0) or k.after_end
  union all
  select coalesce(w.person, p.holder), coalesce(p.held, 0) - coalesce(w.held, 0)
  from leaving w full join owned p on p.holder = w.person
  where coalesce(p.held, 0) <> coalesce(w.held, 0)`
