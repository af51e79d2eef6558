import { z } from 'zod'
import { id, instant, phone } from '../../shapes.ts'
import { proof } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'

/** Where a person is reached: phone number and e-mail. */
const code = z.string().regex(/^[0-9]{6}$/, 'must be 6 digits')
const email = z.email().max(120)

const change = z
  .object({
    id: id('phc'),
    phone: z.string().describe('The new number; all but the last four digits are masked.'),
    requestedAt: instant,
    takesEffectAt: instant,
  })
  .meta({ id: 'PhoneChange', description: 'A change of number that waits.' })

export const getPhone = defineRoute({
  name: 'myPhone.get',
  method: 'GET',
  path: '/v1/me/phone',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的手机号', en: 'My phone number' },
  response: z.object({
    phone: z.string().nullable().describe('All but the last four digits are masked.'),
    change: change.nullable(),
  }),
  refusals: [],
})

export const changePhone = defineRoute({
  name: 'myPhone.change',
  method: 'POST',
  path: '/v1/me/phone/changes',
  audience: ['consumer'],
  idempotent: false,
  status: 202,
  summary: { zh: '申请更换手机号', en: 'Ask for another phone number' },
  description: {
    zh: '先用 wallet.requestCode 向新号码发送验证码；另须 proof（支付密码，或对 myConfirmations.begin 挑战的通行密钥签名）。立即通知旧号码，24 小时后生效，其间可取消；再次申请取代前一次。',
    en: 'First send a code to the new number with wallet.requestCode. It takes `proof` too: the pay PIN, or a passkey over the challenge of myConfirmations.begin. The old number is told at once; it takes effect after 24 hours and can be cancelled until then. Asking again replaces what waits.',
  },
  body: z.strictObject({ phone, code, proof: proof.optional() }),
  response: change,
  refusals: [
    'code_wrong',
    'code_expired',
    'phone_is_yours',
    'phone_registered',
    'pin_required',
    'pin_wrong',
    'pin_locked',
    'pin_not_set',
    'proof_invalid',
  ],
})

export const cancelPhoneChange = defineRoute({
  name: 'myPhone.cancel',
  method: 'DELETE',
  path: '/v1/me/phone/changes',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '取消更换手机号', en: 'Keep my phone number after all' },
  response: z.undefined(),
  refusals: [],
})

export const getEmail = defineRoute({
  name: 'myEmail.get',
  method: 'GET',
  path: '/v1/me/email',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的邮箱', en: 'My e-mail' },
  response: z.object({ email: z.string().nullable(), verifiedAt: instant.nullable() }),
  refusals: [],
})

export const requestEmailCode = defineRoute({
  name: 'myEmail.requestCode',
  method: 'POST',
  path: '/v1/me/email/codes',
  audience: ['consumer'],
  guarded: true,
  idempotent: false,
  status: 202,
  summary: { zh: '向邮箱发送验证码', en: 'Send a code to an e-mail' },
  body: z.strictObject({ email }),
  response: z.object({
    validForSeconds: z.int(),
    resendAfterSeconds: z.int(),
    demo: z.object({ code: z.string() }).nullable(),
  }),
  refusals: ['message_limited'],
})

export const setEmail = defineRoute({
  name: 'myEmail.set',
  method: 'PUT',
  path: '/v1/me/email',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '验证并保存邮箱', en: 'Verify and keep an e-mail' },
  description: {
    zh: '用于通知与凭证，不能登录，也不能找回钱包。更换时通知原邮箱。',
    en: 'For notices and receipts; it neither signs in nor recovers a wallet. The one before is told.',
  },
  body: z.strictObject({ email, code }),
  response: z.undefined(),
  refusals: ['code_wrong', 'code_expired'],
})

export const removeEmail = defineRoute({
  name: 'myEmail.remove',
  method: 'DELETE',
  path: '/v1/me/email',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '移除邮箱', en: 'Forget my e-mail' },
  response: z.undefined(),
  refusals: [],
})
