import { z } from 'zod'
import {
  address,
  assetCode,
  balance,
  day,
  flag,
  id,
  instant,
  page,
  pageQuery,
  signedDigits,
  text,
} from '../shapes.ts'
import { defineRoute } from './define.ts'
import { freezeCategory } from './me/safety.ts'

const frozen = z
  .object({ in: z.boolean(), out: z.boolean() })
  .describe('`out`: nothing may be taken from the person; `in`: nothing may be given.')

const external = z
  .object({ source: z.string(), reference: z.string() })
  .describe('The number under which another system knows the person.')

const person = z
  .object({
    id: id('per'),
    name: z.string().nullable().describe('Masked: without the surname.'),
    phone: z.string().nullable().describe('Masked: the last four digits.'),
    external: external.nullable(),
    registeredAt: instant,
    frozen,
    balances: z.array(balance).describe('Money and points, one sum an asset.'),
  })
  .meta({ id: 'Person' })

const personParams = z.strictObject({ id: id('per') })

export const list = defineRoute({
  name: 'people.list',
  method: 'GET',
  path: '/v1/people',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '用户列表', en: 'List people' },
  description: {
    zh: '姓名与手机号加密保存，只能整项精确搜索；用户编号与外部编号可按开头搜索。',
    en: 'Names and phone numbers are encrypted and found by their whole value only; ids and external numbers by their beginning.',
  },
  query: z.strictObject({
    search: z.string().min(1).max(100).optional(),
    source: z.string().min(1).max(60).optional(),
    frozen: flag.optional(),
    registeredFrom: instant.optional(),
    registeredUntil: instant.optional(),
    ...pageQuery,
  }),
  response: page(person),
  refusals: [],
})

export const get = defineRoute({
  name: 'people.get',
  method: 'GET',
  path: '/v1/people/:id',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '用户', en: 'A person' },
  params: personParams,
  response: person,
  refusals: ['person_not_found'],
})

export const create = defineRoute({
  name: 'people.create',
  method: 'POST',
  path: '/v1/people',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'parties',
  idempotent: true,
  status: 201,
  summary: { zh: '登记用户', en: 'Register a person' },
  body: z.strictObject({
    name: text(60).optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9]{5,15}$/, 'must be 5 to 15 digits, with + in front or not')
      .optional(),
    external: z.strictObject({ source: text(40), reference: text(80) }).optional(),
  }),
  response: person,
  refusals: ['external_id_taken'],
})

export const reveal = defineRoute({
  name: 'people.reveal',
  method: 'POST',
  path: '/v1/people/:id/reveals',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '查看个人信息原文', en: 'See what is masked' },
  description: {
    zh: '姓名与手机号一律遮盖显示；查看原文须写明原因，每次查看都记入审计日志。',
    en: 'Names and phones are shown masked. Seeing one in clear needs a reason, and each time is an act in the audit log.',
  },
  params: personParams,
  body: z.strictObject({ field: z.enum(['name', 'phone']), reason: text(200) }),
  response: z.object({
    field: z.enum(['name', 'phone']),
    value: z.string().nullable(),
    act: id('act'),
  }),
  refusals: ['person_not_found'],
})

const freeze = z
  .object({
    id: id('frz'),
    in: z.boolean(),
    out: z.boolean(),
    category: freezeCategory,
    reason: z.string().describe('For operators; the person sees the category.'),
    by: z.object({ id: z.string(), name: z.string() }),
    at: instant,
    lifted: z
      .object({
        by: z.object({ id: z.string(), name: z.string() }),
        at: instant,
        reason: z.string(),
      })
      .nullable(),
  })
  .meta({
    id: 'Freeze',
    description: 'From `at` until it is lifted the person is frozen so; several may hold at once.',
  })

export const freezes = defineRoute({
  name: 'people.freezes',
  method: 'GET',
  path: '/v1/people/:id/freezes',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '冻结记录', en: 'The freezes of a person' },
  params: personParams,
  response: z.object({
    items: z.array(freeze),
    ownLockAt: instant.nullable().describe('Since when the person locked the whole wallet.'),
  }),
  refusals: ['person_not_found'],
})

export const freezePerson = defineRoute({
  name: 'people.freeze',
  method: 'POST',
  path: '/v1/people/:id/freezes',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '冻结用户', en: 'Freeze a person' },
  params: personParams,
  body: z
    .strictObject({
      in: z.boolean(),
      out: z.boolean(),
      category: freezeCategory,
      reason: text(200),
    })
    .refine((body) => body.in || body.out, { message: 'in or out must be true', path: ['out'] }),
  response: freeze,
  refusals: ['person_not_found'],
})

export const unfreezePerson = defineRoute({
  name: 'people.unfreeze',
  method: 'DELETE',
  path: '/v1/people/:id/freezes/:freeze',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '解冻用户', en: 'Lift the freeze of a person' },
  description: {
    zh: '总是先提交复核：以 approval_required 答复，另一位复核员通过后生效。',
    en: 'Always asked for first: answers approval_required, and takes effect when another operator approves.',
  },
  params: personParams.extend({ freeze: id('frz') }),
  body: z.strictObject({ reason: text(200) }),
  response: z.never(),
  refusals: ['person_not_found', 'freeze_not_found', 'approval_required'],
})

export const balances = defineRoute({
  name: 'people.balances',
  method: 'GET',
  path: '/v1/people/:id/balances',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '用户余额', en: 'The balances of a person' },
  params: personParams,
  query: z.strictObject({ asOf: instant.optional() }),
  response: z.object({
    balances: z.array(balance),
    accounts: z.array(
      z.object({
        address,
        asset: assetCode,
        balance: signedDigits,
        expiresAt: instant.nullable(),
        closed: z.boolean(),
      }),
    ),
  }),
  refusals: ['person_not_found'],
})

export const lots = defineRoute({
  name: 'people.lots',
  method: 'GET',
  path: '/v1/people/:id/lots',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '积分批次（按到期排序）', en: 'Lots of points by expiry' },
  params: personParams,
  query: z.strictObject({ spent: flag.default('false') }),
  response: z.object({
    items: z.array(
      z.object({
        address,
        programme: z.string(),
        asset: assetCode,
        funder: z.string(),
        remaining: signedDigits,
        issued: signedDigits,
        expiresAt: instant.nullable(),
        expired: z.boolean(),
      }),
    ),
  }),
  refusals: ['person_not_found'],
})

export const statementLine = z
  .object({
    posting: z.string(),
    seq: signedDigits.describe('The place of the posting in the books.'),
    kind: z.string(),
    reference: z.string().nullable(),
    bookedAt: instant,
    businessDate: day,
    occurredAt: instant,
    amount: signedDigits.describe('Positive is received, negative is given.'),
    balance: signedDigits.describe('After this line.'),
    account: address,
    version: signedDigits.describe('The version of the account after this line.'),
    counterparts: z.array(address).describe('The other accounts of the posting.'),
  })
  .meta({ id: 'StatementLine' })

export const statement = defineRoute({
  name: 'people.statement',
  method: 'GET',
  path: '/v1/people/:id/statement',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: {
    zh: '用户对账单（含逐笔余额）',
    en: 'The statement of a person with the running balance',
  },
  description: {
    zh: '同一资产的全部账户合并为一份对账单，最新在前；balance 为合并后的余额。',
    en: 'All accounts of one asset in one statement, newest first; `balance` is their sum.',
  },
  params: personParams,
  query: z.strictObject({ asset: assetCode, ...pageQuery }),
  response: page(statementLine).extend({ balance: signedDigits }),
  refusals: ['person_not_found'],
})

const merchant = z
  .object({
    id: id('mer'),
    name: z.string(),
    category: z.string(),
    feeBasisPoints: z.int().describe('60 is 0.60 %.'),
    active: z.boolean(),
    registeredAt: instant,
    balances: z.array(balance).describe('What the house owes the merchant.'),
  })
  .meta({ id: 'Merchant' })

const category = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a lower-case word such as tea_house')
const feeBasisPoints = z.int().min(0).max(10_000)

export const listMerchants = defineRoute({
  name: 'merchants.list',
  method: 'GET',
  path: '/v1/merchants',
  audience: ['operator', 'server'],
  role: 'viewer',
  scoped: true,
  scope: 'read',
  idempotent: false,
  summary: { zh: '商户列表', en: 'List merchants' },
  query: z.strictObject({
    search: z.string().min(1).max(100).optional(),
    category: category.optional(),
    active: flag.optional(),
    ...pageQuery,
  }),
  response: page(merchant),
  refusals: [],
})

const merchantParams = z.strictObject({ id: id('mer') })

export const getMerchant = defineRoute({
  name: 'merchants.get',
  method: 'GET',
  path: '/v1/merchants/:id',
  audience: ['operator', 'server'],
  role: 'viewer',
  scoped: true,
  scope: 'read',
  idempotent: false,
  summary: { zh: '商户', en: 'A merchant' },
  params: merchantParams,
  response: merchant,
  refusals: ['merchant_not_found'],
})

export const createMerchant = defineRoute({
  name: 'merchants.create',
  method: 'POST',
  path: '/v1/merchants',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'parties',
  idempotent: true,
  status: 201,
  summary: { zh: '登记商户', en: 'Register a merchant' },
  body: z.strictObject({ name: text(80), category, feeBasisPoints }),
  response: merchant,
  refusals: [],
})

export const updateMerchant = defineRoute({
  name: 'merchants.update',
  method: 'PATCH',
  path: '/v1/merchants/:id',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '修改商户（费率、启用）', en: 'Change a merchant (fee, active)' },
  description: {
    zh: '费率有变时整项先提交复核，以 approval_required 答复；须写明原因。',
    en: 'When the fee changes, all of it is asked for first and answers approval_required; a reason is needed.',
  },
  params: merchantParams,
  body: z.strictObject({
    name: text(80).optional(),
    category: category.optional(),
    feeBasisPoints: feeBasisPoints.optional(),
    active: z.boolean().optional(),
    reason: text(200).optional().describe('Needed when the fee changes.'),
  }),
  response: merchant,
  refusals: ['merchant_not_found', 'approval_required'],
})
