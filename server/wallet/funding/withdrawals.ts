import { derivedId } from '@suanpan/kernel/ids'
import type { Db, Query } from '../../platform/index.ts'
import type { FundingState } from './states.ts'
import type { FundingPage } from './topup-orders.ts'

export type Withdrawal = {
  id: string
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
  state: FundingState
  code: string | null
  occurredAt: Date
  expectedAt: Date
  endedAt: Date | null
}

const WITHDRAWAL = `
  select id, person, card, asset, amount, fee, free_part as "freePart", limits, state, code,
    occurred_at as "occurredAt", expected_at as "expectedAt", ended_at as "endedAt"
  from wallet.withdrawals`

export async function getWithdrawal(
  { query }: { query: Query },
  id: string,
): Promise<Withdrawal | undefined> {
  const [row] = await query<Withdrawal>(`${WITHDRAWAL} where id = $1`, [id])
  return row
}

/** A person's withdrawals, newest first. */
export function listWithdrawals(
  db: Db,
  { person, before, limit }: FundingPage,
): Promise<Withdrawal[]> {
  return db.query<Withdrawal>(
    `${WITHDRAWAL}
     where person = $1 and ($2::timestamptz is null or (occurred_at, id) < ($2, $3))
     order by occurred_at desc, id desc limit $4`,
    [person, before?.occurredAt ?? null, before?.id ?? null, limit],
  )
}

/** The counter of what somebody withdrew without a fee. */
export const freeKey = ({ person, asset }: { person: string; asset: string }): string =>
  `withdrawal-free:${person}:${asset}`

/** The hold that a withdrawal's money waits in. */
export const holdOf = (withdrawal: string): string => derivedId('hld', withdrawal, 'withdrawal')
