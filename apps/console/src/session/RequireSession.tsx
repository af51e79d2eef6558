import { AbacusLoading } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { useT } from '../i18n/index.ts'
import { ProblemPanel } from '../parts/ProblemPanel.tsx'
import { useSession } from './session.ts'

/** Pages behind it are for operators; whoever is not signed in comes back to the same address after it. */
export function RequireSession(props: { children: ReactNode }): ReactNode {
  const t = useT()
  const location = useLocation()
  const session = useSession()
  if (session.data) return props.children
  if (session.data === null) {
    const next = location.pathname + location.search
    const search = next === '/' ? '' : `?next=${encodeURIComponent(next)}`
    return <Navigate to={`/sign-in${search}`} replace />
  }
  if (session.error) {
    return (
      <div className="alone">
        <ProblemPanel error={session.error} onRetry={() => void session.refetch()} />
      </div>
    )
  }
  return (
    <div className="alone">
      <AbacusLoading label={t('state.loading')} />
    </div>
  )
}
