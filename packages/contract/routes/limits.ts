import { z } from 'zod'
import { address, signedDigits, text } from '../shapes.ts'
import { defineRoute } from './define.ts'

const monitor = z
  .object({
    id: z.string(),
    address,
    line: signedDigits,
    direction: z.enum(['below', 'above']),
    party: z.string().describe('Who is told.'),
  })
  .meta({ id: 'Monitor' })

export const listMonitors = defineRoute({
  name: 'monitors.list',
  method: 'GET',
  path: '/v1/monitors',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '余额监控', en: 'Balance monitors' },
  response: z.object({ items: z.array(monitor) }),
  refusals: [],
})

export const watch = defineRoute({
  name: 'monitors.create',
  method: 'POST',
  path: '/v1/monitors',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  status: 201,
  summary: { zh: '监控一个账户的余额', en: 'Watch the balance of an account' },
  description: {
    zh: '余额按所选方向越过监控线时，发一条 balance.crossed。',
    en: 'When the balance crosses the line in the direction, one balance.crossed is sent.',
  },
  body: z.strictObject({
    address,
    line: signedDigits,
    direction: z.enum(['below', 'above']),
    party: z.string().regex(/^[a-z0-9_]{1,64}$/, 'must be an id'),
  }),
  response: monitor,
  refusals: ['account_not_found'],
})

export const unwatch = defineRoute({
  name: 'monitors.remove',
  method: 'DELETE',
  path: '/v1/monitors/:id',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  status: 204,
  summary: { zh: '停止监控', en: 'Stop watching' },
  params: z.strictObject({ id: z.string().regex(/^mon_[0-9a-z]{26}$/) }),
  response: z.undefined(),
  refusals: [],
})

export const setAccountLimits = defineRoute({
  name: 'accounts.setLimits',
  method: 'PUT',
  path: '/v1/accounts/:address/limits',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '修改账户的余额下限与上限', en: 'Change how low and how high an account may go' },
  description: {
    zh: '总是先提交复核：以 approval_required 答复，另一位复核员通过后生效。',
    en: 'Always asked for first: answers approval_required, and takes effect when another operator approves.',
  },
  params: z.strictObject({ address }),
  body: z.strictObject({
    floor: signedDigits.nullable().describe('null is no floor'),
    ceiling: signedDigits.nullable().describe('null is no ceiling'),
    reason: text(200),
  }),
  response: z.never(),
  refusals: ['account_not_found', 'approval_required'],
})
