import { Refusal } from '@suanpan/contract/refusals'
import type { Db } from '../../platform/index.ts'
import type { Funding } from './funding.ts'

export type FundingCase = {
  id: string
  /** `owed`: taken back and spent; `paid_after_failure`; `unanswered`: a day without the bank's word. */
  kind: 'owed' | 'paid_after_failure' | 'unanswered'
  order: string
  person: string
  asset: string
  amount: bigint
  openedAt: Date
  closedAt: Date | null
  closedBy: string | null
  note: string | null
}

/** Cases with a bank, open ones first and the oldest of them on top; of one person where one is named. */
export function listFundingCases(
  db: Db,
  { person, open, limit }: { person?: string; open?: boolean; limit: number },
): Promise<FundingCase[]> {
  return db.query<FundingCase>(
    `select id, kind, order_id as order, person, asset, amount, opened_at as "openedAt",
       closed_at as "closedAt", closed_by as "closedBy", note
     from wallet.funding_cases
     where ($1::text is null or person = $1) and ($2::boolean is null or (closed_at is null) = $2)
     order by closed_at desc nulls first, opened_at, id limit $3`,
    [person ?? null, open ?? null, limit],
  )
}

/** Closes a case with who and why. Refuses with `case_not_found {case}`; closed ones stay as they are. */
export async function closeFundingCase(
  { books }: Funding,
  input: { id: string; by: string; note: string },
): Promise<FundingCase> {
  const { db, clock } = books.ground
  await db.query(
    `update wallet.funding_cases set closed_at = $2, closed_by = $3, note = $4
     where id = $1 and closed_at is null`,
    [input.id, clock.now(), input.by, input.note],
  )
  const [found] = await db.query<FundingCase>(
    `select id, kind, order_id as order, person, asset, amount, opened_at as "openedAt",
       closed_at as "closedAt", closed_by as "closedBy", note
     from wallet.funding_cases where id = $1`,
    [input.id],
  )
  if (!found) throw new Refusal('case_not_found', { case: input.id })
  return found
}
