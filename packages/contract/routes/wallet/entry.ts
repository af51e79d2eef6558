import { z } from 'zod'
import { bilingual, id, instant, phone } from '../../shapes.ts'
import { passkeyAssertion, payPin } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'

/** Coming into the wallet: codes, registration, signing in, recovery. Whoever calls is nobody yet. */
const code = z.string().regex(/^[0-9]{6}$/, 'must be 6 digits')
const language = z.enum(['zh', 'en'])

const signedIn = z
  .object({
    person: id('per'),
    device: id('dev'),
    expiresAt: instant,
    coolingUntil: instant.nullable().describe('Until then little can be spent on this device.'),
  })
  .meta({
    id: 'WalletSignIn',
    description: 'The session travels in the cookie suanpan_wallet, the device in suanpan_device.',
  })

/** For `startAuthentication` of @simplewebauthn/browser, as it stands. */
export const assertionOptions = z
  .looseObject({ challenge: z.string() })
  .meta({ id: 'PasskeyAssertionOptions', description: 'WebAuthn request options as JSON.' })

export const documents = defineRoute({
  name: 'wallet.documents',
  method: 'GET',
  path: '/v1/wallet/documents',
  audience: ['public'],
  idempotent: false,
  summary: { zh: '协议文本与版本', en: 'The texts that people agree to, with versions' },
  response: z.object({
    items: z.array(
      z.object({
        document: z.string(),
        version: z.string(),
        required: z.boolean(),
        title: bilingual,
        text: bilingual,
      }),
    ),
  }),
  refusals: [],
})

export const hint = defineRoute({
  name: 'wallet.hint',
  method: 'GET',
  path: '/v1/wallet/hint',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  summary: { zh: '演示用户的登录提示', en: 'How to sign in as a person of the demo' },
  description: {
    zh: '仅演示模式返回一位演示用户的手机号与支付密码；其他模式一律为 null。',
    en: 'Phone and pay PIN of a person of the demo, in demo mode only; null in any other mode.',
  },
  response: z.object({
    demo: z.object({ phone: z.string(), pin: z.string(), name: z.string().nullable() }).nullable(),
  }),
  refusals: [],
})

export const requestCode = defineRoute({
  name: 'wallet.requestCode',
  method: 'POST',
  path: '/v1/wallet/codes',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 202,
  summary: { zh: '发送短信验证码', en: 'Send a code to a phone' },
  description: {
    zh: '无论手机号是否已开通，应答相同。验证码 5 分钟内有效，最多试 5 次；注册、登录与找回都用它。仅演示模式在 demo.code 中返回验证码。',
    en: 'The answer is the same whether the phone is known or not. A code is good for 5 minutes and 5 tries, for registering, signing in or recovering. In demo mode only, `demo.code` shows it.',
  },
  body: z.strictObject({ phone, language: language.default('zh') }),
  response: z.object({
    validForSeconds: z.int(),
    resendAfterSeconds: z.int(),
    demo: z.object({ code: z.string() }).nullable(),
  }),
  refusals: ['message_limited'],
})

export const register = defineRoute({
  name: 'wallet.register',
  method: 'POST',
  path: '/v1/wallet/registrations',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '注册开通钱包', en: 'Open a wallet' },
  description: {
    zh: '须同意必需的协议（见 wallet.documents）。已开通时以 phone_registered 拒绝，验证码仍可用于登录。接下来：设置支付密码（PUT /v1/me/pin）与通行密钥。',
    en: 'The required texts have to be agreed to (wallet.documents). A phone with a wallet is refused with `phone_registered`, and the code stays good for signing in. Next: the pay PIN (PUT /v1/me/pin) and a passkey.',
  },
  body: z.strictObject({
    phone,
    code,
    language,
    consents: z
      .array(z.strictObject({ document: z.string().max(40), version: z.string().max(20) }))
      .max(10),
  }),
  response: signedIn.extend({
    claimed: z.boolean().describe('True where records of this phone were here before.'),
  }),
  refusals: [
    'consent_required',
    'consent_unknown',
    'code_wrong',
    'code_expired',
    'phone_registered',
  ],
})

export const signIn = defineRoute({
  name: 'wallet.signIn',
  method: 'POST',
  path: '/v1/wallet/sessions',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '手机号、验证码与支付密码登录', en: 'Sign in by phone, code and pay PIN' },
  description: {
    zh: '未带 pin 时以 pin_required 拒绝，验证码仍有效。新设备 24 小时内降低限额（coolingUntil）。没有支付密码的钱包在新设备上以 recovery_needed 拒绝。',
    en: 'Without `pin` it is refused with `pin_required` and the code stays good. On a new device limits are lower for 24 hours (`coolingUntil`). A wallet without a PIN is refused on a new device with `recovery_needed`.',
  },
  body: z.strictObject({ phone, code, pin: payPin.optional() }),
  response: signedIn,
  refusals: [
    'code_wrong',
    'code_expired',
    'phone_not_registered',
    'pin_required',
    'pin_wrong',
    'pin_locked',
    'recovery_needed',
  ],
})

export const passkeyOptions = defineRoute({
  name: 'wallet.passkeyOptions',
  method: 'POST',
  path: '/v1/wallet/passkey-options',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '通行密钥登录：取得挑战', en: 'Begin to sign in by passkey' },
  response: assertionOptions,
  refusals: [],
})

export const signInByPasskey = defineRoute({
  name: 'wallet.signInByPasskey',
  method: 'POST',
  path: '/v1/wallet/passkey-sessions',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '通行密钥登录', en: 'Sign in by passkey' },
  body: z.strictObject({ response: passkeyAssertion }),
  response: signedIn,
  refusals: ['proof_invalid', 'wallet_closed'],
})

export const recovery = z
  .object({
    id: id('rcv'),
    wish: z.enum(['recover', 'new_account']),
    requestedAt: instant,
    opensAt: instant.describe('From then on it can be completed.'),
    isOpen: z.boolean().describe('Whether that is so now.'),
    expiresAt: instant,
  })
  .meta({ id: 'Recovery' })

export const startRecovery = defineRoute({
  name: 'wallet.startRecovery',
  method: 'POST',
  path: '/v1/wallet/recoveries',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 202,
  summary: { zh: '申请找回钱包或释放手机号', en: 'Ask for a wallet without PIN and passkey' },
  description: {
    zh: 'recover：找回该手机号的钱包；new_account：号码换了主人，仅释放号码另开新钱包。用过的设备等待 24 小时，其他设备 72 小时；其间本人登录或取消即作废。再次申请返回等待中的那一份，验证码仍可用于完成。',
    en: '`recover`: the wallet of this phone. `new_account`: the number has a new owner and is only set free. It waits 24 hours on a device of the person, 72 on any other; signing in or cancelling meanwhile ends it. Asking again answers the one that waits, and the code stays good for completing it.',
  },
  body: z.strictObject({ phone, code, wish: z.enum(['recover', 'new_account']) }),
  response: recovery,
  refusals: ['code_wrong', 'code_expired', 'phone_not_registered'],
})

export const completeRecovery = defineRoute({
  name: 'wallet.completeRecovery',
  method: 'POST',
  path: '/v1/wallet/recoveries/:id/completion',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '等待期满后完成找回', en: 'Complete a recovery after its wait' },
  description: {
    zh: 'recover 须带新的支付密码，成功即登录，24 小时内降低限额；new_account 成功后可用该号码重新注册，session 为 null。',
    en: '`recover` takes a new pay PIN and signs in, with lower limits for 24 hours. After `new_account` the phone can register anew; `session` is null.',
  },
  params: z.strictObject({ id: id('rcv') }),
  body: z.strictObject({ phone, code, pin: payPin.optional() }),
  response: z.object({ session: signedIn.nullable() }),
  refusals: [
    'code_wrong',
    'code_expired',
    'recovery_not_found',
    'recovery_waiting',
    'pin_required',
    'pin_too_weak',
  ],
})
