/** What is told of disputes and of questions to customer care. */
export const deskNotices = {
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
} as const
