/** Why a bank did not do what it was asked, in the words that every channel translates its own into. */
export const BANK_CODES = [
  'insufficient_funds',
  'card_blocked',
  'card_limit',
  'card_unknown',
  'kind_refused',
  'order_differs',
  'bank_refused',
] as const

export type BankCode = (typeof BANK_CODES)[number]

export function isBankCode(text: string): text is BankCode {
  return (BANK_CODES as readonly string[]).includes(text)
}

/** How a sandbox bank treats the orders that it receives from now on. */
export const FIRST_ANSWERS = ['accepted', 'at_once', 'lost'] as const
export const OUTCOMES = ['succeed', 'fail', 'never'] as const
export const BOOKINGS = ['same_day', 'next_day', 'amount_off'] as const

/** What household bills are for. */
export const BILLER_KINDS = ['water', 'power', 'phone'] as const
export type BillerKind = (typeof BILLER_KINDS)[number]

/** Why a biller did not take a payment, in the words that every adapter translates its own into. */
export const BILLER_CODES = [
  'bill_paid',
  'amount_differs',
  'account_unknown',
  'account_closed',
  'order_differs',
  'biller_refused',
] as const
export type BillerCode = (typeof BILLER_CODES)[number]

export function isBillerCode(text: string): text is BillerCode {
  return (BILLER_CODES as readonly string[]).includes(text)
}

/** Where a payment to a biller stands. */
export const BILL_ORDER_STATES = ['requested', 'processing', 'paid', 'refused', 'reversed'] as const
export type BillOrderState = (typeof BILL_ORDER_STATES)[number]

/** Whether the sandbox billers say what is due when they are asked. */
export const BILLER_QUERIES = ['answered', 'silent'] as const
