import type { RowWriter } from '../../../ledger/index.ts'

/** How the end of a review is written, in the transaction of the posting that decided it. */
export const reviewRows: RowWriter = {
  table: 'withdrawal review',
  async write(query, rows) {
    const column = (key: string): unknown[] => rows.map(({ row }) => row[key] ?? null)
    await query({
      name: 'wallet.end_reviews',
      text: `
        update wallet.withdrawals t
        set state = s.state, review_end = s.review_end, review_category = s.review_category,
          review_ended_at = s.review_ended_at, ended_at = s.ended_at, ask_at = s.ask_at,
          expected_at = coalesce(s.expected_at, t.expected_at)
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
          $6::timestamptz[], $7::timestamptz[], $8::timestamptz[]) as s (id, state, review_end,
          review_category, review_ended_at, ended_at, ask_at, expected_at)
        where t.id = s.id`,
      values: [
        column('id'),
        column('state'),
        column('review_end'),
        column('review_category'),
        column('review_ended_at'),
        column('ended_at'),
        column('ask_at'),
        column('expected_at'),
      ],
    })
  },
}
