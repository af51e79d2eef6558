import type { Agreement, DeductionNotice, Terms } from '../../../wallet/index.ts'

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
