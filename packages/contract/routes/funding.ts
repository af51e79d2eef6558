import { z } from 'zod'
import { BANK_CODES } from '../bank.ts'
import { PAYOUT_REJECTIONS, type PayoutRejection } from '../safety-words.ts'
import {
  amountDigits,
  assetCode,
  flag,
  id,
  instant,
  page,
  pageQuery,
  signedDigits,
  text,
} from '../shapes.ts'
import { proof } from '../shapes-proof.ts'
import { defineRoute } from './define.ts'

/** A person's cards, top-ups and withdrawals. */
const card = z
  .object({
    id: id('crd'),
    bank: z.string(),
    kind: z.enum(['debit', 'credit']),
    lastFour: z.string(),
    isDefault: z.boolean(),
    boundAt: instant,
  })
  .meta({ id: 'Card', description: 'A bound card: never its number.' })

const cardFace = card.pick({ id: true, bank: true, kind: true, lastFour: true })
const state = z.enum(['requested', 'processing', 'succeeded', 'failed', 'reversed'])
const withdrawalState = z
  .enum(['review', ...state.options, 'given_back'])
  .describe(
    '`review`: an operator looks at it before the bank hears of it; `given_back`: it never went there.',
  )
const rejections = Object.keys(PAYOUT_REJECTIONS) as PayoutRejection[]
const review = z
  .object({
    until: instant.describe('What is not decided by then is given back.'),
    end: z.enum(['approved', 'cancelled', 'rejected', 'expired']).nullable(),
    category: z.enum(rejections).nullable().describe('Why it was rejected.'),
  })
  .nullable()
  .describe('Of a large withdrawal, which an operator looks at first; null where nobody has to.')
const code = z
  .enum([...BANK_CODES, 'returned'])
  .nullable()
  .describe('Why it failed.')

const topUp = z
  .object({
    id: id('top'),
    state,
    code,
    card: cardFace,
    asset: assetCode,
    amount: signedDigits,
    owed: signedDigits.describe('What became a debt when the bank took it back.'),
    occurredAt: instant,
    expectedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'CardTopUp' })

const withdrawal = z
  .object({
    id: id('wdr'),
    state: withdrawalState,
    review,
    code,
    card: cardFace,
    asset: assetCode,
    amount: signedDigits.describe('What arrives at the card.'),
    fee: signedDigits.describe('What is paid besides.'),
    occurredAt: instant,
    expectedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Withdrawal' })

export const listCards = defineRoute({
  name: 'cards.list',
  method: 'GET',
  path: '/v1/me/cards',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的银行卡', en: 'My cards' },
  description: {
    zh: '按扣款顺序排列，第一张为默认。',
    en: 'In the order of deduction; the first is the default.',
  },
  response: z.object({ items: z.array(card) }),
  refusals: [],
})

export const bindCard = defineRoute({
  name: 'cards.bind',
  method: 'POST',
  path: '/v1/me/card-bindings',
  audience: ['consumer'],
  capability: 'cards',
  idempotent: true,
  status: 201,
  summary: { zh: '绑卡：请银行发送验证码', en: 'Bind a card: have the bank send a code' },
  description: {
    zh: '卡号只转交银行，不留存。',
    en: 'The number is handed to the bank and kept nowhere.',
  },
  body: z.strictObject({
    number: z.string().regex(/^[0-9]{12,19}$/, 'must be 12 to 19 digits'),
    name: text(60),
    phone: z.string().regex(/^\+?[0-9]{5,15}$/, 'must be a phone number'),
  }),
  response: z.object({
    id: id('bnd'),
    bank: z.string(),
    kind: z.enum(['debit', 'credit']),
    lastFour: z.string(),
    expiresAt: instant,
    sandboxCode: z.string().optional().describe('The code itself; from a sandbox bank only.'),
  }),
  refusals: [
    'bank_not_connected',
    'bank_silent',
    'card_refused',
    'card_name_differs',
    'cards_full',
  ],
})

export const confirmCard = defineRoute({
  name: 'cards.confirm',
  method: 'POST',
  path: '/v1/me/cards',
  audience: ['consumer'],
  capability: 'cards',
  idempotent: false,
  status: 201,
  summary: { zh: '绑卡：提交验证码', en: 'Bind a card: give the code' },
  body: z.strictObject({ binding: id('bnd'), code: z.string().regex(/^[0-9]{4,8}$/) }),
  response: card,
  refusals: [
    'bank_not_connected',
    'bank_silent',
    'binding_not_found',
    'card_code_wrong',
    'card_bound_already',
  ],
})

export const orderCards = defineRoute({
  name: 'cards.order',
  method: 'PUT',
  path: '/v1/me/cards/order',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '设置扣款顺序', en: 'Set the order of deduction' },
  body: z.strictObject({ cards: z.array(id('crd')).max(50) }),
  response: z.object({ items: z.array(card) }),
  refusals: ['card_not_found'],
})

export const unbindCard = defineRoute({
  name: 'cards.unbind',
  method: 'DELETE',
  path: '/v1/me/cards/:id',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '解绑银行卡', en: 'Unbind a card' },
  params: z.strictObject({ id: id('crd') }),
  response: z.undefined(),
  refusals: ['bank_not_connected', 'card_not_found'],
})

const wanted = {
  card: id('crd'),
  amount: z.strictObject({ amount: amountDigits, asset: assetCode }),
}

export const createTopUp = defineRoute({
  name: 'myTopUps.create',
  method: 'POST',
  path: '/v1/me/top-ups',
  audience: ['consumer'],
  capability: 'stored_balance',
  idempotent: true,
  status: 202,
  summary: { zh: '从银行卡充值', en: 'Top up from a card' },
  description: {
    zh: '银行确认之前不入账；请按 id 查询结果。',
    en: 'Nothing is booked before the bank says so; ask for the outcome by id.',
  },
  body: z.strictObject(wanted),
  response: topUp,
  refusals: ['bank_not_connected', 'card_not_found', 'card_kind_refused', 'asset_unknown'],
})

export const getTopUp = defineRoute({
  name: 'myTopUps.get',
  method: 'GET',
  path: '/v1/me/top-ups/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '充值详情', en: 'A top-up' },
  params: z.strictObject({ id: id('top') }),
  response: topUp,
  refusals: ['topup_not_found'],
})

export const listTopUps = defineRoute({
  name: 'myTopUps.list',
  method: 'GET',
  path: '/v1/me/top-ups',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '充值列表', en: 'List top-ups' },
  query: z.strictObject({ ...pageQuery }),
  response: page(topUp),
  refusals: [],
})

const terms = z.object({
  asset: assetCode,
  available: signedDigits,
  owed: signedDigits,
  freeLeft: signedDigits.describe('What can still be withdrawn without a fee.'),
  largest: z.object({ amount: signedDigits, fee: signedDigits }),
  minimum: signedDigits,
})

export const withdrawalTerms = defineRoute({
  name: 'withdrawals.terms',
  method: 'GET',
  path: '/v1/me/withdrawal-terms',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '提现额度与手续费', en: 'What can be withdrawn, and the fee' },
  query: z.strictObject({ asset: assetCode.default('CNY/2') }),
  response: terms,
  refusals: [],
})

export const createWithdrawal = defineRoute({
  name: 'withdrawals.create',
  method: 'POST',
  path: '/v1/me/withdrawals',
  audience: ['consumer'],
  capability: 'withdrawals',
  idempotent: true,
  status: 202,
  summary: { zh: '提现到银行卡', en: 'Withdraw to a card' },
  description: {
    zh: '先冻结金额与手续费，银行付款成功后扣除，失败则全部退回。超过提现复核额度的先由运营人员复核，期间可取消。fee 须为试算（dryRun=true）给出的手续费。',
    en: 'Amount and fee are set aside first, taken when the bank has paid and given back when it has not. Above the amount that needs a review an operator looks at it first, and it can be cancelled meanwhile. `fee` is what a dry run said.',
  },
  query: z.strictObject({ dryRun: flag.optional() }),
  body: z.strictObject({
    ...wanted,
    fee: z
      .string()
      .regex(/^(0|[1-9][0-9]{0,17})$/)
      .optional()
      .describe('As it was shown; needed unless it is a dry run.'),
    proof: proof.optional(),
  }),
  response: withdrawal.extend({
    id: id('wdr').nullable().describe('Null in a dry run.'),
    state: withdrawalState.nullable(),
  }),
  refusals: [
    'bank_not_connected',
    'card_not_found',
    'card_kind_refused',
    'withdrawal_too_small',
    'fee_changed',
    'debt_first',
    'insufficient_funds',
    'holder_frozen',
    'limit_reached',
    'asset_unknown',
    'wallet_frozen',
    'locked_by_yourself',
    'real_name_required',
    'pin_required',
    'passkey_required',
  ],
})

export const getWithdrawal = defineRoute({
  name: 'withdrawals.get',
  method: 'GET',
  path: '/v1/me/withdrawals/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '提现详情', en: 'A withdrawal' },
  params: z.strictObject({ id: id('wdr') }),
  response: withdrawal,
  refusals: ['withdrawal_not_found'],
})

export const listWithdrawals = defineRoute({
  name: 'withdrawals.list',
  method: 'GET',
  path: '/v1/me/withdrawals',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '提现列表', en: 'List withdrawals' },
  query: z.strictObject({ ...pageQuery }),
  response: page(withdrawal),
  refusals: [],
})

export const cancelWithdrawal = defineRoute({
  name: 'withdrawals.cancel',
  method: 'POST',
  path: '/v1/me/withdrawals/:id/cancellations',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '取消审核中的提现', en: 'Cancel a withdrawal under review' },
  params: z.strictObject({ id: id('wdr') }),
  response: withdrawal,
  refusals: ['withdrawal_not_found', 'withdrawal_not_in_review'],
})

export const getPayout = defineRoute({
  name: 'payouts.get',
  method: 'GET',
  path: '/v1/payouts/:id',
  audience: ['operator'],
  role: 'viewer',
  capability: 'withdrawals',
  idempotent: false,
  summary: { zh: '用户提现（供复核）', en: 'A withdrawal of a person, to be reviewed' },
  description: {
    zh: '用户与银行卡均已脱敏。',
    en: 'Person and card are masked.',
  },
  params: z.strictObject({ id: id('wdr') }),
  response: withdrawal.extend({
    person: z.object({ id: id('per'), name: z.string().nullable(), phone: z.string().nullable() }),
    realName: z.enum(['unverified', 'I', 'II', 'III']),
    walletOpenedAt: instant.nullable(),
    cardBoundAt: instant,
    paidBefore: z
      .object({ count: z.int(), amount: signedDigits })
      .describe('Earlier withdrawals that arrived.'),
  }),
  refusals: ['withdrawal_not_found'],
})
