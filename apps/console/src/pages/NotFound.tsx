import { EmptyState } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useT } from '../i18n/index.ts'
import { Page } from '../parts/Page.tsx'

export function NotFound(): ReactNode {
  const t = useT()
  return (
    <Page title={t('notFound.title')}>
      <EmptyState
        picture="search"
        title={t('notFound.title')}
        hint={t('notFound.hint')}
        action={<Link to="/">{t('notFound.home')}</Link>}
      />
    </Page>
  )
}
