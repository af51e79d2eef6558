import { betweenNotices } from './notices-between.ts'
import { sharedNotices } from './notices-shared.ts'

export const NOTICE_TABS = ['trade', 'security', 'service', 'activity'] as const
export type NoticeTab = (typeof NOTICE_TABS)[number]

/** What a person switches on and off as one; security is always on. */
export const NOTICE_KINDS = [
  'payment',
  'transfer',
  'red_packet',
  'funding',
  'points',
  'budget',
  'saving',
  'service',
  'security',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

type Template = {
  tab: NoticeTab
  kind: NoticeKind
  title: { zh: string; en: string }
  /** `{amount:money}` is minor units of `asset`, `{dueAt:time}` an instant; `{name}` is looked up when the notice is read. */
  body: { zh: string; en: string }
}

/** The words of every notice, by code. */
export const noticeTemplates = {
  ...betweenNotices,
  ...sharedNotices,
  'payment.settled': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '付款成功', en: 'Payment made' },
    body: { zh: '在 {name} 付款 {amount:money}', en: '{amount:money} paid to {name}' },
  },
  'payment.refunded': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '收到退款', en: 'Refund received' },
    body: { zh: '{name} 退款 {amount:money}', en: '{name} refunded {amount:money}' },
  },
  'code_payment.requested': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '请确认付款', en: 'Confirm a payment' },
    body: {
      zh: '{name} 请你付款 {amount:money}，请在一分钟内打开付款码确认',
      en: '{name} asks for {amount:money}: open the payment code within a minute to confirm',
    },
  },
  'code_payment.refused': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '付款没有成功', en: 'A payment did not go through' },
    body: {
      zh: '在 {name} 付款 {amount:money} 没有成功，没有扣款',
      en: '{amount:money} to {name} did not go through: nothing was taken',
    },
  },
  'code_payment.ended': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '收款请求已结束', en: 'A request to pay has ended' },
    body: {
      zh: '{name} 的 {amount:money} 没有付款',
      en: 'Nothing was paid of the {amount:money} that {name} asked for',
    },
  },
  'topup.settled': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '充值到账', en: 'Top-up arrived' },
    body: { zh: '充值 {amount:money} 已到账', en: '{amount:money} was added to your balance' },
  },
  'topup.failed': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '充值未成功', en: 'Top-up failed' },
    body: { zh: '充值 {amount:money} 未成功', en: 'The top-up of {amount:money} failed' },
  },
  'topup.reversed': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '充值被银行冲正', en: 'The bank reversed a top-up' },
    body: { zh: '充值 {amount:money} 已被银行冲正', en: 'The bank took back {amount:money}' },
  },
  'withdrawal.settled': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '提现到账', en: 'Withdrawal arrived' },
    body: { zh: '提现 {amount:money} 已到账', en: '{amount:money} arrived at your bank' },
  },
  'withdrawal.failed': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '提现未成功', en: 'Withdrawal failed' },
    body: {
      zh: '提现 {amount:money} 未成功，已退回零钱',
      en: 'The withdrawal of {amount:money} failed and is back in your balance',
    },
  },
  'agreement.signed': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '已签约免密支付', en: 'Agreement signed' },
    body: {
      zh: '{name} 可在约定限额内自动扣款；可随时解约',
      en: '{name} may deduct within the agreed limits; you can cancel at any time',
    },
  },
  'agreement.cancelled': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '免密支付已解约', en: 'Agreement cancelled' },
    body: { zh: '{name} 不能再自动扣款', en: '{name} can deduct nothing any more' },
  },
  'deduction.announced': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '扣款预告', en: 'A deduction is coming' },
    body: {
      zh: '{name} 将于 {dueAt:time} 扣款 {amount:money}；不同意可在此前解约',
      en: '{name} will deduct {amount:money} at {dueAt:time}; cancel before that if you disagree',
    },
  },
  'deduction.refused': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '自动扣款未成功', en: 'A deduction failed' },
    body: {
      zh: '{name} 扣款 {amount:money} 未成功，请检查余额、限额与安全锁',
      en: '{name} could not deduct {amount:money}: check your balance, limits and locks',
    },
  },
  'points.expired': {
    tab: 'activity',
    kind: 'points',
    title: { zh: '积分到期', en: 'Points expired' },
    body: { zh: '有 {amount} 积分已到期', en: '{amount} points have expired' },
  },
  'goal.saved': {
    tab: 'service',
    kind: 'saving',
    title: { zh: '已自动攒钱', en: 'Put aside' },
    body: {
      zh: '{amount:money} 已从零钱存入你的攒钱目标',
      en: '{amount:money} went from your balance into your goal',
    },
  },
  'goal.skipped': {
    tab: 'service',
    kind: 'saving',
    title: { zh: '这次没有攒上', en: 'Nothing put aside this time' },
    body: {
      zh: '{amount:money} 没有攒上：零钱不足，或暂不能转出。下次照常',
      en: '{amount:money} was not put aside: the balance was short or restricted. The next time comes as planned',
    },
  },
  'budget.near': {
    tab: 'service',
    kind: 'budget',
    title: { zh: '预算已用八成', en: 'Budget almost spent' },
    body: {
      zh: '{month} 的预算 {amount:money} 已用 {spent:money}',
      en: '{spent:money} of the budget of {amount:money} for {month} is spent',
    },
  },
  'budget.broken': {
    tab: 'service',
    kind: 'budget',
    title: { zh: '超出预算', en: 'Over budget' },
    body: {
      zh: '{month} 的预算 {amount:money} 已用 {spent:money}',
      en: '{spent:money} were spent, the budget for {month} is {amount:money}',
    },
  },
  'passkey.added': {
    tab: 'security',
    kind: 'security',
    title: { zh: '新增通行密钥', en: 'A passkey was added' },
    body: {
      zh: '你的账户新增了通行密钥；若非本人操作，请立即锁定钱包',
      en: 'A passkey was added to your account; if it was not you, lock the wallet now',
    },
  },
  'card.bound': {
    tab: 'security',
    kind: 'security',
    title: { zh: '绑定了银行卡', en: 'A bank card was bound' },
    body: {
      zh: '你的账户绑定了一张银行卡；若非本人操作，请立即锁定钱包',
      en: 'A bank card was bound to your account; if it was not you, lock the wallet now',
    },
  },
  'passkey.removed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '通行密钥被移除', en: 'A passkey was removed' },
    body: {
      zh: '你的一个通行密钥已被移除；若非本人操作，请立即锁定钱包',
      en: 'One of your passkeys was removed; if it was not you, lock the wallet now',
    },
  },
  'device.added': {
    tab: 'security',
    kind: 'security',
    title: { zh: '新设备登录', en: 'A new device' },
    body: {
      zh: '你的账户在一台新设备上登录；若非本人操作，请立即锁定钱包',
      en: 'Your account was signed in to on a new device; if it was not you, lock the wallet now',
    },
  },
  'signin.unknown': {
    tab: 'security',
    kind: 'security',
    title: { zh: '陌生登录', en: 'An unknown sign-in' },
    body: {
      zh: '有人尝试以不寻常的方式登录你的账户；若非本人操作，请立即锁定钱包',
      en: 'Somebody tried to sign in to your account in an unusual way; if it was not you, lock the wallet now',
    },
  },
  'pin.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '支付密码已更改', en: 'The pay PIN was changed' },
    body: {
      zh: '你的支付密码已设置或更改；若非本人操作，请立即锁定钱包',
      en: 'Your pay PIN was set or changed; if it was not you, lock the wallet now',
    },
  },
  'phone.change_started': {
    tab: 'security',
    kind: 'security',
    title: { zh: '正在更换手机号', en: 'Your number is about to change' },
    body: {
      zh: '钱包申请改用另一个手机号，一天后生效；若非本人操作，请到安全中心取消',
      en: 'Your wallet asks for another phone number and gets it in a day; if it was not you, cancel it in the security centre',
    },
  },
  'phone.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '手机号已更换', en: 'Your number was changed' },
    body: {
      zh: '钱包已改用新的手机号登录与接收通知',
      en: 'You now sign in and are told news with your new phone number',
    },
  },
  'email.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '邮箱有变动', en: 'Your e-mail changed' },
    body: {
      zh: '钱包的邮箱已更换或移除；若非本人操作，请立即锁定钱包',
      en: 'The e-mail of your wallet was changed or removed; if it was not you, lock the wallet now',
    },
  },
  'recovery.started': {
    tab: 'security',
    kind: 'security',
    title: { zh: '正在找回账户', en: 'Recovery was started' },
    body: {
      zh: '有人申请找回你的账户；若非本人操作，请立即锁定钱包',
      en: 'Somebody asked to recover your account; if it was not you, lock the wallet now',
    },
  },
  'lock.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '安全锁有变动', en: 'A lock was changed' },
    body: {
      zh: '你的安全锁已更改；若非本人操作，请立即锁定钱包',
      en: 'One of your locks was changed; if it was not you, lock the wallet now',
    },
  },
  'freeze.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '账户状态有变动', en: 'Your account changed' },
    body: {
      zh: '账户的冻结状态有变动，请到安全中心查看',
      en: 'A freeze of your account changed: see the security centre',
    },
  },
  'dispute.evidence': {
    tab: 'service',
    kind: 'service',
    title: { zh: '商家补充了说明', en: 'The merchant added something' },
    body: {
      zh: '{name} 对你有疑问的 {amount:money} 补充了说明',
      en: '{name} added something about the {amount:money} in dispute',
    },
  },
  'dispute.accepted': {
    tab: 'service',
    kind: 'service',
    title: { zh: '商家同意退款', en: 'The merchant refunds it' },
    body: {
      zh: '{name} 已把有争议的 {amount:money} 全部退还',
      en: '{name} refunded all of the {amount:money} in dispute',
    },
  },
  'dispute.part': {
    tab: 'service',
    kind: 'service',
    title: { zh: '商家退了一部分', en: 'The merchant refunded a part' },
    body: {
      zh: '{name} 退还了 {refunded:money}；不接受可请平台裁定',
      en: '{name} refunded {refunded:money}; if that is not enough you can ask us to decide',
    },
  },
  'dispute.rejected': {
    tab: 'service',
    kind: 'service',
    title: { zh: '商家未同意退款', en: 'The merchant does not refund it' },
    body: {
      zh: '{name} 已答复；不接受可请平台裁定',
      en: '{name} has answered; if you do not agree you can ask us to decide',
    },
  },
  'dispute.escalated': {
    tab: 'service',
    kind: 'service',
    title: { zh: '商家逾期未答复', en: 'The merchant did not answer' },
    body: {
      zh: '{name} 没有按时答复，{amount:money} 的争议已转由平台裁定',
      en: '{name} did not answer in time: we decide about the {amount:money} now',
    },
  },
  'dispute.refunded': {
    tab: 'service',
    kind: 'service',
    title: { zh: '争议已裁定：退款', en: 'Decided: you are refunded' },
    body: {
      zh: '与 {name} 的争议共退还 {refunded:money}',
      en: '{refunded:money} in all was refunded in your dispute with {name}',
    },
  },
  'dispute.denied': {
    tab: 'service',
    kind: 'service',
    title: { zh: '争议已裁定：不退款', en: 'Decided: no refund' },
    body: {
      zh: '与 {name} 的争议已有裁定，请查看理由',
      en: 'Your dispute with {name} was decided: see the reason',
    },
  },
  'care.answered': {
    tab: 'service',
    kind: 'service',
    title: { zh: '客服已答复', en: 'We have answered' },
    body: { zh: '点开查看客服的答复', en: 'Open it to read our answer' },
  },
  'care.closed': {
    tab: 'service',
    kind: 'service',
    title: { zh: '客服会话已结束', en: 'A conversation was closed' },
    body: {
      zh: '如果还有问题，可以在原会话继续；也欢迎评价',
      en: 'If anything is left you can go on there, and tell us how it was',
    },
  },
  'dispute.ended': {
    tab: 'service',
    kind: 'service',
    title: { zh: '争议已结束', en: 'A dispute is over' },
    body: {
      zh: '你没有在期限内请平台裁定，与 {name} 的争议已结束',
      en: 'You did not ask us to decide in time: the dispute with {name} is over',
    },
  },
  'dispute.settled': {
    tab: 'service',
    kind: 'service',
    title: { zh: '付款已全额退款', en: 'Your payment was refunded in full' },
    body: {
      zh: '{name} 已全额退款，{amount:money} 的争议就此结束',
      en: '{name} refunded the payment in full: the dispute about {amount:money} is over',
    },
  },
} as const satisfies Record<string, Template>

/** Stands for somebody whose name is not known. */
export const UNNAMED = { zh: '对方', en: 'Somebody' } as const

export type NoticeCode = keyof typeof noticeTemplates
export const isNoticeCode = (code: string): code is NoticeCode =>
  Object.hasOwn(noticeTemplates, code)
