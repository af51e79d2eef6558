import { z } from 'zod'
import { id, instant, text } from '../../shapes.ts'
import { passkeyAssertion, passkeyAttestation } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'
import { operator } from '../session.ts'

const options = z
  .looseObject({ challenge: z.string() })
  .describe('As WebAuthn writes it in JSON: hand it to the browser.')

const passkey = z
  .object({
    id: id('psk'),
    label: z.string(),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'OperatorPasskey' })

export const signInOptions = defineRoute({
  name: 'operatorPasskeys.signInOptions',
  method: 'POST',
  path: '/v1/session/passkey-challenges',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '通行密钥登录：取得挑战', en: 'Sign in by passkey: the challenge' },
  response: options,
  refusals: [],
})

export const signIn = defineRoute({
  name: 'operatorPasskeys.signIn',
  method: 'POST',
  path: '/v1/session/passkey-sign-ins',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '用通行密钥登录', en: 'Sign in by passkey' },
  description: {
    zh: '代替密码与动态验证码；要求设备验证使用者。成功后会话写入 cookie。',
    en: 'Instead of password and one-time code, with verification of the user by the device. The session travels in a cookie.',
  },
  body: z.strictObject({ response: passkeyAssertion }),
  response: z.object({ operator, expiresAt: instant }),
  refusals: ['sign_in_failed'],
})

export const list = defineRoute({
  name: 'operatorPasskeys.list',
  method: 'GET',
  path: '/v1/session/passkeys',
  audience: ['operator'],
  role: 'viewer',
  scoped: true,
  idempotent: false,
  summary: { zh: '我的通行密钥', en: 'My passkeys' },
  response: z.object({ items: z.array(passkey) }),
  refusals: [],
})

export const addOptions = defineRoute({
  name: 'operatorPasskeys.options',
  method: 'POST',
  path: '/v1/session/passkey-options',
  audience: ['operator'],
  role: 'viewer',
  scoped: true,
  idempotent: false,
  status: 201,
  summary: { zh: '新增通行密钥：取得参数', en: 'Add a passkey: what the browser needs' },
  response: options,
  refusals: [],
})

export const add = defineRoute({
  name: 'operatorPasskeys.create',
  method: 'POST',
  path: '/v1/session/passkeys',
  audience: ['operator'],
  role: 'viewer',
  scoped: true,
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '新增通行密钥', en: 'Add a passkey' },
  description: {
    zh: '须再次输入密码与动态验证码：只凭一个已登录的浏览器不能留下登录方式。',
    en: 'Password and one-time code are asked for again: a browser somebody left signed in must not be enough to stay.',
  },
  body: z.strictObject({
    label: text(40),
    password: z.string().min(1).max(256),
    code: z.string().regex(/^[0-9]{6}$/, 'must be 6 digits'),
    response: passkeyAttestation,
  }),
  response: passkey,
  refusals: [
    'sign_in_failed',
    'sign_in_delayed',
    'proof_invalid',
    'passkey_known',
    'too_many_passkeys',
  ],
})

export const remove = defineRoute({
  name: 'operatorPasskeys.remove',
  method: 'DELETE',
  path: '/v1/session/passkeys/:id',
  audience: ['operator'],
  role: 'viewer',
  scoped: true,
  idempotent: false,
  status: 204,
  summary: { zh: '移除通行密钥', en: 'Remove a passkey' },
  params: z.strictObject({ id: id('psk') }),
  response: z.undefined(),
  refusals: [],
})
