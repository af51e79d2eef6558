import { z } from 'zod'
import { assetCode, id, instant, money, signedDigits, text } from '../../shapes.ts'
import { proof } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'
import { returnTo } from './checkouts.ts'

const source = z
  .string()
  .regex(/^(balance|crd_[0-9a-hjkmnp-tv-z]{26})$/, 'must be balance or a card')
  .meta({
    id: 'FundingSource',
    description: '`balance`, or a bound card that pays the whole.',
  })

const party = z.object({ id: z.string(), name: z.string(), category: z.string().nullable() })

/** Who pays how much of a payment. */
export const parts = z
  .array(
    z.object({
      kind: z.enum(['balance', 'card']),
      amount: signedDigits,
      label: z.string().nullable().describe('Of a card: bank and last four digits.'),
    }),
  )
  .describe('Who pays how much, in this order.')

export const createQuote = defineRoute({
  name: 'quotes.create',
  method: 'POST',
  path: '/v1/quotes',
  audience: ['consumer'],
  capability: 'payments',
  idempotent: false,
  status: 201,
  summary: { zh: '试算一笔付款', en: 'Quote a payment' },
  description: {
    zh: '返回确认页需要的一切。quote 5 分钟内有效、只能付一次；商户费率、收款方或资金来源有变就须重新试算。收银台链接的 code 自带金额与订单号。',
    en: 'Everything a confirm sheet shows. A quote is good for five minutes and for one payment; when the payee, the price or the sources change it has to be made anew. The code of a checkout link names amount and reference.',
  },
  body: z.strictObject({
    payee: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('merchant'), merchant: id('mer') }),
      z.strictObject({ kind: z.literal('code'), code: text(400) }),
    ]),
    amount: money.optional().describe('Absent where the code names it.'),
    source: source
      .optional()
      .describe('Absent: the balance, or the first card where the balance is short.'),
    reference: text(80).optional(),
  }),
  response: z.object({
    id: id('quo').describe('To be sent as the Idempotency-Key of the payment.'),
    quote: z.string().describe('To be sent back as it is.'),
    payee: party,
    amount: signedDigits,
    asset: assetCode,
    fee: signedDigits.describe('What the payer pays on top: nothing.'),
    sources: parts,
    choices: z
      .array(z.object({ source, label: z.string().nullable(), enough: z.boolean() }))
      .describe('What else it could be paid from.'),
    warnings: z
      .array(
        z.object({
          kind: z.literal('budget'),
          category: z.string(),
          asset: assetCode,
          amount: signedDigits.describe('The budget.'),
          spent: signedDigits,
          after: signedDigits.describe('Spent once this is paid.'),
          level: z.enum(['near', 'broken']),
        }),
      )
      .describe('What to know before: budgets that it brings to 80 % or breaks.'),
    stepUp: z.enum(['none', 'pin', 'passkey']).describe('The least proof that the payment needs.'),
    balance: signedDigits,
    expiresAt: instant,
    version: z.string(),
    hash: z.string(),
  }),
  refusals: [
    'merchant_not_found',
    'merchant_inactive',
    'code_unknown',
    'checkout_not_found',
    'checkout_paid',
    'checkout_cancelled',
    'checkout_expired',
    'amount_missing',
    'amount_fixed',
    'card_not_found',
    'wallet_frozen',
    'locked_by_yourself',
    'real_name_required',
    'limit_reached',
  ],
})

const myPayment = z
  .object({
    id: id('pay'),
    state: z
      .enum(['processing', 'paid', 'failed', 'partly_refunded', 'refunded'])
      .describe('`processing` waits for the bank of the card.'),
    reason: z
      .string()
      .nullable()
      .describe(
        'Where it failed: the bank’s code; or why it could not be made when the money came, which then lies in the balance.',
      ),
    kept: z.boolean().describe('It was not paid, and the money of the card lies in the balance.'),
    payee: party,
    amount: signedDigits,
    asset: assetCode,
    refunded: signedDigits,
    sources: parts,
    reference: z.string().nullable(),
    checkout: z
      .object({ id: id('chk'), title: z.string(), returnTo })
      .nullable()
      .describe('The checkout that it pays.'),
    occurredAt: instant,
  })
  .meta({ id: 'MyPayment', description: 'A payment as its payer sees it.' })

export const payQuote = defineRoute({
  name: 'myPayments.create',
  method: 'POST',
  path: '/v1/me/payments',
  audience: ['consumer'],
  capability: 'payments',
  idempotent: true,
  status: 201,
  summary: { zh: '付款（按试算）', en: 'Pay a quote' },
  description: {
    zh: 'Idempotency-Key 须为 quote 的编号：一份试算只付一次，证明也只对它有效。',
    en: 'The Idempotency-Key must be the id of the quote: a quote is paid once, and a proof is good for it alone.',
  },
  body: z.strictObject({
    quote: z.string().max(4_000),
    proof: proof.optional(),
  }),
  response: myPayment,
  refusals: [
    'quote_invalid',
    'quote_expired',
    'quote_changed',
    'checkout_not_found',
    'checkout_paid',
    'checkout_cancelled',
    'checkout_expired',
    'insufficient_funds',
    'holder_frozen',
    'limit_reached',
    'merchant_not_found',
    'merchant_inactive',
    'card_not_found',
    'bank_not_connected',
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

export const getMyPayment = defineRoute({
  name: 'myPayments.get',
  method: 'GET',
  path: '/v1/me/payments/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的一笔付款', en: 'A payment of mine' },
  params: z.strictObject({ id: id('pay') }),
  response: myPayment,
  refusals: ['payment_not_found'],
})
