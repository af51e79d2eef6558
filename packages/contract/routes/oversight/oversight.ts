import { z } from 'zod'
import { PAYOUT_REJECTIONS, type PayoutRejection } from '../../safety-words.ts'
import {
  address,
  amountDigits,
  id,
  instant,
  page,
  pageQuery,
  signedDigits,
  text,
} from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const json = z.record(z.string(), z.unknown())
const operatorRef = z.object({ id: z.string(), name: z.string() })
const states = [
  'waiting',
  'expired',
  'withdrawn',
  'rejected',
  'approved',
  'done',
  'failed',
] as const
const rejections = Object.keys(PAYOUT_REJECTIONS) as PayoutRejection[]

const approval = z
  .object({
    id: id('apr'),
    kind: z.string(),
    subject: z.string().describe('The id of what it is about.'),
    summary: z.object({ zh: z.string(), en: z.string() }),
    before: json.nullable(),
    after: json.nullable(),
    reason: z.string(),
    maker: operatorRef,
    madeAt: instant,
    expiresAt: instant,
    state: z
      .enum(states)
      .describe(
        '`approved`: decided, and its execution is not known yet; `withdrawn`: taken back by whoever asked.',
      ),
    decision: z
      .object({
        verdict: z.enum(['approved', 'rejected', 'withdrawn']),
        by: operatorRef,
        reason: z.string(),
        category: z.string().nullable().describe('What the one concerned was told.'),
        at: instant,
      })
      .nullable(),
    execution: z
      .object({
        attempt: z.int(),
        outcome: z.enum(['done', 'failed']),
        result: json,
        at: instant,
      })
      .nullable()
      .describe('The latest attempt to do it.'),
  })
  .meta({ id: 'Approval' })

const approvalParams = z.strictObject({ id: id('apr') })

export const listApprovals = defineRoute({
  name: 'approvals.list',
  method: 'GET',
  path: '/v1/approvals',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '复核申请列表', en: 'List approvals' },
  description: {
    zh: 'box=mine 为我提交的，box=waiting 为等我复核的，box=decided 为已有结果的。',
    en: 'box=mine are those I asked for, box=waiting those I may decide, box=decided those with an outcome.',
  },
  query: z.strictObject({
    box: z.enum(['mine', 'waiting', 'decided']).optional(),
    kind: z.string().max(60).optional(),
    subject: z.string().max(120).optional(),
    ...pageQuery,
  }),
  response: page(approval),
  refusals: [],
})

export const getApproval = defineRoute({
  name: 'approvals.get',
  method: 'GET',
  path: '/v1/approvals/:id',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '复核申请', en: 'An approval' },
  params: approvalParams,
  response: approval,
  refusals: ['not_found'],
})

export const decideApproval = defineRoute({
  name: 'approvals.decide',
  method: 'POST',
  path: '/v1/approvals/:id/decisions',
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  summary: { zh: '通过或驳回', en: 'Approve or reject' },
  description: {
    zh: '提交人不能复核自己的申请。通过后立即执行一次；执行未成功的原因在 execution 中，可再次执行。',
    en: 'Nobody decides what they asked for themselves. What is approved is done right away, once; why it could not be done is in `execution`, and it can be tried again.',
  },
  params: approvalParams,
  body: z.strictObject({
    verdict: z.enum(['approved', 'rejected']),
    reason: text(200),
    category: z
      .enum(rejections)
      .optional()
      .describe('What the person is told when a large withdrawal is rejected; needed there.'),
  }),
  response: approval,
  refusals: [
    'not_found',
    'approval_own',
    'approval_decided',
    'approval_expired',
    'rejection_category_missing',
  ],
})

export const executeApproval = defineRoute({
  name: 'approvals.execute',
  method: 'POST',
  path: '/v1/approvals/:id/executions',
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  summary: { zh: '再次执行未成功的申请', en: 'Try again what was approved and could not be done' },
  params: approvalParams,
  response: approval,
  refusals: ['not_found', 'approval_not_open'],
})

export const requestAdjustment = defineRoute({
  name: 'adjustments.create',
  method: 'POST',
  path: '/v1/adjustments',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: true,
  status: 201,
  summary: { zh: '申请调账', en: 'Ask for an adjustment' },
  description: {
    zh: '由另一位复核员通过后，才以一笔记账凭证入账；冻结不妨碍调账。',
    en: 'Booked as one posting once another operator has approved it; a freeze does not stand in its way.',
  },
  body: z
    .strictObject({
      from: address,
      to: address,
      amount: amountDigits,
      reason: text(200),
      evidence: text(500).describe(
        'What proves it: numbers of tickets and files, nothing personal.',
      ),
    })
    .refine((body) => body.from !== body.to, { message: 'must differ from `from`', path: ['to'] }),
  response: approval,
  refusals: ['account_not_found', 'asset_mismatch'],
})

const act = z
  .object({
    id: id('act'),
    seq: signedDigits,
    at: instant,
    actor: z.object({
      kind: z.enum(['operator', 'person', 'server', 'system']),
      id: z.string(),
      name: z.string().nullable().describe('Of an operator.'),
    }),
    action: z.string(),
    subject: z.string(),
    before: json.nullable(),
    after: json.nullable(),
    reason: z.string().nullable(),
    origin: z
      .object({ ip: z.string(), userAgent: z.string(), requestId: z.string() })
      .nullable()
      .describe('Null for what nobody asked for, as the work of a job.'),
  })
  .meta({ id: 'Act' })

const actQuery = {
  from: instant.optional(),
  until: instant.optional(),
}

export const listActs = defineRoute({
  name: 'acts.list',
  method: 'GET',
  path: '/v1/acts',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  summary: { zh: '审计日志', en: 'The audit log' },
  query: z.strictObject({
    actor: z.string().min(1).max(80).optional(),
    action: z
      .string()
      .max(60)
      .regex(
        /^[a-z][a-z0-9_.]*$/,
        'must be an action such as freeze.lift, or approval. for all of a kind',
      )
      .optional(),
    subject: z.string().min(1).max(120).optional(),
    ...actQuery,
    ...pageQuery,
  }),
  response: page(act),
  refusals: [],
})

export const exportActs = defineRoute({
  name: 'acts.export',
  method: 'GET',
  path: '/v1/acts/exports/:format',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '导出审计日志', en: 'Export the audit log' },
  description: {
    zh: '每条附链上序号与哈希，由旧到新；导出本身也记入审计日志。',
    en: 'Oldest first, each act with its number and hash in the chain; the export is an act itself.',
  },
  params: z.strictObject({ format: z.enum(['csv', 'jsonl']) }),
  query: z.strictObject(actQuery),
  stream: 'text/plain; charset=utf-8',
  response: z.string(),
  refusals: [],
})
