import { Badge, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { ConversationTable, QUEUES, type Queue } from './ConversationTable.tsx'

/** What people wrote, by who has it; what was promised soonest is on top. */
export function CareInbox(): ReactNode {
  const t = useT()
  const filters = useFilters(['queue'] as const)
  const queue = QUEUES.find((each) => each === filters.values.queue) ?? 'unassigned'
  const desk = useRead('care.desk', api.care.desk, {})
  const counts: Partial<Record<Queue, number>> = desk.data ?? {}
  return (
    <Page title={t('care.title')} subtitle={t('care.subtitle')}>
      <Sheet flush className="tabs-sheet">
        <Tabs
          activeKey={queue}
          destroyOnHidden
          onChange={(key) => filters.set({ queue: key })}
          items={QUEUES.map((key) => ({
            key,
            label: (
              <span className="inline">
                {t(`care.queue.${key}`)} <Badge count={counts[key] ?? 0} size="small" />
              </span>
            ),
            children: <ConversationTable queue={key} />,
          }))}
        />
      </Sheet>
    </Page>
  )
}
