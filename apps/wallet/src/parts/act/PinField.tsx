import { useId, useRef, type ReactNode } from 'react'
import { Keypad } from '../money/Keypad.tsx'

export const PIN_DIGITS = 6

/**
 * Six digits behind dots, with their own keypad. `shown` shows the digits: for a code that came by
 * message, where the system's keys may offer it.
 */
export function PinField(props: {
  label: string
  value: string
  onChange: (value: string) => void
  shown?: boolean
  bad?: boolean
  disabled?: boolean
  autoFocus?: boolean
}): ReactNode {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const take = (text: string): void => {
    if (props.disabled) return
    props.onChange(text.replace(/\D/g, '').slice(0, PIN_DIGITS))
  }
  return (
    <>
      <div className={`wt-pin${props.bad ? ' wt-pin-bad' : ''}`}>
        <label className="wt-hidden" htmlFor={id}>
          {props.label}
        </label>
        <input
          ref={field}
          id={id}
          type={props.shown ? 'text' : 'password'}
          inputMode={props.shown ? 'numeric' : 'none'}
          autoComplete={props.shown ? 'one-time-code' : 'off'}
          maxLength={PIN_DIGITS}
          value={props.value}
          onChange={(event) => take(event.target.value)}
          autoFocus={props.autoFocus !== false}
          aria-invalid={props.bad === true}
        />
        <div className="wt-pin-cells" aria-hidden="true">
          {Array.from({ length: PIN_DIGITS }, (_, place) => (
            <span key={place} data-next={place === props.value.length}>
              {place >= props.value.length ? null : props.shown ? props.value[place] : <i />}
            </span>
          ))}
        </div>
      </div>
      <Keypad
        onKey={(key) => take(props.value + key)}
        onDelete={() => take(props.value.slice(0, -1))}
      />
    </>
  )
}
