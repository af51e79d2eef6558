/** What may leave a person's wallet, and what holds it. */
export const safetyRefusals = {
  pin_required: {
    status: 403,
    zh: '请输入支付密码',
    en: 'The pay PIN is needed',
  },
  passkey_required: {
    status: 403,
    zh: '请使用通行密钥验证（{reason}）',
    en: 'A passkey is needed ({reason})',
  },
  locked_by_yourself: {
    status: 409,
    zh: '你已开启安全锁（{lock}），请先在安全中心解锁',
    en: 'You locked this yourself ({lock}): unlock it in the security centre',
  },
  wallet_frozen: {
    status: 409,
    zh: '钱包已被冻结（{category}），解冻方式见安全中心',
    en: 'The wallet is frozen ({category}): the security centre says the way out',
  },
  real_name_required: {
    status: 409,
    zh: '请先完成实名认证（{class} 类及以上）',
    en: 'Verify your real name first (class {class} or higher)',
  },
  lock_changed: {
    status: 409,
    zh: '安全锁（{lock}）刚刚被修改，请刷新后重试',
    en: 'The lock ({lock}) was changed a moment ago: look again and retry',
  },
  amount_too_high: {
    status: 422,
    zh: '最高可设为 {max:money}',
    en: 'At most {max:money} is possible',
  },
  freeze_not_found: {
    status: 404,
    zh: '冻结 {freeze} 不存在',
    en: 'There is no freeze {freeze}',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
