import { insertInto, stamped, type RowWriter } from '../../ledger/index.ts'

/** Changes the state of payments in the transaction of the postings that made it so. */
const orderStates: RowWriter = {
  table: 'bill order state',
  async write(query, rows) {
    const column = (key: string): unknown[] => rows.map(({ row }) => row[key] ?? null)
    await query({
      name: 'wallet.state.bill_orders',
      text: `
        update wallet.bill_orders o
        set state = s.state, code = s.code, reference = coalesce(s.reference, o.reference),
          ended_at = s.at, ask_at = null
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
          as s (id, state, code, reference, at)
        where o.id = s.id`,
      values: [column('id'), column('state'), column('code'), column('reference'), column('at')],
    })
  },
}

/** How rows about household bills are written together with their postings. */
export const lifeRows: readonly RowWriter[] = [
  insertInto('wallet.bill_orders', {
    id: 'text',
    person: 'text',
    account: 'text',
    biller: 'text',
    bill: 'text',
    asset: 'text',
    amount: 'int8',
    state: 'text',
    limits: 'jsonb',
    occurred_at: 'timestamptz',
    ask_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  orderStates,
  insertInto('wallet.bill_returns', {
    id: 'text',
    bill_order: 'text',
    person: 'text',
    biller: 'text',
    asset: 'text',
    amount: 'int8',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
]
