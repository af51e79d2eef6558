import { Amount, type MoneyView } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Button } from '../page/Button.tsx'
import { Notice } from '../page/Notice.tsx'
import { Facts } from '../page/Rows.tsx'
import { Sheet } from '../page/Sheet.tsx'
import { Failed } from '../state/Failed.tsx'

/** Before money leaves: to whom, how much, from where, and what one should know first. */
export function ConfirmSheet(props: {
  open: boolean
  title: string
  payee: ReactNode
  amount: MoneyView
  /** Method, arrival, fee, discounts: one line each. */
  lines: readonly { label: string; value: ReactNode }[]
  /** What is unusual: a payee never paid before, a large amount. */
  warning?: ReactNode
  /** Further questions, such as the surname of the payee. */
  children?: ReactNode
  action: string
  busy?: boolean
  disabled?: boolean
  /** Why the last try was refused. */
  error?: unknown
  onConfirm: () => void
  onClose: () => void
}): ReactNode {
  return (
    <Sheet open={props.open} title={props.title} onClose={props.onClose}>
      <div className="wt-confirm-head">
        <p>{props.payee}</p>
        <Amount value={props.amount} size="hero" />
      </div>
      {props.warning ? <Notice tone="warning">{props.warning}</Notice> : null}
      <Facts items={props.lines} />
      {props.children}
      {props.error ? <Failed error={props.error} /> : null}
      <Button
        look="main"
        onClick={props.onConfirm}
        busy={props.busy === true}
        disabled={props.disabled === true}
      >
        {props.action}
      </Button>
    </Sheet>
  )
}
