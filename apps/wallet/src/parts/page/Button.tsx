import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMayGo } from '../../shell/places.ts'

type Look = 'main' | 'edge' | 'words' | 'danger'

/** A button of the house. `main` is cinnabar, and a screen has one of it. */
export function Button(props: {
  children: ReactNode
  look?: Look
  small?: boolean
  onClick?: () => void
  /** Sends the form it stands in. */
  submit?: boolean
  busy?: boolean
  disabled?: boolean
}): ReactNode {
  const busy = props.busy === true
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      className={`${classes(props)}${busy ? ' wt-button-busy' : ''}`}
      onClick={busy ? undefined : props.onClick}
      disabled={props.disabled === true}
      aria-busy={busy}
    >
      {busy ? <span className="wt-spin" aria-hidden="true" /> : null}
      {props.children}
    </button>
  )
}

/** A link that looks like a button; to what this wallet does not do there is none. */
export function ButtonLink(props: {
  children: ReactNode
  to: string
  look?: Look
  small?: boolean
  replace?: boolean
}): ReactNode {
  const mayGo = useMayGo()
  if (!mayGo(props.to)) return null
  return (
    <Link to={props.to} replace={props.replace === true} className={classes(props)}>
      {props.children}
    </Link>
  )
}

function classes(props: { look?: Look; small?: boolean }): string {
  return `wt-button wt-button-${props.look ?? 'edge'}${props.small ? ' wt-button-small' : ''}`
}
