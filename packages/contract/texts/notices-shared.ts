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
} as const
