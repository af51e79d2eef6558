import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { DisputeTable } from './DisputeTable.tsx'

export function Disputes(): ReactNode {
  const t = useT()
  return (
    <Page title={t('disputes.title')} subtitle={t('disputes.subtitle')}>
      <Sheet flush>
        <DisputeTable />
      </Sheet>
    </Page>
  )
}
