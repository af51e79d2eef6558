import '@suanpan/ui/base.css'
import './look/tokens.css'
import './look/base.css'
import './look/parts.css'
import { unstableSetRender } from 'antd-mobile'
import { createRoot, type Root } from 'react-dom/client'
import { App } from './App.tsx'
import { startI18n } from './i18n/index.ts'
import { askAhead } from './session/session.ts'

const roots = new WeakMap<Element | DocumentFragment, Root>()

// The library draws what it is asked for by a call (toasts, dialogs) through a function that
// React 19 no longer has; this is the one it should use instead.
unstableSetRender((node, container) => {
  const root = roots.get(container) ?? createRoot(container)
  roots.set(container, root)
  root.render(node)
  return async () => {
    await Promise.resolve()
    root.unmount()
    roots.delete(container)
  }
})

// A till has no session of a person to ask for.
if (!window.location.pathname.startsWith('/wallet/till')) askAhead()
await startI18n()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)

// Installed once, it keeps the app itself for when there is no network. It fetches every page of the
// app, so the one that somebody is waiting for comes first.
const PATIENCE_MS = 4_000
const install = (): void => void navigator.serviceWorker.register('/wallet/sw.js')
if (import.meta.env.PROD && 'serviceWorker' in navigator) setTimeout(install, PATIENCE_MS)
