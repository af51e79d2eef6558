/** What is told of shared books. */
export const sharedNotices = {
  'book.invited': {
    tab: 'service',
    kind: 'service',
    title: { zh: '邀请你加入群账本', en: 'You are asked into a shared book' },
    body: {
      zh: '{name} 邀请你一起记账，可在“群账本”里接受',
      en: '{name} asks you to share a book: you find it under shared books',
    },
  },
  'book.joined': {
    tab: 'service',
    kind: 'service',
    title: { zh: '有人加入群账本', en: 'Somebody came into your book' },
    body: { zh: '{name} 加入了你的群账本', en: '{name} is in your shared book now' },
  },
  'expense.added': {
    tab: 'service',
    kind: 'service',
    title: { zh: '群账本记了一笔', en: 'A new shared expense' },
    body: {
      zh: '{name} 记了 {amount:money}，你分摊 {share:money}',
      en: '{name} entered {amount:money}; your share is {share:money}',
    },
  },
  'expense.changed': {
    tab: 'service',
    kind: 'service',
    title: { zh: '群账本改了一笔', en: 'A shared expense was changed' },
    body: {
      zh: '{name} 改成了 {amount:money}，你分摊 {share:money}',
      en: '{name} made it {amount:money}; your share is {share:money}',
    },
  },
  'expense.deleted': {
    tab: 'service',
    kind: 'service',
    title: { zh: '群账本删了一笔', en: 'A shared expense was deleted' },
    body: { zh: '{name} 删除了 {amount:money} 的一笔', en: '{name} deleted one of {amount:money}' },
  },
  'expense.restored': {
    tab: 'service',
    kind: 'service',
    title: { zh: '群账本恢复了一笔', en: 'A shared expense was restored' },
    body: {
      zh: '{name} 恢复了 {amount:money} 的一笔，你分摊 {share:money}',
      en: '{name} restored one of {amount:money}; your share is {share:money}',
    },
  },
  'book_cash.recorded': {
    tab: 'service',
    kind: 'service',
    title: { zh: '请确认现金还款', en: 'Confirm a cash payment' },
    body: {
      zh: '{name} 记了你们之间的现金还款 {amount:money}，请到账本里确认',
      en: '{name} entered {amount:money} in cash between you: confirm it in the book',
    },
  },
  'book_cash.confirmed': {
    tab: 'service',
    kind: 'service',
    title: { zh: '现金还款已确认', en: 'Cash payment confirmed' },
    body: {
      zh: '{name} 确认了现金还款 {amount:money}，已计入账本',
      en: '{name} confirmed {amount:money} in cash; the book counts it now',
    },
  },
  'book_cash.denied': {
    tab: 'service',
    kind: 'service',
    title: { zh: '现金还款没有被确认', en: 'Cash payment not confirmed' },
    body: {
      zh: '{name} 说没有 {amount:money} 的现金还款，没有计入账本',
      en: '{name} says there was no {amount:money} in cash; the book does not count it',
    },
  },
  'book_cash.withdrawn': {
    tab: 'service',
    kind: 'service',
    title: { zh: '现金还款已收回', en: 'Cash payment taken back' },
    body: {
      zh: '{name} 收回了现金还款 {amount:money}，不用再确认',
      en: '{name} took back {amount:money} in cash: nothing to confirm any more',
    },
  },
} as const
