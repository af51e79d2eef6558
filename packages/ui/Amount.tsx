import { createContext, use, type ReactNode } from 'react'
import { splitAmount } from './format.ts'

/** An amount as the API writes it. */
export type MoneyView = { amount: string; asset: string }
export type AmountSize = 'text' | 'title' | 'hero'

/** What units without a sign of their own are called in the language of the page: `{ PTS: '分' }`. */
export const AssetUnits = createContext<Record<string, string>>({})

/**
 * A number as the books have it: tabular figures, the sign apart, minor units a shade quieter.
 *
 * `flow` colours money coming in jade with its plus and leaves money going out in ink.
 */
export function Amount(props: {
  value: MoneyView | string | bigint
  asset?: string
  size?: AmountSize
  flow?: boolean
  unit?: boolean
}): ReactNode {
  const units = use(AssetUnits)
  const amount = typeof props.value === 'object' ? props.value.amount : props.value
  const asset = typeof props.value === 'object' ? props.value.asset : (props.asset ?? '')
  const parts = splitAmount(amount, asset)
  const incoming = props.flow === true && !parts.negative && !parts.zero
  const unit = parts.symbol === '' && props.unit !== false ? (units[parts.code] ?? parts.code) : ''
  const classes = ['sp-amount', `sp-amount-${props.size ?? 'text'}`, incoming ? 'sp-amount-in' : '']
  return (
    <span className={classes.join(' ').trim()}>
      {parts.negative ? '\u2212' : incoming ? '+' : ''}
      {parts.symbol ? <span className="sp-amount-symbol">{parts.symbol}</span> : null}
      {parts.whole}
      {parts.fraction ? <span className="sp-amount-minor">.{parts.fraction}</span> : null}
      {unit ? <span className="sp-amount-unit">{unit}</span> : null}
    </span>
  )
}
