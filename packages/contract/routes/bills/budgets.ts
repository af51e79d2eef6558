import { z } from 'zod'
import { amountDigits, assetCode, id, signedDigits } from '../../shapes.ts'
import { defineRoute } from '../define.ts'
import { categoryCode, month } from './shapes.ts'

const level = z.enum(['near', 'broken'])

const budget = z
  .object({
    category: z.string().describe('`all` for everything that is spent.'),
    asset: assetCode,
    amount: signedDigits,
    spent: signedDigits,
    level: level.nullable().describe('`near` from 80 %, `broken` above the budget.'),
  })
  .meta({ id: 'Budget' })

export const list = defineRoute({
  name: 'budgets.list',
  method: 'GET',
  path: '/v1/me/budgets/:month',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '某月的预算', en: 'The budgets of a month' },
  params: z.strictObject({ month }),
  response: z.object({ month, items: z.array(budget) }),
  refusals: [],
})

export const set = defineRoute({
  name: 'budgets.set',
  method: 'PUT',
  path: '/v1/me/budgets/:month/:category',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '设定或结束预算', en: 'Set or end a budget' },
  description: {
    zh: '从该月起生效，直到再次更改；之前的月份不变。',
    en: 'It holds from this month on until it is changed; earlier months keep theirs.',
  },
  params: z.strictObject({ month, category: categoryCode }),
  body: z.strictObject({
    asset: assetCode.default('CNY/2'),
    amount: amountDigits.nullable().describe('Null ends the budget.'),
  }),
  response: z.object({ month, items: z.array(budget) }),
  refusals: ['too_many_budgets'],
})

export const warning = defineRoute({
  name: 'budgets.warning',
  method: 'GET',
  path: '/v1/me/budget-warnings',
  audience: ['consumer'],
  idempotent: false,
  summary: {
    zh: '付款前：这笔会不会超出预算',
    en: 'Before a payment: would it break a budget',
  },
  query: z.strictObject({
    asset: assetCode.default('CNY/2'),
    amount: amountDigits.optional().describe('Without one: how the budgets stand now.'),
    merchant: id('mer').optional(),
    category: categoryCode.optional(),
  }),
  response: z.object({
    items: z.array(
      z.object({
        category: z.string(),
        asset: assetCode,
        amount: signedDigits,
        spent: signedDigits,
        after: signedDigits,
        level,
      }),
    ),
  }),
  refusals: ['merchant_not_found'],
})
