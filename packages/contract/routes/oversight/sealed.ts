import { z } from 'zod'
import { assetCode, id, instant, page, pageQuery, phone, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

/** Whose a closed wallet was: two approvers open it, for one of them, for half an hour. */
const sealed = z
  .object({
    person: id('per'),
    closedAt: instant,
    shredAt: instant.describe('Then the key is destroyed and nobody reads it any more.'),
    readable: z.boolean(),
    openUntil: instant.nullable().describe('Until then you may read it.'),
  })
  .meta({ id: 'SealedWallet' })

const params = z.strictObject({ person: id('per') })

export const list = defineRoute({
  name: 'sealed.list',
  method: 'GET',
  path: '/v1/sealed',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  summary: { zh: '已注销用户的密封资料', en: 'Sealed records of closed wallets' },
  query: z.strictObject({ phone: phone.optional(), ...pageQuery }),
  response: page(sealed),
  refusals: [],
})

export const open = defineRoute({
  name: 'sealed.open',
  method: 'POST',
  path: '/v1/sealed/:person/openings',
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  summary: { zh: '申请查阅密封资料', en: 'Ask to open sealed records' },
  description: {
    zh: '以 approval_required 答复；另一位复核员通过后，提交人可在 30 分钟内查阅，每次查阅都记入审计日志。',
    en: 'Answers approval_required. When another approver agrees, whoever asked may read it for 30 minutes, and each reading is an act in the audit log.',
  },
  params,
  body: z.strictObject({ reason: text(200), caseNumber: text(60) }),
  response: z.never(),
  refusals: ['sealed_not_found', 'sealed_shredded', 'approval_required'],
})

export const read = defineRoute({
  name: 'sealed.read',
  method: 'POST',
  path: '/v1/sealed/:person/readings',
  audience: ['operator'],
  role: 'approver',
  recorded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '查阅密封资料', en: 'Read sealed records' },
  params,
  response: z.object({
    act: id('act'),
    records: z
      .record(z.string(), z.unknown())
      .describe('Identity, devices, sign-ins, consents and passkeys, as of the closing.'),
    movements: z
      .array(
        z.object({
          posting: z.string(),
          kind: z.string(),
          asset: assetCode,
          amount: signedDigits,
          occurredAt: instant,
        }),
      )
      .describe('What moved in the books, newest first, at most 500 an asset.'),
  }),
  refusals: ['sealed_not_found', 'sealed_shredded', 'sealed_closed'],
})
