import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { PersonLink } from '../../parts/links.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { Due } from './Due.tsx'

type Row = ResponseOf<Routes['conversations']['list']>['items'][number]
export type Queue = 'unassigned' | 'mine' | 'overdue' | 'all'

export const QUEUES: readonly Queue[] = ['unassigned', 'mine', 'overdue', 'all']
const TONES: Record<Row['state'], Tone> = { waiting: 'warn', answered: 'good', closed: 'quiet' }

/** One queue, or everything that one person wrote. */
export function ConversationTable(props: { queue: Queue; person?: string }): ReactNode {
  const t = useT()
  const { queue, person } = props
  const may = useMay('operator')
  const conversations = useRead(
    'conversations.list',
    api.conversations.list,
    { query: { queue, ...(person !== undefined && { person }) } },
    { keep: true },
  )
  return (
    <DataTable<Row>
      reading={conversations}
      columns={columns(t, person !== undefined)}
      rowKey={(row) => row.id}
      {...(may && { link: (row: Row) => `/care/${row.id}` })}
      empty={
        queue === 'all'
          ? { title: t('care.none'), hint: t('care.noneHint') }
          : { title: t('care.queueEmpty'), hint: t('care.queueEmptyHint') }
      }
    />
  )
}

export function ConversationTag(props: { state: Row['state'] }): ReactNode {
  const t = useT()
  return <StateTag tone={TONES[props.state]}>{t(`care.state.${props.state}`)}</StateTag>
}

function columns(t: Translate, ofOne: boolean): Column<Row>[] {
  const all: (Column<Row> | undefined)[] = [
    {
      key: 'topic',
      title: t('care.topic'),
      phone: 'heading',
      width: 220,
      render: (row) => (
        <div className="two-lines">
          {t(`care.topic.${row.topic}`)}
          <small>{t('care.number', { number: row.number })}</small>
        </div>
      ),
    },
    ofOne
      ? undefined
      : {
          key: 'person',
          title: t('care.person'),
          render: (row) => <PersonLink id={row.person} />,
        },
    {
      key: 'state',
      title: t('care.state'),
      render: (row) => <ConversationTag state={row.state} />,
    },
    {
      key: 'due',
      title: t('care.due'),
      phone: 'aside',
      render: (row) => <Due at={row.dueAt} overdue={row.overdue} />,
    },
    { key: 'operator', title: t('care.operator'), render: (row) => row.operator?.name ?? '–' },
    { key: 'moved', title: t('care.movedAt'), render: (row) => <When at={row.movedAt} /> },
    {
      key: 'rating',
      title: t('care.rating'),
      align: 'right',
      render: (row) =>
        row.rating === null ? '–' : <span className="sp-num">{row.rating} / 5</span>,
    },
  ]
  return all.filter((column) => column !== undefined)
}
