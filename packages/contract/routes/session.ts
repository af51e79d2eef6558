import { z } from 'zod'
import { bilingual, id, instant, page, pageQuery, text } from '../shapes.ts'
import { defineRoute } from './define.ts'

export const role = z.enum(['viewer', 'operator', 'approver'])
export const scope = z.enum(['read', 'parties', 'payments', 'points', 'ledger'])

const login = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/, 'must be 2 to 64 lower-case letters, digits or . _ @ -')

export const operator = z
  .object({
    id: id('opr'),
    login,
    name: z.string(),
    role,
    scope: z
      .object({
        merchants: z
          .array(id('mer'))
          .nullable()
          .describe('The only merchants whose data they work with; null for all of the house.'),
        reveals: z.boolean().describe('Whether they may ask to see what is masked.'),
      })
      .describe('Whose data they work with.'),
    createdAt: instant,
    lastSignInAt: instant.nullable(),
  })
  .meta({ id: 'Operator' })

export const signIn = defineRoute({
  name: 'session.signIn',
  method: 'POST',
  path: '/v1/session',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  status: 201,
  summary: { zh: '登录', en: 'Sign in' },
  description: {
    zh: '账号、密码和 6 位动态验证码一次提交；哪一项有误不作区分。成功后会话写入 cookie。',
    en: 'Login, password and the 6-digit code together; which of them was wrong is not said. The session travels in a cookie.',
  },
  body: z.strictObject({
    login: z.string().min(1).max(64),
    password: z.string().min(1).max(256),
    code: z.string().regex(/^[0-9]{6}$/, 'must be 6 digits'),
  }),
  response: z.object({ operator, expiresAt: instant }),
  refusals: ['sign_in_failed', 'sign_in_delayed'],
})

export const me = defineRoute({
  name: 'session.me',
  method: 'GET',
  path: '/v1/session',
  audience: ['operator'],
  role: 'viewer',
  scoped: true,
  idempotent: false,
  summary: { zh: '当前会话', en: 'The current session' },
  response: z.object({
    operator,
    expiresAt: instant,
    zone: z.string().describe('The IANA zone of the business day.'),
    demo: z.boolean().describe('True while the demo town is shown.'),
  }),
  refusals: [],
})

export const signOut = defineRoute({
  name: 'session.signOut',
  method: 'DELETE',
  path: '/v1/session',
  audience: ['operator'],
  role: 'viewer',
  scoped: true,
  idempotent: false,
  status: 204,
  summary: { zh: '退出登录', en: 'Sign out' },
  response: z.undefined(),
  refusals: [],
})

export const hint = defineRoute({
  name: 'session.hint',
  method: 'GET',
  path: '/v1/session/hint',
  audience: ['public'],
  guarded: true,
  idempotent: false,
  summary: { zh: '演示模式的登录提示', en: 'How to sign in to the demo' },
  description: {
    zh: '仅演示模式返回账号、密码和当前验证码；其他模式一律为 null。',
    en: 'Login, password and the current code in demo mode only; null in any other mode.',
  },
  response: z.object({
    demo: z
      .object({
        login: z.string(),
        password: z.string(),
        code: z.string(),
        validForSeconds: z.int(),
        checker: z
          .object({ login: z.string(), password: z.string(), code: z.string() })
          .describe('The second operator, who approves what the first one asks for.'),
      })
      .nullable(),
  }),
  refusals: [],
})

export const listOperators = defineRoute({
  name: 'operators.list',
  method: 'GET',
  path: '/v1/operators',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  summary: { zh: '运营人员列表', en: 'List operators' },
  query: z.strictObject(pageQuery),
  response: page(operator),
  refusals: [],
})

export const createOperator = defineRoute({
  name: 'operators.create',
  method: 'POST',
  path: '/v1/operators',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  status: 201,
  summary: { zh: '新建运营人员', en: 'Create an operator' },
  description: {
    zh: '动态验证码密钥只在此处显示一次。',
    en: 'The secret of the one-time codes is shown here and never again.',
  },
  body: z.strictObject({
    login,
    name: text(60),
    role,
    merchants: z
      .array(id('mer'))
      .min(1)
      .max(200)
      .optional()
      .describe('The only merchants whose data they work with; left out for all of the house.'),
    reveals: z.boolean().default(true).describe('Whether they may ask to see what is masked.'),
    password: z.string().min(10, 'must have at least 10 characters').max(256),
  }),
  response: z.object({ operator, totp: z.object({ secret: z.string(), uri: z.string() }) }),
  refusals: ['login_taken', 'merchant_not_found'],
})

const apiKey = z
  .object({
    id: id('key'),
    name: z.string(),
    scopes: z.array(scope),
    merchant: id('mer').nullable().describe('The only merchant the key may act for; null for all.'),
    hint: z.string().describe('The first characters of the secret.'),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

export const listApiKeys = defineRoute({
  name: 'apiKeys.list',
  method: 'GET',
  path: '/v1/api-keys',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  summary: { zh: 'API 密钥列表', en: 'List API keys' },
  query: z.strictObject(pageQuery),
  response: page(apiKey),
  refusals: [],
})

export const createApiKey = defineRoute({
  name: 'apiKeys.create',
  method: 'POST',
  path: '/v1/api-keys',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  status: 201,
  summary: { zh: '新建 API 密钥', en: 'Create an API key' },
  description: {
    zh: '密钥只在此处显示一次，只保存其哈希。',
    en: 'The secret is shown here and never again; only its hash is kept.',
  },
  body: z.strictObject({
    name: text(60),
    scopes: z.array(scope).min(1).max(5),
    merchant: id('mer').optional(),
  }),
  response: z.object({ apiKey, secret: z.string() }),
  refusals: ['merchant_not_found'],
})

export const revokeApiKey = defineRoute({
  name: 'apiKeys.revoke',
  method: 'DELETE',
  path: '/v1/api-keys/:id',
  audience: ['operator'],
  role: 'approver',
  idempotent: false,
  summary: { zh: '吊销 API 密钥', en: 'Revoke an API key' },
  params: z.strictObject({ id: id('key') }),
  response: apiKey,
  refusals: [],
})

/** What the console shows of a refusal, and what any client receives: RFC 9457 problem+json. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    sentences: bilingual,
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457 problem+json; the numbers behind the code are fields of their own.',
  })
