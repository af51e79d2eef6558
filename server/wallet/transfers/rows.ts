import { insertInto, stamped, type RowWriter } from '../../ledger/index.ts'

const ends = insertInto('wallet.transfer_ends', {
  transfer: 'text',
  id: 'text',
  person: 'text',
  payee: 'text',
  asset: 'text',
  amount: 'int8',
  outcome: 'text',
  reason: 'text',
  occurred_at: 'timestamptz',
  seq: stamped.seq,
  booked_at: stamped.bookedAt,
})

/** The end of a transfer takes it off the list of those on their way. */
const endsAndTheirTransit: RowWriter = {
  table: ends.table,
  async write(query, rows) {
    await ends.write(query, rows)
    await query({
      name: 'wallet.leave_transit',
      text: 'delete from wallet.transfers_in_transit where transfer = any($1::text[])',
      values: [rows.map(({ row }) => row['transfer'])],
    })
  },
}

/** In the order in which one row refers to another. */
export const transferRows: readonly RowWriter[] = [
  insertInto('wallet.transfers', {
    id: 'text',
    person: 'text',
    payee: 'text',
    asset: 'text',
    amount: 'int8',
    arrival: 'text',
    occurred_at: 'timestamptz',
    due_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  insertInto('wallet.transfer_words', {
    transfer: 'text',
    key: 'bytea',
    note_sealed: 'bytea',
    salt_sealed: 'bytea',
    phone_sealed: 'bytea',
  }),
  insertInto('wallet.transfers_in_transit', {
    transfer: 'text',
    due_at: 'timestamptz',
    phone_index: 'bytea',
  }),
  endsAndTheirTransit,
]
