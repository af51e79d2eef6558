/** What is told of money between people: transfers and red packets. */
export const betweenNotices = {
  'transfer.received': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '收到转账', en: 'Money received' },
    body: { zh: '{name} 转给你 {amount:money}', en: '{name} sent you {amount:money}' },
  },
  'transfer.arriving': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '转账在途', en: 'Money on its way' },
    body: {
      zh: '{name} 转给你 {amount:money}，稍后到账；到账前对方可撤销',
      en: '{name} is sending you {amount:money}; until it arrives they can revoke it',
    },
  },
  'transfer.sent': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '转账已发出', en: 'Transfer sent' },
    body: { zh: '转给 {name} {amount:money}', en: '{amount:money} to {name}' },
  },
  'transfer.arrived': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '转账已到账', en: 'Transfer arrived' },
    body: { zh: '转给 {name} 的 {amount:money} 已到账', en: '{name} has your {amount:money}' },
  },
  'transfer.revoked': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '转账已撤销', en: 'Transfer revoked' },
    body: { zh: '{amount:money} 已退回你的零钱', en: '{amount:money} is back in your balance' },
  },
  'transfer.withdrawn': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '对方撤销了转账', en: 'The payer revoked a transfer' },
    body: {
      zh: '{name} 撤销了尚未到账的 {amount:money}',
      en: '{name} revoked {amount:money} before it arrived',
    },
  },
  'transfer.returned': {
    tab: 'trade',
    kind: 'transfer',
    title: { zh: '转账已退回', en: 'Transfer returned' },
    body: {
      zh: '对方未能收款，{amount:money} 已退回你的零钱',
      en: 'It could not be received: {amount:money} is back in your balance',
    },
  },
  'red_packet.sent': {
    tab: 'trade',
    kind: 'red_packet',
    title: { zh: '红包已发出', en: 'Red packet sent' },
    body: {
      zh: '{amount:money} 已放入红包，24 小时未领则退回',
      en: '{amount:money} is in the red packet; what nobody takes comes back after 24 hours',
    },
  },
  'red_packet.offered': {
    tab: 'trade',
    kind: 'red_packet',
    title: { zh: '有红包等你领取', en: 'A red packet for you' },
    body: {
      zh: '{name} 发给你一个红包，24 小时内有效',
      en: '{name} sent you a red packet, good for 24 hours',
    },
  },
  'red_packet.received': {
    tab: 'trade',
    kind: 'red_packet',
    title: { zh: '领取了红包', en: 'Red packet opened' },
    body: {
      zh: '{name} 的红包，{amount:money} 已存入零钱',
      en: '{amount:money} from {name} is in your balance',
    },
  },
  'red_packet.finished': {
    tab: 'trade',
    kind: 'red_packet',
    title: { zh: '红包已领完', en: 'Red packet all taken' },
    body: {
      zh: '你发的 {amount:money} 红包已全部领完',
      en: 'Your red packet of {amount:money} is all taken',
    },
  },
  'red_packet.returned': {
    tab: 'trade',
    kind: 'red_packet',
    title: { zh: '红包已退回', en: 'Red packet returned' },
    body: {
      zh: '红包未领的 {amount:money} 已退回你的零钱',
      en: '{amount:money} that nobody took is back in your balance',
    },
  },
} as const
