import { z } from 'zod'
import {
  assetCode,
  balance,
  bilingual,
  id,
  instant,
  page,
  pageQuery,
  signedDigits,
} from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const programmeCode = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be the code of a programme')

const programmePoints = z.object({
  programme: programmeCode,
  title: bilingual,
  asset: assetCode,
  available: signedDigits.describe('What can be spent now.'),
  debt: signedDigits.describe(
    'Taken back by refunds after it was spent; the next points repay it.',
  ),
  rule: bilingual.describe('How points are earned, as a sentence.'),
  lots: z
    .array(z.object({ remaining: signedDigits, expiresAt: instant, expired: z.boolean() }))
    .describe('What is left by expiry, the earliest first.'),
})

export const holdings = defineRoute({
  name: 'me.holdings',
  method: 'GET',
  path: '/v1/me/holdings',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的零钱与积分', en: 'What I have: money and points' },
  response: z.object({
    money: balance.describe('What can be spent now.'),
    points: z.array(
      z.object({
        programme: programmeCode,
        title: bilingual,
        asset: assetCode,
        available: signedDigits,
        expiringNext: z
          .object({ amount: signedDigits, expiresAt: instant })
          .nullable()
          .describe('The lot that is over first.'),
      }),
    ),
  }),
  refusals: [],
})

export const points = defineRoute({
  name: 'me.points',
  method: 'GET',
  path: '/v1/me/points',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的积分（按到期批次）', en: 'My points, lot by lot' },
  response: z.object({ items: z.array(programmePoints) }),
  refusals: [],
})

export const pointsMovements = defineRoute({
  name: 'me.pointsMovements',
  method: 'GET',
  path: '/v1/me/points/:programme/movements',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的积分明细', en: 'How my points came and went' },
  params: z.strictObject({ programme: programmeCode }),
  query: z.strictObject(pageQuery),
  response: page(
    z.object({
      id: z.string(),
      kind: z.string().describe('`points.earn`, `points.redeem`, `points.expire`, …'),
      amount: signedDigits.describe('Positive came, negative went.'),
      occurredAt: instant,
      payment: id('pay').nullable(),
      merchant: z.string().nullable().describe('Where the payment was, when it was one.'),
    }),
  ),
  refusals: ['programme_not_found'],
})
