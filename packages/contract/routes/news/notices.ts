import { z } from 'zod'
import { NOTICE_KINDS, NOTICE_TABS, noticeTemplates, type NoticeCode } from '../../texts/notices.ts'
import { id, instant, page, pageQuery } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const seq = z.string().regex(/^(0|[1-9][0-9]{0,17})$/, 'must be the number of a notice')
const codes = Object.keys(noticeTemplates) as [NoticeCode, ...NoticeCode[]]

const notice = z
  .object({
    seq,
    id: id('ntc'),
    tab: z.enum(NOTICE_TABS),
    code: z.enum(codes),
    params: z.record(z.string(), z.string()),
    at: instant,
    read: z.boolean(),
    quiet: z.boolean().describe('True where the person does not want to be alerted of it now.'),
  })
  .meta({ id: 'Notice' })

export const listNotices = defineRoute({
  name: 'notices.list',
  method: 'GET',
  path: '/v1/me/notices',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '消息', en: 'Notices' },
  query: z.strictObject({ ...pageQuery, tab: z.enum(NOTICE_TABS).optional() }),
  response: page(notice),
  refusals: [],
})

export const unreadNotices = defineRoute({
  name: 'notices.unread',
  method: 'GET',
  path: '/v1/me/notices/unread',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '未读消息数', en: 'How many notices are unread' },
  response: z.object({
    total: z.int(),
    tabs: z.record(z.enum(NOTICE_TABS), z.int()),
    latest: seq,
  }),
  refusals: [],
})

export const noticesAfter = defineRoute({
  name: 'notices.after',
  method: 'GET',
  path: '/v1/me/notices/after/:seq',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '某条之后的消息（轮询）', en: 'Notices after one, for those who poll' },
  params: z.strictObject({ seq }),
  response: z.object({ items: z.array(notice) }),
  refusals: [],
})

export const readNotices = defineRoute({
  name: 'notices.read',
  method: 'POST',
  path: '/v1/me/notices/reads',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '标为已读', en: 'Mark as read' },
  body: z.strictObject({
    tab: z.enum(NOTICE_TABS).optional(),
    upTo: seq,
    only: z.literal(true).optional().describe('That one alone.'),
  }),
  response: z.undefined(),
  refusals: [],
})

const hour = z.int().min(0).max(23)
const preferences = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.enum(NOTICE_KINDS),
        alert: z.boolean().describe('In the app.'),
        push: z.boolean().describe('As a note to browsers that take them.'),
        sms: z.boolean(),
      }),
    ),
    quietHours: z.object({ fromHour: hour, untilHour: hour }).nullable(),
  })
  .meta({ id: 'NoticePreferences' })

export const getPreferences = defineRoute({
  name: 'notices.preferences',
  method: 'GET',
  path: '/v1/me/notice-preferences',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '消息偏好', en: 'What I want to be alerted of' },
  response: preferences,
  refusals: [],
})

export const setPreferences = defineRoute({
  name: 'notices.setPreferences',
  method: 'PUT',
  path: '/v1/me/notice-preferences',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '设置消息偏好', en: 'Set what I want to be alerted of' },
  body: z.strictObject({
    kinds: z
      .array(
        z.strictObject({
          kind: z.enum(NOTICE_KINDS),
          alert: z.boolean(),
          push: z.boolean().optional(),
          sms: z.boolean().optional(),
        }),
      )
      .max(NOTICE_KINDS.length)
      .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, {
        error: 'must name each kind once',
      }),
    quietHours: z
      .strictObject({ fromHour: hour, untilHour: hour })
      .refine(({ fromHour, untilHour }) => fromHour !== untilHour, {
        error: 'must not begin and end at the same hour',
      })
      .nullable(),
  }),
  response: preferences,
  refusals: ['security_notices_stay'],
})

export const events = defineRoute({
  name: 'notices.events',
  method: 'GET',
  path: '/v1/me/events',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '即时提醒（事件流）', en: 'Live alerts as server-sent events' },
  description: {
    zh: '每条消息一个 notice 事件，编号即 Last-Event-ID，断线后从该处续传；15 秒一次心跳，5 分钟后由浏览器自行重连。',
    en: 'One event `notice` a notice; its id is the Last-Event-ID from which a reconnect goes on. A heartbeat every 15 seconds; after 5 minutes the browser reconnects by itself.',
  },
  query: z.strictObject({ after: seq.optional() }),
  response: z.string(),
  stream: 'text/event-stream',
  refusals: ['too_many_streams'],
})
