import type { Language } from '@suanpan/contract/refusals'
import type { BillKind } from '../branches.ts'

/** The words of an exported statement; screens have dictionaries of their own. */
export const statementWords = {
  title: { zh: '账单明细', en: 'Statement of bills' },
  period: { zh: '期间', en: 'Period' },
  madeAt: { zh: '生成时间', en: 'Made at' },
  income: { zh: '收入', en: 'Income' },
  spending: { zh: '支出', en: 'Spending' },
  moved: { zh: '不计收支（充值与提现）', en: 'Between own accounts' },
} as const satisfies Record<string, Record<Language, string>>

export const columnWords = [
  { zh: '时间', en: 'Time' },
  { zh: '类型', en: 'Kind' },
  { zh: '收/支', en: 'Direction' },
  { zh: '交易对方', en: 'Counterpart' },
  { zh: '分类', en: 'Category' },
  { zh: '金额', en: 'Amount' },
  { zh: '币种', en: 'Currency' },
  { zh: '订单号', en: 'Order number' },
  { zh: '交易编号', en: 'Transaction' },
  { zh: '备注', en: 'Note' },
] as const satisfies readonly Record<Language, string>[]

export const kindWords: Record<BillKind, Record<Language, string>> = {
  payment: { zh: '付款', en: 'Payment' },
  refund: { zh: '退款', en: 'Refund' },
  topup: { zh: '充值', en: 'Top-up' },
  red_packet: { zh: '红包', en: 'Red packet' },
  red_packet_return: { zh: '红包退回', en: 'Red packet returned' },
  saving: { zh: '攒钱', en: 'Savings' },
  bill_payment: { zh: '生活缴费', en: 'Household bill' },
  bill_return: { zh: '缴费退回', en: 'Household bill returned' },
  topup_reversal: { zh: '充值撤回', en: 'Top-up taken back' },
  transfer: { zh: '转账', en: 'Transfer' },
  withdrawal: { zh: '提现', en: 'Withdrawal' },
}

export const directionWords: Record<'in' | 'out', Record<Language, string>> = {
  in: { zh: '收入', en: 'in' },
  out: { zh: '支出', en: 'out' },
}
