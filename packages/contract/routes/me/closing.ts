import { z } from 'zod'
import { balance, instant } from '../../shapes.ts'
import { proof } from '../../shapes-proof.ts'
import { freezeCategory } from './safety.ts'
import { defineRoute } from '../define.ts'

export const exportData = defineRoute({
  name: 'me.export',
  method: 'GET',
  path: '/v1/me/export',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '导出我的资料', en: 'Export my data' },
  description: {
    zh: '一份 JSON：身份、设备、登录记录、授权同意、通行密钥与余额。账单另有导出。',
    en: 'One JSON: identity, devices, sign-ins, consents, passkeys and balances. Bills have an export of their own.',
  },
  response: z.string(),
  stream: 'application/json; charset=utf-8',
  refusals: [],
})

export const closing = defineRoute({
  name: 'me.closing',
  method: 'GET',
  path: '/v1/me/closing',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '注销前须知', en: 'What closing my wallet would mean' },
  description: {
    zh: '还须清零的余额（含在途与冻结中的款项）、是否有冻结、未结束的争议、将随之失效的积分，以及今天注销时资料密封保存到何时。',
    en: 'What still has to be zero (money on its way or held included), whether a freeze holds, how many disputes are open, the points that would be lost, and until when what the law has us keep would lie sealed.',
  },
  response: z.object({
    left: balance.describe('Has to be zero. Below zero it is owed.'),
    frozen: freezeCategory.nullable(),
    disputes: z.int().describe('Disputes that are not over; there may be none.'),
    agreements: z.int().describe('Agreements for automatic deduction that end with the wallet.'),
    points: z.array(balance),
    shredAt: instant,
  }),
  refusals: [],
})

export const close = defineRoute({
  name: 'me.close',
  method: 'POST',
  path: '/v1/me/closing',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '注销钱包', en: 'Close my wallet' },
  description: {
    zh: '余额须为零，争议须已结束；立即停用，手机号释放。依法保存的资料密封至 shredAt 后销毁。proof：支付密码，或对 myConfirmations.begin 挑战的通行密钥签名。',
    en: 'The balance has to be zero and every dispute over. It stops at once and the phone is set free. What the law has us keep lies sealed until `shredAt` and is destroyed then. `proof` is the PIN, or a passkey over the challenge of myConfirmations.begin.',
  },
  body: z.strictObject({ proof: proof.optional() }),
  response: z.object({ shredAt: instant }),
  refusals: [
    'wallet_frozen',
    'wallet_not_empty',
    'disputes_open',
    'pin_required',
    'pin_wrong',
    'pin_locked',
    'pin_not_set',
    'proof_invalid',
  ],
})
