/** A text that people agree to. A new version is a new row of consents, never a silent change. */
export type ConsentText = {
  code: 'terms' | 'privacy' | 'marketing'
  version: string
  /** Without it there is no wallet. */
  required: boolean
  title: { zh: string; en: string }
  text: { zh: string; en: string }
}

/** The texts as they hold now. What is not required is off until somebody turns it on. */
export const consentTexts: readonly ConsentText[] = [
  {
    code: 'terms',
    version: '2026-11',
    required: true,
    title: { zh: '用户协议', en: 'Terms of use' },
    text: {
      zh: '钱包由运营方提供。余额属于您，可随时提现；付款须经您确认。手机丢失时请立即冻结钱包。您可以随时注销，注销后依法保存的记录到期销毁。',
      en: 'The wallet is provided by the operator. The balance is yours and can be withdrawn at any time; a payment needs your confirmation. If your phone is lost, freeze the wallet at once. You may close it at any time; what the law tells us to keep is destroyed when its time is over.',
    },
  },
  {
    code: 'privacy',
    version: '2026-11',
    required: true,
    title: { zh: '隐私政策', en: 'Privacy policy' },
    text: {
      zh: '我们保存：手机号（登录与通知）、登录设备与时间（发现盗用）、交易（记账与法律要求）。姓名与证件仅在实名认证时提供。个人信息加密保存，工作人员查看须留痕。您可以导出自己的资料，或撤回非必需的同意。',
      en: 'We keep: your phone number (to sign in and be told), the devices and times of your sign-ins (to notice misuse), your transactions (for the books, and because the law says so). Name and documents only when you verify your identity. Personal data lies encrypted, and whoever of our staff looks leaves a trace. You can export your data, and take back any consent that is not needed.',
    },
  },
  {
    code: 'marketing',
    version: '2026-11',
    required: false,
    title: { zh: '接收优惠信息', en: 'Offers and news' },
    text: {
      zh: '我们可以向您发送优惠与活动信息。不同意不影响使用，随时可以关闭。',
      en: 'We may send you offers and news. Nothing depends on it, and you can turn it off at any time.',
    },
  },
]
