import { z } from 'zod'
import { assetCode, id, instant, page, pageQuery, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'
import { parts } from '../paying/quotes.ts'
import { refundParts } from '../paying/refund-parts.ts'
import { billId, categoryCode, language, month } from './shapes.ts'

const billKind = z.enum([
  'payment',
  'refund',
  'topup',
  'topup_reversal',
  'withdrawal',
  'transfer',
  'red_packet',
  'red_packet_return',
  'saving',
  'bill_payment',
  'bill_return',
])
const direction = z.enum(['in', 'out'])

const bill = z
  .object({
    id: billId,
    kind: billKind,
    direction,
    effect: z
      .enum(['spending', 'income', 'refund', 'own'])
      .describe('`own` is between the person’s own pockets and counts as neither.'),
    state: z
      .enum(['settled', 'processing', 'failed'])
      .describe('What failed came back and counts for nothing.'),
    counterpart: z.object({
      kind: z.enum(['merchant', 'person', 'bank', 'goal', 'biller']),
      id: z.string().nullable(),
      name: z.string().nullable().describe('Of a person: masked.'),
    }),
    asset: assetCode,
    amount: signedDigits,
    category: z.string(),
    givenCategory: z.string().describe('What it would be without the person’s own choice.'),
    reference: z.string().nullable(),
    title: z.string().nullable().describe('What a checkout link was for.'),
    related: billId.nullable().describe('The payment that a refund belongs to.'),
    note: z.string().nullable(),
    occurredAt: instant,
  })
  .meta({ id: 'Bill' })

const filters = {
  asset: assetCode.optional(),
  kind: billKind.optional(),
  direction: direction.optional(),
  category: categoryCode.optional(),
  counterpart: z
    .string()
    .regex(/^(mer|per)_[0-9a-hjkmnp-tv-z]{26}$/)
    .optional(),
  from: instant.optional(),
  until: instant.optional(),
  search: text(80)
    .optional()
    .describe('An amount, an order number, a name, or a part of a note or of a title.'),
}

export const list = defineRoute({
  name: 'bills.list',
  method: 'GET',
  path: '/v1/me/bills',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的账单', en: 'My bills' },
  query: z.strictObject({ ...filters, ...pageQuery }),
  response: page(bill),
  refusals: [],
})

export const get = defineRoute({
  name: 'bills.get',
  method: 'GET',
  path: '/v1/me/bills/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '一笔账单', en: 'A bill' },
  params: z.strictObject({ id: billId }),
  response: z.object({
    bill,
    refunds: z.array(
      z.object({
        id: id('ref'),
        amount: signedDigits,
        reason: z.string().nullable(),
        sources: refundParts,
        occurredAt: instant,
      }),
    ),
    refunded: signedDigits,
    sources: parts.describe('What paid, of a payment; of anything else nothing.'),
    refund: z
      .object({
        sources: refundParts,
        withinDays: z.int().describe('Within how many working days a card has it.'),
      })
      .nullable()
      .describe('Where a refund goes; null for any other bill.'),
    agreement: z
      .object({ id: id('agr'), purpose: z.string() })
      .nullable()
      .describe('The agreement that the payment was taken under.'),
    lines: z.array(
      z.object({ item: z.string(), quantity: z.number(), amount: signedDigits.nullable() }),
    ),
  }),
  refusals: ['bill_not_found'],
})

export const change = defineRoute({
  name: 'bills.change',
  method: 'PATCH',
  path: '/v1/me/bills/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '更改账单的分类或备注', en: 'Change the category or the note of a bill' },
  params: z.strictObject({ id: billId }),
  body: z.strictObject({
    category: categoryCode.nullable().optional().describe('Null goes back to the merchant’s.'),
    always: z.boolean().default(false).describe('For all bills with this merchant.'),
    note: z
      .string()
      .max(200)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
      .optional(),
  }),
  response: bill,
  refusals: ['bill_not_found', 'category_needs_merchant'],
})

export const receipt = defineRoute({
  name: 'bills.receipt',
  method: 'GET',
  path: '/v1/me/bills/:id/receipt',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '账单的存证回执', en: 'The receipt of a bill' },
  description: {
    zh: '只披露本人的流水；可脱离服务器验证，格式见 docs/reference/seal.md。',
    en: 'Discloses only the person’s own entries; verified without the server, format in docs/reference/seal.md.',
  },
  params: z.strictObject({ id: billId }),
  response: z.looseObject({}).meta({ id: 'Receipt' }),
  refusals: ['bill_not_found', 'posting_not_found'],
})

const exported = {
  ...filters,
  from: instant,
  until: instant,
  language: language.default('zh'),
}

export const csv = defineRoute({
  name: 'bills.csv',
  method: 'GET',
  path: '/v1/me/bills.csv',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '导出账单（CSV）', en: 'Export bills as CSV' },
  query: z.strictObject(exported),
  response: z.string(),
  stream: 'text/csv; charset=utf-8',
  refusals: [],
})

export const pdf = defineRoute({
  name: 'bills.pdf',
  method: 'GET',
  path: '/v1/me/bills.pdf',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '导出账单（PDF）', en: 'Export bills as PDF' },
  query: z.strictObject(exported),
  response: z.string(),
  stream: 'application/pdf',
  refusals: ['statement_font_missing', 'statement_too_long'],
})

const sums = {
  income: signedDigits,
  spending: signedDigits.describe('Less refunds.'),
  movedIn: signedDigits.describe('Top-ups: neither income nor spending.'),
  movedOut: signedDigits,
}

const categorySum = z
  .object({
    category: z.string(),
    spent: signedDigits,
    count: z.int(),
    permille: z.int().describe('Tenths of a percent; together exactly 1000.'),
  })
  .meta({ id: 'CategorySum' })

export const monthSums = defineRoute({
  name: 'bills.month',
  method: 'GET',
  path: '/v1/me/bill-months/:month',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '月账单', en: 'The sums of a month' },
  params: z.strictObject({ month }),
  query: z.strictObject({ asset: assetCode.default('CNY/2') }),
  response: z.object({ month, asset: assetCode, ...sums, categories: z.array(categorySum) }),
  refusals: [],
})

export const yearSums = defineRoute({
  name: 'bills.year',
  method: 'GET',
  path: '/v1/me/bill-years/:year',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '年账单', en: 'The sums of a year and its months' },
  params: z.strictObject({
    year: z.string().regex(/^[2-9][0-9]{3}$/, 'must be a year such as 2026'),
  }),
  query: z.strictObject({ asset: assetCode.default('CNY/2') }),
  response: z.object({
    year: z.int(),
    asset: assetCode,
    ...sums,
    categories: z.array(categorySum),
    months: z.array(z.object({ month, ...sums })),
  }),
  refusals: [],
})
