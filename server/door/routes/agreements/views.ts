import {
  deductionsOf,
  takenNow,
  type Agreement,
  type DeductionNotice,
  type Terms,
} from '../../../wallet/index.ts'
import type { House } from '../../house.ts'

const DEDUCTIONS_SHOWN = 100

/** The terms as they go over the wire. */
export function termsView(terms: Terms) {
  const { purpose, asset, perDeduction, perPeriod, period, noticeHours } = terms
  return {
    purpose,
    asset,
    perDeduction: String(perDeduction),
    perPeriod: String(perPeriod),
    period,
    noticeHours,
  }
}

export function standingView({ endedAt, endedBy, signedAt }: Agreement) {
  const state: 'active' | 'cancelled' = endedAt === null ? 'active' : 'cancelled'
  return {
    state,
    signedAt: signedAt.toISOString(),
    cancelledAt: endedAt?.toISOString() ?? null,
    cancelledBy: endedBy,
  }
}

/** What was taken, the latest first, and how much of the period is used. */
export async function takenView({ ground }: House, agreement: Agreement) {
  const [{ taken, resetsAt }, deductions] = await Promise.all([
    takenNow(ground, agreement),
    deductionsOf(ground.db, agreement.id, DEDUCTIONS_SHOWN),
  ])
  return {
    taken: String(taken),
    resetsAt: resetsAt.toISOString(),
    deductions: deductions.map(({ payment, amount, occurredAt }) => ({
      payment,
      amount: String(amount),
      occurredAt: occurredAt.toISOString(),
    })),
  }
}

export function noticeView(
  { id, agreement, amount, announcedAt, dueAt, payment }: DeductionNotice,
  asset: string,
) {
  return {
    id,
    agreement,
    amount: String(amount),
    asset,
    announcedAt: announcedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    payment,
  }
}
