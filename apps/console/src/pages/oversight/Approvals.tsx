import { Ident } from '@suanpan/ui'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { AmountOf, ApprovalState, Maker, SubjectOf, type ApprovalRow } from './approval-words.tsx'

const BOXES = ['waiting', 'mine', 'decided'] as const
type Box = (typeof BOXES)[number]
const REFRESH_MS = 15_000

/** What one operator asked for and another has to agree to. */
export function Approvals(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const filters = useFilters(['box'] as const)
  const leaf = useLeaf()
  const box = BOXES.find((one) => one === filters.values.box) ?? 'waiting'
  const approvals = useRead(
    'approvals.list',
    api.approvals.list,
    { query: { box, ...(leaf.cursor ? { cursor: leaf.cursor } : {}) } },
    { everyMs: REFRESH_MS },
  )
  return (
    <Page title={t('approvals.title')} subtitle={t('approvals.subtitle')}>
      <Sheet flush className="tabs-sheet">
        <Tabs
          activeKey={box}
          items={BOXES.map((key) => ({ key, label: t(`approvals.${key}`) }))}
          onChange={(key) => filters.set({ box: key })}
        />
        <DataTable<ApprovalRow>
          reading={approvals}
          columns={columns(t, bilingual, box)}
          rowKey={(row) => row.id}
          link={(row) => `/approvals/${row.id}`}
          leaf={leaf}
          empty={{ title: t(`approvals.${box}None`), hint: t(`approvals.${box}NoneHint`) }}
        />
      </Sheet>
    </Page>
  )
}

function columns(
  t: Translate,
  bilingual: ReturnType<typeof useBilingual>,
  box: Box,
): Column<ApprovalRow>[] {
  const all: Column<ApprovalRow>[] = [
    {
      key: 'summary',
      title: t('approvals.what'),
      phone: 'heading',
      width: 220,
      render: (row) => (
        <div className="two-lines">
          <span>{bilingual(row.summary)}</span>
          <small>
            <Ident id={row.id} />
          </small>
        </div>
      ),
    },
    {
      key: 'subject',
      title: t('approvals.subject'),
      render: (row) => <SubjectOf approval={row} />,
    },
    {
      key: 'amount',
      title: t('payout.amount'),
      align: 'right',
      render: (row) => <AmountOf approval={row} />,
    },
    {
      key: 'reason',
      title: t('person.reason'),
      phone: 'wide',
      render: (row) => <span className="wrap">{row.reason}</span>,
    },
    { key: 'maker', title: t('approvals.maker'), render: (row) => <Maker maker={row.maker} /> },
    { key: 'madeAt', title: t('approvals.madeAt'), render: (row) => <When at={row.madeAt} /> },
    {
      key: 'state',
      title: t('people.state'),
      phone: 'aside',
      render: (row) => <ApprovalState state={row.state} />,
    },
  ]
  return box === 'mine' ? all.filter(({ key }) => key !== 'maker') : all
}
