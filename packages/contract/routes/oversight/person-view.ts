import { z } from 'zod'
import { assetCode, amountDigits, id, instant, page, pageQuery, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

/** What operators see of a person beyond what they have: the wallet, its devices, cards and bills. */
const params = z.strictObject({ id: id('per') })

export const wallet = defineRoute({
  name: 'people.wallet',
  method: 'GET',
  path: '/v1/people/:id/wallet',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '用户的钱包与设备', en: 'The wallet of a person, and its devices' },
  description: {
    zh: '不含网络地址与设备密钥；登录记录最近 50 条。',
    en: 'Without addresses of networks or keys of devices; the latest 50 sign-ins.',
  },
  params,
  response: z.object({
    state: z.enum(['none', 'open', 'closed']),
    openedAt: instant.nullable(),
    closedAt: instant.nullable(),
    hasPin: z.boolean(),
    passkeys: z.int(),
    devices: z.array(
      z.object({
        id: id('dev'),
        label: z.string(),
        firstSeenAt: instant,
        lastSeenAt: instant,
        coolingUntil: instant.nullable(),
        peopleCount: z.int(),
      }),
    ),
    signIns: z.array(
      z.object({
        id: id('sgn'),
        at: instant,
        label: z.string().nullable(),
        method: z.enum(['registration', 'code_pin', 'code', 'passkey', 'recovery']),
        outcome: z.enum(['opened', 'refused']),
        newDevice: z.boolean(),
      }),
    ),
  }),
  refusals: ['person_not_found'],
})

export const cards = defineRoute({
  name: 'people.cards',
  method: 'GET',
  path: '/v1/people/:id/cards',
  audience: ['operator'],
  role: 'viewer',
  capability: 'cards',
  idempotent: false,
  summary: { zh: '用户的银行卡（只显示尾号）', en: 'The cards of a person, by their last digits' },
  params,
  response: z.object({
    items: z.array(
      z.object({
        id: id('crd'),
        bank: z.string(),
        kind: z.enum(['debit', 'credit']),
        lastFour: z.string(),
        boundAt: instant,
      }),
    ),
  }),
  refusals: ['person_not_found'],
})

export const bills = defineRoute({
  name: 'people.bills',
  method: 'GET',
  path: '/v1/people/:id/bills',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '用户的账单', en: 'The bills of a person' },
  description: {
    zh: '不含本人的备注与留言；对方只给编号。',
    en: 'Without what the person wrote beside them; the other side by its id alone.',
  },
  params,
  query: z.strictObject(pageQuery),
  response: page(
    z.object({
      id: z.string(),
      kind: z.string(),
      direction: z.enum(['in', 'out']),
      state: z.string(),
      category: z.string(),
      counterpart: z.object({ kind: z.string(), id: z.string().nullable() }),
      amount: amountDigits,
      asset: assetCode,
      posting: z.string(),
      occurredAt: instant,
    }),
  ),
  refusals: ['person_not_found'],
})

export const setScope = defineRoute({
  name: 'operators.setScope',
  method: 'PUT',
  path: '/v1/operators/:id/scope',
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  status: 204,
  summary: { zh: '修改运营人员的数据范围', en: 'Change whose data an operator works with' },
  description: {
    zh: '立即生效；不能修改自己的数据范围。',
    en: 'It holds at once; nobody changes their own.',
  },
  params: z.strictObject({ id: id('opr') }),
  body: z.strictObject({
    merchants: z.array(id('mer')).min(1).max(200).nullable().describe('null: all of the house.'),
    reveals: z.boolean(),
    reason: text(200),
  }),
  response: z.undefined(),
  refusals: ['operator_not_found', 'operator_is_you', 'merchant_not_found'],
})
