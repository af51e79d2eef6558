import { z } from 'zod'
import {
  address,
  amountDigits,
  assetCode,
  bilingual,
  day,
  flag,
  instant,
  signedDigits,
  text,
} from '../shapes.ts'
import { defineRoute } from './define.ts'

const holder = z
  .string()
  .max(60)
  .regex(/^[a-z0-9_]+$/, 'must be an id')
const quantityName = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/)
const digits = z.string().regex(/^(0|[1-9][0-9]{0,17})$/, 'must be a string of digits')
const signed = z.string().regex(/^(0|-?[1-9][0-9]{0,17})$/, 'must be a string of digits')

const opening = z
  .strictObject({
    asset: assetCode,
    chart: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,39}$/),
    holder: holder.optional(),
    floor: signed.nullable().optional(),
    ceiling: signed.nullable().optional(),
    expiresAt: instant.optional(),
    pocket: z
      .string()
      .regex(/^[a-z0-9_]{1,40}$/)
      .optional(),
  })
  .meta({ id: 'Opening', description: 'What an account is to be when it is not there yet.' })

const accountRef = z.strictObject({ account: address, open: opening.optional() })
const source = z.union([
  accountRef,
  z.strictObject({
    pocket: z.string().max(40),
    holder,
    asset: assetCode,
    ceiling: digits.optional(),
  }),
  z.strictObject({ hold: z.string().max(60) }),
])
const tied = z.strictObject({
  of: quantityName,
  ratio: z.tuple([digits, amountDigits]).optional(),
  part: z
    .strictObject({ index: z.int().min(0).max(63), weights: z.array(digits).min(1).max(64) })
    .optional(),
})
const move = z.strictObject({
  from: z.union([source, z.array(source).min(1).max(16)]),
  to: z.union([accountRef, z.array(accountRef).min(1).max(16)]),
  amount: z.union([amountDigits, z.literal('rest'), tied]),
})
const window = z.union([
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({ kind: z.literal('fixed'), startsAt: instant, endsAt: instant }),
  z.strictObject({
    kind: z.literal('rolling'),
    bucketMs: z.int().min(1000).max(86_400_000),
    buckets: z.int().min(1).max(366),
  }),
])

const kind = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/, 'must be lower-case words with dots')

/** A posting as a caller writes it. Its id comes from the Idempotency-Key, or here in a bulk. */
export const postingInput = z
  .strictObject({
    kind,
    occurredAt: instant.optional(),
    reference: z
      .string()
      .max(60)
      .regex(/^[a-z0-9_:.-]+$/)
      .optional(),
    legs: z.array(move).min(1).max(64),
    quantities: z
      .record(quantityName, z.strictObject({ desired: amountDigits, min: digits.default('0') }))
      .optional(),
    counters: z
      .array(
        z.strictObject({
          key: z
            .string()
            .max(120)
            .regex(/^[a-z0-9_]+(:[a-z0-9_-]+)*$/),
          amount: z.union([signed, tied]),
          ceiling: digits.nullable(),
          window,
          giveBack: z.boolean().optional(),
        }),
      )
      .max(16)
      .optional(),
    conditions: z
      .array(
        z.union([
          z.strictObject({ account: address, expectVersion: digits }),
          z.strictObject({ account: address, atLeast: signed }),
        ]),
      )
      .max(16)
      .optional(),
    close: z.array(address).max(16).optional(),
  })
  .meta({ id: 'PostingInput' })

const verdictEntry = z.object({
  address,
  version: signedDigits,
  amount: signedDigits,
  balance: signedDigits,
})

const posted = z
  .object({
    state: z.literal('posted'),
    id: z.string(),
    replayed: z.boolean(),
    seq: signedDigits.describe('0 in a dry run, which has no place in the books.'),
    bookedAt: instant,
    businessDate: day,
    entries: z.array(verdictEntry),
    quantities: z.record(
      z.string(),
      z.object({ desired: signedDigits, granted: signedDigits, reason: z.string().nullable() }),
    ),
    counters: z.record(z.string(), signedDigits),
  })
  .meta({ id: 'Posted' })

const refused = z
  .object({
    state: z.literal('refused'),
    id: z.string(),
    replayed: z.boolean(),
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    sentences: bilingual,
  })
  .meta({ id: 'Refused' })

const verdict = z.union([posted, refused])

const ledgerRefusals = [
  'insufficient_funds',
  'ceiling_reached',
  'limit_reached',
  'holder_frozen',
  'balance_below',
  'version_mismatch',
  'account_not_found',
  'account_differs',
  'account_closed',
  'account_not_empty',
  'asset_mismatch',
  'asset_unknown',
  'same_account',
  'amount_out_of_range',
  'hold_not_found',
  'hold_expired',
  'hold_closed',
  'business_day_closed',
] as const

export const create = defineRoute({
  name: 'postings.create',
  method: 'POST',
  path: '/v1/postings',
  audience: ['server'],
  scope: 'ledger',
  idempotent: true,
  status: 201,
  summary: { zh: '记账', en: 'Post' },
  description: {
    zh: '分录行、限额、条件同成同败。dryRun=true 时只给出结论，不记账，应答 200。',
    en: 'Legs, counters and conditions all succeed or none does. With `dryRun=true` only the verdict is given (200) and nothing is booked.',
  },
  query: z.strictObject({ dryRun: flag.optional() }),
  body: postingInput,
  response: verdict,
  refusals: ledgerRefusals,
})

export const createMany = defineRoute({
  name: 'postings.createMany',
  method: 'POST',
  path: '/v1/postings/bulk',
  audience: ['server'],
  scope: 'ledger',
  idempotent: true,
  status: 200,
  summary: { zh: '批量记账', en: 'Post in bulk' },
  description: {
    zh: '每张凭证各自成败，逐条返回结论；每条的编号由 Idempotency-Key 与其 key 推出。',
    en: 'Each posting succeeds or fails alone, one verdict each; ids follow from the Idempotency-Key and the key of each.',
  },
  body: z.strictObject({
    postings: z
      .array(postingInput.extend({ key: z.string().regex(/^[!-~]{1,64}$/) }))
      .min(1)
      .max(500),
  }),
  response: z.object({ items: z.array(z.object({ key: z.string(), verdict })) }),
  refusals: [],
})

const legView = z.object({
  from: address,
  to: address,
  asset: assetCode,
  amount: signedDigits,
  fromBalance: signedDigits,
  toBalance: signedDigits,
})

const party = z.object({
  id: z.string(),
  kind: z.enum(['person', 'merchant']),
  name: z.string().nullable(),
})

const postingView = z
  .object({
    id: z.string(),
    seq: signedDigits,
    kind: z.string(),
    reference: z.string().nullable(),
    occurredAt: instant,
    bookedAt: instant,
    businessDate: day,
    batch: signedDigits,
    legs: z.array(legView),
    parties: z.array(party).describe('The people and merchants whose accounts it moved.'),
    reversedBy: z.string().nullable(),
    quantities: z.record(
      z.string(),
      z.object({ desired: signedDigits, granted: signedDigits, reason: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Posting' })

export const get = defineRoute({
  name: 'postings.get',
  method: 'GET',
  path: '/v1/postings/:id',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '记账凭证', en: 'A posting' },
  description: {
    zh: '按编号查询；被拒绝的凭证保留 90 天，返回其原因。',
    en: 'By id. A refused one is kept for 90 days and answers its reason.',
  },
  params: z.strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z0-9_]+$/),
  }),
  response: z.union([z.object({ state: z.literal('posted'), posting: postingView }), refused]),
  refusals: ['posting_not_found'],
})

export const reverse = defineRoute({
  name: 'postings.reverse',
  method: 'POST',
  path: '/v1/postings/:id/reversals',
  audience: ['operator', 'server'],
  role: 'operator',
  scope: 'ledger',
  recorded: true,
  idempotent: true,
  status: 201,
  summary: { zh: '冲正', en: 'Reverse a posting' },
  description: {
    zh: '镜像记账，仅一次。运营人员提交后先由另一位复核：以 approval_required 答复，通过后入账。',
    en: 'The mirrored posting, once. What an operator asks for waits for another: the answer is approval_required, and it is booked when that one agrees.',
  },
  params: z.strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z0-9_]+$/),
  }),
  body: z.strictObject({ reason: text(200) }),
  response: posted,
  refusals: [
    'posting_not_found',
    'approval_required',
    'already_reversed',
    'insufficient_funds',
    'holder_frozen',
    'account_closed',
  ],
})

export const receipt = defineRoute({
  name: 'postings.receipt',
  method: 'GET',
  path: '/v1/postings/:id/receipt',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '存证回执', en: 'The receipt of a posting' },
  description: {
    zh: '只披露指定主体的流水（holder）；可脱离服务器验证，格式见 docs/reference/seal.md。',
    en: 'Discloses only the entries of `holder`; verified without the server, format in docs/reference/seal.md.',
  },
  params: z.strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z0-9_]+$/),
  }),
  query: z.strictObject({ holder: holder.optional() }),
  response: z.looseObject({}).meta({ id: 'Receipt' }),
  refusals: ['posting_not_found'],
})
