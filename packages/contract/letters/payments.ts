import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id, instant } from '../shapes.ts'

const codePaymentBody = z.object({
  codePayment: id('cpy'),
  person: id('per'),
  merchant: id('mer'),
  asset: assetCode,
  amount: digits,
  occurredAt: instant,
})

/** News about payments, their refunds and what a shown code leads to. */
export const paymentsLetters = {
  'payment.settled': {
    title: { zh: '付款成功', en: 'A payment was settled' },
    party: 'person',
    body: z.object({
      payment: id('pay'),
      person: id('per'),
      merchant: id('mer'),
      category: z.string(),
      asset: assetCode,
      amount: digits,
      netCash: digits.describe('The part paid in money: without points and coupons.'),
      fee: digits,
      occurredAt: instant,
      reference: z.string().optional(),
    }),
  },
  'payment.refunded': {
    title: { zh: '付款已退款', en: 'A payment was refunded, wholly or in part' },
    party: 'person',
    body: z.object({
      refund: id('ref'),
      payment: id('pay'),
      person: id('per'),
      merchant: id('mer'),
      asset: assetCode,
      amount: digits,
      paymentAmount: digits,
      counters: z
        .record(z.string(), digits)
        .describe('Under `refunded:` and the payment: all its refunds so far, this one included.'),
      occurredAt: instant,
    }),
  },
  'code_payment.requested': {
    title: { zh: '收银台请求付款', en: 'A till asks a payer to confirm' },
    party: 'person',
    body: codePaymentBody.extend({ expiresAt: instant }),
  },
  'code_payment.ended': {
    title: { zh: '付款码收款未付即结束', en: 'A code payment ended without being paid' },
    party: 'person',
    body: codePaymentBody.extend({ state: z.enum(['declined', 'reversed', 'expired']) }),
  },
  'code_payment.refused': {
    title: { zh: '付款码付款失败', en: 'A payment by code was refused' },
    party: 'person',
    body: codePaymentBody.extend({
      reason: z.string().describe('The code of the refusal; the till does not learn it.'),
    }),
  },
} as const
