import { z } from 'zod'
import { amountDigits, assetCode, id, instant, text } from '../../shapes.ts'
import { passkeyAttestation, payPin, proof } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'
import { assertionOptions, recovery } from '../wallet/entry.ts'

/** How a person proves who they are, and where they are signed in. */
const label = text(40)

export const pin = defineRoute({
  name: 'myPin.get',
  method: 'GET',
  path: '/v1/me/pin',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '支付密码状态', en: 'The state of my pay PIN' },
  response: z.object({
    pin: z
      .object({ setAt: instant, triesLeft: z.int(), lockedUntil: instant.nullable() })
      .nullable(),
  }),
  refusals: [],
})

export const setPin = defineRoute({
  name: 'myPin.set',
  method: 'PUT',
  path: '/v1/me/pin',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '设置或修改支付密码', en: 'Set or change my pay PIN' },
  description: {
    zh: '首次设置须在登录后 30 分钟内；修改须带 proof：原密码，或对 myConfirmations.begin 挑战的通行密钥签名。',
    en: 'The first one within 30 minutes of signing in. To change it, `proof` is the old PIN or a passkey over the challenge of myConfirmations.begin.',
  },
  body: z.strictObject({ pin: payPin, proof: proof.optional() }),
  response: z.undefined(),
  refusals: [
    'pin_too_weak',
    'pin_required',
    'pin_wrong',
    'pin_locked',
    'pin_not_set',
    'proof_invalid',
    'sign_in_again',
  ],
})

export const beginConfirmation = defineRoute({
  name: 'myConfirmations.begin',
  method: 'POST',
  path: '/v1/me/confirmations',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: {
    zh: '以通行密钥确认账户操作：取得挑战',
    en: 'Begin to confirm an act on my account by passkey',
  },
  response: assertionOptions,
  refusals: [],
})

export const openPaySession = defineRoute({
  name: 'myPaySessions.open',
  method: 'POST',
  path: '/v1/me/pay-sessions',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '输入一次支付密码，短时内免再输', en: 'Enter the PIN once for a while' },
  description: {
    zh: '5 分钟、累计 1000 元以内、限本设备。其间付款以 key（base64url）对付款要素计算 HMAC-SHA256 作为 proof；key 只留在内存中。用尽时付款以 limit_reached（counter 以 pay_session: 开头）拒绝。',
    en: 'For 5 minutes, up to 1,000 yuan in all, on this device. Payments then carry as `proof` an HMAC-SHA256 with `key` (base64url); keep the key in memory alone. When it is used up, a payment is refused with `limit_reached` whose `counter` begins with `pay_session:`.',
  },
  body: z.strictObject({ pin: payPin }),
  response: z.object({
    session: id('pss'),
    key: z.string(),
    expiresAt: instant,
    ceiling: z.object({ amount: amountDigits, asset: assetCode }),
  }),
  refusals: ['pin_not_set', 'pin_wrong', 'pin_locked'],
})

export const endPaySession = defineRoute({
  name: 'myPaySessions.end',
  method: 'DELETE',
  path: '/v1/me/pay-sessions',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '结束本设备的免密时段', en: 'End the pay session of this device' },
  response: z.undefined(),
  refusals: [],
})

export const beginPayChallenge = defineRoute({
  name: 'myPayChallenges.begin',
  method: 'POST',
  path: '/v1/me/pay-challenges',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '以通行密钥付款：取得挑战', en: 'Begin to confirm a payment by passkey' },
  description: {
    zh: '挑战涵盖收款方、金额、资产与付款请求的 Idempotency-Key；签名放入付款请求的 proof。5 分钟内有效，限用一次。',
    en: 'The challenge covers payee, amount, asset and the Idempotency-Key of the payment to come, whose `proof` carries the signature. Good for 5 minutes and one use.',
  },
  body: z.strictObject({
    payee: z.string().min(1).max(64),
    amount: amountDigits,
    asset: assetCode,
    nonce: z.string().regex(/^[!-~]{1,128}$/, 'must be the Idempotency-Key of the payment'),
  }),
  response: assertionOptions,
  refusals: [],
})

const passkey = z
  .object({
    id: id('psk'),
    label: z.string(),
    synced: z.boolean().describe('Kept for all devices of the person by their maker.'),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Passkey' })

export const listPasskeys = defineRoute({
  name: 'myPasskeys.list',
  method: 'GET',
  path: '/v1/me/passkeys',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的通行密钥', en: 'My passkeys' },
  response: z.object({ items: z.array(passkey) }),
  refusals: [],
})

export const beginPasskey = defineRoute({
  name: 'myPasskeys.begin',
  method: 'POST',
  path: '/v1/me/passkey-options',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '新增通行密钥：取得挑战', en: 'Begin to add a passkey' },
  response: z
    .looseObject({ challenge: z.string() })
    .meta({ id: 'PasskeyCreationOptions', description: 'WebAuthn creation options as JSON.' }),
  refusals: [],
})

export const addPasskey = defineRoute({
  name: 'myPasskeys.add',
  method: 'POST',
  path: '/v1/me/passkeys',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '新增通行密钥', en: 'Add a passkey' },
  description: {
    zh: '已有支付密码或通行密钥且登录超过 30 分钟时须带 proof。',
    en: 'More than 30 minutes after signing in, a person who has a PIN or a passkey adds `proof`.',
  },
  body: z.strictObject({ label, response: passkeyAttestation, proof: proof.optional() }),
  response: passkey,
  refusals: [
    'proof_invalid',
    'passkey_known',
    'too_many_passkeys',
    'pin_required',
    'pin_wrong',
    'pin_locked',
    'pin_not_set',
  ],
})

export const renamePasskey = defineRoute({
  name: 'myPasskeys.rename',
  method: 'PATCH',
  path: '/v1/me/passkeys/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '重命名通行密钥', en: 'Rename a passkey' },
  params: z.strictObject({ id: id('psk') }),
  body: z.strictObject({ label }),
  response: passkey,
  refusals: ['passkey_not_found'],
})

export const removePasskey = defineRoute({
  name: 'myPasskeys.remove',
  method: 'POST',
  path: '/v1/me/passkeys/:id/removal',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '移除通行密钥', en: 'Remove a passkey' },
  params: z.strictObject({ id: id('psk') }),
  body: z.strictObject({ proof: proof.optional() }),
  response: z.undefined(),
  refusals: [
    'passkey_not_found',
    'pin_required',
    'pin_wrong',
    'pin_locked',
    'pin_not_set',
    'proof_invalid',
  ],
})

const device = z
  .object({
    id: id('dev'),
    label: z.string(),
    current: z.boolean(),
    firstSeenAt: instant,
    lastSeenAt: instant,
    coolingUntil: instant.nullable(),
    peopleCount: z.int().describe('How many people use it; more than one is unusual.'),
  })
  .meta({ id: 'PersonDevice' })

export const listDevices = defineRoute({
  name: 'myDevices.list',
  method: 'GET',
  path: '/v1/me/devices',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的设备', en: 'My devices' },
  response: z.object({ items: z.array(device) }),
  refusals: [],
})

export const revokeDevice = defineRoute({
  name: 'myDevices.revoke',
  method: 'DELETE',
  path: '/v1/me/devices/:id',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '移除设备，立即退出登录', en: 'Remove a device: it is signed out at once' },
  params: z.strictObject({ id: id('dev') }),
  response: z.undefined(),
  refusals: ['device_not_found'],
})

export const listSignIns = defineRoute({
  name: 'mySignIns.list',
  method: 'GET',
  path: '/v1/me/sign-ins',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '登录记录', en: 'My sign-ins' },
  query: z.strictObject({
    limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
  }),
  response: z.object({
    items: z.array(
      z.object({
        id: id('sgn'),
        at: instant,
        device: id('dev').nullable(),
        label: z.string().nullable(),
        method: z.enum(['registration', 'code_pin', 'code', 'passkey', 'recovery']),
        outcome: z.enum(['opened', 'refused']),
        newDevice: z.boolean(),
        ip: z.string().nullable(),
      }),
    ),
  }),
  refusals: [],
})

export const getRecovery = defineRoute({
  name: 'myRecovery.get',
  method: 'GET',
  path: '/v1/me/recovery',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '是否有人申请找回我的钱包', en: 'Whether somebody asks to recover my wallet' },
  response: z.object({ recovery: recovery.nullable() }),
  refusals: [],
})

export const cancelRecovery = defineRoute({
  name: 'myRecovery.cancel',
  method: 'DELETE',
  path: '/v1/me/recovery',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '不是我：取消找回申请', en: 'It was not me: cancel the recovery' },
  response: z.undefined(),
  refusals: [],
})

const consent = z
  .object({
    id: id('cns'),
    document: z.string(),
    version: z.string(),
    given: z.boolean(),
    at: instant,
    device: id('dev').nullable(),
  })
  .meta({ id: 'Consent' })

export const listConsents = defineRoute({
  name: 'myConsents.list',
  method: 'GET',
  path: '/v1/me/consents',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的授权同意记录', en: 'What I agreed to and took back' },
  response: z.object({
    items: z.array(consent).describe('Newest first; the first of a text holds.'),
  }),
  refusals: [],
})

export const recordConsent = defineRoute({
  name: 'myConsents.record',
  method: 'POST',
  path: '/v1/me/consents',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '同意或撤回', en: 'Agree to a text, or take it back' },
  body: z.strictObject({
    document: z.string().max(40),
    version: z.string().max(20),
    given: z.boolean(),
  }),
  response: consent,
  refusals: ['consent_unknown', 'consent_needed'],
})
