/**
 * The fixed lists of what can stop a person's money, with the words that people read. Codes change
 * by addition; a screen shows the words of the reader's language.
 */
type Words = { zh: string; en: string }

/** Why an operator froze somebody. The person reads the title and the way out, never the reason. */
export const FREEZE_CATEGORIES = {
  account_security: {
    title: { zh: '账户安全保护', en: 'Protection of your account' },
    wayOut: {
      zh: '请在安全中心核对设备与登录记录，再联系客服核实身份后解冻',
      en: 'Check your devices and sign-ins in the security centre, then ask the service to confirm that it is you',
    },
  },
  identity_check: {
    title: { zh: '身份信息待核实', en: 'Your identity has to be confirmed' },
    wayOut: {
      zh: '请完成或更新实名认证，核实后自动进入解冻流程',
      en: 'Complete or renew your real-name verification; the freeze is then looked at again',
    },
  },
  transaction_review: {
    title: { zh: '交易核实中', en: 'A transaction is being looked at' },
    wayOut: {
      zh: '请联系客服，按提示说明交易情况',
      en: 'Contact the service and explain the transaction as asked',
    },
  },
  dispute: {
    title: { zh: '纠纷处理中', en: 'A dispute is being settled' },
    wayOut: {
      zh: '请在账单的争议页查看进度，纠纷办结后解冻',
      en: 'Follow the dispute in your bills; it ends when the dispute is decided',
    },
  },
  legal_request: {
    title: { zh: '依法配合有权机关', en: 'At the request of an authority' },
    wayOut: {
      zh: '请联系客服获取有权机关的联系方式',
      en: 'Ask the service which authority to turn to',
    },
  },
  deceased_or_estate: {
    title: { zh: '继承事项办理中', en: 'An estate is being settled' },
    wayOut: {
      zh: '请由继承人联系客服，提交继承证明',
      en: 'The heirs are asked to contact the service with their documents',
    },
  },
} as const satisfies Record<string, { title: Words; wayOut: Words }>

export type FreezeCategory = keyof typeof FREEZE_CATEGORIES

/** What a person may lock for themselves. */
export const LOCKS = {
  wallet: { zh: '一键锁定钱包', en: 'Whole wallet' },
  night: { zh: '夜间锁', en: 'Night hours' },
  large_amount: { zh: '大额锁', en: 'Large amounts' },
  new_payee: { zh: '陌生收款方锁', en: 'New payees' },
  free_of_pin: { zh: '免密付款额度', en: 'Paying without PIN' },
} as const satisfies Record<string, Words>

export type LockKind = keyof typeof LOCKS

/** Why an operator did not let a large withdrawal go. The person reads this and the way out, nothing more. */
export const PAYOUT_REJECTIONS = {
  identity_unclear: {
    title: { zh: '身份信息待核实', en: 'Your identity has to be confirmed' },
    wayOut: {
      zh: '请完成或更新实名认证后重新提现',
      en: 'Complete or renew your real-name verification, then withdraw again',
    },
  },
  card_unclear: {
    title: { zh: '收款卡信息待核实', en: 'The receiving card has to be confirmed' },
    wayOut: {
      zh: '请核对收款卡是否为本人名下，或换一张本人的卡',
      en: 'Check that the card is your own, or choose another of your cards',
    },
  },
  purpose_unclear: {
    title: { zh: '资金情况待说明', en: 'Something about the money has to be explained' },
    wayOut: {
      zh: '请联系客服说明资金来源与用途',
      en: 'Contact the service and explain where the money comes from and what it is for',
    },
  },
  account_protection: {
    title: { zh: '账户安全保护', en: 'Protection of your account' },
    wayOut: {
      zh: '请在安全中心核对设备与登录记录，再联系客服',
      en: 'Check your devices and sign-ins in the security centre, then contact the service',
    },
  },
} as const satisfies Record<string, { title: Words; wayOut: Words }>

export type PayoutRejection = keyof typeof PAYOUT_REJECTIONS

export const isPayoutRejection = (code: string): code is PayoutRejection =>
  Object.hasOwn(PAYOUT_REJECTIONS, code)

/** How well somebody is known by name: the law gives each class its limits. */
export const REAL_NAME_CLASSES = {
  unverified: { zh: '未实名', en: 'Not verified' },
  I: { zh: 'I 类', en: 'Class I' },
  II: { zh: 'II 类', en: 'Class II' },
  III: { zh: 'III 类', en: 'Class III' },
} as const satisfies Record<string, Words>

export type RealNameClass = keyof typeof REAL_NAME_CLASSES

/** What a limit counts. */
export const LIMITS = {
  balance_ever: { zh: '余额付款累计', en: 'Paid from the balance in all' },
  balance_year: { zh: '余额付款本年', en: 'Paid from the balance this year' },
  static_code_day: { zh: '静态码付款单日', en: 'Static codes, a day' },
  one_factor_day: { zh: '免密付款单日', en: 'Without PIN, a day' },
  two_factors_day: { zh: '支付密码验证单日', en: 'With pay PIN, a day' },
  signed_day: { zh: '通行密钥验证单日', en: 'With passkey, a day' },
  red_packet_day: { zh: '发红包单日', en: 'Red packets sent, a day' },
  red_packet_in_day: { zh: '收红包单日', en: 'Red packets opened, a day' },
} as const satisfies Record<string, Words>

export type LimitKind = keyof typeof LIMITS

/** Every figure of the table of limits, and what its value counts. */
export const FIGURES = {
  balance_ever: { zh: '余额付款累计', en: 'Paid from the balance in all', unit: 'money' },
  balance_year: { zh: '余额付款本年', en: 'Paid from the balance in a year', unit: 'money' },
  static_code_day: { zh: '静态码付款单日', en: 'Static codes, a day', unit: 'money' },
  one_factor_day: { zh: '免密付款单日', en: 'Without PIN, a day', unit: 'money' },
  two_factors_day: { zh: '支付密码验证单日', en: 'With pay PIN, a day', unit: 'money' },
  signed_day: { zh: '通行密钥验证单日', en: 'With passkey, a day', unit: 'money' },
  red_packet_day: { zh: '发红包单日', en: 'Red packets sent, a day', unit: 'money' },
  red_packet_in_day: { zh: '收红包单日', en: 'Red packets opened, a day', unit: 'money' },
  free_of_pin_amount: { zh: '免密单笔默认', en: 'Without PIN, one payment', unit: 'money' },
  free_of_pin_amount_max: {
    zh: '免密单笔上限（本人可调）',
    en: 'Without PIN, the most a person may set',
    unit: 'money',
  },
  free_of_pin_times: { zh: '免密每日笔数', en: 'Without PIN, times a day', unit: 'count' },
  cooling_off_percent: { zh: '新设备限额比例', en: 'Limits on a new device', unit: 'percent' },
  step_up_large: { zh: '大额须通行密钥', en: 'From here on a passkey', unit: 'money' },
  step_up_new_payee: {
    zh: '首次收款人须通行密钥',
    en: 'To a new payee, a passkey from here on',
    unit: 'money',
  },
  step_up_delay: {
    zh: '首次收款人延迟到账',
    en: 'To a new payee, a later arrival from here on',
    unit: 'money',
  },
  payout_review_above: {
    zh: '提现超过此额须复核',
    en: 'Withdrawals above this wait for an operator',
    unit: 'money',
  },
  people_per_id_number: {
    zh: '同一证件号的账户数',
    en: 'Wallets for one id number',
    unit: 'count',
  },
} as const satisfies Record<string, Words & { unit: 'money' | 'count' | 'percent' }>

export type FigureKind = keyof typeof FIGURES
