import { z } from 'zod'
import {
  LIMITS,
  REAL_NAME_CLASSES,
  type LimitKind,
  type RealNameClass,
} from '../../safety-words.ts'
import { id, instant, signedDigits, text } from '../../shapes.ts'
import { file, sentFiles } from '../care/files.ts'
import { defineRoute } from '../define.ts'

/** Who somebody is by name, what that allows, and what is left to do for their safety. */
export const className = z.enum(
  Object.keys(REAL_NAME_CLASSES) as [RealNameClass, ...RealNameClass[]],
)
const limitKind = z.enum(Object.keys(LIMITS) as [LimitKind, ...LimitKind[]])

export const check = z
  .object({
    id: id('rnc'),
    wanted: className,
    state: z.enum(['pending', 'review', 'passed', 'failed']),
    reason: z.string().nullable(),
    askedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'RealNameCheck', description: 'An attempt to be verified.' })

const realName = z.object({
  class: className,
  verifiedAt: instant.nullable(),
  checks: z.array(check).describe('Newest first.'),
})

export const get = defineRoute({
  name: 'myRealName.get',
  method: 'GET',
  path: '/v1/me/real-name',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的实名认证', en: 'My real-name verification' },
  response: realName,
  refusals: [],
})

export const verify = defineRoute({
  name: 'myRealName.verify',
  method: 'POST',
  path: '/v1/me/real-name',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '提交实名认证', en: 'Hand in name and id number' },
  description: {
    zh: 'I 类：姓名与身份证号；II 类另需本人银行卡与预留手机号；III 类另须提交证明文件（files）或说明核验依据（evidence），由人工审核。结果可能稍后给出。沙箱：身份证第 15–17 位 404 不匹配，202 稍后通过，303 转人工；卡号以 0000 结尾不匹配。',
    en: 'Class I: name and id number; class II a bank card and its phone too; class III evidence in files or words too, and it is looked at by a human. The answer may come later. Sandbox: digits 15 to 17 of the id number 404 do not match, 202 pass later, 303 need a human; a card ending in 0000 does not match.',
  },
  body: z.strictObject({
    wanted: z.enum(['I', 'II', 'III']),
    name: text(40),
    idNumber: z.string().regex(/^[0-9]{17}[0-9Xx]$/, 'must be 18 digits, the last one may be X'),
    card: z
      .strictObject({
        number: z.string().regex(/^[0-9]{12,19}$/, 'must be 12 to 19 digits'),
        phone: z.string().regex(/^1[0-9]{10}$/, 'must be 11 digits'),
      })
      .optional(),
    evidence: text(400)
      .optional()
      .describe('For class III: how and where the person was or can be verified in person.'),
    files: sentFiles.describe(
      'For class III: photos of the document, front and back, or other evidence.',
    ),
  }),
  response: check,
  refusals: [
    'id_number_invalid',
    'guardian_needed',
    'card_needed',
    'evidence_needed',
    'real_name_unavailable',
    'real_name_known',
    'real_name_pending',
    'file_not_found',
  ],
})

export const limits = defineRoute({
  name: 'myLimits.list',
  method: 'GET',
  path: '/v1/me/limits',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的限额', en: 'My limits' },
  response: z.object({
    class: className,
    coolingOff: z.boolean().describe('This device is new: limits of a day are lower.'),
    items: z.array(
      z.object({
        kind: limitKind,
        limit: signedDigits.describe('Minor units of CNY/2, as its siblings.'),
        used: signedDigits,
        available: signedDigits,
        resetsAt: instant.nullable(),
      }),
    ),
  }),
  refusals: [],
})

export const checkUp = defineRoute({
  name: 'myCheckUp.get',
  method: 'GET',
  path: '/v1/me/check-up',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '安全体检', en: 'My safety check-up' },
  response: z.object({
    items: z.array(
      z.object({
        code: z.enum(['real_name', 'pin', 'passkey', 'locks', 'devices', 'sign_ins']),
        state: z.enum(['good', 'todo']),
        why: z.string().nullable().describe('A code of what is missing.'),
      }),
    ),
  }),
  refusals: [],
})

const personParams = z.strictObject({ id: id('per') })

export const ofPerson = defineRoute({
  name: 'people.realName',
  method: 'GET',
  path: '/v1/people/:id/real-name',
  audience: ['operator'],
  role: 'viewer',
  idempotent: false,
  summary: { zh: '用户的实名认证', en: 'The real-name class of a person' },
  description: {
    zh: 'files 是仍保存的证明文件，内容另行打开，每次查看都记入审计日志。',
    en: '`files` are those that are still kept; each is opened by itself, and each time is an act in the audit log.',
  },
  params: personParams,
  response: realName.extend({ checks: z.array(check.extend({ files: z.array(file) })) }),
  refusals: ['person_not_found'],
})

export const decide = defineRoute({
  name: 'people.decideRealName',
  method: 'POST',
  path: '/v1/people/:id/real-name/:check/decisions',
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '人工审核实名认证', en: 'Decide a verification that waits for a human' },
  params: personParams.extend({ check: id('rnc') }),
  body: z.strictObject({ passed: z.boolean(), reason: text(200) }),
  response: check,
  refusals: ['person_not_found', 'real_name_check_not_open'],
})
