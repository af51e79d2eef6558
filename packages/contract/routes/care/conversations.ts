import { z } from 'zod'
import { CARE_TOPICS } from '../../texts/care.ts'
import { id, instant, page, pageQuery, prose, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'
import { BYTES, file, sentFiles } from './files.ts'

const TEXT_MAX = 1_000
const topic = z.enum(CARE_TOPICS)
/** A bill may be any kind of movement. */
const bill = z.string().regex(/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/, 'must be the id of a bill')

const summary = z.object({
  id: id('cse'),
  number: signedDigits.describe('What one says on the telephone.'),
  topic,
  bill: bill.nullable(),
  state: z.enum(['waiting', 'answered', 'closed']),
  openedAt: instant,
  movedAt: instant,
  dueAt: instant
    .nullable()
    .describe('By when an answer is promised; null while none is waited for.'),
  overdue: z.boolean(),
  rating: z.int().nullable(),
})

const message = z.object({
  id: id('cms'),
  text: z.string().nullable().describe('Null once it was erased.'),
  files: z.array(file),
  at: instant,
})

const mine = summary
  .extend({ messages: z.array(message.extend({ by: z.enum(['person', 'operator']) })) })
  .meta({ id: 'MyConversation' })

const named = z.object({ id: z.string(), name: z.string() })
const atDesk = summary.extend({ person: id('per'), operator: named.nullable() })
const full = atDesk
  .extend({
    messages: z.array(
      message.extend({
        kind: z.enum(['person', 'operator', 'note']),
        operator: named.nullable(),
      }),
    ),
  })
  .meta({ id: 'Conversation' })

const words = { text: prose(TEXT_MAX), files: sentFiles }
const consumer = { audience: ['consumer'], idempotent: false } as const
const mineById = { params: z.strictObject({ id: id('cse') }), response: mine }

export const topics = defineRoute({
  ...consumer,
  name: 'myConversations.topics',
  method: 'GET',
  path: '/v1/me/care-topics',
  summary: {
    zh: '可咨询的事项与承诺的答复时间',
    en: 'What one can write about, and what is promised',
  },
  response: z.object({
    items: z.array(
      z.object({
        topic,
        dueAt: instant.describe('By when an answer comes to what is written now.'),
        promiseMinutes: z.int(),
        roundTheClock: z.boolean(),
      }),
    ),
    hours: z.object({ from: z.int(), until: z.int() }),
  }),
  refusals: [],
})

export const open = defineRoute({
  audience: ['consumer'],
  idempotent: true,
  name: 'myConversations.create',
  method: 'POST',
  path: '/v1/me/conversations',
  status: 201,
  summary: { zh: '联系客服', en: 'Write to customer care' },
  body: z.strictObject({ topic, bill: bill.optional(), ...words }),
  response: mine,
  refusals: ['care_too_many_open', 'bill_not_found', 'file_not_found'],
})

export const listMine = defineRoute({
  ...consumer,
  name: 'myConversations.list',
  method: 'GET',
  path: '/v1/me/conversations',
  summary: { zh: '我的客服会话', en: 'My conversations' },
  query: z.strictObject(pageQuery),
  response: page(summary),
  refusals: [],
})

export const getMine = defineRoute({
  ...consumer,
  ...mineById,
  name: 'myConversations.get',
  method: 'GET',
  path: '/v1/me/conversations/:id',
  summary: { zh: '客服会话', en: 'A conversation of mine' },
  refusals: ['conversation_not_found'],
})

export const say = defineRoute({
  ...mineById,
  audience: ['consumer'],
  idempotent: true,
  name: 'myConversations.say',
  method: 'POST',
  path: '/v1/me/conversations/:id/messages',
  status: 201,
  summary: { zh: '继续说明', en: 'Write more' },
  body: z.strictObject(words),
  refusals: [
    'conversation_not_found',
    'care_closed_long',
    'care_wait_for_answer',
    'file_not_found',
  ],
})

export const closeMine = defineRoute({
  ...mineById,
  ...consumer,
  name: 'myConversations.close',
  method: 'PUT',
  path: '/v1/me/conversations/:id/closed',
  summary: { zh: '结束会话', en: 'Close my conversation' },
  refusals: ['conversation_not_found'],
})

export const rate = defineRoute({
  ...mineById,
  ...consumer,
  name: 'myConversations.rate',
  method: 'PUT',
  path: '/v1/me/conversations/:id/rating',
  summary: { zh: '评价答复', en: 'Rate the answer' },
  body: z.strictObject({ rating: z.int().min(1).max(5) }),
  refusals: ['conversation_not_found', 'care_nothing_to_rate'],
})

const desk = { audience: ['operator'], role: 'operator' } as const
const byId = { params: z.strictObject({ id: id('cse') }), response: full }

export const atTheDesk = defineRoute({
  ...desk,
  idempotent: false,
  name: 'care.desk',
  method: 'GET',
  path: '/v1/care-desk',
  summary: { zh: '客服台：各队列数量与同事', en: 'The desk: how much waits, and who is there' },
  response: z.object({
    unassigned: z.int(),
    mine: z.int(),
    overdue: z.int(),
    operators: z.array(named),
  }),
  refusals: [],
})

export const list = defineRoute({
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  name: 'conversations.list',
  method: 'GET',
  path: '/v1/conversations',
  summary: { zh: '客服队列', en: 'The queue of customer care' },
  description: {
    zh: '最先到期的在前，最多 200 个。',
    en: 'What is due first comes first; at most 200.',
  },
  query: z.strictObject({
    queue: z.enum(['unassigned', 'mine', 'overdue', 'all']).default('all'),
    person: id('per').optional(),
  }),
  response: z.object({ items: z.array(atDesk) }),
  refusals: [],
})

export const get = defineRoute({
  ...desk,
  ...byId,
  idempotent: false,
  name: 'conversations.get',
  method: 'GET',
  path: '/v1/conversations/:id',
  summary: { zh: '客服会话与内容', en: 'A conversation and what was written' },
  description: {
    zh: '每次查看都记入审计日志。',
    en: 'That an operator looked is kept in the audit log.',
  },
  refusals: ['conversation_not_found'],
})

export const getFile = defineRoute({
  ...desk,
  idempotent: false,
  name: 'conversations.file',
  method: 'GET',
  path: '/v1/conversations/:id/files/:file',
  summary: { zh: '客服会话中的文件', en: 'A file of a conversation' },
  params: z.strictObject({ id: id('cse'), file: id('fil') }),
  response: z.string(),
  stream: BYTES,
  refusals: ['conversation_not_found', 'file_not_found'],
})

const work = { ...desk, ...byId, method: 'POST', recorded: true, status: 201 } as const

export const take = defineRoute({
  ...work,
  idempotent: false,
  name: 'conversations.take',
  path: '/v1/conversations/:id/takings',
  summary: { zh: '接手会话', en: 'Take on a conversation' },
  refusals: ['conversation_not_found', 'care_is_closed', 'care_taken'],
})

export const answer = defineRoute({
  ...work,
  idempotent: true,
  name: 'conversations.answer',
  path: '/v1/conversations/:id/answers',
  summary: { zh: '答复', en: 'Answer' },
  body: z.strictObject({ text: prose(TEXT_MAX) }),
  refusals: ['conversation_not_found', 'care_is_closed', 'care_taken'],
})

export const handOver = defineRoute({
  ...work,
  idempotent: true,
  name: 'conversations.handOver',
  path: '/v1/conversations/:id/handovers',
  summary: { zh: '转交同事', en: 'Hand over to a colleague' },
  body: z.strictObject({ to: z.string().max(60), note: prose(500) }),
  refusals: ['conversation_not_found', 'care_is_closed', 'operator_not_found'],
})

export const close = defineRoute({
  ...work,
  idempotent: false,
  name: 'conversations.close',
  path: '/v1/conversations/:id/closings',
  summary: { zh: '结束会话', en: 'Close a conversation' },
  refusals: ['conversation_not_found', 'care_taken'],
})

const hour = z.int().min(0).max(24)
const hours = z
  .object({ from: hour, until: hour })
  .describe('By the installation’s clock, on every day; `until` is excluded.')
const promised = z.object({ topic, promiseMinutes: z.int(), roundTheClock: z.boolean() })

export const listTopics = defineRoute({
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  name: 'care.topics',
  method: 'GET',
  path: '/v1/care-topics',
  summary: { zh: '咨询事项与承诺', en: 'Topics and what is promised' },
  response: z.object({
    items: z.array(promised),
    hours,
    now: instant.describe('The clock that promises are reckoned by.'),
  }),
  refusals: [],
})

export const setTopic = defineRoute({
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  name: 'care.setTopic',
  method: 'PUT',
  path: '/v1/care-topics/:topic',
  summary: { zh: '更改承诺的答复时间', en: 'Change what is promised' },
  params: z.strictObject({ topic }),
  body: z.strictObject({
    promiseMinutes: z.int().min(5).max(20_160),
    roundTheClock: z.boolean(),
    reason: text(200).optional(),
  }),
  response: promised,
  refusals: [],
})

export const setHours = defineRoute({
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  name: 'care.setHours',
  method: 'PUT',
  path: '/v1/care-hours',
  summary: { zh: '更改客服时间', en: 'Change when care is open' },
  description: {
    zh: '只影响此后的承诺；已承诺的时间不变。',
    en: 'It counts for promises from now on; what was promised stays.',
  },
  body: z
    .strictObject({ from: hour, until: hour, reason: text(200) })
    .refine(({ from, until }) => from < until, {
      message: 'must be after `from`',
      path: ['until'],
    }),
  response: hours,
  refusals: [],
})
