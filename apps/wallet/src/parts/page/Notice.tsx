import {
  CheckCircleOutline,
  ExclamationShieldOutline,
  ExclamationTriangleOutline,
  InformationCircleOutline,
} from 'antd-mobile-icons'
import type { ReactNode } from 'react'

type Tone = 'news' | 'warning' | 'danger' | 'done'

const ICONS: Record<Tone, ReactNode> = {
  news: <InformationCircleOutline aria-hidden="true" />,
  warning: <ExclamationTriangleOutline aria-hidden="true" />,
  danger: <ExclamationShieldOutline aria-hidden="true" />,
  done: <CheckCircleOutline aria-hidden="true" />,
}

/** A strip that says one thing, in the colour of how much it matters. */
export function Notice(props: { tone?: Tone; action?: ReactNode; children: ReactNode }): ReactNode {
  const tone = props.tone ?? 'news'
  return (
    <div
      className={`wt-notice wt-notice-${tone}`}
      role={tone === 'danger' || tone === 'warning' ? 'alert' : undefined}
    >
      {ICONS[tone]}
      <div className="wt-notice-text">{props.children}</div>
      {props.action}
    </div>
  )
}
