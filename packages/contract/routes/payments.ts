import { z } from 'zod'
import {
  assetCode,
  day,
  id,
  instant,
  money,
  page,
  pageQuery,
  signedDigits,
  text,
} from '../shapes.ts'
import { defineRoute } from './define.ts'
import { refundParts } from './paying/refund-parts.ts'

const orderLine = z.object({
  item: z.string(),
  quantity: z.int(),
  amount: signedDigits.nullable(),
})

export const payment = z
  .object({
    id: id('pay'),
    person: id('per'),
    merchant: id('mer'),
    category: z.string(),
    asset: assetCode,
    amount: signedDigits,
    fee: signedDigits.describe('What the merchant pays of it.'),
    refunded: signedDigits,
    state: z.enum(['paid', 'partly_refunded', 'refunded']),
    reference: z.string().nullable(),
    occurredAt: instant,
    bookedAt: instant,
    lines: z.array(orderLine),
  })
  .meta({ id: 'Payment' })

const refund = z
  .object({
    id: id('ref'),
    payment: id('pay'),
    person: id('per'),
    asset: assetCode,
    amount: signedDigits,
    feeReturned: signedDigits,
    reason: z.string().nullable(),
    sources: refundParts,
    occurredAt: instant,
  })
  .meta({ id: 'Refund' })

/** A server may say when something happened; never in the future. */
const occurredAt = instant.optional()

export const createPayment = defineRoute({
  name: 'payments.create',
  method: 'POST',
  path: '/v1/payments',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  capability: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '付款', en: 'Pay' },
  description: {
    zh: '一张记账凭证：用户的钱到商户应收，手续费到手续费收入；同成同败。',
    en: "One posting: the person's money to the merchant's receivable, the fee to fee income; all of it or nothing.",
  },
  body: z.strictObject({
    person: id('per'),
    merchant: id('mer'),
    amount: money,
    reference: text(80).optional(),
    occurredAt,
    lines: z
      .array(
        z.strictObject({
          item: text(80),
          quantity: z.int().min(1).max(100_000).default(1),
          amount: z
            .string()
            .regex(/^(0|[1-9][0-9]{0,17})$/)
            .optional(),
        }),
      )
      .max(200)
      .optional(),
  }),
  response: payment,
  refusals: [
    'insufficient_funds',
    'holder_frozen',
    'person_not_found',
    'merchant_not_found',
    'merchant_inactive',
    'asset_unknown',
    'amount_out_of_range',
    'business_day_closed',
  ],
})

export const getPayment = defineRoute({
  name: 'payments.get',
  method: 'GET',
  path: '/v1/payments/:id',
  audience: ['operator', 'server'],
  role: 'viewer',
  scoped: true,
  scope: 'read',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '付款详情', en: 'A payment' },
  params: z.strictObject({ id: id('pay') }),
  response: payment.extend({
    refunds: z.array(refund),
    checkout: z
      .object({ id: id('chk'), title: z.string() })
      .nullable()
      .describe('The checkout link that it paid.'),
  }),
  refusals: ['payment_not_found'],
})

export const listPayments = defineRoute({
  name: 'payments.list',
  method: 'GET',
  path: '/v1/payments',
  audience: ['operator', 'server'],
  role: 'viewer',
  scoped: true,
  scope: 'read',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '付款列表', en: 'List payments' },
  query: z.strictObject({
    person: id('per').optional(),
    merchant: id('mer').optional(),
    asset: assetCode.optional(),
    state: z.enum(['paid', 'partly_refunded', 'refunded']).optional(),
    from: instant.optional(),
    until: instant.optional(),
    ...pageQuery,
  }),
  response: page(payment),
  refusals: [],
})

export const createRefund = defineRoute({
  name: 'refunds.create',
  method: 'POST',
  path: '/v1/payments/:id/refunds',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'payments',
  merchantKeys: true,
  idempotent: true,
  status: 201,
  summary: { zh: '退款', en: 'Refund' },
  description: {
    zh: '可分次退，合计不超过付款；原路退回：零钱付的退零钱，银行卡付的退回该卡。手续费按同一比例退回，积分随后按累计比例追回。',
    en: 'In parts if wanted, never above the payment, back to what paid: the balance or the card. The fee returns in the same ratio and points are clawed back after it.',
  },
  params: z.strictObject({ id: id('pay') }),
  body: z.strictObject({ amount: money, reason: text(200).optional(), occurredAt }),
  response: refund,
  refusals: [
    'payment_not_found',
    'refund_exceeds_payment',
    'insufficient_funds',
    'holder_frozen',
    'asset_mismatch',
    'business_day_closed',
  ],
})

export const createTopUp = defineRoute({
  name: 'topUps.create',
  method: 'POST',
  path: '/v1/top-ups',
  audience: ['server'],
  scope: 'payments',
  capability: 'stored_balance',
  idempotent: true,
  status: 201,
  summary: { zh: '充值', en: 'Top up' },
  body: z.strictObject({ person: id('per'), amount: money, occurredAt }),
  response: z
    .object({
      id: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: signedDigits,
      occurredAt: instant,
    })
    .meta({ id: 'TopUp' }),
  refusals: [
    'person_not_found',
    'holder_frozen',
    'ceiling_reached',
    'asset_unknown',
    'amount_out_of_range',
    'business_day_closed',
  ],
})

const countAndAmount = z.object({ asset: assetCode, count: z.int(), amount: signedDigits })

export const overview = defineRoute({
  name: 'overview.get',
  method: 'GET',
  path: '/v1/overview',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '概览', en: 'Overview' },
  response: z.object({
    at: instant,
    businessDate: day,
    people: z.int(),
    merchants: z.int(),
    money: z
      .array(
        z.object({
          asset: assetCode,
          people: signedDigits,
          merchants: signedDigits,
          held: signedDigits,
        }),
      )
      .describe('Money that the house holds for others; `held` is the sum.'),
    points: z.array(
      z.object({
        programme: z.string(),
        asset: assetCode,
        outstanding: signedDigits,
        liability: z
          .object({ amount: signedDigits, asset: assetCode })
          .nullable()
          .describe('Outstanding points at their cost; null while a programme names none.'),
      }),
    ),
    today: z.object({
      payments: z.array(countAndAmount),
      refunds: z.array(countAndAmount),
      topUps: z.array(countAndAmount),
    }),
    letters: z.array(
      z.object({
        subscriber: z.string(),
        lag: z.int(),
        oldestAt: instant.nullable(),
        parked: z.int(),
      }),
    ),
    seal: z
      .object({ batch: signedDigits, seq: signedDigits, at: instant, seal: z.string() })
      .nullable(),
    close: z.object({ day, at: instant, root: z.string() }).nullable(),
    audit: z.object({ at: instant, ok: z.boolean(), difference: z.string().nullable() }).nullable(),
  }),
  refusals: [],
})

export const overviewPayments = defineRoute({
  name: 'overview.payments',
  method: 'GET',
  path: '/v1/overview/payments',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '按日、按小时的付款', en: 'Payments by day and by hour' },
  description: {
    zh: '默认取最近一笔付款往前 90 天，币种取其中笔数最多者。按付款发生时间计。',
    en: 'By default the 90 days up to the latest payment, in the asset with the most of them. By the time of occurrence.',
  },
  query: z.strictObject({
    asset: assetCode.optional(),
    until: day.optional(),
    days: z.coerce.number<number | string>().int().min(1).max(366).default(90),
  }),
  response: z.object({
    asset: assetCode.nullable(),
    assets: z.array(assetCode),
    from: day,
    until: day,
    byDay: z.array(z.object({ day, count: z.int(), amount: signedDigits })),
    byHour: z.array(
      z.object({
        weekday: z.int().describe('1 is Monday.'),
        hour: z.int(),
        count: z.int(),
        amount: signedDigits,
      }),
    ),
  }),
  refusals: [],
})
