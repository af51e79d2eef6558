import { z } from 'zod'
import { id, instant, page, pageQuery } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const state = z.enum(['waiting', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'kept'])

const message = z
  .object({
    id: id('msg'),
    createdAt: instant,
    person: id('per').nullable(),
    template: z.string(),
    purpose: z.enum(['code', 'security', 'transaction', 'service', 'marketing']),
    language: z.enum(['zh', 'en']).nullable(),
    state: state.describe('`kept`: no way is configured, so it stayed in the outbox.'),
    channel: z.enum(['sms', 'email', 'push']).nullable(),
    attempts: z.int(),
    problem: z.string().nullable().describe('What the gateway said last.'),
    expiresAt: instant.nullable(),
    sentAt: instant.nullable(),
    deliveredAt: instant.nullable(),
    content: z
      .object({ to: z.string(), subject: z.string(), text: z.string() })
      .optional()
      .describe('In demo mode only.'),
  })
  .meta({ id: 'Message' })

export const listMessages = defineRoute({
  name: 'messages.list',
  method: 'GET',
  path: '/v1/messages',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  summary: { zh: '发件箱', en: 'The outbox of messages' },
  description: {
    zh: '发出的短信、邮件与推送及其送达情况，新的在前。内容仅演示模式可见。',
    en: 'SMS, e-mails and notes that were sent and what became of them, newest first. What is in them is shown in demo mode only.',
  },
  query: z.strictObject({
    person: id('per').optional(),
    state: state.optional(),
    channel: z.enum(['sms', 'email', 'push']).optional(),
    ...pageQuery,
  }),
  response: page(message),
  refusals: [],
})

export const receiveReceipt = defineRoute({
  name: 'messages.receipt',
  method: 'POST',
  path: '/v1/messages/receipts',
  audience: ['public'],
  idempotent: false,
  status: 204,
  summary: { zh: '短信送达回执', en: 'A receipt of delivery from the SMS gateway' },
  description: {
    zh: '签名为以网关密钥对 reference、state、at 三行（换行符连接）计算的 HMAC-SHA256，base64url；at 不得早于五分钟前。',
    en: 'The signature is HMAC-SHA256 with the key of the gateway over reference, state and at, joined by line feeds; base64url. `at` is at most five minutes old.',
  },
  body: z.strictObject({
    reference: z.string().min(1).max(100),
    state: z.enum(['delivered', 'undelivered']),
    at: instant,
    signature: z.string().min(1).max(100),
  }),
  response: z.undefined(),
  refusals: ['signature_invalid', 'message_not_found'],
})

export const pushKey = defineRoute({
  name: 'messages.pushKey',
  method: 'GET',
  path: '/v1/wallet/push-key',
  audience: ['public'],
  idempotent: false,
  summary: { zh: '推送公钥', en: 'The key for notes to browsers' },
  response: z.object({ key: z.string().nullable().describe('VAPID; null: not configured.') }),
  refusals: [],
})

export const subscribe = defineRoute({
  name: 'messages.subscribe',
  method: 'PUT',
  path: '/v1/me/push-subscription',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '在本设备接收推送', en: 'Take notes on this device' },
  body: z.strictObject({
    endpoint: z.url().max(2_000),
    keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
  }),
  response: z.undefined(),
  refusals: [],
})

export const unsubscribe = defineRoute({
  name: 'messages.unsubscribe',
  method: 'DELETE',
  path: '/v1/me/push-subscription',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '本设备不再接收推送', en: 'Take no more notes on this device' },
  response: z.undefined(),
  refusals: [],
})
