import { z } from 'zod'
import { assetCode, id, instant, signedDigits } from '../../shapes.ts'

export const period = z.enum(['day', 'week', 'month', 'year'])

export const terms = {
  purpose: z.string(),
  asset: assetCode,
  perDeduction: signedDigits.describe('The most that one deduction takes.'),
  perPeriod: signedDigits.describe('The most that all deductions of a period take.'),
  period: period.describe('A calendar period of the installation’s zone; weeks begin on Monday.'),
  noticeHours: z.int().describe('How long before it is taken a deduction is announced; 0: not.'),
}

export const state = z.enum(['active', 'cancelled'])
export const endedBy = z.enum(['person', 'merchant', 'operator'])

/** What was taken under an agreement, the latest first, and how much of the period is used. */
export const taken = {
  taken: signedDigits.describe('In the period that runs now.'),
  resetsAt: instant,
  deductions: z.array(z.object({ payment: id('pay'), amount: signedDigits, occurredAt: instant })),
}

/** An agreement as the merchant sees it. */
export const agreement = z
  .object({
    id: id('agr'),
    offer: id('ago'),
    person: id('per'),
    merchant: id('mer'),
    ...terms,
    reference: z.string().nullable(),
    state,
    signedAt: instant,
    cancelledAt: instant.nullable(),
    cancelledBy: endedBy.nullable(),
  })
  .meta({ id: 'Agreement' })

export const deductionNotice = z
  .object({
    id: id('ddn'),
    agreement: id('agr'),
    amount: signedDigits,
    asset: assetCode,
    announcedAt: instant,
    dueAt: instant.describe('From then on it may be taken, for seven days.'),
    payment: id('pay').nullable(),
  })
  .meta({ id: 'DeductionNotice', description: 'A deduction that was announced.' })
