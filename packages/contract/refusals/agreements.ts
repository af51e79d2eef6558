/** Agreements for automatic deduction. */
export const agreementRefusals = {
  agreement_offer_not_found: {
    status: 404,
    zh: '签约链接无效，请向商户重新获取',
    en: 'There is no such agreement to sign: ask the merchant for a new link',
  },
  agreement_offer_withdrawn: {
    status: 409,
    zh: '商户已撤回该签约，不能再签',
    en: 'The merchant has taken this offer back: it cannot be signed any more',
  },
  agreement_not_found: {
    status: 404,
    zh: '签约 {agreement} 不存在',
    en: 'There is no agreement {agreement}',
  },
  agreement_exists: {
    status: 409,
    zh: '你已签约，无需重复签约',
    en: 'You have signed this agreement already',
  },
  agreement_cancelled: {
    status: 409,
    zh: '签约 {agreement} 已解约，不能再扣款',
    en: 'The agreement {agreement} was cancelled: nothing more is deducted',
  },
  agreement_limit_reached: {
    status: 409,
    zh: '超出签约限额（{kind}）：限额 {limit:money}，已用 {used:money}，本次 {wanted:money}',
    en: 'Above the limit of the agreement ({kind}): {limit:money} allowed, {used:money} used, {wanted:money} wanted',
  },
  notice_missing: {
    status: 409,
    zh: '扣款前须提前 {noticeHours} 小时预告',
    en: 'A deduction has to be announced {noticeHours} hours before',
  },
  notice_not_found: {
    status: 404,
    zh: '扣款预告 {notice} 不存在',
    en: 'There is no announced deduction {notice}',
  },
  notice_too_short: {
    status: 422,
    zh: '预告时间不足 {noticeHours} 小时，最早扣款时间为 {earliest}',
    en: 'Announced less than {noticeHours} hours before: the earliest time is {earliest}',
  },
  notice_pending: {
    status: 409,
    zh: '预告的扣款时间 {dueAt} 未到',
    en: 'The announced time {dueAt} has not come',
  },
  notice_expired: {
    status: 409,
    zh: '扣款预告已于 {expiredAt} 失效，请重新预告',
    en: 'The announcement lapsed at {expiredAt}: announce the deduction anew',
  },
  notice_differs: {
    status: 422,
    zh: '扣款金额与预告的 {announced:money} 不一致',
    en: 'The amount is not the announced {announced:money}',
  },
  notice_used: {
    status: 409,
    zh: '预告的扣款 {notice} 已完成',
    en: 'The announced deduction {notice} was taken already',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
