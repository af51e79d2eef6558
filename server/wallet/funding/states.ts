import type { RowWriter } from '../../ledger/index.ts'

/** Where an order between a person and a bank stands. */
export type FundingState = 'requested' | 'processing' | 'succeeded' | 'failed' | 'reversed'

/** A withdrawal may wait for an operator first, and come back without the bank having heard of it. */
export type WithdrawalState = FundingState | 'review' | 'given_back'

/** How the review of a large withdrawal ended. */
export type ReviewEnd = 'approved' | 'cancelled' | 'rejected' | 'expired'

/** What may follow what. A failure turns into success only when the bank itself, asked, says so. */
export const FUNDING_STATES: Record<FundingState, { to: readonly FundingState[] }> = {
  requested: { to: ['processing', 'succeeded', 'failed'] },
  processing: { to: ['succeeded', 'failed'] },
  succeeded: { to: ['reversed'] },
  failed: { to: ['succeeded'] },
  reversed: { to: [] },
}

/** True while the bank has not said how it ended. */
export const isOpen = (state: WithdrawalState): boolean =>
  state === 'requested' || state === 'processing'

/** The states from which one may be reached. */
export const before = (state: FundingState): FundingState[] =>
  (Object.keys(FUNDING_STATES) as FundingState[]).filter((from) =>
    FUNDING_STATES[from].to.includes(state),
  )

/** Changes the state of orders in the transaction of the postings that made it so. */
export function stateWriter(
  name: string,
  table: 'wallet.topup_orders' | 'wallet.withdrawals',
): RowWriter {
  return {
    table: name,
    async write(query, rows) {
      const column = (key: string): unknown[] => rows.map(({ row }) => row[key] ?? null)
      await query({
        name: `wallet.state.${table}`,
        text: `
          update ${table} t
          set state = s.state, code = s.code, reference = coalesce(s.reference, t.reference),
            ended_at = s.at, ask_at = null
          from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
            as s (id, state, code, reference, at)
          where t.id = s.id`,
        values: [column('id'), column('state'), column('code'), column('reference'), column('at')],
      })
    },
  }
}
