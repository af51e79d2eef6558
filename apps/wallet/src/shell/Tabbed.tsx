import { AppOutline, BillOutline, MessageOutline, UserOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { api, useRead } from '../data/queries.ts'
import { useT, type Key } from '../i18n/index.ts'
import { useTitle } from '../parts/page/Page.tsx'
import { useHasPage } from './places.ts'

/** How much was not read yet, on the tab of messages. */
function Badge(): ReactNode {
  const t = useT()
  const count = useRead('notices.unread', api.notices.unread, {}).data?.total ?? 0
  if (count === 0) return null
  return (
    <span className="wt-badge" aria-label={t('messages.unread', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  )
}

const TABS: readonly { path: string; text: Key; icon: ReactNode }[] = [
  { path: '/', text: 'tab.home', icon: <AppOutline aria-hidden="true" /> },
  { path: '/bills', text: 'tab.bills', icon: <BillOutline aria-hidden="true" /> },
  { path: '/messages', text: 'tab.messages', icon: <MessageOutline aria-hidden="true" /> },
  { path: '/me', text: 'tab.me', icon: <UserOutline aria-hidden="true" /> },
]

/** The frame of the four pages one lives in: a large title, and the tabs below. */
export function Tabbed(props: { title: string; side?: ReactNode; children: ReactNode }): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  useTitle(props.title)
  return (
    <div className="wt-page wt-page-tabbed">
      <header className="wt-tabbed-head">
        <h1>{props.title}</h1>
        <div className="wt-bar-side">{props.side}</div>
      </header>
      <main className="wt-body">{props.children}</main>
      <nav className="wt-tabs" aria-label={t('tab.name')}>
        <ul>
          {TABS.filter(({ path }) => hasPage(path)).map((tab) => (
            <li key={tab.path}>
              <NavLink to={tab.path} end>
                {tab.icon}
                {tab.path === '/messages' ? <Badge /> : null}
                {t(tab.text)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
