import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { CounterMove, Posting } from '@suanpan/kernel/posting'
import { counterUsed, getAccount, refusal } from '../../ledger/index.ts'
import { payoutNeedsReview } from '../../parties/index.ts'
import { personDebt, personMoney } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { findCard } from './cards.ts'
import { bankOf, type Funding } from './funding.ts'
import { sendWithdrawal } from './hear.ts'
import { requestReview, REVIEW_HOURS } from './review/review.ts'
import {
  ASK_AFTER_SECONDS,
  expectedFrom,
  freeKey,
  getWithdrawal,
  heldUntil,
  holdOf,
  type Withdrawal,
} from './withdrawals.ts'

/** What a person may withdraw in their lifetime without a fee: ¥20,000.00, as the great wallets grant. */
export const FREE_QUOTA = 20_000_00n
/** 0.1 % of what is beyond, at least ¥0.10. */
const FEE_PER_MILLE = 1n
const FEE_MINIMUM = 10n
export const WITHDRAWAL_MINIMUM = 1_00n

export type WithdrawalTerms = {
  available: bigint
  owed: bigint
  freeLeft: bigint
  /** The most that can be withdrawn now, and its fee. */
  largest: { amount: bigint; fee: bigint }
}

/** What a person can withdraw now and what it would cost. */
export async function withdrawalTerms(
  { books }: Funding,
  { person, asset }: { person: string; asset: string },
): Promise<WithdrawalTerms> {
  const [available, owed, freeLeft] = await Promise.all([
    balanceOf(books, personMoney(person, asset).account),
    balanceOf(books, personDebt(person, asset).account),
    freeLeftOf(books, { person, asset }),
  ])
  return { available, owed: -owed, freeLeft, largest: largestOf(available, freeLeft) }
}

async function balanceOf({ ground, book }: Funding['books'], account: string): Promise<bigint> {
  try {
    return (await getAccount(ground.db, book, account)).balance
  } catch (error) {
    if (error instanceof Refusal && error.code === 'account_not_found') return 0n
    throw error
  }
}

async function freeLeftOf(
  { ground, book }: Funding['books'],
  of: { person: string; asset: string },
): Promise<bigint> {
  const used = await counterUsed(ground.db, book, freeKey(of))
  return used > FREE_QUOTA ? 0n : FREE_QUOTA - used
}

/** The fee of a withdrawal in minor units: a thousandth of what is beyond the free quota, rounded up. */
export function withdrawalFee(amount: bigint, freeLeft: bigint): bigint {
  if (amount <= freeLeft) return 0n
  const fee = ((amount - freeLeft) * FEE_PER_MILLE + 999n) / 1000n
  return fee < FEE_MINIMUM ? FEE_MINIMUM : fee
}

/** The greatest amount that a balance pays together with its fee. */
function largestOf(available: bigint, freeLeft: bigint): { amount: bigint; fee: bigint } {
  let [low, high] = [0n, available]
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (middle + withdrawalFee(middle, freeLeft) <= available) low = middle
    else high = middle - 1n
  }
  return { amount: low, fee: withdrawalFee(low, freeLeft) }
}

export type WithdrawalRequest = {
  /** `wdr_…`; the posting that holds the money has the same id. */
  id: string
  person: string
  card: string
  asset: string
  /** Minor units that arrive at the card. */
  amount: bigint
  /** The fee as the person was shown it. */
  fee: bigint
  /** Limits that the withdrawal uses, from whoever permitted it. */
  counters?: CounterMove[]
}

/**
 * Withdraws to a card: sets the amount and its fee aside, tells the bank, and takes them when the
 * bank has paid or gives them back when it has not. A large one waits for an operator before the bank
 * hears of it. Two withdrawals of one balance: one is refused.
 *
 * Refuses with `bank_not_connected`, `card_not_found`, `card_kind_refused` (to a debit card only),
 * `withdrawal_too_small {minimum}`, `fee_changed {shown, fee}`, `debt_first {owed}`,
 * `insufficient_funds {needed, available}`, `holder_frozen`, `limit_reached`.
 */
export async function withdraw(
  funding: Funding,
  request: WithdrawalRequest,
): Promise<Withdrawal & Replayable> {
  const { books } = funding
  const { db } = books.ground
  bankOf(funding)
  const known = await getWithdrawal(db, request.id)
  const { freePart, reviewUntil } = known ?? (await check(funding, request))
  const verdict = await books.tryPost(holding(funding, request, { freePart, reviewUntil }))
  if (verdict.state === 'refused') {
    const { code, details } = verdict.reason
    // Another withdrawal used the free quota in this moment: the fee that was shown is no longer the fee.
    if (code === 'limit_reached' && details['counter'] === freeKey(request))
      throw await feeChanged(books, request)
    throw refusal(verdict.reason)
  }
  const made = await getWithdrawal(db, request.id)
  if (!made) throw new Error(`the withdrawal ${request.id} was booked and is not there`)
  if (!verdict.replayed) await goOn(funding, made)
  return { ...((await getWithdrawal(db, request.id)) ?? made), replayed: verdict.replayed }
}

/** What does not come to be asked for, because the process ends here, is taken up with what the bank is asked about. */
async function goOn(funding: Funding, made: Withdrawal): Promise<void> {
  if (made.state === 'review') await requestReview(funding, made)
  else await sendWithdrawal(funding, made)
}

/** Refuses what `withdraw` refuses before anything is held; otherwise says what it would cost and when it would arrive. */
export async function check(
  { books }: Funding,
  request: Pick<WithdrawalRequest, 'person' | 'card' | 'asset' | 'amount'> & { fee?: bigint },
): Promise<{ fee: bigint; freePart: bigint; expectedAt: Date; reviewUntil: Date | null }> {
  const { person, asset, amount } = request
  const card = await findCard(books.ground.db, request)
  if (card.kind === 'credit') throw new Refusal('card_kind_refused', { kind: card.kind })
  if (amount < WITHDRAWAL_MINIMUM)
    throw new Refusal('withdrawal_too_small', { asset, minimum: String(WITHDRAWAL_MINIMUM) })
  const owed = -(await balanceOf(books, personDebt(person, asset).account))
  if (owed > 0n) throw new Refusal('debt_first', { asset, owed: String(owed) })
  // Fee and free part follow from one reading of the quota: the books refuse if it is over by then.
  const freeLeft = await freeLeftOf(books, request)
  const fee = withdrawalFee(amount, freeLeft)
  if (request.fee !== undefined && request.fee !== fee)
    throw await feeChanged(books, { person, asset, amount, fee: request.fee })
  const freePart = amount < freeLeft ? amount : freeLeft
  const now = books.ground.clock.now()
  const isLarge = await payoutNeedsReview(books.ground, request)
  const reviewUntil = isLarge ? hoursAfter(now, REVIEW_HOURS) : null
  return { fee, freePart, expectedAt: expectedFrom(reviewUntil ?? now), reviewUntil }
}

async function feeChanged(
  books: Funding['books'],
  request: Pick<WithdrawalRequest, 'person' | 'asset' | 'amount' | 'fee'>,
): Promise<Refusal> {
  const { asset, amount, fee: shown } = request
  const fee = withdrawalFee(amount, await freeLeftOf(books, request))
  return new Refusal('fee_changed', { asset, shown: String(shown), fee: String(fee) })
}

function holding(
  { books }: Funding,
  request: WithdrawalRequest,
  { freePart, reviewUntil }: Pick<Withdrawal, 'freePart' | 'reviewUntil'>,
): Posting {
  const { id, person, card, asset, amount, fee, counters = [] } = request
  const now = books.ground.clock.now()
  return {
    id,
    kind: 'withdrawal',
    intent: fingerprint({ person, card, asset, amount, fee }),
    occurredAt: now,
    legs: [
      {
        from: personMoney(person, asset),
        to: { newHold: holdOf(id), expiresAt: heldUntil(now) },
        amount: amount + fee,
      },
    ],
    counters: [...(freePart > 0n ? [freeUse(request, freePart)] : []), ...counters],
    rows: [
      {
        table: 'wallet.withdrawals',
        row: {
          id,
          person,
          card,
          asset,
          amount,
          fee,
          free_part: freePart,
          limits: lifetimeOf(counters),
          state: reviewUntil === null ? 'requested' : 'review',
          review_until: reviewUntil,
          occurred_at: now,
          expected_at: expectedFrom(reviewUntil ?? now),
          ask_at: new Date(now.getTime() + ASK_AFTER_SECONDS * 1000),
        },
      },
    ],
  }
}

/** What the limits of a lifetime have to get back when the bank will not pay; a day's limit ends by itself. */
function lifetimeOf(counters: readonly CounterMove[]): { key: string; amount: string }[] {
  return counters.flatMap(({ key, amount, window }) =>
    window.kind === 'ever' && typeof amount === 'bigint' && amount > 0n
      ? [{ key, amount: String(amount) }]
      : [],
  )
}

const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000)

const freeUse = (of: { person: string; asset: string }, amount: bigint): CounterMove => ({
  key: freeKey(of),
  amount,
  ceiling: FREE_QUOTA,
  window: { kind: 'ever' },
})
