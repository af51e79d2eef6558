import type { Db } from '../../platform/index.ts'

export const HOUR_MS = 3_600_000
/** How long after it was due an announced deduction may still be taken. */
export const NOTICE_HOLDS_HOURS = 7 * 24

/** A deduction that was announced. */
export type DeductionNotice = {
  id: string
  agreement: string
  amount: bigint
  announcedAt: Date
  dueAt: Date
  /** The payment that it became. */
  payment: string | null
}

const NOTICE = `
  select n.id, n.agreement, n.amount, n.announced_at as "announcedAt", n.due_at as "dueAt", d.payment
  from wallet.deduction_notices n left join wallet.deductions d on d.notice = n.id`

export async function findNotice(db: Db, id: string): Promise<DeductionNotice | undefined> {
  const [row] = await db.query<DeductionNotice>(`${NOTICE} where n.id = $1`, [id])
  return row
}

/** What is announced and may still be taken, the next first. */
export function waitingNotices(db: Db, agreement: string, at: Date): Promise<DeductionNotice[]> {
  return db.query<DeductionNotice>(
    `${NOTICE} where n.agreement = $1 and d.payment is null and n.due_at > $2
     order by n.due_at, n.id limit 50`,
    [agreement, new Date(at.getTime() - NOTICE_HOLDS_HOURS * HOUR_MS)],
  )
}
