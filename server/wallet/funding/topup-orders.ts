import type { JsonObject } from '@suanpan/contract/json'
import type { Db, Query } from '../../platform/index.ts'
import type { FundingState } from './states.ts'

/** Money asked from a card for a person's balance or, with a payment, for what waits for it. */
export type TopUpOrder = {
  id: string
  person: string
  card: string
  asset: string
  amount: bigint
  state: FundingState
  /** Why it failed. */
  code: string | null
  payment: string | null
  paymentOrder: JsonObject | null
  occurredAt: Date
  expectedAt: Date
  endedAt: Date | null
  /** What of it became a debt when the bank took it back. */
  owed: bigint
}

const ORDER = `
  select o.id, o.person, o.card, o.asset, o.amount, o.state, o.code, o.payment,
    o.payment_order as "paymentOrder", o.occurred_at as "occurredAt", o.expected_at as "expectedAt",
    o.ended_at as "endedAt", coalesce(r.owed, 0)::int8 as owed
  from wallet.topup_orders o left join wallet.topup_reversals r on r.topup = o.id`

export async function getTopUpOrder(
  { query }: { query: Query },
  id: string,
): Promise<TopUpOrder | undefined> {
  const [row] = await query<TopUpOrder>(`${ORDER} where o.id = $1`, [id])
  return row
}

/** The order that draws the money for a payment, or undefined where the balance pays. */
export async function coverOf(db: Db, payment: string): Promise<TopUpOrder | undefined> {
  const [row] = await db.query<TopUpOrder>(`${ORDER} where o.payment = $1`, [payment])
  return row
}

export type FundingPage = {
  person: string
  before?: { occurredAt: Date; id: string }
  limit: number
}

/** A person's own, newest first; what was drawn for a payment is told with the payment. */
export function listTopUpOrders(
  db: Db,
  { person, before, limit }: FundingPage,
): Promise<TopUpOrder[]> {
  return db.query<TopUpOrder>(
    `${ORDER}
     where o.person = $1 and o.payment is null
       and ($2::timestamptz is null or (o.occurred_at, o.id) < ($2, $3))
     order by o.occurred_at desc, o.id desc limit $4`,
    [person, before?.occurredAt ?? null, before?.id ?? null, limit],
  )
}
