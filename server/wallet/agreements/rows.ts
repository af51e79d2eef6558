import { insertInto, stamped, type RowWriter } from '../../ledger/index.ts'

/** How rows about agreements are written together with their postings. */
export const agreementRows: readonly RowWriter[] = [
  insertInto('wallet.deductions', {
    payment: 'text',
    agreement: 'text',
    notice: 'text',
    amount: 'int8',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
  }),
  {
    table: 'agreement end',
    async write(query, rows) {
      const column = (key: string): unknown[] => rows.map(({ row }) => row[key])
      await query({
        name: 'wallet.end_agreements',
        text: `
          update wallet.agreements a set ended_at = e.ended_at, ended_by = e.ended_by
          from unnest($1::text[], $2::timestamptz[], $3::text[]) as e (id, ended_at, ended_by)
          where a.id = e.id`,
        values: [column('id'), column('ended_at'), column('ended_by')],
      })
    },
  },
]
