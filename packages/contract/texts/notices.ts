import { betweenNotices } from './notices-between.ts'
import { deskNotices } from './notices-desk.ts'
import { fundingNotices } from './notices-funding.ts'
import { safetyNotices } from './notices-safety.ts'
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
  'refund.arrived': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '退款已到银行卡', en: 'Refund on your card' },
    body: {
      zh: '退款 {amount:money} 已原路退回付款的银行卡',
      en: '{amount:money} was refunded to the card that paid',
    },
  },
  'refund.kept': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '退款已退至零钱', en: 'Refund in your balance' },
    body: {
      zh: '退款 {amount:money} 未能退回付款的银行卡，已退至零钱',
      en: 'The card that paid could not be refunded: {amount:money} is in your balance',
    },
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
    body: {
      zh: '{name} 不能再自动扣款；由谁解约见签约详情',
      en: '{name} can deduct nothing any more; who ended it stands in the agreement',
    },
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
  ...fundingNotices,
  ...safetyNotices,
  ...deskNotices,
} as const satisfies Record<string, Template>

/** Stands for somebody whose name is not known. */
export const UNNAMED = { zh: '对方', en: 'Somebody' } as const

export type NoticeCode = keyof typeof noticeTemplates
export const isNoticeCode = (code: string): code is NoticeCode =>
  Object.hasOwn(noticeTemplates, code)
