import { z } from 'zod'
import { assetCode, day, id, instant, money, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const NAME_MAX = 30

const wish = z.strictObject({
  name: text(NAME_MAX),
  target: money,
  due: day.nullable().optional().describe('By when; after today.'),
  regular: z
    .strictObject({ every: z.enum(['week', 'month']), amount: money })
    .nullable()
    .optional()
    .describe('So much is put aside by itself, for the first time a week or a month from today.'),
})

const member = z.object({
  name: z.string().nullable().describe('With the surname hidden; null for oneself.'),
  mine: z.boolean(),
  saved: signedDigits,
  target: signedDigits,
})

const goal = z
  .object({
    id: id('gol'),
    name: z.string().nullable(),
    asset: assetCode,
    target: signedDigits,
    saved: signedDigits.describe('What lies in it now; it is the person’s own money.'),
    due: day.nullable(),
    regular: z
      .object({ every: z.enum(['week', 'month']), amount: signedDigits, next: day })
      .nullable(),
    openedAt: instant,
    endedAt: instant.nullable(),
    together: z
      .array(member)
      .describe(
        'Those who save together, each in a goal of their own; empty alone. Nobody’s money lies in another’s.',
      ),
    path: z.string().nullable().describe('To invite with, after the origin of the site.'),
  })
  .meta({ id: 'SavingGoal' })

const move = z.object({
  id: z.string(),
  way: z.enum(['in', 'out']),
  amount: signedDigits,
  regular: z.boolean(),
  occurredAt: instant,
})

const params = z.strictObject({ id: id('gol') })
const capability = 'saving_goals'
/** Why money does not go in or out. */
const MOVING = [
  'goal_not_found',
  'goal_ended',
  'insufficient_funds',
  'holder_frozen',
  'asset_mismatch',
  'business_day_closed',
] as const
const common = { audience: ['consumer'], capability } as const

export const listGoals = defineRoute({
  ...common,
  name: 'goals.list',
  method: 'GET',
  path: '/v1/me/goals',
  idempotent: false,
  summary: { zh: '我的攒钱目标', en: 'My saving goals' },
  response: z.object({ items: z.array(goal) }),
  refusals: [],
})

export const createGoal = defineRoute({
  ...common,
  name: 'goals.create',
  method: 'POST',
  path: '/v1/me/goals',
  idempotent: true,
  status: 201,
  summary: { zh: '新建攒钱目标', en: 'Open a saving goal' },
  description: {
    zh: '钱存在本人名下单独的账户里，随时可取；没有利息，也不承诺收益。',
    en: 'The money lies in an account of its own in the person’s name and can be taken out at any time; there is no interest and no promise of returns.',
  },
  body: wish,
  response: goal,
  refusals: ['goals_used', 'goal_due_past', 'asset_mismatch'],
})

export const getGoal = defineRoute({
  ...common,
  name: 'goals.get',
  method: 'GET',
  path: '/v1/me/goals/:id',
  idempotent: false,
  summary: { zh: '一个攒钱目标', en: 'One saving goal' },
  params,
  response: goal.extend({ moves: z.array(move).describe('The newest hundred.') }),
  refusals: ['goal_not_found'],
})

export const changeGoal = defineRoute({
  ...common,
  name: 'goals.change',
  method: 'PUT',
  path: '/v1/me/goals/:id',
  idempotent: false,
  summary: { zh: '修改攒钱目标', en: 'Change a saving goal' },
  params,
  body: wish,
  response: goal,
  refusals: ['goal_not_found', 'goal_ended', 'goal_due_past', 'asset_mismatch'],
})

export const putIntoGoal = defineRoute({
  ...common,
  name: 'goals.putIn',
  method: 'POST',
  path: '/v1/me/goals/:id/deposits',
  idempotent: true,
  status: 201,
  summary: { zh: '存入', en: 'Put money aside' },
  params,
  body: z.strictObject({ amount: money }),
  response: goal,
  refusals: [...MOVING],
})

export const takeFromGoal = defineRoute({
  ...common,
  name: 'goals.takeOut',
  method: 'POST',
  path: '/v1/me/goals/:id/withdrawals',
  idempotent: true,
  status: 201,
  summary: { zh: '取出', en: 'Take money back' },
  params,
  body: z.strictObject({ amount: money }),
  response: goal,
  refusals: [...MOVING],
})

export const endGoal = defineRoute({
  ...common,
  name: 'goals.end',
  method: 'POST',
  path: '/v1/me/goals/:id/end',
  idempotent: false,
  summary: { zh: '结束攒钱目标', en: 'End a saving goal' },
  description: {
    zh: '里面的钱全部回到零钱。',
    en: 'All that lies in it goes back into the balance.',
  },
  params,
  response: goal,
  refusals: ['goal_not_found', 'holder_frozen', 'business_day_closed'],
})

export const shareGoal = defineRoute({
  ...common,
  name: 'goals.share',
  method: 'POST',
  path: '/v1/me/goals/:id/sharing',
  idempotent: false,
  summary: { zh: '邀请朋友一起攒', en: 'Invite others to save along' },
  description: {
    zh: '每个人的钱各存各的，只互相看得到进度；资金不归集。',
    en: 'Everybody’s money stays in an account of their own, and all see how far each is; nothing is pooled.',
  },
  params,
  response: goal,
  refusals: ['goal_not_found', 'goal_ended'],
})

const code = z
  .string()
  .max(80)
  .regex(/^[a-zA-Z0-9._-]+$/, 'must be the code of a link')

export const lookUpGoal = defineRoute({
  ...common,
  name: 'goals.lookUp',
  method: 'POST',
  path: '/v1/me/goals/lookups',
  idempotent: false,
  summary: { zh: '查看一起攒钱的邀请', en: 'Who invites to save along' },
  body: z.strictObject({ code }),
  response: z.object({
    name: z.string().nullable(),
    host: z.string().nullable().describe('With the surname hidden.'),
    asset: assetCode,
    target: signedDigits,
    due: day.nullable(),
    members: z.int(),
    mine: id('gol').nullable().describe('One’s own goal, where one has joined already.'),
  }),
  refusals: ['code_unknown'],
})

export const joinGoal = defineRoute({
  ...common,
  name: 'goals.join',
  method: 'POST',
  path: '/v1/me/goals/joinings',
  idempotent: true,
  status: 201,
  summary: { zh: '加入一起攒钱', en: 'Save along' },
  body: wish.extend({ code }),
  response: goal,
  refusals: [
    'code_unknown',
    'goals_used',
    'goal_due_past',
    'goal_party_full',
    'goal_joined_already',
    'asset_mismatch',
  ],
})
