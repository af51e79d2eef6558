import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { PaymentTable } from './PaymentTable.tsx'

export function Payments(): ReactNode {
  const t = useT()
  return (
    <Page title={t('payments.title')} subtitle={t('payments.subtitle')}>
      <Sheet flush>
        <PaymentTable />
      </Sheet>
    </Page>
  )
}
