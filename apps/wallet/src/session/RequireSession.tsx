import { AbacusLoading } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useT } from '../i18n/index.ts'
import { Failed } from '../parts/state/Failed.tsx'
import { mayGo } from '../shell/licence.ts'
import { NotOffered } from '../shell/NotOffered.tsx'
import { Capabilities } from '../shell/places.ts'
import { Live } from './Live.tsx'
import { useMe } from './session.ts'

/** Pages behind it are one's own; whoever is not signed in is welcomed and comes back to the same address. */
export function RequireSession(): ReactNode {
  const t = useT()
  const location = useLocation()
  const me = useMe()
  if (me.data) {
    const { capabilities } = me.data
    return (
      <>
        <Live />
        <Capabilities value={capabilities}>
          {mayGo(location.pathname, capabilities) ? <Outlet /> : <NotOffered />}
        </Capabilities>
      </>
    )
  }
  if (me.data === null) {
    const next = location.pathname + location.search
    const search = next === '/' ? '' : `?next=${encodeURIComponent(next)}`
    return <Navigate to={`/welcome${search}`} replace />
  }
  if (me.error) {
    return (
      <main className="wt-alone">
        <Failed error={me.error} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  return (
    <main className="wt-alone">
      <AbacusLoading label={t('state.loading')} />
    </main>
  )
}
