/** Household bills. */
export const lifeRefusals = {
  biller_not_found: {
    status: 404,
    zh: '缴费机构 {biller} 不存在',
    en: 'There is no biller {biller}',
  },
  biller_account_not_found: {
    status: 404,
    zh: '缴费账户 {account} 不存在',
    en: 'There is no biller account {account}',
  },
  biller_account_unknown: {
    status: 422,
    zh: '没有查到这个户号，请核对后再试',
    en: 'The biller knows no such account: check the number',
  },
  biller_silent: {
    status: 503,
    zh: '缴费机构没有应答，请稍后再试',
    en: 'The biller does not answer: try again later',
  },
  biller_account_added: {
    status: 409,
    zh: '这个户号已经添加过了',
    en: 'This account is on your list already',
  },
  biller_accounts_full: {
    status: 409,
    zh: '最多添加 {max} 个缴费账户，请先移除一个',
    en: 'There can be at most {max} accounts: remove one first',
  },
  life_bill_not_found: {
    status: 404,
    zh: '缴费账单 {bill} 不存在',
    en: 'There is no household bill {bill}',
  },
  life_bill_paid: {
    status: 409,
    zh: '这张账单正在缴费或已缴清，不会重复缴',
    en: 'This bill is being paid or paid already; it is not paid twice',
  },
  bill_order_not_found: {
    status: 404,
    zh: '缴费 {order} 不存在',
    en: 'There is no such payment of a bill: {order}',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
