/** What is refused between people: transfers and red packets. */
export const betweenRefusals = {
  transfer_to_yourself: {
    status: 422,
    zh: '不能转账给自己',
    en: 'A transfer goes to somebody else',
  },
  transfer_not_found: {
    status: 404,
    zh: '转账 {transfer} 不存在',
    en: 'There is no transfer {transfer}',
  },
  transfer_not_revocable: {
    status: 409,
    zh: '该转账不能再撤销（{state}）',
    en: 'The transfer can no longer be revoked ({state})',
  },
  transfer_must_wait: {
    status: 409,
    zh: '为安全起见，这笔转账须选择至少 {hours} 小时后到账',
    en: 'To be safe this transfer must arrive at least {hours} hours later',
  },
  too_many_streams: {
    status: 429,
    zh: '同时打开的提醒连接过多（最多 {max} 个）',
    en: 'Too many streams are open at once ({max} at most)',
  },
  security_notices_stay: {
    status: 422,
    zh: '安全消息不能关闭',
    en: 'Security notices cannot be switched off',
  },
  surname_required: {
    status: 422,
    zh: '首次向对方大额转账，请先输入对方的姓氏',
    en: 'This is the first large transfer to this payee: their surname must be given',
  },
  surname_wrong: {
    status: 422,
    zh: '姓氏不符，还可再试 {triesLeft} 次',
    en: 'The surname is not theirs: {triesLeft} tries are left',
  },
  surname_locked: {
    status: 409,
    zh: '姓氏输错已满 {tries} 次，明天再试',
    en: 'The surname was wrong {tries} times: try again tomorrow',
  },
  collection_code_void: {
    status: 409,
    zh: '对方已更换收款码，请扫新的收款码',
    en: 'The payee has renewed their collection code: ask for the new one',
  },
  collection_amount_fixed: {
    status: 422,
    zh: '该收款码的金额已定为 {amount}',
    en: 'The code asks for exactly {amount}',
  },
  red_packet_not_found: {
    status: 404,
    zh: '红包 {redPacket} 不存在',
    en: 'There is no red packet {redPacket}',
  },
  red_packet_shares: {
    status: 422,
    zh: '红包个数须为 1 至 {maximum} 个',
    en: 'A red packet has 1 to {maximum} shares',
  },
  red_packet_share_amount: {
    status: 422,
    zh: '每份红包须在 0.01 元至 200 元之间（共 {shares} 份）',
    en: 'Each of the {shares} shares must be between 0.01 and 200 yuan',
  },
  red_packet_uneven: {
    status: 422,
    zh: '普通红包的金额须能平均分成 {shares} 份',
    en: 'The amount cannot be shared equally by {shares}',
  },
  red_packet_guests: {
    status: 422,
    zh: '指定了 {guests} 位领取人，红包个数是 {shares}：须一人一份',
    en: '{guests} people are named for {shares} shares: it must be one each',
  },
  red_packet_must_wait: {
    status: 409,
    zh: '为安全起见，现在不能发这么大的红包；请减少金额，或改用可延迟到账的转账',
    en: 'To be safe a red packet of this amount cannot be sent now: send less, or a transfer that arrives later',
  },
  red_packet_own: {
    status: 409,
    zh: '不能领取自己发的红包',
    en: 'Your own red packet is for others',
  },
  red_packet_not_for_you: {
    status: 403,
    zh: '该红包只限指定的人领取',
    en: 'This red packet is for named people',
  },
  red_packet_expired: {
    status: 409,
    zh: '红包已过期，未领部分已退回发送人',
    en: 'The red packet has expired; what was left went back to its sender',
  },
  red_packet_taken: {
    status: 409,
    zh: '来晚了，{shares} 份红包已被领完',
    en: 'All {shares} shares of the red packet are taken',
  },
  red_packet_busy: {
    status: 409,
    zh: '正有人在领取，请稍后再试',
    en: 'Others are opening it this moment: try again',
  },
  red_packet_unavailable: {
    status: 409,
    zh: '该红包暂时不能领取',
    en: 'The red packet cannot be opened at the moment',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
