export { feeOf, pay, type PaymentRequest, type Replayable } from './pay.ts'
export { topUp, type TopUp, type TopUpRequest } from './topup.ts'
export { refund, type RefundRequest } from './refund.ts'
export {
  getPayment,
  listPayments,
  refundsOf,
  type OrderLine,
  type Payment,
  type PaymentFilter,
  type PaymentState,
  type Refund,
} from './payments.ts'
export {
  paymentSpan,
  paymentsByDay,
  paymentsByHour,
  sumsBetween,
  type CountAndAmount,
  type DaySum,
  type HourSum,
} from './overview.ts'
export { merchantReceivable, personMoney } from './accounts.ts'
export { walletRows } from './rows.ts'
export { retellPayments } from './letters.ts'
