import type { ReactNode } from 'react'
import { useT } from '../i18n/index.ts'
import { ButtonLink } from '../parts/page/Button.tsx'
import { Page } from '../parts/page/Page.tsx'
import { Nothing } from '../parts/state/Loaded.tsx'

export function NotFound(): ReactNode {
  const t = useT()
  return (
    <Page title={t('notFound.title')}>
      <Nothing
        title={t('notFound.title')}
        hint={t('notFound.hint')}
        picture="search"
        action={
          <ButtonLink small to="/">
            {t('notFound.home')}
          </ButtonLink>
        }
      />
    </Page>
  )
}
