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
} as const satisfies Record<string, { status: number; zh: string; en: string }>
