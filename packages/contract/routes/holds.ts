import { z } from 'zod'
import { assetCode, id, instant, money, signedDigits, text } from '../shapes.ts'
import { defineRoute } from './define.ts'

const hold = z
  .object({
    id: id('hld'),
    state: z.enum(['held', 'expired', 'closed']),
    person: id('per'),
    asset: assetCode,
    amount: signedDigits,
    remaining: signedDigits,
    expiresAt: instant,
  })
  .meta({ id: 'Hold' })

export const createHold = defineRoute({
  name: 'holds.create',
  method: 'POST',
  path: '/v1/holds',
  audience: ['server'],
  scope: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '预授权', en: 'Hold' },
  body: z.strictObject({ person: id('per'), amount: money, expiresAt: instant }),
  response: hold,
  refusals: ['insufficient_funds', 'holder_frozen', 'person_not_found', 'business_day_closed'],
})

const holdParams = z.strictObject({ id: id('hld') })

export const captureHold = defineRoute({
  name: 'holds.capture',
  method: 'POST',
  path: '/v1/holds/:id/captures',
  audience: ['server'],
  scope: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '预授权完成（可部分）', en: 'Capture a hold, in part if wanted' },
  params: holdParams,
  body: z.strictObject({ merchant: id('mer'), amount: money }),
  response: hold,
  refusals: [
    'hold_not_found',
    'hold_expired',
    'hold_closed',
    'insufficient_funds',
    'merchant_not_found',
    'merchant_inactive',
  ],
})

export const releaseHold = defineRoute({
  name: 'holds.release',
  method: 'POST',
  path: '/v1/holds/:id/releases',
  audience: ['server'],
  scope: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '预授权撤销', en: 'Release a hold' },
  params: holdParams,
  body: z.strictObject({ reason: text(200).optional() }),
  response: hold,
  refusals: ['hold_not_found', 'hold_closed'],
})

export const getHold = defineRoute({
  name: 'holds.get',
  method: 'GET',
  path: '/v1/holds/:id',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '预授权详情', en: 'A hold' },
  params: holdParams,
  response: hold,
  refusals: ['hold_not_found'],
})
