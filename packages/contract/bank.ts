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
