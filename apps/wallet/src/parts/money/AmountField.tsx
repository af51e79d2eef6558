import { useId, type ReactNode } from 'react'
import { Keypad } from './Keypad.tsx'
import { typed } from './typed.ts'

/**
 * The one large number of a page that moves money, with its own keypad: `value` is what was typed
 * (`12.5`); `minorOf(value)` makes it minor units.
 */
export function AmountField(props: {
  label: string
  value: string
  onChange: (value: string) => void
  /** Under the line: what is available, a limit, a fee. */
  hint?: ReactNode
  /** Instead of the hint, when the amount cannot be. */
  error?: string | undefined
  /** Stands between the line and the keys: a note, quick amounts. */
  children?: ReactNode
}): ReactNode {
  const id = useId()
  const take = (text: string): void => {
    const next = typed(text)
    if (next !== undefined) props.onChange(next)
  }
  const note = props.error ?? props.hint
  return (
    <>
      <div className={`wt-card wt-field${props.error ? ' wt-field-bad' : ''}`}>
        <label className="wt-field-label" htmlFor={id}>
          {props.label}
        </label>
        <div className="wt-amount">
          <span className="wt-amount-symbol" aria-hidden="true">
            {'\u00a5'}
          </span>
          <input
            id={id}
            value={props.value}
            onChange={(event) => take(event.target.value)}
            // The keys below are the keyboard: the system's own stays away.
            inputMode="none"
            autoComplete="off"
            autoFocus
            aria-invalid={props.error !== undefined}
            aria-describedby={note ? `${id}-note` : undefined}
          />
        </div>
        {note ? (
          <span
            id={`${id}-note`}
            className="wt-field-hint"
            role={props.error ? 'alert' : undefined}
          >
            {note}
          </span>
        ) : null}
      </div>
      {props.children}
      <Keypad
        point
        onKey={(key) => take(props.value + key)}
        onDelete={() => props.onChange(props.value.slice(0, -1))}
      />
    </>
  )
}
