import { CheckOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { Sheet } from './Sheet.tsx'

export type Option<V extends string> = {
  value: V
  label: string
  note?: ReactNode
  icon?: ReactNode
}

/** One of a few, in a sheet: tapping takes it and closes. */
export function Choice<V extends string>(props: {
  open: boolean
  title: string
  options: readonly Option<V>[]
  value: V | undefined
  onChoose: (value: V) => void
  onClose: () => void
}): ReactNode {
  const choose = (value: V): void => {
    props.onChoose(value)
    props.onClose()
  }
  return (
    <Sheet open={props.open} title={props.title} onClose={props.onClose}>
      <ul className="wt-rows">
        {props.options.map((option) => (
          <li key={option.value}>
            <button
              type="button"
              className="wt-plain wt-row"
              aria-pressed={option.value === props.value}
              onClick={() => choose(option.value)}
            >
              {option.icon ? (
                <span className="wt-row-icon" aria-hidden="true">
                  {option.icon}
                </span>
              ) : null}
              <span className="wt-row-main">
                <span className="wt-row-title">{option.label}</span>
                {option.note ? <span className="wt-row-note">{option.note}</span> : null}
              </span>
              {option.value === props.value ? <CheckOutline aria-hidden="true" /> : null}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
