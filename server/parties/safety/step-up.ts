/** What somebody has to do before money goes: each asks more than the one before. */
export type Demand = 'none' | 'pin' | 'passkey' | 'passkey_and_delay'

/** `agreed` is taken without its owner, who proved before that they agree to it within limits. */
export type MoneyOutKind =
  'payment' | 'code_payment' | 'transfer' | 'red_packet' | 'withdrawal' | 'bill_payment' | 'agreed'

/** `own` is the person's own card; `known` was paid before, or is a merchant. */
export type PayeeNovelty = 'own' | 'known' | 'new'

export type StepUpReason =
  | 'agreed_before'
  | 'within_own_limit'
  | 'above_own_limit'
  | 'own_limit_used_up'
  | 'money_leaves'
  | 'large_amount'
  | 'new_payee'
  | 'new_device'
  | 'new_payee_at_night'
  | 'large_to_new_payee'
  | 'day_limit_of_factors'

/** Minor units of CNY/2; hours. They lie in `parties.limit_values` with their source. */
export type StepUpFigures = {
  /** Above it a PIN is no longer enough. */
  largeAmount: bigint
  /** From it on a transfer to somebody new needs a passkey. */
  newPayeeAmount: bigint
  /** From it on a transfer to somebody new also arrives later. */
  delayAmount: bigint
}

export type StepUpAsk = {
  amount: bigint
  asset: string
  payeeNovelty: PayeeNovelty
  channel: MoneyOutKind
  /** True for the first day of this person on this device. */
  isNewDevice: boolean
  /** 0–23, as the installation's clocks show it. */
  hour: number
  /** What the person lets a shown code pay without PIN. */
  ownLimits: { freeAmount: bigint; freeTimesLeft: number }
}

/** @property delayHours how much later a transfer may arrive at the earliest */
export type StepUp = { demand: Demand; reason: StepUpReason; delayHours: number }

const NIGHT_UNTIL_HOUR = 6
const DELAY_HOURS = 2
const LARGE_DELAY_HOURS = 24
/** Where a payee can be somebody never paid before. */
export const BETWEEN_PEOPLE: readonly MoneyOutKind[] = ['transfer', 'red_packet']

/**
 * What is asked before money leaves, and why. A pure function: the risk engine takes it over and
 * hands in the same facts.
 */
export function stepUp(ask: StepUpAsk, figures: StepUpFigures): StepUp {
  const { amount, channel, payeeNovelty, isNewDevice, hour } = ask
  if (channel === 'agreed') return atOnce('none', 'agreed_before')
  const toSomebodyNew = BETWEEN_PEOPLE.includes(channel) && payeeNovelty === 'new'
  if (toSomebodyNew && amount >= figures.newPayeeAmount) {
    if (amount >= figures.delayAmount) return later('large_to_new_payee', LARGE_DELAY_HOURS)
    if (isNewDevice) return later('new_device', DELAY_HOURS)
    if (hour < NIGHT_UNTIL_HOUR) return later('new_payee_at_night', DELAY_HOURS)
    return atOnce('passkey', 'new_payee')
  }
  if (amount > figures.largeAmount) return atOnce('passkey', 'large_amount')
  if (isNewDevice && channel !== 'code_payment' && amount >= figures.newPayeeAmount)
    return atOnce('passkey', 'new_device')
  return channel === 'code_payment' ? codePayment(ask) : atOnce('pin', 'money_leaves')
}

function codePayment({ amount, ownLimits }: StepUpAsk): StepUp {
  if (amount > ownLimits.freeAmount) return atOnce('pin', 'above_own_limit')
  if (ownLimits.freeTimesLeft <= 0) return atOnce('pin', 'own_limit_used_up')
  return atOnce('none', 'within_own_limit')
}

const atOnce = (demand: Demand, reason: StepUpReason): StepUp => ({
  demand,
  reason,
  delayHours: 0,
})

const later = (reason: StepUpReason, delayHours: number): StepUp => ({
  demand: 'passkey_and_delay',
  reason,
  delayHours,
})
