import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id, instant } from '../shapes.ts'

/** News about money that comes from a bank or goes to one, and about cards. */
export const fundingLetters = {
  'topup.settled': {
    title: { zh: '充值成功', en: 'A top-up was settled' },
    party: 'person',
    body: z.object({
      topUp: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'topup.failed': {
    title: { zh: '充值失败', en: 'A top-up failed at the bank' },
    party: 'person',
    body: z.object({
      topUp: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      code: z.string(),
      payment: id('pay').optional().describe('The payment that waited for the money.'),
      occurredAt: instant,
    }),
  },
  'topup.reversed': {
    title: { zh: '充值被银行撤回', en: 'The bank took a top-up back' },
    party: 'person',
    body: z.object({
      topUp: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'withdrawal.settled': {
    title: { zh: '提现到账', en: 'A withdrawal was paid by the bank' },
    party: 'person',
    body: z.object({
      withdrawal: id('wdr'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      fee: digits,
      occurredAt: instant,
    }),
  },
  'withdrawal.failed': {
    title: { zh: '提现失败，款项已退回', en: 'A withdrawal failed and the money came back' },
    party: 'person',
    body: z.object({
      withdrawal: id('wdr'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      code: z.string(),
      occurredAt: instant,
    }),
  },
  'withdrawal.given_back': {
    title: {
      zh: '大额提现未提交银行，款项已退回',
      en: 'A large withdrawal did not go to the bank and the money came back',
    },
    party: 'person',
    body: z.object({
      withdrawal: id('wdr'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      cause: z.enum(['cancelled', 'rejected', 'expired']),
      category: z.string().nullable().describe('Of a rejection: what the person is told.'),
      occurredAt: instant,
    }),
  },
  'card.bound': {
    title: { zh: '绑定银行卡', en: 'A card was bound' },
    party: 'person',
    body: z.object({
      card: id('crd'),
      person: id('per'),
    }),
  },
  'card.unbound': {
    title: { zh: '解绑银行卡', en: 'A card was unbound' },
    party: 'person',
    body: z.object({
      card: id('crd'),
      person: id('per'),
    }),
  },
} as const

const ofBillerAccount = z.object({
  person: id('per'),
  billerAccount: id('bla'),
  biller: z.string(),
  asset: assetCode,
  amount: digits,
  occurredAt: instant,
})
const billPayment = ofBillerAccount.extend({
  billOrder: id('bpo'),
  name: z.string().describe('What the biller is called in public.'),
})

/** News about household bills: water, power, phone. */
export const lifeLetters = {
  'bill_payment.ordered': {
    title: { zh: '已提交缴费', en: 'A household bill is being paid' },
    party: 'person',
    body: ofBillerAccount.extend({ billOrder: id('bpo') }),
  },
  'bill_payment.paid': {
    title: { zh: '缴费成功', en: 'A household bill was paid' },
    party: 'person',
    body: billPayment,
  },
  'bill_payment.refused': {
    title: {
      zh: '缴费未成功，款项已退回',
      en: 'A biller refused a payment and the money came back',
    },
    party: 'person',
    body: billPayment.extend({ code: z.string() }),
  },
  'bill_payment.reversed': {
    title: {
      zh: '缴费被撤回，款项已退回',
      en: 'A biller took a payment back and the money came back',
    },
    party: 'person',
    body: billPayment,
  },
} as const
