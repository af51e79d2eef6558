import { EmptyState } from '@suanpan/ui'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useMay } from '../../session/session.ts'
import './bank.css'
import { Deposit } from './Deposit.tsx'
import { SandboxControls } from './SandboxControls.tsx'
import { SandboxOrders } from './SandboxOrders.tsx'

/** The controls of the bank that stands in for a real one. */
export function SandboxBank(): ReactNode {
  const t = useT()
  const read = useRead('sandboxBank.get', api.sandboxBank.get, {})
  const [depositing, setDepositing] = useState(false)
  const may = useMay('operator')
  if (read.error)
    return (
      <Page title={t('sandbox.title')}>
        <Sheet>
          <EmptyState title={t('sandbox.absent')} hint={t('sandbox.absentHint')} />
        </Sheet>
      </Page>
    )
  return (
    <Page
      title={t('sandbox.title')}
      subtitle={t('sandbox.subtitle')}
      actions={
        may ? <Button onClick={() => setDepositing(true)}>{t('sandbox.deposit')}</Button> : null
      }
    >
      {read.data ? (
        <SandboxControls behaviour={read.data.behaviour} may={may} />
      ) : (
        <Skeleton active />
      )}
      <SandboxOrders may={may} />
      {depositing ? <Deposit onDone={() => setDepositing(false)} /> : null}
    </Page>
  )
}
