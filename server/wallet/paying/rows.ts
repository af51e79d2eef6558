import { insertInto, stamped } from '../../ledger/index.ts'

/** How rows about paying are written together with their postings. */
export const payingRows = [
  insertInto('wallet.code_payments', {
    id: 'text',
    code: 'text',
    outcome: 'text',
    person: 'text',
    device: 'text',
    source: 'text',
    merchant: 'text',
    asset: 'text',
    amount: 'int8',
    asked: 'bool',
    reference: 'text',
    occurred_at: 'timestamptz',
    expires_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  insertInto('wallet.code_payment_ends', {
    code_payment: 'text',
    state: 'text',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
  }),
  insertInto('wallet.code_payment_reversals', {
    code_payment: 'text',
    refund: 'text',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
  }),
]
