/** People and their banks. */
export const fundingRefusals = {
  bank_not_connected: {
    status: 409,
    zh: '尚未接入银行通道',
    en: 'No bank is connected',
  },
  bank_silent: {
    status: 503,
    zh: '银行没有应答，请稍后再试',
    en: 'The bank does not answer: try again later',
  },
  bank_signature_invalid: {
    status: 401,
    zh: '回调签名无效或已过期',
    en: 'The signature of the callback is not valid or too old',
  },
  card_refused: {
    status: 422,
    zh: '银行未通过该卡（{reason}）',
    en: 'The bank does not accept this card ({reason})',
  },
  card_name_differs: {
    status: 422,
    zh: '持卡人姓名与实名认证姓名不一致',
    en: 'The name on the card is not the verified name',
  },
  card_code_wrong: {
    status: 422,
    zh: '验证码不正确，还可尝试 {triesLeft} 次',
    en: 'The code is wrong: {triesLeft} tries are left',
  },
  card_bound_already: {
    status: 409,
    zh: '尾号 {lastFour} 的银行卡已经绑定',
    en: 'The card ending in {lastFour} is bound already',
  },
  cards_full: {
    status: 409,
    zh: '最多绑定 {max} 张银行卡',
    en: 'At most {max} cards can be bound',
  },
  card_not_found: {
    status: 404,
    zh: '没有这张银行卡',
    en: 'There is no such card',
  },
  card_kind_refused: {
    status: 409,
    zh: '信用卡不能用于充值或提现，请使用借记卡',
    en: 'A credit card can neither top up nor receive a withdrawal: use a debit card',
  },
  binding_not_found: {
    status: 404,
    zh: '绑卡请求不存在或已过期，请重新获取验证码',
    en: 'The binding is not there or has expired: ask for a new code',
  },
  topup_not_found: {
    status: 404,
    zh: '充值 {topUp} 不存在',
    en: 'There is no top-up {topUp}',
  },
  withdrawal_not_found: {
    status: 404,
    zh: '提现 {withdrawal} 不存在',
    en: 'There is no withdrawal {withdrawal}',
  },
  withdrawal_not_in_review: {
    status: 409,
    zh: '提现 {withdrawal} 已不在审核中（{state}）',
    en: 'The withdrawal {withdrawal} is not under review any more ({state})',
  },
  rejection_category_missing: {
    status: 409,
    zh: '驳回这类申请须选择告知用户的原因',
    en: 'To reject this, choose what the person is told',
  },
  withdrawal_too_small: {
    status: 409,
    zh: '单笔提现不少于 {minimum:money}',
    en: 'A withdrawal is at least {minimum:money}',
  },
  fee_changed: {
    status: 409,
    zh: '手续费已变为 {fee:money}（原为 {shown:money}），请确认后重试',
    en: 'The fee is now {fee:money} instead of {shown:money}: confirm and try again',
  },
  debt_first: {
    status: 409,
    zh: '尚有欠款 {owed:money}，结清后才能提现',
    en: '{owed:money} is owed: it has to be paid before a withdrawal',
  },
  statement_gap: {
    status: 409,
    zh: '{day} 对账单的期初余额应为 {expected:money}，实为 {found:money}',
    en: 'The statement of {day} should open with {expected:money}, not {found:money}',
  },
  order_state_differs: {
    status: 409,
    zh: '银行订单 {order} 现为 {state}，不能这样操作',
    en: 'The bank has the order {order} as {state}, so this cannot be done',
  },
  case_not_found: { status: 404, zh: '案件 {case} 不存在', en: 'There is no case {case}' },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
