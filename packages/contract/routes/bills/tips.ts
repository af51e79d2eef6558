import { z } from 'zod'
import { assetCode, signedDigits } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const tipId = z
  .string()
  .regex(/^(budget_near|budget_broken|rise)\.[a-z][a-z0-9_]{0,31}$/, 'must be the id of a tip')

export const list = defineRoute({
  name: 'tips.list',
  method: 'GET',
  path: '/v1/me/tips',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '省心提示', en: 'Tips about one’s own spending' },
  query: z.strictObject({ asset: assetCode.default('CNY/2') }),
  response: z.object({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('budget'),
          id: tipId,
          category: z.string(),
          asset: assetCode,
          amount: signedDigits,
          spent: signedDigits,
          broken: z.boolean(),
        }),
        z.object({
          kind: z.literal('rise'),
          id: tipId,
          category: z.string(),
          asset: assetCode,
          now: signedDigits,
          before: signedDigits.describe('In the same days of last month.'),
        }),
      ]),
    ),
    putAway: z.int().describe('How many tips were put away and are not shown.'),
  }),
  refusals: [],
})

export const putAway = defineRoute({
  name: 'tips.putAway',
  method: 'PUT',
  path: '/v1/me/tips-put-away/:tip',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '收起一条提示', en: 'Put a tip away' },
  description: {
    zh: '在所有设备上生效：到本月结束，或不再提示。',
    en: 'On every device: until the month is over, or always.',
  },
  params: z.strictObject({ tip: tipId }),
  body: z.strictObject({
    until: z.enum(['month', 'always']),
    asset: assetCode.default('CNY/2'),
  }),
  response: z.undefined(),
  refusals: ['tip_not_found'],
})

export const bringBack = defineRoute({
  name: 'tips.bringBack',
  method: 'DELETE',
  path: '/v1/me/tips-put-away/:tip',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '恢复一条提示', en: 'Bring a tip back' },
  params: z.strictObject({ tip: tipId }),
  response: z.undefined(),
  refusals: [],
})

export const bringAllBack = defineRoute({
  name: 'tips.bringAllBack',
  method: 'DELETE',
  path: '/v1/me/tips-put-away',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '恢复全部提示', en: 'Bring all tips back' },
  response: z.undefined(),
  refusals: [],
})
