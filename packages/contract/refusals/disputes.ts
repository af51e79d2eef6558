/** Payments that somebody has doubts about. */
export const disputeRefusals = {
  dispute_not_found: {
    status: 404,
    zh: '争议 {dispute} 不存在',
    en: 'There is no dispute {dispute}',
  },
  dispute_too_late: {
    status: 409,
    zh: '付款已超过 {days} 天，不能再提出争议',
    en: 'The payment is more than {days} days old: it can no longer be disputed',
  },
  dispute_exists: {
    status: 409,
    zh: '这笔付款已有争议 {dispute}（{state}）',
    en: 'There is a dispute about this payment already: {dispute} ({state})',
  },
  dispute_exceeds_payment: {
    status: 409,
    zh: '争议金额 {wanted:money} 超过可退金额 {refundable:money}',
    en: 'More is disputed ({wanted:money}) than is left to refund ({refundable:money})',
  },
  dispute_moved_on: {
    status: 409,
    zh: '争议已处于“{state}”状态，此操作不再适用',
    en: 'The dispute is {state} by now: this can no longer be done',
  },
  dispute_refund_exceeds: {
    status: 422,
    zh: '退款 {wanted:money} 超过争议中的 {left:money}',
    en: 'A refund of {wanted:money} is more than the {left:money} in dispute',
  },
  dispute_steps_used: {
    status: 409,
    zh: '这宗争议最多可补充 {max} 次',
    en: 'At most {max} additions can be made to this dispute',
  },
  disputes_open: {
    status: 409,
    zh: '还有 {disputes} 宗争议没有结束，请等待结果或先撤回，再注销钱包',
    en: 'Disputes not over: {disputes}. Wait for the outcome or take them back before you close the wallet',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
