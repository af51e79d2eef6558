/** What is told of cards, top-ups and withdrawals. */
export const fundingNotices = {
  'topup.settled': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '充值到账', en: 'Top-up arrived' },
    body: { zh: '充值 {amount:money} 已到账', en: '{amount:money} was added to your balance' },
  },
  'payment.not_made': {
    tab: 'trade',
    kind: 'payment',
    title: { zh: '付款没有付成，钱在零钱', en: 'A payment could not be made' },
    body: {
      zh: '付给 {name} 的 {amount:money} 没有付成，银行卡扣的钱已存入零钱',
      en: 'The {amount:money} for {name} could not be paid; what your card gave is in your balance',
    },
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
  'withdrawal.rejected': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '提现未通过审核', en: 'Withdrawal not approved' },
    body: {
      zh: '提现 {amount:money} 未通过审核，已退回零钱；原因与办法见提现详情',
      en: 'The withdrawal of {amount:money} was not approved and is back in your balance: open it to see why',
    },
  },
  'withdrawal.expired': {
    tab: 'trade',
    kind: 'funding',
    title: { zh: '提现未能按时审核', en: 'Withdrawal not reviewed in time' },
    body: {
      zh: '提现 {amount:money} 未能按时完成审核，已退回零钱，可重新提现',
      en: 'The withdrawal of {amount:money} was not reviewed in time and is back in your balance: you can try again',
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
} as const
