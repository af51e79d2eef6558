import { LeftOutline } from 'antd-mobile-icons'
import { useEffect, type ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useT } from '../../i18n/index.ts'

type PageProps = {
  title: string
  /** Where the arrow leads when nothing was visited before; `false` shows no arrow. */
  back?: string | false
  /** A word or an icon at the right of the bar. */
  side?: ReactNode
  /** Stays at the lower edge: the one thing to do here. */
  foot?: ReactNode
  children: ReactNode
}

/** The frame of every page that is opened from another: a bar with the way back and the title. */
export function Page(props: PageProps): ReactNode {
  useTitle(props.title)
  return (
    <div className="wt-page">
      <header className="wt-bar">
        <span>{props.back === false ? null : <Back fallback={props.back ?? '/'} />}</span>
        <h1>{props.title}</h1>
        <div className="wt-bar-side">{props.side}</div>
      </header>
      <main className="wt-body">{props.children}</main>
      {props.foot ? <footer className="wt-foot">{props.foot}</footer> : null}
    </div>
  )
}

/** A page with a large title and no tabs: one question a screen, as in registration. */
export function Step(props: PageProps & { lead?: ReactNode }): ReactNode {
  useTitle(props.title)
  return (
    <div className="wt-page">
      <header className="wt-bar">
        <span>{props.back === false ? null : <Back fallback={props.back ?? '/'} />}</span>
        <span />
        <div className="wt-bar-side">{props.side}</div>
      </header>
      <main className="wt-body">
        <div className="wt-page-title">
          <h1>{props.title}</h1>
          {props.lead ? <p>{props.lead}</p> : null}
        </div>
        {props.children}
      </main>
      {props.foot ? <footer className="wt-foot">{props.foot}</footer> : null}
    </div>
  )
}

export function useTitle(title: string): void {
  const t = useT()
  useEffect(() => {
    document.title = `${title} · ${t('brand.name')}`
  }, [title, t])
}

/** Goes back to where one came from, or to `fallback` when this page was opened by its address. */
export function useLeave(fallback: string): () => void {
  const navigate = useNavigate()
  const { key } = useLocation()
  // The first page of a visit has the key `default`: there is nothing behind it to go back to.
  return () => void (key === 'default' ? navigate(fallback, { replace: true }) : navigate(-1))
}

function Back(props: { fallback: string }): ReactNode {
  const t = useT()
  const leave = useLeave(props.fallback)
  return (
    <button
      type="button"
      className="wt-plain wt-bar-back"
      aria-label={t('shell.back')}
      onClick={leave}
    >
      <LeftOutline />
    </button>
  )
}
