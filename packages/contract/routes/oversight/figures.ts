import { z } from 'zod'
import { FIGURES, type FigureKind } from '../../safety-words.ts'
import { id, instant, page, pageQuery, signedDigits, text } from '../../shapes.ts'
import { BYTES, file } from '../care/files.ts'
import { defineRoute } from '../define.ts'
import { className, check } from '../me/real-name.ts'

/** The figures of limits and step-up, and verifications that wait for a human. */
const figureClass = z.enum(['any', 'unverified', 'I', 'II', 'III'])
const kind = z.enum(Object.keys(FIGURES) as [FigureKind, ...FigureKind[]])
const digits = z.string().regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number, not negative')

const figure = z
  .object({
    revision: signedDigits,
    class: figureClass,
    kind,
    value: signedDigits.describe('Minor units of CNY/2, a count or percent, as `unit` says.'),
    unit: z.enum(['money', 'count', 'percent']),
    source: z.string(),
    effectiveFrom: instant,
    changedAt: instant,
    changedBy: z.object({ id: z.string(), name: z.string() }),
    reason: z.string(),
  })
  .meta({ id: 'LimitFigure' })

export const list = defineRoute({
  name: 'figures.list',
  method: 'GET',
  path: '/v1/figures',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '限额表', en: 'The table of limits' },
  response: z.object({ items: z.array(figure) }),
  refusals: [],
})

const params = z.strictObject({ class: figureClass, kind })

export const history = defineRoute({
  name: 'figures.history',
  method: 'GET',
  path: '/v1/figures/:class/:kind',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '一项限额的历次数值', en: 'What a figure was, is and will be' },
  params,
  response: z.object({ items: z.array(figure) }),
  refusals: [],
})

export const change = defineRoute({
  name: 'figures.change',
  method: 'PUT',
  path: '/v1/figures/:class/:kind',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  summary: { zh: '修改一项限额', en: 'Change a figure' },
  description: {
    zh: '总是先提交复核：以 approval_required 答复，另一位复核员通过后，自 effectiveFrom 起生效（已过则立即）。',
    en: 'Always asked for first: answers approval_required. When another operator approves, it holds from `effectiveFrom` on, or at once when that has gone by.',
  },
  params,
  body: z.strictObject({
    value: digits,
    source: text(200),
    effectiveFrom: instant.optional(),
    reason: text(200),
  }),
  response: z.never(),
  refusals: ['figure_not_found', 'figure_invalid', 'approval_required'],
})

export const reviews = defineRoute({
  name: 'realNameReviews.list',
  method: 'GET',
  path: '/v1/real-name-reviews',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  summary: { zh: '待人工审核的实名认证', en: 'Verifications that wait for a human' },
  query: z.strictObject(pageQuery),
  response: page(check.extend({ person: id('per') })),
  refusals: [],
})

export const submission = defineRoute({
  name: 'realNameReviews.reveal',
  method: 'POST',
  path: '/v1/people/:id/real-name/:check/reveals',
  audience: ['operator'],
  role: 'operator',
  recorded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '查看提交的认证资料', en: 'See what was handed in' },
  description: {
    zh: '须写明原因，每次查看都记入审计日志；审核结束后资料即销毁。',
    en: 'It takes a reason, and each time is an act in the audit log. What was handed in is destroyed when it was decided.',
  },
  params: z.strictObject({ id: id('per'), check: id('rnc') }),
  body: z.strictObject({ reason: text(200) }),
  response: z.object({
    name: z.string(),
    idNumber: z.string(),
    card: z.string().nullable().describe('The last four digits.'),
    evidence: z.string().nullable(),
    files: z.array(file),
    wanted: className,
    act: id('act'),
  }),
  refusals: ['person_not_found', 'real_name_check_not_open'],
})

export const evidence = defineRoute({
  name: 'realNameReviews.file',
  method: 'GET',
  path: '/v1/people/:id/real-name/:check/files/:file',
  audience: ['operator'],
  role: 'operator',
  idempotent: false,
  summary: { zh: '打开实名认证的证明文件', en: 'Open a file of a real-name verification' },
  description: {
    zh: '须有查看个人信息原文的权限；每次查看都记入审计日志。',
    en: 'For operators who may see what is masked; each time is an act in the audit log.',
  },
  params: z.strictObject({ id: id('per'), check: id('rnc'), file: id('fil') }),
  response: z.string(),
  stream: BYTES,
  refusals: ['person_not_found', 'file_not_found'],
})
