import { Amount, type MoneyView } from '@suanpan/ui'
import { CheckOutline, ClockCircleOutline, CloseOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { useHasPage } from '../../shell/places.ts'
import { ButtonLink } from '../page/Button.tsx'
import { Facts } from '../page/Rows.tsx'

export type Certainty = 'done' | 'processing' | 'failed'

const MARKS: Record<Certainty, ReactNode> = {
  done: <CheckOutline />,
  processing: <ClockCircleOutline />,
  failed: <CloseOutline />,
}

/**
 * What is certain now, first; then the amount, then the rest. `processing` is not success: the page
 * that shows it reads again (`useRead` with `everyMs`) until the server says how it ended.
 */
export function Result(props: {
  state: Certainty
  title: string
  amount?: MoneyView
  /** One sentence: to whom, or what happens next, or why not. */
  note?: ReactNode
  lines?: readonly { label: string; value: ReactNode }[]
  /** False where whoever reads it has no wallet to write to us from. */
  help?: boolean
  children?: ReactNode
}): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  return (
    <>
      <div className="wt-result" role="status" aria-live="polite" data-state={props.state}>
        <span className={`wt-result-mark wt-result-${props.state}`} aria-hidden="true">
          {MARKS[props.state]}
        </span>
        <h2>{props.title}</h2>
        {props.amount ? <Amount value={props.amount} size="hero" /> : null}
        {props.note ? <p className="muted">{props.note}</p> : null}
      </div>
      {props.lines && props.lines.length > 0 ? (
        <div className="wt-card">
          <Facts items={props.lines} />
        </div>
      ) : null}
      {props.children}
      {props.state === 'failed' && props.help !== false && hasPage('/service/new') ? (
        <ButtonLink to="/service/new?topic=payment" look="words">
          {t('result.help')}
        </ButtonLink>
      ) : null}
    </>
  )
}
