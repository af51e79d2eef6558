import { z } from 'zod'
import { safetyLetters } from './letters/safety.ts'
import { assetCode, day, id, instant, signedDigits } from './shapes.ts'

/**
 * The letters that rooms send. A letter says what happened, by ids and numbers only: nothing
 * personal is in it. Types change by addition; a breaking change is `type.v2` beside the old.
 */
const digits = z.string().regex(/^(0|[1-9][0-9]{0,18})$/)
const programme = z.string()
const budgetReminder = z.object({
  person: id('per'),
  month: z.string().describe('Such as 2026-03; each level is told once a month.'),
  category: z.string().describe('`all` for everything that is spent.'),
  asset: assetCode,
  amount: digits.describe('The budget.'),
  spent: digits,
})
const transferArrival = z.enum(['instant', 'after_2h', 'after_24h', 'on_registration'])

const codePaymentBody = z.object({
  codePayment: id('cpy'),
  person: id('per'),
  merchant: id('mer'),
  asset: assetCode,
  amount: digits,
  occurredAt: instant,
})

export const letters = {
  'payment.settled': {
    title: { zh: '付款成功', en: 'A payment was settled' },
    party: 'person',
    body: z.object({
      payment: id('pay'),
      person: id('per'),
      merchant: id('mer'),
      category: z.string(),
      asset: assetCode,
      amount: digits,
      netCash: digits.describe('The part paid in money: without points and coupons.'),
      fee: digits,
      occurredAt: instant,
      reference: z.string().optional(),
    }),
  },
  'payment.refunded': {
    title: { zh: '付款已退款', en: 'A payment was refunded, wholly or in part' },
    party: 'person',
    body: z.object({
      refund: id('ref'),
      payment: id('pay'),
      person: id('per'),
      merchant: id('mer'),
      asset: assetCode,
      amount: digits,
      paymentAmount: digits,
      counters: z
        .record(z.string(), digits)
        .describe('Under `refunded:` and the payment: all its refunds so far, this one included.'),
      occurredAt: instant,
    }),
  },
  'code_payment.requested': {
    title: { zh: '收银台请求付款', en: 'A till asks a payer to confirm' },
    party: 'person',
    body: codePaymentBody.extend({ expiresAt: instant }),
  },
  'code_payment.ended': {
    title: { zh: '付款码收款未付即结束', en: 'A code payment ended without being paid' },
    party: 'person',
    body: codePaymentBody.extend({ state: z.enum(['declined', 'reversed', 'expired']) }),
  },
  'code_payment.refused': {
    title: { zh: '付款码付款失败', en: 'A payment by code was refused' },
    party: 'person',
    body: codePaymentBody.extend({
      reason: z.string().describe('The code of the refusal; the till does not learn it.'),
    }),
  },
  'topup.settled': {
    title: { zh: '充值成功', en: 'A top-up was settled' },
    party: 'person',
    body: z.object({
      topUp: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'topup.failed': {
    title: { zh: '充值失败', en: 'A top-up failed at the bank' },
    party: 'person',
    body: z.object({
      topUp: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      code: z.string(),
      payment: id('pay').optional().describe('The payment that waited for the money.'),
      occurredAt: instant,
    }),
  },
  'topup.reversed': {
    title: { zh: '充值被银行撤回', en: 'The bank took a top-up back' },
    party: 'person',
    body: z.object({
      topUp: id('top'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'withdrawal.settled': {
    title: { zh: '提现到账', en: 'A withdrawal was paid by the bank' },
    party: 'person',
    body: z.object({
      withdrawal: id('wdr'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      fee: digits,
      occurredAt: instant,
    }),
  },
  'withdrawal.failed': {
    title: { zh: '提现失败，款项已退回', en: 'A withdrawal failed and the money came back' },
    party: 'person',
    body: z.object({
      withdrawal: id('wdr'),
      person: id('per'),
      asset: assetCode,
      amount: digits,
      code: z.string(),
      occurredAt: instant,
    }),
  },
  'card.bound': {
    title: { zh: '绑定银行卡', en: 'A card was bound' },
    party: 'person',
    body: z.object({
      card: id('crd'),
      person: id('per'),
    }),
  },
  'card.unbound': {
    title: { zh: '解绑银行卡', en: 'A card was unbound' },
    party: 'person',
    body: z.object({
      card: id('crd'),
      person: id('per'),
    }),
  },
  'points.earned': {
    title: { zh: '获得积分', en: 'Points were earned' },
    party: 'person',
    body: z.object({
      person: id('per'),
      programme,
      asset: assetCode,
      desired: digits.describe('What the rule would give.'),
      granted: z.record(z.string(), digits).describe('What the limits let through, by quantity.'),
      payment: id('pay'),
      lot: z.string(),
      occurredAt: instant,
    }),
  },
  'points.expired': {
    title: { zh: '积分到期', en: 'Points expired' },
    party: 'person',
    body: z.object({
      person: id('per'),
      programme,
      asset: assetCode,
      amount: digits,
      lot: z.string(),
      expiredOn: day,
    }),
  },
  'points.redeemed': {
    title: { zh: '兑换积分', en: 'Points were redeemed' },
    party: 'person',
    body: z.object({
      redemption: id('red'),
      person: id('per'),
      programme,
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'points.clawed_back': {
    title: { zh: '追回积分', en: 'Points were clawed back after a refund' },
    party: 'person',
    body: z.object({
      person: id('per'),
      programme,
      asset: assetCode,
      wanted: digits.describe('What was taken back; what was no longer there is a debt of points.'),
      payment: id('pay'),
      refund: id('ref'),
      occurredAt: instant,
    }),
  },
  'balance.crossed': {
    title: { zh: '余额越过监控线', en: 'A balance crossed a line' },
    party: 'account',
    body: z.object({
      monitor: z.string(),
      account: z.string(),
      line: signedDigits,
      direction: z.enum(['below', 'above']),
      balance: signedDigits,
      asset: assetCode,
      posting: z.string(),
    }),
  },
  'day.closed': {
    title: { zh: '营业日已日终', en: 'A business day was closed' },
    party: 'book',
    body: z.object({
      day,
      book: z.int(),
      root: z.string().describe('base64url, as the hash, the key and the signature.'),
      hash: z.string().describe('Of the day’s statement; the next closed day is chained to it.'),
      publicKey: z.string(),
      signature: z.string(),
      postings: z.int(),
    }),
  },
  'person.registered': {
    title: { zh: '用户登记', en: 'A person was registered' },
    party: 'person',
    body: z.object({ person: id('per'), source: z.string().optional(), registeredAt: instant }),
  },
  'passkey.added': {
    title: { zh: '新增通行密钥', en: 'A passkey was added' },
    party: 'person',
    body: z.object({ person: id('per'), passkey: id('psk') }),
  },
  'budget.near': {
    title: { zh: '预算已用八成', en: 'Four fifths of a budget are spent' },
    party: 'person',
    body: budgetReminder,
  },
  'budget.broken': {
    title: { zh: '超出预算', en: 'More was spent than the budget allows' },
    party: 'person',
    body: budgetReminder,
  },
  'transfer.sent': {
    title: { zh: '转账已发出', en: 'A transfer was sent' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per'),
      payee: id('per').nullable().describe('Null while nobody has registered the phone.'),
      asset: assetCode,
      amount: digits,
      arrival: transferArrival,
      dueAt: instant.describe('When it arrives or, unclaimed, goes back.'),
      occurredAt: instant,
    }),
  },
  'transfer.arriving': {
    title: { zh: '转账在途，稍后到账', en: 'A transfer is on its way to somebody' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per').describe('Who is to receive it.'),
      payer: id('per'),
      asset: assetCode,
      amount: digits,
      arrival: transferArrival,
      dueAt: instant,
      occurredAt: instant,
    }),
  },
  'transfer.received': {
    title: { zh: '转账到账', en: 'A transfer arrived' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per').describe('Who received it.'),
      payer: id('per'),
      asset: assetCode,
      amount: digits,
      arrival: transferArrival,
      occurredAt: instant,
    }),
  },
  'transfer.revoked': {
    title: { zh: '转账被撤销', en: 'A transfer was called back by its payer' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per'),
      payee: id('per').nullable(),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'transfer.returned': {
    title: { zh: '转账退回', en: 'A transfer went back to its payer' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per'),
      payee: id('per').nullable(),
      asset: assetCode,
      amount: digits,
      reason: z.enum(['unclaimed', 'not_receivable']),
      occurredAt: instant,
    }),
  },
  ...safetyLetters,
  'passkey.removed': {
    title: { zh: '移除通行密钥', en: 'A passkey was removed' },
    party: 'person',
    body: z.object({ person: id('per'), passkey: id('psk') }),
  },
  'wallet.opened': {
    title: { zh: '开通钱包', en: 'A person registered in the wallet' },
    party: 'person',
    body: z.object({
      person: id('per'),
      claimed: z.boolean().describe('True for somebody whom an import had brought before.'),
      at: instant,
    }),
  },
  'wallet.closed': {
    title: { zh: '注销钱包', en: 'A person closed their wallet' },
    party: 'person',
    body: z.object({ person: id('per'), at: instant, shredAt: instant }),
  },
  'device.added': {
    title: { zh: '新设备登录', en: 'A person signed in on a device that is new to them' },
    party: 'person',
    body: z.object({
      person: id('per'),
      device: id('dev'),
      signIn: id('sgn'),
      method: z.string(),
      at: instant,
    }),
  },
  'signin.unknown': {
    title: {
      zh: '陌生设备登录未成功',
      en: 'Somebody with the code failed to sign in on an unknown device',
    },
    party: 'person',
    body: z.object({
      person: id('per'),
      device: id('dev'),
      signIn: id('sgn'),
      method: z.string(),
      at: instant,
    }),
  },
  'pin.changed': {
    title: { zh: '支付密码已修改', en: 'A pay PIN was changed' },
    party: 'person',
    body: z.object({ person: id('per'), at: instant }),
  },
  'recovery.started': {
    title: { zh: '有人申请找回钱包', en: 'Somebody asked to recover a wallet' },
    party: 'person',
    body: z.object({
      person: id('per'),
      recovery: id('rcv'),
      wish: z.enum(['recover', 'new_account']),
      opensAt: instant,
    }),
  },
} as const satisfies Record<
  string,
  { title: { zh: string; en: string }; party: string; body: z.ZodType }
>
