import type { CallOf, ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Drawer } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Facts } from '../../parts/Page.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { Difference, Subject } from './approval-words.tsx'

type Act = ResponseOf<Routes['acts']['list']>['items'][number]
type Query = NonNullable<CallOf<Routes['acts']['list']>['query']>

/** Acts as rows; one opens in a drawer with before and after. */
export function ActTable(props: {
  query: Query
  empty: Parameters<typeof DataTable>[0]['empty']
}): ReactNode {
  const t = useT()
  const label = useLabel()
  const leaf = useLeaf()
  const [shown, setShown] = useState<Act>()
  const acts = useRead(
    'acts.list',
    api.acts.list,
    { query: { ...props.query, ...(leaf.cursor ? { cursor: leaf.cursor } : {}) } },
    { keep: true },
  )
  return (
    <>
      <DataTable<Act>
        reading={acts}
        columns={columns(t, label, setShown)}
        rowKey={(row) => row.id}
        leaf={leaf}
        empty={props.empty}
      />
      <Drawer
        open={shown !== undefined}
        title={shown ? label('act', shown.action) : ''}
        onClose={() => setShown(undefined)}
        size={520}
      >
        {shown ? <Details act={shown} /> : null}
      </Drawer>
    </>
  )
}

function columns(
  t: Translate,
  label: ReturnType<typeof useLabel>,
  onShow: (act: Act) => void,
): Column<Act>[] {
  return [
    {
      key: 'action',
      title: t('acts.action'),
      phone: 'heading',
      width: 200,
      render: (row) => (
        <button type="button" className="link-button" onClick={() => onShow(row)}>
          {label('act', row.action)}
        </button>
      ),
    },
    {
      key: 'at',
      title: t('acts.at'),
      phone: 'aside',
      render: (row) => <When at={row.at} precision="second" />,
    },
    { key: 'actor', title: t('acts.actor'), render: (row) => <Actor act={row} /> },
    { key: 'subject', title: t('acts.subject'), render: (row) => <Subject id={row.subject} /> },
    {
      key: 'reason',
      title: t('person.reason'),
      phone: 'wide',
      render: (row) => <span className="wrap">{row.reason ?? '–'}</span>,
    },
    {
      key: 'ip',
      title: t('acts.ip'),
      render: (row) => <span className="sp-num">{row.origin?.ip ?? '–'}</span>,
    },
  ]
}

function Actor(props: { act: Act }): ReactNode {
  const t = useT()
  const { kind, name, id } = props.act.actor
  if (kind === 'person') return <Subject id={id} />
  return name ?? (kind === 'system' ? t('acts.system') : <code>{id}</code>)
}

function Details(props: { act: Act }): ReactNode {
  const t = useT()
  const { act } = props
  return (
    <>
      <Facts
        items={[
          { label: t('acts.actor'), value: <Actor act={act} /> },
          { label: t('acts.at'), value: <When at={act.at} precision="second" /> },
          { label: t('acts.subject'), value: <Subject id={act.subject} /> },
          { label: t('person.reason'), value: act.reason ?? '–' },
          { label: t('acts.ip'), value: act.origin?.ip ?? '–' },
          { label: t('acts.browser'), value: act.origin?.userAgent || '–' },
          { label: t('problem.requestId'), value: act.origin?.requestId ?? '–' },
          { label: t('acts.id'), value: <code>{act.id}</code> },
        ]}
      />
      {act.before || act.after ? <Difference before={act.before} after={act.after} /> : null}
    </>
  )
}
