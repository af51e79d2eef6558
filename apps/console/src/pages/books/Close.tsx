import { Ident, formatCount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { App, Button, Popconfirm } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'

type Day = ResponseOf<Routes['days']['list']>['items'][number]

/** Business days and their closes; a refusal to close is shown exactly as the books gave it. */
export function Close(): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const leaf = useLeaf()
  const may = useMay('approver')
  const days = useRead(
    'days.list',
    api.days.list,
    { query: leaf.cursor ? { cursor: leaf.cursor } : {} },
    { keep: true },
  )
  const close = useWrite(api.days.close, ['days.list', 'days.trialBalance', 'overview.get'])
  const [tried, setTried] = useState<string>()
  const onClose = (day: string): void => {
    setTried(day)
    close.mutate(
      { params: { day } },
      { onSuccess: () => void message.success(t('close.done', { day })) },
    )
  }
  const action = (day: Day): ReactNode =>
    may && day.state === 'open' ? (
      <Popconfirm
        title={t('close.confirm', { day: day.day })}
        description={t('close.confirmHint')}
        okText={t('close.action')}
        cancelText={t('action.cancel')}
        onConfirm={() => onClose(day.day)}
      >
        <Button size="small" loading={close.isPending && tried === day.day}>
          {t('close.action')}
        </Button>
      </Popconfirm>
    ) : null
  return (
    <Page title={t('close.title')} subtitle={t('close.subtitle')}>
      {close.error ? (
        <ProblemPanel error={close.error} title={t('close.refused', { day: tried ?? '' })} />
      ) : null}
      <Sheet flush>
        <DataTable<Day>
          reading={days}
          columns={columns(t, action)}
          rowKey={(day) => day.day}
          leaf={leaf}
          empty={{ title: t('close.none'), hint: t('close.noneHint') }}
        />
      </Sheet>
    </Page>
  )
}

function columns(t: Translate, action: (day: Day) => ReactNode): Column<Day>[] {
  return [
    {
      key: 'day',
      title: t('close.day'),
      phone: 'heading',
      width: 140,
      render: (day) => (
        <Link to={`/trial-balance?day=${day.day}`} className="sp-num">
          {day.day}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('close.state'),
      phone: 'aside',
      render: (day) => (
        <StateTag tone={day.state === 'closed' ? 'good' : 'info'}>
          {t(day.state === 'closed' ? 'close.closed' : 'close.open')}
        </StateTag>
      ),
    },
    {
      key: 'postings',
      title: t('close.postings'),
      align: 'right',
      render: (day) => <span className="sp-num">{formatCount(day.postings)}</span>,
    },
    {
      key: 'closedAt',
      title: t('close.closedAt'),
      render: (day) => (day.closedAt ? <When at={day.closedAt} /> : '–'),
    },
    {
      key: 'root',
      title: t('close.root'),
      phone: 'wide',
      render: (day) => (day.root ? <Ident id={day.root} head={12} tail={6} copy /> : '–'),
    },
    { key: 'action', title: t('close.operation'), align: 'right', phone: 'aside', render: action },
  ]
}
