import { RightOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMayGo } from '../../shell/places.ts'

/** A card of rows, with a title above and a note below it. */
export function Rows(props: {
  title?: ReactNode
  note?: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <section>
      {props.title ? <h2 className="wt-rows-title">{props.title}</h2> : null}
      <ul className="wt-rows">{props.children}</ul>
      {props.note ? <p className="wt-rows-note">{props.note}</p> : null}
    </section>
  )
}

/**
 * One row: leads somewhere with `to`, does something with `onClick`, or only says something. One that
 * leads to what this wallet does not do is not there.
 */
export function Row(props: {
  title: ReactNode
  note?: ReactNode
  value?: ReactNode
  icon?: ReactNode
  to?: string
  onClick?: () => void
}): ReactNode {
  const mayGo = useMayGo()
  if (props.to !== undefined && !mayGo(props.to)) return null
  const inside = (
    <>
      {props.icon ? (
        <span className="wt-row-icon" aria-hidden="true">
          {props.icon}
        </span>
      ) : null}
      <span className="wt-row-main">
        <span className="wt-row-title">{props.title}</span>
        {props.note ? <span className="wt-row-note">{props.note}</span> : null}
      </span>
      {props.value === undefined ? null : <span className="wt-row-value">{props.value}</span>}
      {props.to !== undefined || props.onClick ? (
        <RightOutline className="wt-row-arrow" aria-hidden="true" />
      ) : null}
    </>
  )
  return <li>{rowOf(props, inside)}</li>
}

function rowOf(props: { to?: string; onClick?: () => void }, inside: ReactNode): ReactNode {
  if (props.to !== undefined) {
    return (
      <Link to={props.to} className="wt-row">
        {inside}
      </Link>
    )
  }
  if (props.onClick) {
    return (
      <button type="button" className="wt-plain wt-row" onClick={props.onClick}>
        {inside}
      </button>
    )
  }
  return <div className="wt-row">{inside}</div>
}

/** Labels and what they say, on a card or in a sheet. */
export function Facts(props: { items: readonly { label: string; value: ReactNode }[] }): ReactNode {
  return (
    <dl className="wt-facts">
      {props.items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
