import { z } from 'zod'
import {
  amountDigits,
  assetCode,
  bilingual,
  id,
  instant,
  page,
  pageQuery,
  signedDigits,
  text,
} from '../shapes.ts'
import { defineRoute } from './define.ts'

const programmeCode = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be the code of a programme')

/** The earn rule is a value: the server evaluates it, the console draws and prints it. */
const earnRule = z
  .object({
    code: z.string(),
    title: bilingual,
    args: z.record(z.string(), z.unknown()),
    sentence: bilingual.describe('The rule as a sentence.'),
  })
  .meta({ id: 'EarnRule' })

const programme = z
  .object({
    code: programmeCode,
    title: bilingual,
    asset: assetCode,
    earns: earnRule,
    version: z.int(),
    dailyCap: signedDigits.nullable().describe('The most points a person can earn in a day.'),
    lotMonths: z.int().describe('A lot expires at the end of this many months.'),
    minimumRedemption: signedDigits,
    outstanding: signedDigits,
  })
  .meta({ id: 'Programme' })

export const listProgrammes = defineRoute({
  name: 'programmes.list',
  method: 'GET',
  path: '/v1/programmes',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '积分计划列表', en: 'List programmes' },
  response: z.object({ items: z.array(programme) }),
  refusals: [],
})

export const getProgramme = defineRoute({
  name: 'programmes.get',
  method: 'GET',
  path: '/v1/programmes/:code',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '积分计划', en: 'A programme' },
  params: z.strictObject({ code: programmeCode }),
  response: programme,
  refusals: ['programme_not_found'],
})

const redemption = z
  .object({
    id: id('red'),
    person: id('per'),
    programme: programmeCode,
    asset: assetCode,
    amount: signedDigits,
    reason: z.string(),
    occurredAt: instant,
    taken: z
      .array(z.object({ lot: z.string(), amount: signedDigits }))
      .describe('What each lot gave, earliest expiry first.'),
  })
  .meta({ id: 'Redemption' })

export const redeem = defineRoute({
  name: 'redemptions.create',
  method: 'POST',
  path: '/v1/redemptions',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'points',
  idempotent: true,
  status: 201,
  summary: { zh: '兑换积分（先到期先用）', en: 'Redeem points, earliest expiry first' },
  body: z.strictObject({
    person: id('per'),
    programme: programmeCode,
    amount: amountDigits,
    reason: text(120),
    occurredAt: instant.optional(),
  }),
  response: redemption,
  refusals: [
    'insufficient_points',
    'points_below_minimum',
    'programme_not_found',
    'person_not_found',
    'holder_frozen',
  ],
})

export const reverseRedemption = defineRoute({
  name: 'redemptions.reverse',
  method: 'POST',
  path: '/v1/redemptions/:id/reversals',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'points',
  idempotent: true,
  status: 201,
  summary: { zh: '冲正一次兑换', en: 'Reverse a redemption' },
  description: {
    zh: '积分回到原批次，保留原到期日。',
    en: 'The points return to their lots with their original expiry.',
  },
  params: z.strictObject({ id: id('red') }),
  body: z.strictObject({ reason: text(200).optional() }),
  response: z.object({
    id: z.string(),
    redemption: id('red'),
    amount: signedDigits,
    asset: assetCode,
  }),
  refusals: ['redemption_not_found', 'already_reversed', 'holder_frozen'],
})

export const limits = defineRoute({
  name: 'limits.list',
  method: 'GET',
  path: '/v1/limits',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '限额使用情况', en: 'Counters of limits' },
  query: z.strictObject({
    prefix: z
      .string()
      .max(200)
      .regex(/^[a-z0-9_:]*$/)
      .optional(),
    ...pageQuery,
  }),
  response: page(
    z
      .object({
        key: z.string(),
        used: signedDigits,
        windowStartsAt: instant,
      })
      .meta({ id: 'Counter' }),
  ),
  refusals: [],
})
