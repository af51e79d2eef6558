import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id } from '../shapes.ts'

const budgetReminder = z.object({
  person: id('per'),
  month: z.string().describe('Such as 2026-03; each level is told once a month.'),
  category: z.string().describe('`all` for everything that is spent.'),
  asset: assetCode,
  amount: digits.describe('The budget.'),
  spent: digits,
})

/** News about what somebody meant to spend. */
export const budgetsLetters = {
  'budget.near': {
    title: { zh: '预算已用八成', en: 'Four fifths of a budget are spent' },
    party: 'person',
    body: budgetReminder,
  },
  'budget.broken': {
    title: { zh: '超出预算', en: 'More was spent than the budget allows' },
    party: 'person',
    body: budgetReminder,
  },
} as const
