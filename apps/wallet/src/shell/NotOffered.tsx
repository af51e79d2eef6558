import type { ReactNode } from 'react'
import { useT } from '../i18n/index.ts'
import { ButtonLink } from '../parts/page/Button.tsx'
import { Page } from '../parts/page/Page.tsx'
import { Nothing } from '../parts/state/Loaded.tsx'

/** Where a link leads to something that the licence of this wallet does not include. */
export function NotOffered(): ReactNode {
  const t = useT()
  return (
    <Page title={t('notOffered.title')}>
      <Nothing
        title={t('notOffered.title')}
        hint={t('notOffered.hint')}
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
