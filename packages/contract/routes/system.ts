import { z } from 'zod'
import {
  address,
  assetCode,
  bilingual,
  day,
  instant,
  page,
  pageQuery,
  signedDigits,
} from '../shapes.ts'
import { defineRoute } from './define.ts'

export const health = defineRoute({
  name: 'system.health',
  method: 'GET',
  path: '/health',
  audience: ['public'],
  idempotent: false,
  summary: { zh: '进程存活', en: 'The process lives' },
  response: z.object({ ok: z.literal(true) }),
  refusals: [],
})

export const ready = defineRoute({
  name: 'system.ready',
  method: 'GET',
  path: '/ready',
  audience: ['public'],
  idempotent: false,
  summary: { zh: '可以接收请求', en: 'Ready to serve' },
  response: z.object({ ready: z.literal(true) }),
  refusals: ['service_unavailable'],
})

export const metrics = defineRoute({
  name: 'system.metrics',
  method: 'GET',
  path: '/metrics',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: 'Prometheus 指标', en: 'Prometheus metrics' },
  stream: 'text/plain; version=0.0.4',
  response: z.string(),
  refusals: [],
})

const trialLine = z.object({
  chart: z.string(),
  class: z.enum(['asset', 'liability', 'income', 'expense', 'equity']),
  title: bilingual,
  asset: assetCode,
  opening: signedDigits,
  debits: signedDigits,
  credits: signedDigits,
  closing: signedDigits,
})

export const trialBalance = defineRoute({
  name: 'days.trialBalance',
  method: 'GET',
  path: '/v1/days/:day/trial-balance',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '试算平衡表', en: 'Trial balance' },
  description: {
    zh: '借贷两方按资产必相等。正数为借方余额，负数为贷方余额。',
    en: 'Debits and credits are equal for each asset. A positive balance is a debit, a negative one a credit.',
  },
  params: z.strictObject({ day }),
  response: z
    .object({
      day,
      closed: z.boolean(),
      lines: z.array(trialLine),
      totals: z.array(
        z.object({
          asset: assetCode,
          debits: signedDigits,
          credits: signedDigits,
          balanced: z.boolean(),
        }),
      ),
      clearing: z
        .array(
          z.object({
            address,
            asset: assetCode,
            balance: signedDigits,
            oldestAt: instant.nullable(),
            ageDays: z.int().nullable(),
          }),
        )
        .describe('Clearing accounts that are not empty, with the age of what is in them.'),
    })
    .meta({ id: 'TrialBalance' }),
  refusals: [],
})

const dayClose = z
  .object({
    day,
    state: z.enum(['open', 'closed']),
    closedAt: instant.nullable(),
    postings: z.int(),
    root: z.string().nullable(),
    signature: z.string().nullable(),
  })
  .meta({ id: 'DayClose' })

export const listDays = defineRoute({
  name: 'days.list',
  method: 'GET',
  path: '/v1/days',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '营业日与日终', en: 'Business days and their closes' },
  query: z.strictObject(pageQuery),
  response: page(dayClose),
  refusals: [],
})

export const closeDay = defineRoute({
  name: 'days.close',
  method: 'POST',
  path: '/v1/days/:day/closes',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  status: 201,
  summary: { zh: '日终', en: 'Close a day' },
  params: z.strictObject({ day }),
  response: dayClose,
  refusals: ['close_difference', 'business_day_closed', 'business_day_open'],
})

const parkedLetter = z
  .object({
    subscriber: z.string(),
    id: z.string(),
    seq: signedDigits,
    type: z.string(),
    party: z.string(),
    at: instant,
    attempts: z.int(),
    error: z.string().nullable().describe('Null for a letter that only waits behind another one.'),
    parkedAt: instant,
    body: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ParkedLetter' })

export const parkedLetters = defineRoute({
  name: 'letters.parked',
  method: 'GET',
  path: '/v1/letters/parked',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '滞留的业务消息', en: 'Parked letters' },
  query: z.strictObject({ subscriber: z.string().max(60).optional(), ...pageQuery }),
  response: page(parkedLetter),
  refusals: [],
})

export const retryLetter = defineRoute({
  name: 'letters.retry',
  method: 'POST',
  path: '/v1/letters/parked/:subscriber/:party/retries',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  status: 202,
  summary: { zh: '重试某主体的滞留消息', en: 'Retry the parked letters of a party' },
  params: z.strictObject({
    subscriber: z.string().max(60),
    party: z.string().max(80),
  }),
  response: z.object({ retried: z.int() }),
  refusals: ['letter_not_parked'],
})

const auditRun = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'passed', 'failed']),
    startedAt: instant,
    finishedAt: instant.nullable(),
    postings: z.int().describe('How many postings were read.'),
    checks: z
      .array(
        z.object({
          name: z.string(),
          title: bilingual,
          checked: z.int().describe('Postings read; links read, of the audit log.'),
          ok: z.boolean(),
        }),
      )
      .describe('Empty while it runs; only the one that failed when the audit ended there.'),
    difference: z.string().nullable().describe('The first difference, named.'),
  })
  .meta({ id: 'AuditRun' })

export const auditStatus = defineRoute({
  name: 'audits.list',
  method: 'GET',
  path: '/v1/audits',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '审计记录', en: 'Audits' },
  response: z.object({ items: z.array(auditRun) }),
  refusals: [],
})

export const runAudit = defineRoute({
  name: 'audits.create',
  method: 'POST',
  path: '/v1/audits',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  status: 202,
  summary: { zh: '开始审计', en: 'Start an audit' },
  response: auditRun,
  refusals: ['audit_running'],
})

export const exportBooks = defineRoute({
  name: 'exports.download',
  method: 'GET',
  path: '/v1/exports/:format',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'read',
  idempotent: false,
  summary: { zh: '导出账簿', en: 'Export the books' },
  description: {
    zh: 'hledger、ledger 每笔带余额断言，beancount 每日带 balance 指令；以流下载。',
    en: 'hledger and ledger carry a balance assertion on every posting, beancount a balance directive a day; sent as a stream.',
  },
  params: z.strictObject({ format: z.enum(['hledger', 'ledger', 'beancount', 'csv']) }),
  stream: 'text/plain; charset=utf-8',
  response: z.string(),
  refusals: [],
})

export const importRuns = defineRoute({
  name: 'imports.list',
  method: 'GET',
  path: '/v1/imports',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '导入记录', en: 'Imports of purchase histories' },
  response: z.object({
    items: z.array(
      z
        .object({
          id: z.string(),
          file: z.string(),
          layout: z.string(),
          state: z.string(),
          startedAt: instant,
          asset: z.string(),
          purchases: z.int(),
          rejected: z.int(),
        })
        .meta({ id: 'ImportRun' }),
    ),
  }),
  refusals: [],
})

export const sealKeys = defineRoute({
  name: 'seal.keys',
  method: 'GET',
  path: '/v1/seal/keys',
  audience: ['public'],
  idempotent: false,
  summary: { zh: '存证公钥', en: 'Public keys of the seal' },
  response: z.object({
    items: z.array(
      z.object({ id: z.string(), algorithm: z.literal('ed25519'), publicKey: z.string() }),
    ),
  }),
  refusals: [],
})
