import { insertInto, stamped, type RowWriter } from '../../ledger/index.ts'

const ends = insertInto('wallet.checkout_ends', {
  checkout: 'text',
  state: 'text',
  payment: 'text',
  occurred_at: 'timestamptz',
  seq: stamped.seq,
})

/** With its end a checkout leaves the list of those that wait. */
export const checkoutRows: readonly RowWriter[] = [
  {
    table: ends.table,
    async write(query, rows) {
      await ends.write(query, rows)
      await query({
        name: 'wallet.leave_checkouts_open',
        text: 'delete from wallet.checkouts_open where checkout = any($1::text[])',
        values: [rows.map(({ row }) => row['checkout'])],
      })
    },
  },
]
