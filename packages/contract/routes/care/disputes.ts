import { z } from 'zod'
import {
  amountDigits,
  assetCode,
  id,
  instant,
  page,
  pageQuery,
  prose,
  signedDigits,
} from '../../shapes.ts'
import { defineRoute } from '../define.ts'
import { BYTES, file, sentFiles } from './files.ts'

export const TEXT_MAX = 500

export const disputeReason = z.enum([
  'not_received',
  'not_as_described',
  'wrong_amount',
  'paid_twice',
  'not_me',
  'refund_refused',
  'other',
])

export const disputeState = z.enum([
  'opened',
  'answered',
  'escalated',
  'refunded',
  'decided',
  'withdrawn',
  'lapsed',
])

const summary = z.object({
  id: id('dsp'),
  payment: id('pay'),
  merchant: z.object({ id: id('mer'), name: z.string() }),
  asset: assetCode,
  amount: signedDigits.describe('What is disputed.'),
  refunded: signedDigits.describe('What was refunded by it so far.'),
  reason: disputeReason,
  state: disputeState,
  openedAt: instant,
  movedAt: instant,
  dueAt: instant
    .nullable()
    .describe('When it moves on by itself, or by when it is decided; null at its end.'),
})

const step = z.object({
  id: id('dst'),
  act: z.enum(['open', 'evidence', 'answer', 'escalate', 'decide', 'withdraw', 'lapse', 'settle']),
  by: z.enum(['person', 'merchant', 'operator', 'system']),
  state: disputeState,
  refunded: signedDigits,
  refund: id('ref').nullable(),
  text: z.string().nullable().describe('Null where nothing was written, or it was erased.'),
  files: z.array(file),
  at: instant,
})

const mine = summary.extend({ steps: z.array(step) }).meta({ id: 'MyDispute' })

const full = summary
  .extend({
    person: id('per'),
    overdue: z.boolean(),
    held: signedDigits.describe('What of it is kept back from the merchant.'),
    left: signedDigits.describe('What can still be refunded by it.'),
    paidAt: instant,
    paid: signedDigits,
    reference: z.string().nullable(),
    steps: z.array(step.extend({ operator: z.string().nullable() })),
  })
  .meta({ id: 'Dispute' })

const mineById = { params: z.strictObject({ id: id('dsp') }), response: mine }
const words = { text: prose(TEXT_MAX), files: sentFiles }

export const terms = defineRoute({
  name: 'disputeTerms.get',
  method: 'GET',
  path: '/v1/me/payments/:id/dispute-terms',
  audience: ['consumer'],
  idempotent: false,
  summary: {
    zh: '能否对付款提出争议、到何时',
    en: 'Whether and until when a payment can be disputed',
  },
  params: z.strictObject({ id: id('pay') }),
  response: z.object({
    payment: id('pay'),
    merchant: z.object({ id: id('mer'), name: z.string() }),
    asset: assetCode,
    paid: signedDigits,
    refundable: signedDigits,
    mayOpen: z.boolean(),
    openUntil: instant,
    answerHours: z.int(),
    escalateDays: z.int(),
    decideDays: z.int(),
    existing: z.object({ id: id('dsp'), state: disputeState }).nullable(),
  }),
  refusals: ['payment_not_found'],
})

export const open = defineRoute({
  name: 'myDisputes.create',
  method: 'POST',
  path: '/v1/me/disputes',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '对一笔付款提出争议', en: 'Dispute a payment' },
  description: {
    zh: '争议金额从商户待结算中暂扣（余额不足则扣到多少算多少）。商户逾期未答复，自动转运营方裁定。',
    en: 'The disputed amount is kept back from the merchant, as far as their balance goes. What the merchant does not answer in time goes to an operator by itself.',
  },
  body: z.strictObject({
    payment: id('pay'),
    amount: amountDigits,
    reason: disputeReason,
    ...words,
  }),
  response: mine,
  refusals: [
    'payment_not_found',
    'dispute_too_late',
    'dispute_exists',
    'dispute_exceeds_payment',
    'file_not_found',
    'business_day_closed',
  ],
})

export const listMine = defineRoute({
  name: 'myDisputes.list',
  method: 'GET',
  path: '/v1/me/disputes',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的争议', en: 'My disputes' },
  query: z.strictObject(pageQuery),
  response: page(summary),
  refusals: [],
})

export const getMine = defineRoute({
  ...mineById,
  name: 'myDisputes.get',
  method: 'GET',
  path: '/v1/me/disputes/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '争议详情', en: 'A dispute of mine' },
  refusals: ['dispute_not_found'],
})

const act = {
  ...mineById,
  method: 'POST',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
} as const

export const addMine = defineRoute({
  ...act,
  name: 'myDisputes.add',
  path: '/v1/me/disputes/:id/evidence',
  summary: { zh: '补充说明或图片', en: 'Add something to my dispute' },
  body: z.strictObject(words),
  refusals: ['dispute_not_found', 'dispute_moved_on', 'dispute_steps_used', 'file_not_found'],
})

export const escalate = defineRoute({
  ...act,
  name: 'myDisputes.escalate',
  path: '/v1/me/disputes/:id/escalations',
  summary: { zh: '不接受答复，请运营方裁定', en: 'Ask an operator to decide' },
  body: z.strictObject(words),
  refusals: ['dispute_not_found', 'dispute_moved_on', 'file_not_found'],
})

export const withdraw = defineRoute({
  ...act,
  name: 'myDisputes.withdraw',
  path: '/v1/me/disputes/:id/withdrawals',
  summary: { zh: '撤回争议', en: 'Take my dispute back' },
  refusals: ['dispute_not_found', 'dispute_moved_on'],
})

export const list = defineRoute({
  name: 'disputes.list',
  method: 'GET',
  path: '/v1/disputes',
  audience: ['operator', 'server'],
  role: 'viewer',
  scoped: true,
  scope: 'read',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '争议列表', en: 'List disputes' },
  query: z.strictObject({
    person: id('per').optional(),
    merchant: id('mer').optional(),
    payment: id('pay').optional(),
    state: disputeState.optional(),
    overdue: z.enum(['true']).optional(),
    ...pageQuery,
  }),
  response: page(summary.extend({ person: id('per'), held: signedDigits, overdue: z.boolean() })),
  refusals: [],
})

const byId = { params: z.strictObject({ id: id('dsp') }), response: full }

export const get = defineRoute({
  ...byId,
  name: 'disputes.get',
  method: 'GET',
  path: '/v1/disputes/:id',
  audience: ['operator', 'server'],
  role: 'operator',
  scoped: true,
  scope: 'read',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '争议详情与各方所述', en: 'A dispute and what was said' },
  description: {
    zh: '运营人员每次查看都记入审计日志。',
    en: 'That an operator looked is kept in the audit log.',
  },
  refusals: ['dispute_not_found'],
})

export const getFile = defineRoute({
  name: 'disputes.file',
  method: 'GET',
  path: '/v1/disputes/:id/files/:file',
  audience: ['operator', 'server'],
  role: 'operator',
  scoped: true,
  scope: 'read',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '争议中的文件', en: 'A file of a dispute' },
  params: z.strictObject({ id: id('dsp'), file: id('fil') }),
  response: z.string(),
  stream: BYTES,
  refusals: ['dispute_not_found', 'file_not_found'],
})

const merchantAct = {
  ...byId,
  method: 'POST',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  idempotent: true,
  status: 201,
} as const

export const answer = defineRoute({
  ...merchantAct,
  name: 'disputes.answer',
  path: '/v1/disputes/:id/answers',
  summary: { zh: '商户答复：退款或拒绝', en: 'The merchant answers: refund or rejection' },
  description: {
    zh: 'refund 为退款金额：全额退款即结束；部分退款或拒绝（"0"）后，用户可请运营方裁定。',
    en: 'refund is what goes back: all of it ends the dispute; after a part, or a rejection ("0"), the person may escalate.',
  },
  body: z.strictObject({ refund: amountDigits.or(z.literal('0')), ...words }),
  refusals: [
    'dispute_not_found',
    'dispute_moved_on',
    'dispute_refund_exceeds',
    'refund_exceeds_payment',
    'insufficient_funds',
    'holder_frozen',
    'file_not_found',
    'business_day_closed',
  ],
})

export const add = defineRoute({
  ...merchantAct,
  name: 'disputes.add',
  path: '/v1/disputes/:id/evidence',
  summary: { zh: '商户补充说明或文件', en: 'The merchant adds something' },
  body: z.strictObject(words),
  refusals: ['dispute_not_found', 'dispute_moved_on', 'dispute_steps_used', 'file_not_found'],
})

export const decide = defineRoute({
  ...byId,
  name: 'disputes.decide',
  method: 'POST',
  path: '/v1/disputes/:id/decisions',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: true,
  status: 201,
  summary: { zh: '运营方裁定', en: 'An operator decides' },
  description: {
    zh: '退款超过 SUANPAN_DISPUTE_ALONE_MAX 的裁定须另一位运营人员批准。',
    en: 'A decision that refunds more than SUANPAN_DISPUTE_ALONE_MAX needs the approval of another operator.',
  },
  body: z.strictObject({ refund: amountDigits.or(z.literal('0')), text: prose(TEXT_MAX) }),
  refusals: [
    'dispute_not_found',
    'dispute_moved_on',
    'dispute_refund_exceeds',
    'refund_exceeds_payment',
    'insufficient_funds',
    'holder_frozen',
    'approval_required',
    'business_day_closed',
  ],
})
