import { ErrorPanel } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { useRouteError } from 'react-router'
import { useT } from '../i18n/index.ts'

/** A page that could not be fetched (a new version was installed meanwhile) or that broke while drawing. */
export function RouteProblem(): ReactNode {
  const t = useT()
  const error = useRouteError()
  const text = error instanceof Error ? error.message : String(error)
  return (
    <div className="page">
      <ErrorPanel
        title={t('problem.page')}
        sentence={t('problem.pageHint')}
        facts={[{ label: t('problem.code'), value: text }]}
        retry={{ label: t('problem.reload'), onClick: () => window.location.reload() }}
      />
    </div>
  )
}
