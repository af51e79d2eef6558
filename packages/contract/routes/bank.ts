import { z } from 'zod'
import { BANK_CODES, BOOKINGS, FIRST_ANSWERS, OUTCOMES } from '../bank.ts'
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

/** What a bank tells us, what the custodian holds, and how the sandbox bank is made to behave. */
export const callback = defineRoute({
  name: 'bank.callback',
  method: 'POST',
  path: '/v1/bank/:channel/callbacks',
  audience: ['public'],
  raw: true,
  idempotent: false,
  status: 204,
  summary: { zh: '银行回调', en: 'A callback of the bank' },
  description: {
    zh: '请求体由银行签名（HMAC 与时间戳）；可重复投递。',
    en: 'The body is signed by the bank (HMAC and timestamp); it may come more than once.',
  },
  params: z.strictObject({ channel: z.string().regex(/^[a-z0-9_]{1,32}$/) }),
  body: z.looseObject({}),
  response: z.undefined(),
  refusals: ['bank_signature_invalid'],
})

const figures = z
  .object({
    day,
    asset: assetCode,
    people: signedDigits,
    merchants: signedDigits,
    held: signedDigits,
    customers: signedDigits.describe('What the books owe to customers.'),
    owed: signedDigits.describe('What people owe after the bank took money back.'),
    own: signedDigits.describe('The house’s own money in the same account.'),
    custodian: signedDigits.nullable().describe('By the statement; null while there is none.'),
    inTransit: signedDigits,
    difference: signedDigits.nullable(),
  })
  .meta({ id: 'CustodianFigures' })

export const custodianDays = defineRoute({
  name: 'custodian.days',
  method: 'GET',
  path: '/v1/custodian',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '备付金：每日核对', en: 'The custodian, day by day' },
  description: {
    zh: '客户资金 + 自有资金 − 用户欠款 = 备付金余额 + 在途 + 差额。默认取截至昨日的 30 天。',
    en: 'Customers + own − owed = custodian + in transit + difference. By default the 30 days up to yesterday.',
  },
  query: z.strictObject({
    until: day.optional(),
    days: z.coerce.number<number | string>().int().min(1).max(92).default(30),
  }),
  response: z.object({ items: z.array(figures) }),
  refusals: [],
})

export const custodianDay = defineRoute({
  name: 'custodian.day',
  method: 'GET',
  path: '/v1/custodian/:day',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '备付金：一日的核对与差错', en: 'The custodian on a day, with breaks' },
  params: z.strictObject({ day }),
  query: z.strictObject({ asset: assetCode.default('CNY/2') }),
  response: z.object({
    figures: figures.nullable(),
    breaks: z.array(
      z.object({
        kind: z.enum(['in_transit', 'missing_at_bank', 'missing_in_books', 'amount_differs']),
        order: z.string().nullable(),
        reference: z.string().nullable(),
        booked: signedDigits,
        stated: signedDigits,
        since: day,
        ageDays: z.int(),
      }),
    ),
    more: z.boolean().describe('There are more breaks than are shown.'),
  }),
  refusals: [],
})

export const importStatements = defineRoute({
  name: 'custodian.import',
  method: 'POST',
  path: '/v1/custodian/imports',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '导入已出的对账单', en: 'Import the statements that are out' },
  response: z.object({ days: z.array(day) }),
  refusals: ['bank_not_connected', 'statement_gap'],
})

const fundingCase = z
  .object({
    id: id('cas'),
    kind: z.enum(['owed', 'paid_after_failure', 'unanswered']),
    order: z.string(),
    person: id('per'),
    asset: assetCode,
    amount: signedDigits,
    openedAt: instant,
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'FundingCase' })

export const listCases = defineRoute({
  name: 'fundingCases.list',
  method: 'GET',
  path: '/v1/funding-cases',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '资金案件', en: 'Cases with a bank' },
  query: z.strictObject({ person: id('per').optional() }),
  response: z.object({ items: z.array(fundingCase) }),
  refusals: [],
})

export const closeCase = defineRoute({
  name: 'fundingCases.close',
  method: 'POST',
  path: '/v1/funding-cases/:id/closure',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '结案', en: 'Close a case' },
  params: z.strictObject({ id: id('cas') }),
  body: z.strictObject({ note: text(400) }),
  response: fundingCase,
  refusals: ['case_not_found'],
})

const seconds = z.int().min(0).max(86_400)
const behaviour = z
  .strictObject({
    answer: z.enum(FIRST_ANSWERS),
    outcome: z.enum(OUTCOMES),
    failCode: z.enum(BANK_CODES),
    delaySeconds: seconds,
    callbacks: z.int().min(0).max(5),
    callbackDelaySeconds: seconds,
    reverseAfterSeconds: seconds.nullable(),
    booking: z.enum(BOOKINGS),
  })
  .meta({ id: 'SandboxBehaviour', description: 'How the sandbox bank treats orders.' })

export const getSandbox = defineRoute({
  name: 'sandboxBank.get',
  method: 'GET',
  path: '/v1/sandbox/bank',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '沙盒银行的行为', en: 'How the sandbox bank behaves' },
  response: z.object({ behaviour }),
  refusals: [],
})

export const setSandbox = defineRoute({
  name: 'sandboxBank.set',
  method: 'PUT',
  path: '/v1/sandbox/bank',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '设置沙盒银行的行为', en: 'Set how the sandbox bank behaves' },
  body: z.strictObject({ behaviour }),
  response: z.object({ behaviour }),
  refusals: [],
})

export const sandboxOrders = defineRoute({
  name: 'sandboxBank.orders',
  method: 'GET',
  path: '/v1/sandbox/bank/orders',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '沙盒银行的订单', en: 'Orders of the sandbox bank' },
  query: z.strictObject({ ...pageQuery }),
  response: page(
    z.object({
      id: z.string(),
      direction: z.enum(['debit', 'credit']),
      lastFour: z.string(),
      asset: assetCode,
      amount: signedDigits,
      state: z.enum(['accepted', 'succeeded', 'failed', 'reversed']),
      code: z.string().nullable(),
      reference: z.string(),
      askedAt: instant,
      decidedAt: instant.nullable(),
      callbacks: z.int(),
      delivered: z.int(),
    }),
  ),
  refusals: [],
})

export const actInSandbox = defineRoute({
  name: 'sandboxBank.act',
  method: 'POST',
  path: '/v1/sandbox/bank/orders/:id/acts',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  status: 202,
  summary: { zh: '让沙盒银行处理一笔订单', en: 'Make the sandbox bank act on an order' },
  params: z.strictObject({ id: text(64) }),
  body: z.strictObject({ act: z.enum(['call_again', 'succeed', 'fail', 'reverse']) }),
  response: z.object({}),
  refusals: ['order_state_differs'],
})

export const depositInSandbox = defineRoute({
  name: 'sandboxBank.deposit',
  method: 'POST',
  path: '/v1/sandbox/bank/deposits',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  status: 202,
  summary: { zh: '模拟一笔来历不明的入账', en: 'Have somebody pay in without any order' },
  body: z.strictObject({ amount: money, reference: text(60) }),
  response: z.object({}),
  refusals: [],
})
