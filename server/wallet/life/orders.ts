import type { BillOrderState } from '@suanpan/contract/bank'
import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../../platform/index.ts'

export type { BillOrderState } from '@suanpan/contract/bank'

/** What may follow what. A refusal turns into success only when the biller itself, asked, says so. */
export const BILL_ORDER: Record<BillOrderState, { to: readonly BillOrderState[] }> = {
  requested: { to: ['processing', 'paid', 'refused'] },
  processing: { to: ['paid', 'refused'] },
  paid: { to: ['reversed'] },
  refused: { to: ['paid'] },
  reversed: { to: [] },
}

/** True while the biller has not said how it ended. */
export const isOpen = (state: BillOrderState): boolean => BILL_ORDER[state].to.includes('refused')

/** A payment to a biller. */
export type BillOrder = {
  id: string
  person: string
  account: string
  biller: string
  /** Null where an account was paid for before. */
  bill: string | null
  asset: string
  amount: bigint
  state: BillOrderState
  /** Why the biller refused. */
  code: string | null
  /** The biller's own number of the payment. */
  reference: string | null
  limits: { key: string; amount: string }[]
  occurredAt: Date
  endedAt: Date | null
}

const ORDER = `
  select id, person, account, biller, bill, asset, amount, state, code, reference,
    coalesce(limits, '[]') as limits, occurred_at as "occurredAt", ended_at as "endedAt"
  from wallet.bill_orders`

export async function findBillOrder(
  { query }: { query: Query },
  id: string,
): Promise<BillOrder | undefined> {
  const [row] = await query<BillOrder>(`${ORDER} where id = $1`, [id])
  return row
}

/** A payment of a person. Refuses with `bill_order_not_found {order}`. */
export async function getBillOrder(
  db: Db,
  { order: id, person }: { order: string; person: string },
): Promise<BillOrder> {
  const order = await findBillOrder(db, id)
  if (order?.person !== person) throw new Refusal('bill_order_not_found', { order: id })
  return order
}

/** What a person paid to billers, newest first; through one account where one is named. */
export function listBillOrders(
  db: Db,
  {
    person,
    account,
    before,
    limit,
  }: {
    person: string
    account?: string | undefined
    before?: { occurredAt: Date; id: string }
    limit: number
  },
): Promise<BillOrder[]> {
  return db.query<BillOrder>(
    `${ORDER}
     where person = $1 and ($2::text is null or account = $2)
       and ($3::timestamptz is null or (occurred_at, id) < ($3, $4::text))
     order by occurred_at desc, id desc limit $5`,
    [person, account ?? null, before?.occurredAt ?? null, before?.id ?? null, limit],
  )
}
