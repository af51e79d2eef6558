import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id, instant } from '../shapes.ts'

const deductionBody = z.object({
  agreement: id('agr'),
  person: id('per'),
  merchant: id('mer'),
  asset: assetCode,
  amount: digits,
  occurredAt: instant,
})

/** News about agreements for automatic deduction; what was taken is a payment like any other. */
export const agreementsLetters = {
  'agreement.signed': {
    title: { zh: '签约免密支付', en: 'An agreement for automatic deduction was signed' },
    party: 'person',
    body: z.object({
      agreement: id('agr'),
      person: id('per'),
      merchant: id('mer'),
      asset: assetCode,
      perDeduction: digits,
      perPeriod: digits,
      period: z.enum(['day', 'week', 'month', 'year']),
      occurredAt: instant,
    }),
  },
  'agreement.cancelled': {
    title: { zh: '解约免密支付', en: 'An agreement for automatic deduction was cancelled' },
    party: 'person',
    body: z.object({
      agreement: id('agr'),
      person: id('per'),
      merchant: id('mer'),
      by: z.enum(['person', 'merchant', 'operator']),
      occurredAt: instant,
    }),
  },
  'deduction.announced': {
    title: { zh: '扣款预告', en: 'A deduction was announced' },
    party: 'person',
    body: deductionBody.extend({
      deductionNotice: id('ddn'),
      dueAt: instant.describe('It is taken from then on, unless the person cancels before.'),
    }),
  },
  'deduction.refused': {
    title: { zh: '自动扣款失败', en: 'A deduction was refused' },
    party: 'person',
    body: deductionBody.extend({
      reason: z.string().describe('The code of the refusal; the merchant does not learn it.'),
    }),
  },
} as const
