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

const checkoutBody = z.object({
  checkout: id('chk'),
  merchant: id('mer'),
  asset: assetCode,
  amount: digits,
  reference: z.string().optional().describe('The merchant’s own name for the order.'),
  occurredAt: instant,
})

const cardRefundBody = z.object({
  refund: id('ref'),
  person: id('per'),
  card: id('crd'),
  asset: assetCode,
  amount: digits.describe('What the card was to get of it.'),
  occurredAt: instant,
})

/** News about payments, their refunds, what a shown code leads to and how a checkout link ended. */
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
  'payment.not_made': {
    title: {
      zh: '银行卡的钱已到，付款未成，钱在零钱',
      en: 'The money of a card came, the payment could not be made, and it lies in the balance',
    },
    party: 'person',
    body: z.object({
      payment: id('pay'),
      person: id('per'),
      merchant: id('mer'),
      asset: assetCode,
      amount: digits,
      code: z.string().describe('The code of the refusal.'),
      occurredAt: instant,
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
  'refund.arrived': {
    title: { zh: '退款已退回银行卡', en: "The card's part of a refund was paid by the bank" },
    party: 'person',
    body: cardRefundBody,
  },
  'refund.kept': {
    title: {
      zh: '退款未能退回银行卡，已退至零钱',
      en: "The card's part of a refund was not paid by the bank and is in the balance",
    },
    party: 'person',
    body: cardRefundBody.extend({ code: z.string() }),
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
  // Told to the merchant; of each checkout exactly one is sent, once.
  'checkout.paid': {
    title: { zh: '收银台链接已付款', en: 'A checkout was paid' },
    party: 'merchant',
    body: checkoutBody.extend({ payment: id('pay') }),
  },
  'checkout.cancelled': {
    title: { zh: '收银台链接已取消', en: 'A checkout was cancelled' },
    party: 'merchant',
    body: checkoutBody,
  },
  'checkout.expired': {
    title: { zh: '收银台链接已过期', en: 'A checkout expired' },
    party: 'merchant',
    body: checkoutBody,
  },
} as const
