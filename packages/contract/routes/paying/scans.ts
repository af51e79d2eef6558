import { z } from 'zod'
import { amountDigits, assetCode, id, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const myCode = z
  .object({
    code: z.string(),
    path: z.string().describe('To be shown as a QR code after the origin of the site.'),
    amount: signedDigits.nullable(),
    note: z.string().nullable(),
    asset: assetCode,
    name: z.string().nullable().describe('As the payer sees it: the surname hidden.'),
  })
  .meta({ id: 'MyCollectionCode' })

export const myCollectionCode = defineRoute({
  name: 'collectionCodes.mine',
  method: 'GET',
  path: '/v1/me/collection-code',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的收款码', en: 'My collection code' },
  query: z.strictObject({ amount: amountDigits.optional(), note: text(20).optional() }),
  response: myCode,
  refusals: [],
})

export const renewCollectionCode = defineRoute({
  name: 'collectionCodes.renew',
  method: 'POST',
  path: '/v1/me/collection-code/renewals',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '更换收款码', en: 'Renew my collection code' },
  description: {
    zh: '之前给出的收款码全部作废。',
    en: 'Every collection code shown so far is void.',
  },
  response: myCode,
  refusals: [],
})

export const merchantCollectionCode = defineRoute({
  name: 'collectionCodes.merchant',
  method: 'GET',
  path: '/v1/merchants/:id/collection-code',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'payments',
  merchantKeys: true,
  idempotent: false,
  summary: { zh: '商户收款码（码牌）', en: "A merchant's collection code" },
  params: z.strictObject({ id: id('mer') }),
  query: z.strictObject({ amount: amountDigits.optional() }),
  response: z.object({
    code: z.string(),
    path: z.string().describe('To be printed as a QR code after the origin of the site.'),
    amount: signedDigits.nullable(),
    asset: assetCode,
  }),
  refusals: ['merchant_not_found', 'merchant_inactive'],
})

export const scan = defineRoute({
  name: 'scans.create',
  method: 'POST',
  path: '/v1/me/scans',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '扫到的是什么', en: 'What was scanned' },
  description: {
    zh: '识别收款码、收款请求、结账链接与签约链接；不是本钱包签发的内容一律 code_unknown，付款码会得到 code_is_payment_code 以防被骗读出。',
    en: 'Recognises collection codes, payment requests, checkout links and agreements. What this wallet did not sign is `code_unknown`; somebody’s payment code is `code_is_payment_code`, so that nobody is talked into entering one.',
  },
  body: z.strictObject({ text: text(1_000) }),
  response: z.object({
    kind: z.enum(['merchant', 'person', 'request', 'checkout', 'agreement', 'red_packet', 'goal']),
    id: z.string(),
    code: z.string().describe('The code alone, to be quoted or opened.'),
    name: z.string().nullable().describe('Of the merchant; of a person with the surname hidden.'),
    amount: signedDigits.nullable(),
    note: z.string().nullable().describe('What a person wrote into their own code.'),
    asset: assetCode,
  }),
  refusals: [
    'collection_code_void',
    'code_unknown',
    'code_is_payment_code',
    'merchant_inactive',
    'checkout_not_found',
  ],
})
