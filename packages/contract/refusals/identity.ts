/** Coming into the wallet, and the messages that go with it. */
export const identityRefusals = {
  // Registering, signing in, coming back.
  code_wrong: {
    status: 403,
    zh: '验证码不正确，还可尝试 {triesLeft} 次',
    en: 'The code is wrong: {triesLeft} tries left',
  },
  code_expired: {
    status: 403,
    zh: '验证码已失效，请重新获取',
    en: 'The code is no longer good: ask for a new one',
  },
  phone_registered: {
    status: 409,
    zh: '该手机号已开通钱包，请登录',
    en: 'This phone has a wallet already: sign in',
  },
  phone_is_yours: {
    status: 409,
    zh: '这就是您现在的手机号',
    en: 'This is your phone number already',
  },
  phone_not_registered: {
    status: 404,
    zh: '该手机号尚未开通钱包，请先注册',
    en: 'This phone has no wallet yet: register first',
  },
  recovery_needed: {
    status: 409,
    zh: '仅凭短信不能在新设备登录，请用通行密钥登录或申请找回',
    en: 'A code alone opens no wallet on a new device: use a passkey, or ask to recover it',
  },
  recovery_waiting: {
    status: 409,
    zh: '找回申请将于 {opensAt} 生效',
    en: 'The recovery takes effect at {opensAt}',
  },
  recovery_not_found: {
    status: 404,
    zh: '找回申请 {recovery} 不存在或已取消',
    en: 'There is no recovery {recovery}, or it was cancelled',
  },
  wallet_not_empty: {
    status: 409,
    zh: '钱包里还有 {left:money}，请先提现或结清再注销',
    en: 'The wallet still holds {left:money}: withdraw or settle it before you close it',
  },
  operator_not_found: {
    status: 404,
    zh: '运营人员 {operator} 不存在',
    en: 'There is no operator {operator}',
  },
  operator_is_you: {
    status: 409,
    zh: '不能修改自己的权限，请由另一位复核员操作',
    en: 'Nobody changes their own rights: ask another approver',
  },
  sealed_not_found: {
    status: 404,
    zh: '没有用户 {person} 的密封资料',
    en: 'There are no sealed records of {person}',
  },
  sealed_shredded: {
    status: 410,
    zh: '密封资料已于 {shredAt} 销毁',
    en: 'The sealed records were destroyed on {shredAt}',
  },
  sealed_closed: {
    status: 403,
    zh: '查阅时段未开启或已结束，请重新申请',
    en: 'No window is open to you: ask for a new one',
  },
  wallet_closed: {
    status: 409,
    zh: '该钱包已注销',
    en: 'This wallet is closed',
  },
  consent_required: {
    status: 422,
    zh: '需要同意 {document}（版本 {version}）',
    en: 'This needs your consent to {document} (version {version})',
  },
  consent_unknown: {
    status: 422,
    zh: '没有 {document} 的版本 {version}',
    en: 'There is no version {version} of {document}',
  },
  consent_needed: {
    status: 409,
    zh: '使用钱包须同意 {document}；撤回请注销钱包',
    en: 'The wallet needs your consent to {document}: to take it back, close the wallet',
  },
  device_not_found: {
    status: 404,
    zh: '设备 {device} 不存在',
    en: 'There is no device {device}',
  },
  passkey_not_found: {
    status: 404,
    zh: '通行密钥 {passkey} 不存在',
    en: 'There is no passkey {passkey}',
  },
  sign_in_again: {
    status: 403,
    zh: '为安全起见，请重新登录后再操作',
    en: 'For your safety, sign in again and then go on',
  },

  // Messages and codes.
  message_limited: {
    status: 429,
    zh: '发送过于频繁，请在 {retryAfterSeconds} 秒后重试',
    en: 'Too many messages: try again in {retryAfterSeconds} seconds',
  },
  message_not_found: {
    status: 404,
    zh: '消息 {message} 不存在',
    en: 'There is no message {message}',
  },
  signature_invalid: {
    status: 401,
    zh: '签名不正确或已过期',
    en: 'The signature is wrong or too old',
  },
} as const
