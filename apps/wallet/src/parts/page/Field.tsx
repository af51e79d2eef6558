import { useId, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react'

type Shared = {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  hint?: ReactNode
  /** What is wrong with it; takes the place of the hint. */
  error?: string | undefined
  maxLength?: number
}

/** A line to fill in, with its label above and what helps, or what is wrong, below. */
export function Field(
  props: Shared & {
    /** `numeric` and `tel` bring up the keys for digits. */
    keys?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search'
    autoComplete?: HTMLInputAutoCompleteAttribute
    autoFocus?: boolean
    /** Stands before or after the text, inside the box. */
    before?: ReactNode
    after?: ReactNode
  },
): ReactNode {
  const id = useId()
  const note = props.error ?? props.hint
  return (
    <div className={`wt-field${props.error ? ' wt-field-bad' : ''}`}>
      <label className="wt-field-label" htmlFor={id}>
        {props.label}
      </label>
      <div className="wt-field-box">
        {props.before}
        <input
          id={id}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          placeholder={props.placeholder}
          inputMode={props.keys ?? 'text'}
          autoComplete={props.autoComplete ?? 'off'}
          maxLength={props.maxLength}
          // A page whose only question this is may bring up the keys at once.
          autoFocus={props.autoFocus === true}
          aria-invalid={props.error !== undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
        {props.after}
      </div>
      {note ? (
        <span id={`${id}-note`} className="wt-field-hint" role={props.error ? 'alert' : undefined}>
          {note}
        </span>
      ) : null}
    </div>
  )
}

/** Several lines to fill in. */
export function LongField(props: Shared & { rows?: number }): ReactNode {
  const id = useId()
  const note = props.error ?? props.hint
  return (
    <div className={`wt-field${props.error ? ' wt-field-bad' : ''}`}>
      <label className="wt-field-label" htmlFor={id}>
        {props.label}
      </label>
      <div className="wt-field-box">
        <textarea
          id={id}
          rows={props.rows ?? 4}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          aria-invalid={props.error !== undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
      </div>
      {note ? (
        <span id={`${id}-note`} className="wt-field-hint">
          {note}
        </span>
      ) : null}
    </div>
  )
}

/** A box to tick, with its sentence. */
export function Tick(props: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}): ReactNode {
  return (
    <label className="wt-tick">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span>{props.children}</span>
    </label>
  )
}
