import { LeftOutlined } from '@ant-design/icons'
import { useEffect, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useT } from '../i18n/index.ts'

/** The frame of every page: where one came from, its name, what it is for, and what can be done. */
export function Page(props: {
  title: string
  /** Drawn instead of the plain title, when it is more than text. */
  heading?: ReactNode
  subtitle?: ReactNode
  back?: { to: string; label: string }
  actions?: ReactNode
  children: ReactNode
}): ReactNode {
  const t = useT()
  useEffect(() => {
    document.title = `${props.title} · ${t('brand.name')}`
  }, [props.title, t])
  return (
    <div className="page">
      {props.back ? (
        <Link to={props.back.to} className="back-link">
          <LeftOutlined /> {props.back.label}
        </Link>
      ) : null}
      <div className="page-head">
        <div className="page-title">
          <h1>{props.heading ?? props.title}</h1>
          {props.subtitle ? <div className="page-subtitle">{props.subtitle}</div> : null}
        </div>
        {props.actions ? <div className="page-actions">{props.actions}</div> : null}
      </div>
      {props.children}
    </div>
  )
}

/** A sheet of the book: a card with a head. */
export function Sheet(props: {
  title?: ReactNode
  aside?: ReactNode
  flush?: boolean
  className?: string
  children: ReactNode
}): ReactNode {
  const classes = ['sheet', props.flush ? 'sheet-flush' : '', props.className ?? '']
  return (
    <section className={classes.filter(Boolean).join(' ')}>
      {props.title !== undefined || props.aside !== undefined ? (
        <div className="sheet-head">
          <h2>{props.title}</h2>
          {props.aside ? <div className="sheet-aside">{props.aside}</div> : null}
        </div>
      ) : null}
      <div className="sheet-body">{props.children}</div>
    </section>
  )
}

/** Label and value pairs, as many columns as fit. */
export function Facts(props: { items: readonly { label: string; value: ReactNode }[] }): ReactNode {
  return (
    <dl className="facts">
      {props.items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
