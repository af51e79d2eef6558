import { z } from 'zod'
import { amountDigits, id, instant, money, page, pageQuery, text } from '../../shapes.ts'
import { payment } from '../payments.ts'
import { defineRoute } from '../define.ts'
import { agreement, deductionNotice, period, taken, terms } from './shapes.ts'

const server = {
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  capability: 'agreements',
} as const

/** Operators look at agreements too, each in the scope they work in. */
const operator = { audience: ['operator', 'server'], role: 'viewer', scoped: true } as const

export const createOffer = defineRoute({
  name: 'agreementOffers.create',
  method: 'POST',
  path: '/v1/agreement-offers',
  ...server,
  idempotent: true,
  status: 201,
  summary: { zh: '发起签约', en: 'Offer an agreement' },
  description: {
    zh: '返回可印成二维码或放进链接的 path；条款不可更改，可由多人各自签约。',
    en: 'The answer carries a path for a link or a QR code. Its terms never change; any number of people may sign it.',
  },
  body: z.strictObject({
    merchant: id('mer').optional().describe('Needed unless the key is tied to one.'),
    purpose: text(60),
    perDeduction: money,
    perPeriod: amountDigits,
    period,
    noticeHours: z.int().min(0).max(720),
    reference: text(80).optional(),
  }),
  response: z.object({
    id: id('ago'),
    merchant: id('mer'),
    ...terms,
    reference: z.string().nullable(),
    code: z.string(),
    path: z.string().describe('To be shown as a QR code after the origin of the site.'),
    signPath: z.string().describe('For a link: the page of the wallet where it is signed.'),
    offeredAt: instant,
  }),
  refusals: ['merchant_not_found', 'merchant_inactive'],
})

export const withdrawOffer = defineRoute({
  name: 'agreementOffers.withdraw',
  method: 'POST',
  path: '/v1/agreement-offers/:id/withdrawal',
  ...server,
  idempotent: true,
  summary: { zh: '撤回签约邀约', en: 'Take an offer back' },
  description: {
    zh: '此后不能再签。signed=stay 时已签的继续有效；signed=end 时一并解约，并逐一告知用户。',
    en: 'Nobody signs it any more. With signed=stay what was signed goes on; with signed=end it ends too, and each person is told.',
  },
  params: z.strictObject({ id: id('ago') }),
  body: z.strictObject({ signed: z.enum(['stay', 'end']) }),
  response: z.object({
    id: id('ago'),
    signed: z.enum(['stay', 'end']),
    withdrawnAt: instant,
  }),
  refusals: ['agreement_offer_not_found', 'agreement_offer_withdrawn'],
})

export const list = defineRoute({
  name: 'agreements.list',
  method: 'GET',
  path: '/v1/agreements',
  ...server,
  ...operator,
  idempotent: false,
  summary: { zh: '签约列表', en: 'Agreements of a merchant or a person' },
  query: z.strictObject({
    merchant: id('mer').optional(),
    person: id('per').optional(),
    offer: id('ago').optional(),
    ...pageQuery,
  }),
  response: page(agreement),
  refusals: [],
})

export const get = defineRoute({
  name: 'agreements.get',
  method: 'GET',
  path: '/v1/agreements/:id',
  ...server,
  ...operator,
  idempotent: false,
  summary: { zh: '一份签约与扣款记录', en: 'An agreement and what was taken' },
  params: z.strictObject({ id: id('agr') }),
  response: agreement.extend(taken),
  refusals: ['agreement_not_found'],
})

export const cancel = defineRoute({
  name: 'agreements.cancel',
  method: 'POST',
  path: '/v1/agreements/:id/cancellation',
  ...server,
  idempotent: true,
  summary: { zh: '商户解约', en: 'Cancel an agreement as its merchant' },
  params: z.strictObject({ id: id('agr') }),
  response: agreement,
  refusals: ['agreement_not_found'],
})

export const end = defineRoute({
  name: 'agreements.end',
  method: 'POST',
  path: '/v1/agreements/:id/endings',
  audience: ['operator'],
  role: 'operator',
  capability: 'agreements',
  scoped: true,
  recorded: true,
  idempotent: false,
  summary: { zh: '运营人员代为解约', en: 'End an agreement as an operator' },
  description: {
    zh: '原因记入审计日志；用户会收到解约通知。',
    en: 'The reason stands in the audit log; the person is told that it has ended.',
  },
  params: z.strictObject({ id: id('agr') }),
  body: z.strictObject({ reason: text(200) }),
  response: agreement.extend(taken),
  refusals: ['agreement_not_found'],
})

export const announce = defineRoute({
  name: 'agreements.announce',
  method: 'POST',
  path: '/v1/agreements/:id/notices',
  ...server,
  idempotent: true,
  status: 201,
  summary: { zh: '预告扣款', en: 'Announce a deduction' },
  description: {
    zh: '付款人立即收到金额、时间与取消入口；dueAt 之后七天内可扣一次。',
    en: 'The payer is told amount, time and how to cancel. It may be taken once within seven days after `dueAt`.',
  },
  params: z.strictObject({ id: id('agr') }),
  body: z.strictObject({ amount: money, dueAt: instant }),
  response: deductionNotice,
  refusals: [
    'agreement_not_found',
    'asset_mismatch',
    'agreement_cancelled',
    'agreement_limit_reached',
    'notice_too_short',
  ],
})

export const deduct = defineRoute({
  name: 'agreements.deduct',
  method: 'POST',
  path: '/v1/agreements/:id/deductions',
  ...server,
  idempotent: true,
  status: 201,
  summary: { zh: '扣款', en: 'Deduct' },
  description: {
    zh: '一笔普通付款，可退款。付款人自己的原因（余额、限额、锁、冻结）只说 payer_cannot_pay，详情告知付款人。',
    en: 'An ordinary payment that can be refunded. What is the payer’s own business (balance, limits, locks, freezes) is `payer_cannot_pay`; the payer is told the reason.',
  },
  params: z.strictObject({ id: id('agr') }),
  body: z.strictObject({
    amount: money,
    notice: id('ddn').optional().describe('The announced deduction; the amount must be its own.'),
    reference: text(80).optional(),
  }),
  response: payment,
  refusals: [
    'agreement_not_found',
    'asset_mismatch',
    'merchant_not_found',
    'merchant_inactive',
    'agreement_cancelled',
    'agreement_limit_reached',
    'notice_missing',
    'notice_not_found',
    'notice_differs',
    'notice_pending',
    'notice_expired',
    'notice_used',
    'payer_cannot_pay',
  ],
})
