/** Customer care. */
export const careRefusals = {
  conversation_not_found: {
    status: 404,
    zh: '客服会话 {conversation} 不存在',
    en: 'There is no conversation {conversation}',
  },
  care_too_many_open: {
    status: 409,
    zh: '还有 {max} 个会话没有结束，请在其中继续',
    en: '{max} conversations are still open: please go on in one of them',
  },
  care_wait_for_answer: {
    status: 409,
    zh: '已连续发送 {max} 条，请等待答复',
    en: '{max} messages wait for an answer already',
  },
  care_closed_long: {
    status: 409,
    zh: '会话已结束超过 {days} 天，请新开一个',
    en: 'The conversation was closed more than {days} days ago: please begin a new one',
  },
  care_is_closed: {
    status: 409,
    zh: '会话已结束',
    en: 'The conversation is closed',
  },
  care_taken: {
    status: 409,
    zh: '会话由另一位运营人员 {operator} 处理',
    en: 'The conversation is with another operator, {operator}',
  },
  care_nothing_to_rate: {
    status: 409,
    zh: '还没有答复，暂不能评价',
    en: 'There is no answer to rate yet',
  },
  operator_not_found: {
    status: 404,
    zh: '运营人员 {operator} 不存在',
    en: 'There is no operator {operator}',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
