import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Page } from '../../parts/page/Page.tsx'
import { LookSettings } from './LookSettings.tsx'

/** Language, light or dark, size of the text, elder mode. */
export function Look(): ReactNode {
  const t = useT()
  return (
    <Page title={t('me.look')} back="/me">
      <LookSettings />
    </Page>
  )
}
