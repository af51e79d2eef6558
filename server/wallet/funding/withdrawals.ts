import { derivedId } from '@suanpan/kernel/ids'
import type { Db, Query } from '../../platform/index.ts'
import type { ReviewEnd, WithdrawalState } from './states.ts'
import type { FundingPage } from './topup-orders.ts'

/** A withdrawal ends by the bank's word and never by itself: its money must not come free meanwhile. */
const HELD_FOR_DAYS = 3_650

export type Withdrawal = {
  id: string
  /** The refund whose part it brings to the card that paid; null where the person withdraws. */
  refund: string | null
  person: string
  card: string
  asset: string
  /** What arrives at the card. */
  amount: bigint
  /** What the person pays besides. */
  fee: bigint
  /** The part of the amount that the free quota covered. */
  freePart: bigint
  /** What it used of limits of a lifetime. */
  limits: { key: string; amount: string }[]
  state: WithdrawalState
  code: string | null
  /** Until when an operator has looked at it at the latest; null where none has to. */
  reviewUntil: Date | null
  reviewEnd: ReviewEnd | null
  /** Why it was rejected, as the person is told. */
  reviewCategory: string | null
  occurredAt: Date
  expectedAt: Date
  endedAt: Date | null
}

const WITHDRAWAL = `
  select id, refund, person, card, asset, amount, fee, free_part as "freePart", limits, state, code,
    review_until as "reviewUntil", review_end as "reviewEnd", review_category as "reviewCategory",
    occurred_at as "occurredAt", expected_at as "expectedAt", ended_at as "endedAt"
  from wallet.withdrawals`

export async function getWithdrawal(
  { query }: { query: Query },
  id: string,
): Promise<Withdrawal | undefined> {
  const [row] = await query<Withdrawal>(`${WITHDRAWAL} where id = $1`, [id])
  return row
}

/** A person's withdrawals, newest first; what brings a refund to a card is told with the refund. */
export function listWithdrawals(
  db: Db,
  { person, before, limit }: FundingPage,
): Promise<Withdrawal[]> {
  return db.query<Withdrawal>(
    `${WITHDRAWAL}
     where person = $1 and refund is null
       and ($2::timestamptz is null or (occurred_at, id) < ($2, $3))
     order by occurred_at desc, id desc limit $4`,
    [person, before?.occurredAt ?? null, before?.id ?? null, limit],
  )
}

/** What arrived of earlier withdrawals of the same person and asset. */
export async function paidOutBefore(
  { query }: { query: Query },
  { person, asset, occurredAt }: Withdrawal,
): Promise<{ count: number; amount: bigint }> {
  const [row] = await query<{ count: number; amount: bigint }>(
    `select count(*)::int4 as count, coalesce(sum(amount), 0)::int8 as amount
     from wallet.withdrawals
     where person = $1 and asset = $2 and occurred_at < $3 and state = 'succeeded' and refund is null`,
    [person, asset, occurredAt],
  )
  return row ?? { count: 0, amount: 0n }
}

/** When the bank is asked for the first time about what it was sent. */
export const ASK_AFTER_SECONDS = 10
const EXPECTED_WITHIN_HOURS = 2

/** When something arrives that the bank is sent at this instant. */
export const expectedFrom = (sentAt: Date): Date =>
  new Date(sentAt.getTime() + EXPECTED_WITHIN_HOURS * 3_600_000)

/** The counter of what somebody withdrew without a fee. */
export const freeKey = ({ person, asset }: { person: string; asset: string }): string =>
  `withdrawal-free:${person}:${asset}`

export const heldUntil = (now: Date): Date => new Date(now.getTime() + HELD_FOR_DAYS * 86_400_000)

/** The hold that a withdrawal's money waits in. */
export const holdOf = (withdrawal: string): string => derivedId('hld', withdrawal, 'withdrawal')
