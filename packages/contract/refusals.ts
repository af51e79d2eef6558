import type { JsonObject } from './json.ts'
import { fundingRefusals } from './refusals/funding.ts'
import { payingRefusals } from './refusals/paying.ts'
import { billRefusals } from './refusals/bills.ts'
import { betweenRefusals } from './refusals/between.ts'
import { careRefusals } from './refusals/care.ts'
import { agreementRefusals } from './refusals/agreements.ts'
import { disputeRefusals } from './refusals/disputes.ts'
import { fileRefusals } from './refusals/files.ts'
import { goalRefusals } from './refusals/goals.ts'
import { lifeRefusals } from './refusals/life.ts'
import { identityRefusals } from './refusals/identity.ts'
import { requestRefusals } from './refusals/request.ts'
import { sharedRefusals } from './refusals/shared.ts'
import { safetyRefusals } from './refusals/safety.ts'

/**
 * Every reason for which Suanpan understands a request and will not do it: the HTTP status and a
 * sentence in both languages. `{name}` is replaced by the detail of that name; `{name:money}` is
 * minor units, written with the decimals of the asset in `details.asset` (`CNY/2`). Tables of one
 * subject stand in the folder `refusals` and are taken in here.
 */
export const refusals = {
  ...requestRefusals,
  ...billRefusals,
  ...safetyRefusals,
  ...identityRefusals,
  ...fileRefusals,
  ...disputeRefusals,
  ...sharedRefusals,
  ...careRefusals,
  ...goalRefusals,
  ...agreementRefusals,
  ...lifeRefusals,

  // Who asks.
  unauthenticated: {
    status: 401,
    zh: '请先登录，或提供有效的 API 密钥',
    en: 'Sign in first, or send a valid API key',
  },
  sign_in_failed: {
    status: 401,
    zh: '账号、密码或验证码不正确',
    en: 'The login, the password or the code is wrong',
  },
  sign_in_delayed: {
    status: 429,
    zh: '连续失败次数过多，请在 {retryAfterSeconds} 秒后再试',
    en: 'Too many failures in a row: try again in {retryAfterSeconds} seconds',
  },
  forbidden: {
    status: 403,
    zh: '没有权限：需要 {needed}',
    en: 'Not allowed: this needs {needed}',
  },
  cross_site_request: {
    status: 403,
    zh: '拒绝来自其他网站的请求',
    en: 'Requests from another site are refused',
  },

  // Parties.
  person_not_found: { status: 404, zh: '用户 {person} 不存在', en: 'There is no person {person}' },
  merchant_not_found: {
    status: 404,
    zh: '商户 {merchant} 不存在',
    en: 'There is no merchant {merchant}',
  },
  merchant_inactive: {
    status: 409,
    zh: '商户 {merchant} 已停用',
    en: 'The merchant {merchant} is not active',
  },
  external_id_taken: {
    status: 409,
    zh: '来源 {source} 的外部编号 {reference} 已属于另一位用户',
    en: 'The external id {reference} of {source} belongs to another person already',
  },
  login_taken: { status: 409, zh: '账号 {login} 已被使用', en: 'The login {login} is taken' },

  // Proving that it is the person.
  pin_not_set: {
    status: 409,
    zh: '尚未设置支付密码',
    en: 'No pay PIN is set yet',
  },
  pin_wrong: {
    status: 403,
    zh: '支付密码不正确，还可尝试 {triesLeft} 次',
    en: 'The pay PIN is wrong: {triesLeft} tries left',
  },
  pin_locked: {
    status: 403,
    zh: '支付密码输错次数过多，已锁定至 {until}',
    en: 'The pay PIN was wrong too often and is locked until {until}',
  },
  pin_too_weak: {
    status: 422,
    zh: '支付密码太容易被猜到（{reason}），请换一个',
    en: 'This pay PIN is too easy to guess ({reason}): choose another one',
  },
  pay_session_ended: {
    status: 403,
    zh: '免输密码时段已结束，请输入支付密码',
    en: 'The pay session has ended: enter the pay PIN',
  },
  pay_session_exceeded: {
    status: 403,
    zh: '超出免输密码额度 {ceiling:money}，请输入支付密码',
    en: 'Above the {ceiling:money} of the pay session: enter the pay PIN',
  },
  proof_invalid: {
    status: 403,
    zh: '验证未通过，请重试',
    en: 'The proof does not hold: try again',
  },
  passkey_known: {
    status: 409,
    zh: '该通行密钥已登记',
    en: 'This passkey is registered already',
  },
  too_many_passkeys: {
    status: 409,
    zh: '最多可登记 {max} 个通行密钥，请先移除一个',
    en: 'At most {max} passkeys can be registered: remove one first',
  },

  // The ledger.
  insufficient_funds: {
    status: 409,
    zh: '余额不足：需要 {needed:money}，可用 {available:money}',
    en: 'Insufficient funds: {needed:money} needed, {available:money} available',
  },
  ceiling_reached: {
    status: 409,
    zh: '超过余额上限 {ceiling:money}：现有 {balance:money}，拟存入 {amount:money}',
    en: 'Above the ceiling of {ceiling:money}: {balance:money} there, {amount:money} wanted in',
  },
  holder_frozen: {
    status: 409,
    zh: '{holder} 已被冻结（{direction}）',
    en: '{holder} is frozen ({direction})',
  },
  account_closed: {
    status: 409,
    zh: '账户 {account} 已销户',
    en: 'The account {account} is closed',
  },
  account_not_found: {
    status: 404,
    zh: '账户 {account} 不存在',
    en: 'There is no account {account}',
  },
  account_differs: {
    status: 422,
    zh: '账户 {account} 已按其他属性开立（{field}）',
    en: 'The account {account} was opened with another {field}',
  },
  account_not_empty: {
    status: 409,
    zh: '账户 {account} 还有余额 {balance:money}，不能销户',
    en: 'The account {account} still holds {balance:money} and cannot be closed',
  },
  asset_mismatch: {
    status: 422,
    zh: '账户 {account} 的资产是 {found}，不是 {wanted}',
    en: 'The account {account} holds {found}, not {wanted}',
  },
  invalid_posting: {
    status: 422,
    zh: '记账凭证有误：{problem}',
    en: 'The posting is not valid: {problem}',
  },
  same_account: {
    status: 422,
    zh: '不能从账户 {account} 转入它自己',
    en: 'Nothing can move from the account {account} to itself',
  },
  asset_unknown: {
    status: 422,
    zh: '资产 {asset} 未登记',
    en: 'The asset {asset} is not registered',
  },
  chart_unknown: {
    status: 422,
    zh: '科目 {chart} 未登记',
    en: 'The chart code {chart} is not registered',
  },
  amount_out_of_range: {
    status: 422,
    zh: '金额超出可记范围',
    en: 'The amount is beyond what can be booked',
  },
  balance_below: {
    status: 409,
    zh: '账户 {account} 余额 {balance:money} 低于要求的 {atLeast:money}',
    en: 'The account {account} holds {balance:money}, less than the required {atLeast:money}',
  },
  version_mismatch: {
    status: 409,
    zh: '账户 {account} 的版本已是 {found}，不是 {expected}',
    en: 'The account {account} is at version {found}, not {expected}',
  },
  limit_reached: {
    status: 409,
    zh: '超过限额 {limit:money}：已用 {used:money}，本次需要 {wanted:money}',
    en: 'Above the limit of {limit:money}: {used:money} used, {wanted:money} wanted',
  },
  hold_exists: { status: 409, zh: '预授权 {hold} 已存在', en: 'The hold {hold} exists already' },
  hold_not_found: { status: 404, zh: '预授权 {hold} 不存在', en: 'There is no hold {hold}' },
  hold_expired: {
    status: 409,
    zh: '预授权 {hold} 已于 {expiresAt} 过期',
    en: 'The hold {hold} expired at {expiresAt}',
  },
  hold_closed: { status: 409, zh: '预授权 {hold} 已结束', en: 'The hold {hold} is closed' },
  already_reversed: {
    status: 409,
    zh: '凭证 {posting} 已被冲正',
    en: 'The posting {posting} was reversed already',
  },
  posting_not_found: {
    status: 404,
    zh: '凭证 {posting} 不存在',
    en: 'There is no posting {posting}',
  },
  business_day_closed: {
    status: 409,
    zh: '营业日 {day} 已日终',
    en: 'The business day {day} is closed',
  },
  business_day_open: {
    status: 409,
    zh: '营业日 {day} 尚未结束，不能日终',
    en: 'The business day {day} is not over and cannot be closed',
  },
  close_difference: {
    status: 409,
    zh: '不能日终：{what} 应为 {expected}，实为 {found}',
    en: 'The day cannot be closed: {what} should be {expected}, found {found}',
  },

  // Payments and points.
  payment_not_found: {
    status: 404,
    zh: '付款 {payment} 不存在',
    en: 'There is no payment {payment}',
  },
  refund_exceeds_payment: {
    status: 409,
    zh: '可退 {refundable:money}，不能退 {wanted:money}',
    en: '{refundable:money} can still be refunded, not {wanted:money}',
  },
  insufficient_points: {
    status: 409,
    zh: '积分不足：需要 {needed}，可用 {available}',
    en: 'Insufficient points: {needed} needed, {available} available',
  },
  points_below_minimum: {
    status: 409,
    zh: '至少兑换 {minimum} 积分',
    en: 'At least {minimum} points must be redeemed',
  },
  programme_not_found: {
    status: 404,
    zh: '积分计划 {programme} 不存在',
    en: 'There is no programme {programme}',
  },
  redemption_not_found: {
    status: 404,
    zh: '兑换 {redemption} 不存在',
    en: 'There is no redemption {redemption}',
  },

  ...fundingRefusals,
  ...payingRefusals,

  // Running the house.
  letter_not_parked: {
    status: 404,
    zh: '订阅方 {subscriber} 没有滞留该业务消息',
    en: 'The subscriber {subscriber} has not parked this letter',
  },
  audit_running: { status: 409, zh: '审计正在进行', en: 'An audit is running already' },

  // Oversight.
  licence_required: {
    status: 403,
    zh: '运营方的牌照（{profile}）不含此项能力：{capability}',
    en: 'The licence of this installation ({profile}) does not include {capability}',
  },
  approval_required: {
    status: 409,
    zh: '需另一位运营人员复核，已提交申请 {approval}，暂未生效',
    en: 'Another operator has to approve this: asked for as {approval}, nothing has changed yet',
  },
  approval_own: {
    status: 409,
    zh: '不能复核自己提交的申请 {approval}',
    en: 'Nobody decides what they asked for themselves: {approval}',
  },
  approval_decided: {
    status: 409,
    zh: '申请 {approval} 已有结果：{verdict}',
    en: 'The approval {approval} is decided already: {verdict}',
  },
  approval_expired: {
    status: 409,
    zh: '申请 {approval} 已于 {expiresAt} 过期，请重新提交',
    en: 'The approval {approval} expired at {expiresAt}: ask for it again',
  },
  approval_not_open: {
    status: 409,
    zh: '申请 {approval} 不能执行（{state}）',
    en: 'The approval {approval} cannot be done ({state})',
  },
  ...betweenRefusals,
} as const satisfies Record<string, { status: number; zh: string; en: string }>

export type RefusalCode = keyof typeof refusals
export type Language = 'zh' | 'en'

/**
 * Understood, and will not. Anything else that is thrown is our fault and answers 500.
 *
 * @param details the numbers behind the code; amounts as strings of digits with their `asset`
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: JsonObject

  constructor(code: RefusalCode, details: JsonObject = {}) {
    super(refusalSentence(code, details, 'en'))
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}

/** The sentence of a refusal in one language, with its numbers filled in. */
export function refusalSentence(
  code: RefusalCode,
  details: JsonObject,
  language: Language,
): string {
  return refusals[code][language].replace(
    /\{([a-zA-Z]+)(:money)?\}/g,
    (_whole, name: string, money: string | undefined) => {
      const value = details[name]
      if (value === undefined || value === null) return '?'
      if (typeof value === 'object') return JSON.stringify(value)
      return money === undefined ? String(value) : moneyText(String(value), details['asset'])
    },
  )
}

/** True for a string that is one of our refusal codes. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

function moneyText(minorUnits: string, asset: unknown): string {
  const [, code, scaleText] = /^([A-Z][A-Z0-9.-]*)\/([0-9]{1,2})$/.exec(String(asset)) ?? []
  if (code === undefined || !/^-?[0-9]+$/.test(minorUnits)) return minorUnits
  const scale = Number(scaleText)
  const sign = minorUnits.startsWith('-') ? '-' : ''
  const digits = minorUnits.replace('-', '').padStart(scale + 1, '0')
  const cut = digits.length - scale
  const text = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
  return `${sign}${text} ${code}`
}
