import type { ReactNode } from 'react'

/** A few parts of one page, side by side: one is shown. A number beside a name says how much is new there. */
export function Segments<V extends string>(props: {
  label: string
  value: V
  options: readonly { value: V; label: string; count?: number }[]
  onChoose: (value: V) => void
}): ReactNode {
  return (
    <div className="wt-segments" role="group" aria-label={props.label}>
      {props.options.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          className="wt-plain"
          aria-pressed={value === props.value}
          onClick={() => props.onChoose(value)}
        >
          {label}
          {count ? <span className="wt-segments-count sp-num">{count}</span> : null}
        </button>
      ))}
    </div>
  )
}
