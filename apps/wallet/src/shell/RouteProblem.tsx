import { useEffect, type ReactNode } from 'react'
import { useRouteError } from 'react-router'
import { useT } from '../i18n/index.ts'
import { Button } from '../parts/page/Button.tsx'
import { Page } from '../parts/page/Page.tsx'
import { Nothing } from '../parts/state/Loaded.tsx'

/** A page that could not be fetched (a new version was installed meanwhile) or that broke while drawing. */
export function RouteProblem(): ReactNode {
  const t = useT()
  const error = useRouteError()
  useEffect(() => {
    // Nobody else hears of it: the router has caught it.
    reportError(error)
  }, [error])
  return (
    <Page title={t('problem.page')}>
      <Nothing
        title={t('problem.page')}
        hint={t('problem.pageHint')}
        picture="search"
        action={
          <Button small onClick={() => window.location.reload()}>
            {t('problem.reload')}
          </Button>
        }
      />
    </Page>
  )
}
