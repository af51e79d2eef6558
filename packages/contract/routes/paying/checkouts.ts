import { z } from 'zod'
import { assetCode, id, instant, money, page, pageQuery, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const EXPIRES_MINUTES_DEFAULT = 15
const EXPIRES_MINUTES_MAX = 30 * 24 * 60

const checkoutState = z
  .enum(['open', 'paid', 'cancelled', 'expired'])
  .describe('`open` waits for its payer; every other state is final.')

/** A page of the merchant's: https, at a name, without a user in front of it. */
const returnUrl = z
  .string()
  .max(500)
  .regex(/^https:\/\/[!-~]+$/, 'must begin with https:// and hold no spaces')
  .refine(isOfMerchant, 'must be a whole address at a name, without a user in front of it')
  .describe('Shown to the payer as a link with its host in words; nobody is sent there by itself.')

function isOfMerchant(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { username, password, hostname } = new URL(address)
  const isName = /^([a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname)
  return isName && username === '' && password === ''
}

const checkout = z
  .object({
    id: id('chk'),
    merchant: id('mer'),
    asset: assetCode,
    amount: signedDigits,
    title: z.string(),
    description: z.string().nullable(),
    reference: z.string().nullable(),
    returnUrl: z.string().nullable(),
    state: checkoutState,
    payment: id('pay').nullable().describe('The payment, once it is paid; refunds go there.'),
    code: z.string(),
    path: z.string().describe('The link, after the origin of the site; also as a QR code.'),
    createdAt: instant,
    expiresAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Checkout', description: 'What a merchant asks to be paid by a link.' })

export const createCheckout = defineRoute({
  name: 'checkouts.create',
  method: 'POST',
  path: '/v1/checkouts',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  capability: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '创建收银台链接', en: 'Open a checkout' },
  description: {
    zh: '返回的 path 是付款链接，也可印成二维码；只会被付一次，付款、取消、过期三者只有一个发生。结果以 checkout.paid / checkout.cancelled / checkout.expired 通知，也可查询。',
    en: 'The answer carries a path for a link or a QR code. It is paid once: of paid, cancelled and expired exactly one happens. Letters `checkout.paid`, `checkout.cancelled` and `checkout.expired` say which, and so does reading it.',
  },
  body: z.strictObject({
    merchant: id('mer').optional().describe('Needed unless the key is tied to one.'),
    amount: money,
    title: text(60)
      .regex(/\S/, 'must not be empty')
      .describe('What is paid for, as its payer and their bill show it.'),
    description: text(300).optional(),
    reference: text(80).optional().describe('The merchant’s own name for the order.'),
    expiresInMinutes: z
      .int()
      .min(1)
      .max(EXPIRES_MINUTES_MAX)
      .default(EXPIRES_MINUTES_DEFAULT)
      .describe('30 days at most.'),
    returnUrl: returnUrl.optional(),
  }),
  response: checkout,
  refusals: ['merchant_not_found', 'merchant_inactive'],
})

const byId = { params: z.strictObject({ id: id('chk') }), response: checkout }
const reading = {
  method: 'GET',
  audience: ['operator', 'server'],
  role: 'viewer',
  scoped: true,
  scope: 'payments',
  merchantKeys: true,
  idempotent: false,
} as const

export const getCheckout = defineRoute({
  ...byId,
  ...reading,
  name: 'checkouts.get',
  path: '/v1/checkouts/:id',
  summary: { zh: '收银台链接的状态', en: 'How a checkout stands' },
  refusals: ['checkout_not_found'],
})

export const listCheckouts = defineRoute({
  ...reading,
  name: 'checkouts.list',
  path: '/v1/checkouts',
  summary: { zh: '收银台链接列表', en: 'Checkouts of a merchant' },
  query: z.strictObject({
    merchant: id('mer').optional(),
    state: checkoutState.optional(),
    ...pageQuery,
  }),
  response: page(checkout),
  refusals: [],
})

export const cancelCheckout = defineRoute({
  ...byId,
  name: 'checkouts.cancel',
  method: 'POST',
  path: '/v1/checkouts/:id/cancellation',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  idempotent: true,
  summary: { zh: '取消收银台链接', en: 'Cancel a checkout' },
  description: {
    zh: '取消成功后不会再被付款；重复取消得到同一答复。已付款的请退款。',
    en: 'It is not paid any more once this has answered; cancelling again answers the same. What is paid already is refunded instead.',
  },
  refusals: ['checkout_not_found', 'checkout_paid', 'checkout_expired'],
})

/** Back to the merchant's own pages. */
export const returnTo = z
  .object({ url: z.string(), host: z.string().describe('To be shown beside the link.') })
  .nullable()

export const openCheckout = defineRoute({
  name: 'myCheckouts.get',
  method: 'GET',
  path: '/v1/me/checkouts/:code',
  audience: ['consumer'],
  capability: 'payments',
  idempotent: false,
  summary: { zh: '打开收银台链接', en: 'Open a checkout link' },
  description: {
    zh: 'code 是链接末段；付款用 POST /v1/quotes，payee 为 {"kind":"code"}。',
    en: '`code` is the end of the link. It is paid by POST /v1/quotes with a payee of kind `code`.',
  },
  params: z.strictObject({ code: text(400) }),
  response: z.object({
    id: id('chk'),
    code: z.string(),
    merchant: z.object({ id: id('mer'), name: z.string(), category: z.string().nullable() }),
    asset: assetCode,
    amount: signedDigits,
    title: z.string(),
    description: z.string().nullable(),
    reference: z.string().nullable(),
    state: checkoutState,
    payment: id('pay')
      .nullable()
      .describe('The payment of whoever asks; null when somebody else paid.'),
    waiting: id('pay').nullable().describe('Their payment that waits for the bank of a card.'),
    returnTo,
    expiresAt: instant,
    endedAt: instant.nullable(),
  }),
  refusals: ['checkout_not_found'],
})
