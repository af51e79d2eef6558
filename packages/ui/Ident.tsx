import { Tooltip, Typography } from 'antd'
import type { ReactNode } from 'react'

/**
 * An id in fixed-width letters; whole in the tooltip and on the clipboard. The end of an id is what
 * tells it from its neighbours: its beginning is the time, alike for all of a page.
 */
export function Ident(props: {
  id: string
  head?: number
  tail?: number
  copy?: boolean
}): ReactNode {
  const head = props.head ?? 4
  const tail = props.tail ?? 8
  const short =
    props.id.length > head + tail + 1
      ? `${props.id.slice(0, head)}…${props.id.slice(-tail)}`
      : props.id
  return (
    <span className="sp-ident">
      <Tooltip title={short === props.id ? undefined : props.id}>
        <span>{short}</span>
      </Tooltip>
      {props.copy ? <Typography.Text copyable={{ text: props.id }} /> : null}
    </span>
  )
}

/** Text on one line that ends in … when there is no room, with the whole of it in a tooltip. */
export function Ellipsis(props: { text: string; width?: number }): ReactNode {
  return (
    <Tooltip title={props.text} mouseEnterDelay={0.5}>
      <span className="sp-ellipsis" style={props.width ? { maxWidth: props.width } : undefined}>
        {props.text}
      </span>
    </Tooltip>
  )
}
