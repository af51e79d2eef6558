import { TextDeletionOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Large keys for digits; with a point for amounts. */
export function Keypad(props: {
  onKey: (key: string) => void
  onDelete: () => void
  point?: boolean
}): ReactNode {
  const t = useT()
  // The field keeps the focus, so that keys of a keyboard go on working.
  const hold = { onMouseDown: (event: { preventDefault(): void }) => event.preventDefault() }
  return (
    <div className="wt-keypad" role="group" aria-label={t('keypad.name')}>
      {DIGITS.map((digit) => (
        <Key key={digit} sign={digit} onKey={props.onKey} />
      ))}
      {props.point ? <Key sign="." onKey={props.onKey} quiet /> : <span />}
      <Key sign="0" onKey={props.onKey} />
      <button
        type="button"
        className="wt-key wt-key-quiet"
        aria-label={t('keypad.delete')}
        onClick={props.onDelete}
        {...hold}
      >
        <TextDeletionOutline aria-hidden="true" />
      </button>
    </div>
  )
}

function Key(props: { sign: string; onKey: (key: string) => void; quiet?: boolean }): ReactNode {
  return (
    <button
      type="button"
      className={`wt-key${props.quiet ? ' wt-key-quiet' : ''}`}
      onClick={() => props.onKey(props.sign)}
      onMouseDown={(event) => event.preventDefault()}
    >
      {props.sign}
    </button>
  )
}
