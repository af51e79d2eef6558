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
  id_number_invalid: {
    status: 422,
    zh: '身份证号码有误，请核对后重试',
    en: 'This id number is not right: check it and try again',
  },
  guardian_needed: {
    status: 409,
    zh: '未满 14 周岁，须由监护人同意后到服务点办理',
    en: 'Below the age of 14 a guardian has to agree',
  },
  card_needed: {
    status: 422,
    zh: '认证 {class} 类须提供本人银行卡与预留手机号',
    en: 'Class {class} needs a bank card of yours and the phone known to the bank',
  },
  evidence_needed: {
    status: 422,
    zh: 'III 类认证须说明核验依据',
    en: 'Class III needs evidence on which you can be verified',
  },
  real_name_unavailable: {
    status: 503,
    zh: '实名认证服务尚未接入，请稍后再试',
    en: 'No service for real names is connected yet: try again later',
  },
  figure_not_found: {
    status: 404,
    zh: '限额表中没有 {class} 类的 {kind}',
    en: 'There is no figure {kind} of class {class}',
  },
  figure_invalid: {
    status: 422,
    zh: '{kind} 不得超过 {maximum}',
    en: '{kind} is at most {maximum}',
  },
  real_name_known: {
    status: 409,
    zh: '你已是 {class} 类，无须再次认证',
    en: 'You have class {class} already',
  },
  real_name_pending: {
    status: 409,
    zh: '上一次认证还在处理，请稍候',
    en: 'Your last verification is still being looked at',
  },
  real_name_check_not_open: {
    status: 409,
    zh: '认证 {check} 不在待审核状态',
    en: 'The verification {check} does not wait for a decision',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
