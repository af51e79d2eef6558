import { AbacusLoading } from '@suanpan/ui'
import { Drawer, Grid } from 'antd'
import { Suspense, useEffect, useState, type ReactNode } from 'react'
import { Outlet, useLocation } from 'react-router'
import { useT } from '../i18n/index.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { Sidebar } from './Sidebar.tsx'
import { TopBar } from './TopBar.tsx'

/** Menu, top bar and the page; below 992 px the menu moves into a drawer. */
export function Shell(): ReactNode {
  const t = useT()
  const wide = Grid.useBreakpoint().lg === true
  const [menuOpen, setMenuOpen] = useState(false)
  const [paletteOpen, setPaletteOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [pathname])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setPaletteOpen((open) => !open)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className={wide ? 'shell' : 'shell shell-narrow'}>
      <a href="#page" className="skip-link">
        {t('shell.skip')}
      </a>
      {wide ? (
        <nav className="sidebar" aria-label={t('shell.menu')}>
          <div>
            <Sidebar />
          </div>
        </nav>
      ) : (
        <Drawer
          open={menuOpen}
          onClose={() => setMenuOpen(false)}
          placement="left"
          size={264}
          closable={false}
          styles={{ body: { padding: 0 } }}
        >
          <Sidebar onNavigate={() => setMenuOpen(false)} />
        </Drawer>
      )}
      <div className="main">
        <TopBar
          phone={!wide}
          onMenu={() => setMenuOpen(true)}
          onSearch={() => setPaletteOpen(true)}
        />
        <main id="page" tabIndex={-1}>
          <Suspense fallback={<AbacusLoading label={t('state.loading')} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {paletteOpen ? <CommandPalette onClose={() => setPaletteOpen(false)} /> : null}
    </div>
  )
}
