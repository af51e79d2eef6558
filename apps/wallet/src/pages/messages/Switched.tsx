import { Switch } from 'antd-mobile'
import type { ReactNode } from 'react'
import { Row } from '../../parts/page/Rows.tsx'

/** A switch with its name beside it, as all of these pages have them. */
export function Switched(props: {
  title: string
  on: boolean
  busy: boolean
  onChange: (on: boolean) => void
}): ReactNode {
  const { title, on, busy, onChange } = props
  return (
    <Row
      title={title}
      value={<Switch aria-label={title} checked={on} disabled={busy} onChange={onChange} />}
    />
  )
}
