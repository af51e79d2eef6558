import { insertInto, stamped } from '../ledger/index.ts'
import { feeReturned } from './accounts.ts'
import { agreementRows } from './agreements/rows.ts'
import { checkoutRows } from './checkout/rows.ts'
import { disputeRows } from './disputes/rows.ts'
import { fundingRows } from './funding/rows.ts'
import { goalRows } from './goals/rows.ts'
import { lifeRows } from './life/rows.ts'
import { payingRows } from './paying/rows.ts'
import { redPacketRows } from './redpackets/rows.ts'
import { settlementRows } from './shared/settlements.ts'
import { transferRows } from './transfers/rows.ts'

/** How the wallet's rows are written together with their postings. */
export const walletRows = [
  insertInto('wallet.payments', {
    id: 'text',
    person: 'text',
    merchant: 'text',
    category: 'text',
    asset: 'text',
    amount: 'int8',
    fee: 'int8',
    reference: 'text',
    channel: 'text',
    lines: 'jsonb',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  insertInto('wallet.refunds', {
    id: 'text',
    payment: 'text',
    person: 'text',
    merchant: 'text',
    asset: 'text',
    amount: 'int8',
    fee_returned: { type: 'int8', from: ({ entries }) => feeReturned(entries) },
    reason: 'text',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  insertInto('wallet.topups', {
    id: 'text',
    person: 'text',
    asset: 'text',
    amount: 'int8',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  ...fundingRows,
  ...payingRows,
  ...transferRows,
  ...settlementRows,
  ...redPacketRows,
  ...disputeRows,
  ...goalRows,
  ...agreementRows,
  ...checkoutRows,
  ...lifeRows,
]
