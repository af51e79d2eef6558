/** Paying by code, quotes, checkouts, agreements and life bills. */
export const payingRefusals = {
  payment_code_unknown: {
    status: 404,
    zh: '付款码无效，请付款人刷新后再扫',
    en: 'This is no payment code: the payer refreshes it and shows it again',
  },
  payment_code_expired: {
    status: 409,
    zh: '付款码已过期，请付款人刷新后再扫',
    en: 'The payment code has expired: the payer refreshes it and shows it again',
  },
  payment_code_used: {
    status: 409,
    zh: '付款码已被使用，请付款人出示新的付款码',
    en: 'The payment code was used already: the payer shows a new one',
  },
  payer_cannot_pay: {
    status: 409,
    zh: '付款人暂时无法完成付款，原因已在其手机上说明',
    en: 'The payer cannot pay at the moment; the reason is on the payer’s phone',
  },
  code_payment_not_found: {
    status: 404,
    zh: '收款 {codePayment} 不存在',
    en: 'There is no code payment {codePayment}',
  },
  code_payment_ended: {
    status: 409,
    zh: '收款 {codePayment} 已结束（{state}）',
    en: 'The code payment {codePayment} has ended ({state})',
  },
  till_needs_merchant_key: {
    status: 409,
    zh: '收银台需要绑定商户的 API 密钥',
    en: 'The till needs an API key that is tied to a merchant',
  },
  quote_invalid: {
    status: 422,
    zh: '试算无效，请重新发起付款',
    en: 'This is no quote of ours: begin the payment anew',
  },
  quote_expired: {
    status: 409,
    zh: '试算已于 {expiredAt} 过期，请重新确认',
    en: 'The quote expired at {expiredAt}: confirm anew',
  },
  quote_changed: {
    status: 409,
    zh: '收款方或价格有变，请重新确认',
    en: 'The payee or the price has changed: confirm anew',
  },
  checkout_not_found: {
    status: 404,
    zh: '收银台链接无效，请向商家索取新的链接',
    en: 'This is no checkout link: ask the shop for a new one',
  },
  checkout_paid: {
    status: 409,
    zh: '这笔订单已付款，没有再次扣款',
    en: 'This order is paid already; nothing was taken again',
  },
  checkout_cancelled: {
    status: 409,
    zh: '商家已取消这笔订单，没有扣款',
    en: 'The shop has cancelled this order; nothing was taken',
  },
  checkout_expired: {
    status: 409,
    zh: '收银台链接已于 {expiredAt} 过期，没有扣款',
    en: 'The checkout link expired at {expiredAt}; nothing was taken',
  },
  amount_missing: {
    status: 422,
    zh: '请输入金额',
    en: 'The amount is missing',
  },
  amount_fixed: {
    status: 422,
    zh: '收款码已定金额 {amount:money}，不能改付其他金额',
    en: 'The code names {amount:money}; another amount is not paid with it',
  },
  code_unknown: {
    status: 404,
    zh: '无法识别：这不是本钱包的码',
    en: 'Not recognised: this is no code of this wallet',
  },
  code_is_payment_code: {
    status: 409,
    zh: '这是付款码，只能由商户扫描；请勿把付款码数字告诉他人',
    en: 'This is a payment code, for merchants to scan only: never tell anybody its digits',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
