import { z } from 'zod'
import { assetCode, id, instant, money, page, pageQuery, signedDigits, text } from '../../shapes.ts'
import { proof } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'
import { parts } from './quotes.ts'

const CODE_STATES = ['user_paying', 'paid', 'declined', 'reversed', 'expired', 'failed'] as const

const codePayment = z
  .object({
    id: id('cpy'),
    merchant: id('mer'),
    asset: assetCode,
    amount: signedDigits,
    state: z
      .enum(CODE_STATES)
      .describe(
        '`user_paying` waits for the payer; every other state is final but for a reversal.',
      ),
    payment: id('pay').nullable().describe('The payment, once there is one; refunds go there.'),
    reference: z.string().nullable(),
    occurredAt: instant,
    expiresAt: instant.describe('From then on the payer is not waited for.'),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'CodePayment', description: 'What a till asked of a payment code.' })

export const createCodePayment = defineRoute({
  name: 'codePayments.create',
  method: 'POST',
  path: '/v1/code-payments',
  audience: ['server'],
  capability: 'payments',
  scope: 'payments',
  merchantKeys: true,
  idempotent: true,
  status: 201,
  summary: { zh: '付款码收款（被扫）', en: 'Be paid by a payment code' },
  description: {
    zh: '免密额度内立即付款；否则返回 user_paying，由付款人在手机上确认，收银台每 2 秒查询一次，60 秒未决即关闭。没有收到答复时用同一 Idempotency-Key 重发，再决定是否撤销。一个付款码只会付一次。',
    en: 'Pays at once within the limit free of PIN; otherwise answers `user_paying`, the payer decides on the phone, and the till asks every two seconds until it ends, after 60 seconds at the latest. Without an answer send the same Idempotency-Key again, then reverse if need be. One code is paid once.',
  },
  body: z.strictObject({
    code: z
      .string()
      .regex(/^[0-9]{18}$/, 'must be the 18 digits of a payment code')
      .meta({ examples: ['820000000000000000'] }),
    amount: money,
    merchant: id('mer')
      .optional()
      .describe('Only for keys that are not tied to one merchant; they must name it.'),
    reference: text(80).optional(),
  }),
  response: codePayment,
  refusals: [
    'payment_code_unknown',
    'payment_code_expired',
    'payment_code_used',
    'payer_cannot_pay',
    'merchant_not_found',
    'merchant_inactive',
    'id_used_with_other_content',
  ],
})

const codePaymentParams = z.strictObject({ id: id('cpy') })

export const getCodePayment = defineRoute({
  name: 'codePayments.get',
  method: 'GET',
  path: '/v1/code-payments/:id',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'payments',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '付款码收款的状态', en: 'How a code payment stands' },
  params: codePaymentParams,
  response: codePayment,
  refusals: ['code_payment_not_found'],
})

export const listCodePayments = defineRoute({
  name: 'codePayments.list',
  method: 'GET',
  path: '/v1/code-payments',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'payments',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '付款码收款列表', en: 'Code payments of a merchant' },
  query: z.strictObject({ merchant: id('mer').optional(), ...pageQuery }),
  response: page(codePayment),
  refusals: ['merchant_not_found'],
})

export const reverseCodePayment = defineRoute({
  name: 'codePayments.reverse',
  method: 'POST',
  path: '/v1/code-payments/:id/reversals',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  idempotent: true,
  status: 201,
  summary: { zh: '撤销付款码收款', en: 'Reverse a code payment' },
  description: {
    zh: '尚未付款的关闭，已付款的全额原路退回；重复撤销得到同一答复。',
    en: 'Closes what is not paid yet and refunds wholly what is; reversing again gives the same answer.',
  },
  params: codePaymentParams,
  response: codePayment,
  refusals: [
    'code_payment_not_found',
    'code_payment_ended',
    'refund_exceeds_payment',
    'insufficient_funds',
    'holder_frozen',
  ],
})

export const till = defineRoute({
  name: 'till.get',
  method: 'GET',
  path: '/v1/till',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '收银台', en: 'The till' },
  description: {
    zh: '收银页登录后显示的内容：为谁收款、币种和该商户的收款码。只对绑定商户的 API 密钥开放。',
    en: "What a till page shows after its key was entered: for whom, in which asset, and the merchant's collection code. For keys that are tied to one merchant.",
  },
  response: z.object({
    merchant: z.object({ id: id('mer'), name: z.string(), category: z.string() }),
    asset: assetCode,
    collectionCode: z.string().describe('To be shown as a QR code after the origin of the site.'),
    disputes: z.boolean().describe('Whether the key also reads, as it must to answer disputes.'),
  }),
  refusals: ['till_needs_merchant_key', 'merchant_inactive'],
})

/** What a phone shows as a payment code, and what it is asked. */
export const issuePaymentCode = defineRoute({
  name: 'paymentCodes.create',
  method: 'POST',
  path: '/v1/me/payment-codes',
  audience: ['consumer'],
  capability: 'payments',
  idempotent: false,
  status: 201,
  summary: { zh: '出示付款码', en: 'Show a payment code' },
  response: z.object({
    id: id('cde'),
    code: z.string().describe('18 digits; good once, until it expires.'),
    expiresAt: instant,
  }),
  refusals: [],
})

export const getPaymentCode = defineRoute({
  name: 'paymentCodes.get',
  method: 'GET',
  path: '/v1/me/payment-codes/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '付款码用到哪一步', en: 'What became of a shown code' },
  params: z.strictObject({ id: id('cde') }),
  response: z.object({
    state: z.enum(['shown', ...CODE_STATES]),
    expiresAt: instant,
    codePayment: id('cpy').nullable(),
    payment: id('pay').nullable(),
    payee: z.object({ id: id('mer'), name: z.string() }).nullable(),
    amount: z.object({ amount: signedDigits, asset: assetCode }).nullable(),
    sources: parts,
    reason: z.string().nullable().describe('The code of the refusal where it failed.'),
    endedAt: instant.nullable(),
  }),
  refusals: ['not_found'],
})

export const openOfflineCodes = defineRoute({
  name: 'offlineCodes.create',
  method: 'POST',
  path: '/v1/me/offline-codes',
  audience: ['consumer'],
  capability: 'payments',
  idempotent: false,
  status: 201,
  summary: { zh: '开通离线付款码', en: 'Let this device show codes without a network' },
  description: {
    zh: '码 = prefix + number + 8 位数字：以 secret 对时间窗序号（8 字节大端，时间窗 = 秒 ÷ windowSeconds）计算 HMAC-SHA256，取前 8 字节对 10^8 取模。每个时间窗只能用一次。再次开通会使旧的失效。',
    en: 'A code is prefix, number and eight digits: HMAC-SHA256 under the secret over the number of the window (eight bytes, big-endian; seconds ÷ windowSeconds), its first eight bytes modulo 10^8. Each window is good once. Opening again ends what was opened before.',
  },
  response: z.object({
    prefix: z.string(),
    number: z.string(),
    secret: z.string().describe('base64url'),
    windowSeconds: z.int(),
    digits: z.int(),
  }),
  refusals: [],
})

export const closeOfflineCodes = defineRoute({
  name: 'offlineCodes.remove',
  method: 'DELETE',
  path: '/v1/me/offline-codes',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '关闭本机的离线付款码', en: 'End the offline codes of this device' },
  response: z.undefined(),
  refusals: [],
})

const request = z
  .object({
    id: id('cpy'),
    payee: z.object({ id: id('mer'), name: z.string(), category: z.string() }),
    amount: signedDigits,
    asset: assetCode,
    state: z.enum(CODE_STATES),
    payment: id('pay').nullable(),
    sources: parts,
    reason: z.string().nullable().describe('The code of the refusal where it failed.'),
    occurredAt: instant,
    expiresAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'CodePaymentRequest', description: 'What a till asks this person.' })

export const waitingRequests = defineRoute({
  name: 'codeRequests.list',
  method: 'GET',
  path: '/v1/me/code-payments/pending',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '等待我确认的收款', en: 'What tills ask me' },
  response: z.object({ items: z.array(request) }),
  refusals: [],
})

const requestParams = z.strictObject({ id: id('cpy') })

export const getRequest = defineRoute({
  name: 'codeRequests.get',
  method: 'GET',
  path: '/v1/me/code-payments/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的一笔付款码付款', en: 'What a till asked me, and how it ended' },
  params: requestParams,
  response: request,
  refusals: ['code_payment_not_found'],
})

export const confirmRequest = defineRoute({
  name: 'codeRequests.confirm',
  method: 'POST',
  path: '/v1/me/code-payments/:id/confirmations',
  audience: ['consumer'],
  capability: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '确认付款', en: 'Pay what a till asks' },
  description: {
    zh: 'Idempotency-Key 须为该收款的编号：证明因此只对这一笔有效。',
    en: 'The Idempotency-Key must be the id of the request, so that a proof is good for this one alone.',
  },
  params: requestParams,
  body: z.strictObject({ proof: proof.optional() }),
  response: request,
  refusals: [
    'code_payment_not_found',
    'code_payment_ended',
    'insufficient_funds',
    'holder_frozen',
    'limit_reached',
    'merchant_inactive',
    'wallet_frozen',
    'locked_by_yourself',
    'real_name_required',
    'pin_required',
    'passkey_required',
    'pin_not_set',
    'pin_wrong',
    'pin_locked',
    'pay_session_ended',
    'pay_session_exceeded',
    'proof_invalid',
  ],
})

export const declineRequest = defineRoute({
  name: 'codeRequests.decline',
  method: 'POST',
  path: '/v1/me/code-payments/:id/declines',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '拒绝付款', en: 'Decline what a till asks' },
  params: requestParams,
  response: request,
  refusals: ['code_payment_not_found', 'code_payment_ended'],
})
