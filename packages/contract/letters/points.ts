import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, day, id, instant } from '../shapes.ts'

const programme = z.string()

/** News about points. */
export const pointsLetters = {
  'points.earned': {
    title: { zh: '获得积分', en: 'Points were earned' },
    party: 'person',
    body: z.object({
      person: id('per'),
      programme,
      asset: assetCode,
      desired: digits.describe('What the rule would give.'),
      granted: z.record(z.string(), digits).describe('What the limits let through, by quantity.'),
      payment: id('pay'),
      lot: z.string(),
      occurredAt: instant,
    }),
  },
  'points.expired': {
    title: { zh: '积分到期', en: 'Points expired' },
    party: 'person',
    body: z.object({
      person: id('per'),
      programme,
      asset: assetCode,
      amount: digits,
      lot: z.string(),
      expiredOn: day,
    }),
  },
  'points.redeemed': {
    title: { zh: '兑换积分', en: 'Points were redeemed' },
    party: 'person',
    body: z.object({
      redemption: id('red'),
      person: id('per'),
      programme,
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'points.clawed_back': {
    title: { zh: '追回积分', en: 'Points were clawed back after a refund' },
    party: 'person',
    body: z.object({
      person: id('per'),
      programme,
      asset: assetCode,
      wanted: digits.describe('What was taken back; what was no longer there is a debt of points.'),
      payment: id('pay'),
      refund: id('ref'),
      occurredAt: instant,
    }),
  },
} as const
