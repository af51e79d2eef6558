import { z } from 'zod'
import { assetCode, id, instant } from '../shapes.ts'
import { digits } from './digits.ts'

const putAside = z.object({
  goal: id('gol'),
  person: id('per'),
  asset: assetCode,
  amount: digits,
  occurredAt: instant,
})

/** News about what somebody saves for. */
export const goalsLetters = {
  'goal.saved': {
    title: { zh: '已自动攒钱', en: 'Money was put aside by itself' },
    party: 'person',
    body: putAside,
  },
  'goal.skipped': {
    title: { zh: '自动攒钱未成', en: 'Nothing was put aside this time' },
    party: 'person',
    body: putAside.extend({ reason: z.enum(['insufficient_funds', 'holder_frozen']) }),
  },
} as const
