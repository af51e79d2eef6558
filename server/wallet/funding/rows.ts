import { insertInto, stamped, type RowWriter, type TravellingRow } from '../../ledger/index.ts'
import { becameDebt } from '../accounts.ts'
import { reviewRows } from './review/rows.ts'
import { setAside } from '../refunding/to-card.ts'
import { stateWriter } from './states.ts'

const cases = insertInto('wallet.funding_cases', {
  id: 'text',
  kind: 'text',
  order_id: 'text',
  person: 'text',
  asset: 'text',
  amount: 'int8',
  opened_at: 'timestamptz',
})

const withdrawals = insertInto('wallet.withdrawals', {
  id: 'text',
  refund: 'text',
  person: 'text',
  card: 'text',
  asset: 'text',
  amount: 'int8',
  fee: 'int8',
  free_part: 'int8',
  limits: 'jsonb',
  state: 'text',
  review_until: 'timestamptz',
  occurred_at: 'timestamptz',
  expected_at: 'timestamptz',
  ask_at: 'timestamptz',
  seq: stamped.seq,
  booked_at: stamped.bookedAt,
})

/** A row that names no amount has the one that its posting decided, and is left out where that is nothing. */
function decided(writer: RowWriter, amountOf: (row: TravellingRow) => bigint): RowWriter {
  return {
    table: writer.table,
    async write(query, rows) {
      const known = rows
        .map((each) => {
          const amount = each.row['amount'] ?? amountOf(each)
          return { posted: each.posted, row: { ...each.row, amount } }
        })
        .filter(({ row }) => row.amount !== 0n)
      if (known.length > 0) await writer.write(query, known)
    },
  }
}

/** How rows about money between people and banks are written together with their postings. */
export const fundingRows: readonly RowWriter[] = [
  stateWriter('topup state', 'wallet.topup_orders'),
  stateWriter('withdrawal state', 'wallet.withdrawals'),
  reviewRows,
  insertInto('wallet.topup_reversals', {
    id: 'text',
    topup: 'text',
    person: 'text',
    asset: 'text',
    amount: 'int8',
    owed: { type: 'int8', from: ({ entries }) => becameDebt(entries) },
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  decided(withdrawals, ({ row, posted }) => setAside(posted.entries, String(row['id']))),
  insertInto('wallet.clearing_items', {
    id: 'text',
    order_id: 'text',
    asset: 'text',
    amount: 'int8',
    day: { type: 'date', from: ({ businessDate }) => businessDate },
    seq: stamped.seq,
  }),
  insertInto('wallet.statements', {
    id: 'text',
    channel: 'text',
    asset: 'text',
    day: 'date',
    opening: 'int8',
    closing: 'int8',
    line_count: 'int4',
    imported_at: 'timestamptz',
    imported_by: 'text',
    seq: stamped.seq,
  }),
  insertInto('wallet.statement_lines', {
    channel: 'text',
    asset: 'text',
    day: 'date',
    line: 'int4',
    order_id: 'text',
    reference: 'text',
    amount: 'int8',
    moved_at: 'timestamptz',
  }),
  // A case about money that is owed is opened where there is some.
  decided(cases, ({ posted }) => becameDebt(posted.entries)),
]

/** What a posting against the bank says of itself, for the statement to be matched with. */
export const clearingItem = (item: {
  id: string
  order: string
  asset: string
  amount: bigint
}) => ({
  table: 'wallet.clearing_items',
  row: { id: item.id, order_id: item.order, asset: item.asset, amount: item.amount },
})
