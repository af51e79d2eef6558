/** Why a message is sent: it decides how long it is kept and whether somebody may refuse it. */
export type Purpose = 'code' | 'security' | 'transaction' | 'service' | 'marketing'
export type ChannelName = 'sms' | 'email' | 'push'

export type MessageTemplate = {
  purpose: Purpose
  /** The ways it may go, best first; the first one that is there and has an address is taken. */
  channels: readonly ChannelName[]
  zh: { subject: string; text: string }
  en: { subject: string; text: string }
}

/**
 * Every message that leaves the house, in both languages. `{name}` is replaced by the parameter of
 * that name; a gateway for SMS knows them by ids of its own, which the configuration names.
 */
export const messageTemplates = {
  code: {
    purpose: 'code',
    channels: ['sms'],
    zh: {
      subject: '验证码',
      text: '验证码 {code}，{minutes} 分钟内有效。请勿告诉任何人，我们也不会向您索取。',
    },
    en: {
      subject: 'Your code',
      text: 'Your code is {code}, good for {minutes} minutes. Tell nobody: we never ask for it.',
    },
  },
  email_code: {
    purpose: 'code',
    channels: ['email'],
    zh: {
      subject: '验证您的邮箱',
      text: '验证码 {code}，{minutes} 分钟内有效。如果不是您本人在填写邮箱，请忽略这封邮件。',
    },
    en: {
      subject: 'Verify your e-mail',
      text: 'Your code is {code}, good for {minutes} minutes. If you did not ask for it, ignore this e-mail.',
    },
  },
  email_changed: {
    purpose: 'security',
    channels: ['email'],
    zh: {
      subject: '钱包的邮箱已更换',
      text: '这个邮箱不再用于您的钱包。若非本人操作，请立即登录钱包冻结并联系客服。',
    },
    en: {
      subject: 'Your wallet has another e-mail',
      text: 'This e-mail is not used for your wallet any more. If it was not you, freeze your wallet now and contact the service.',
    },
  },
  phone_change_started: {
    purpose: 'security',
    channels: ['sms', 'email'],
    zh: {
      subject: '正在更换手机号',
      text: '您的钱包申请改用尾号 {tail} 的手机号，{at} 之后生效。若非本人，请登录钱包取消。',
    },
    en: {
      subject: 'Your phone number is about to change',
      text: 'Your wallet asks for the number ending in {tail}; it takes effect after {at}. If it was not you, sign in and cancel it.',
    },
  },
  phone_changed: {
    purpose: 'security',
    channels: ['sms', 'email'],
    zh: {
      subject: '手机号已更换',
      text: '您的钱包已改用尾号 {tail} 的手机号。若非本人，请立即联系客服。',
    },
    en: {
      subject: 'Your phone number was changed',
      text: 'Your wallet now uses the number ending in {tail}. If it was not you, contact the service now.',
    },
  },
  device_added: {
    purpose: 'security',
    channels: ['push', 'sms', 'email'],
    zh: {
      subject: '新设备登录',
      text: '您的钱包在新设备 {device} 上登录。若非本人，请立即在安全中心移除该设备。',
    },
    en: {
      subject: 'A new device',
      text: 'Your wallet was opened on a new device: {device}. If it was not you, remove the device in the security centre now.',
    },
  },
  pin_changed: {
    purpose: 'security',
    channels: ['push', 'sms', 'email'],
    zh: { subject: '支付密码已修改', text: '您的支付密码已修改。若非本人，请立即冻结钱包。' },
    en: {
      subject: 'Your pay PIN was changed',
      text: 'Your pay PIN was changed. If it was not you, freeze your wallet now.',
    },
  },
  recovery_started: {
    purpose: 'security',
    channels: ['push', 'sms', 'email'],
    zh: {
      subject: '有人申请找回您的钱包',
      text: '有人用您的手机号申请找回钱包，{at} 之后生效。若非本人，请登录钱包取消。',
    },
    en: {
      subject: 'Somebody asks to recover your wallet',
      text: 'Somebody with your phone number asked to recover your wallet; it takes effect after {at}. If it was not you, sign in and cancel it.',
    },
  },
  account_closed: {
    purpose: 'service',
    channels: ['sms', 'email'],
    zh: { subject: '钱包已注销', text: '您的钱包已注销。依法保存的资料到期后将被销毁。' },
    en: {
      subject: 'Your wallet is closed',
      text: 'Your wallet is closed. What the law tells us to keep is destroyed when its time is over.',
    },
  },
  notice_safety: {
    purpose: 'security',
    channels: ['push', 'sms', 'email'],
    zh: { subject: '{title}', text: '{text}' },
    en: { subject: '{title}', text: '{text}' },
  },
  notice: {
    purpose: 'transaction',
    channels: ['push'],
    zh: { subject: '{title}', text: '{text}' },
    en: { subject: '{title}', text: '{text}' },
  },
  notice_sms: {
    purpose: 'transaction',
    channels: ['sms'],
    zh: { subject: '{title}', text: '{title}：{text}' },
    en: { subject: '{title}', text: '{title}: {text}' },
  },
} as const satisfies Record<string, MessageTemplate>

export type TemplateName = keyof typeof messageTemplates

/** A text with its parameters filled in; a parameter that is not there stays visible as `?`. */
export function fillTemplate(text: string, params: Record<string, string>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => params[name] ?? '?')
}
