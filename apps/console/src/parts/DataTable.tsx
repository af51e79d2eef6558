import { EmptyState } from '@suanpan/ui'
import { Button, Grid, Skeleton, Table, type TableColumnsType } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useT } from '../i18n/index.ts'
import { ProblemPanel } from './ProblemPanel.tsx'

export type Column<T> = {
  key: string
  title: string
  render: (row: T) => ReactNode
  align?: 'right'
  width?: number
  /** Where it stands on a phone's card: heading, top right, half a line, a whole line, or nowhere. */
  phone?: 'heading' | 'aside' | 'line' | 'wide' | 'hidden'
}

type Reading<T> = {
  data: { items: T[]; next?: string | null } | undefined
  error: unknown
  isPending: boolean
  isFetching: boolean
  refetch: () => unknown
}

/** How one turns the leaves of a list that is read by cursors. */
export type Leaf = {
  first: boolean
  onNext: (cursor: string) => void
  onPrevious: () => void
}

/**
 * A list as a table on a desk and as cards on a phone, with its own loading, empty and error states.
 * Only one leaf of rows is ever drawn, so a hundred thousand cost no more than fifty.
 */
export function DataTable<T>(props: {
  reading: Reading<T>
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  /** Where a row leads; rows without a link are not clickable. */
  link?: (row: T) => string | undefined
  leaf?: Leaf
  empty: { title: string; hint?: string; action?: ReactNode; search?: boolean }
  summary?: () => ReactNode
}): ReactNode {
  const { reading } = props
  const phone = Grid.useBreakpoint().md === false
  if (reading.error && !reading.data) {
    return <ProblemPanel error={reading.error} onRetry={() => void reading.refetch()} />
  }
  if (reading.isPending)
    return <Skeleton active paragraph={{ rows: 8 }} title={false} className="rows-skeleton" />
  const items = reading.data?.items ?? []
  if (items.length === 0) {
    const { search, ...empty } = props.empty
    return <EmptyState {...empty} picture={search ? 'search' : 'book'} />
  }
  return (
    <div className={reading.isFetching ? 'data-table data-table-stale' : 'data-table'}>
      {phone ? <Cards {...props} items={items} /> : <Rows {...props} items={items} />}
      <Leaves leaf={props.leaf} next={reading.data?.next ?? null} />
    </div>
  )
}

type ListProps<T> = {
  items: T[]
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  link?: (row: T) => string | undefined
  summary?: () => ReactNode
}

function Rows<T>(props: ListProps<T>): ReactNode {
  const navigate = useNavigate()
  const columns: TableColumnsType<T & object> = props.columns.map((column, index) => ({
    key: column.key,
    title: column.title,
    render: (_value: unknown, row: T) => column.render(row),
    className: column.align === 'right' ? 'cell-number' : '',
    ...(column.align ? { align: column.align } : {}),
    ...(column.width ? { width: column.width } : {}),
    ...(index === 0 ? { fixed: 'start' as const } : {}),
  }))
  return (
    <Table<T & object>
      columns={columns}
      dataSource={props.items as (T & object)[]}
      rowKey={(row) => props.rowKey(row)}
      pagination={false}
      scroll={{ x: 'max-content' }}
      {...(props.summary ? { summary: props.summary } : {})}
      onRow={(row) => {
        const to = props.link?.(row)
        if (!to) return {}
        return {
          className: 'row-link',
          tabIndex: 0,
          onClick: (event) => {
            if (isPlainClick(event.target)) void navigate(to)
          },
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key === 'Enter' && event.target === event.currentTarget) void navigate(to)
          },
        }
      }}
    />
  )
}

function Cards<T>(props: ListProps<T>): ReactNode {
  const navigate = useNavigate()
  const at = (...places: Column<T>['phone'][]) =>
    props.columns.filter((c) => places.includes(c.phone ?? 'line'))
  return (
    <ul className="cards">
      {props.items.map((row) => {
        const to = props.link?.(row)
        return (
          <li key={props.rowKey(row)}>
            <div
              className={to ? 'record row-link' : 'record'}
              {...(to
                ? { onClick: (event) => void (isPlainClick(event.target) && navigate(to)) }
                : {})}
            >
              <div className="record-head">
                <div className="record-heading">
                  {at('heading').map((c) => (
                    <div key={c.key}>{c.render(row)}</div>
                  ))}
                </div>
                <div className="record-aside">
                  {at('aside').map((c) => (
                    <div key={c.key}>{c.render(row)}</div>
                  ))}
                </div>
              </div>
              <dl className="record-lines">
                {at('line', 'wide').map((c) => (
                  <div key={c.key} className={c.phone === 'wide' ? 'record-wide' : ''}>
                    <dt>{c.title}</dt>
                    <dd>{c.render(row)}</dd>
                  </div>
                ))}
              </dl>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function Leaves(props: { leaf: Leaf | undefined; next: string | null }): ReactNode {
  const t = useT()
  const { leaf, next } = props
  if (!leaf || (leaf.first && !next)) return null
  return (
    <div className="leaves">
      <Button disabled={leaf.first} onClick={leaf.onPrevious}>
        {t('list.previous')}
      </Button>
      <Button disabled={!next} onClick={() => next && leaf.onNext(next)}>
        {t('list.next')}
      </Button>
    </div>
  )
}

// A link, a button or selected text inside a row keeps its own meaning.
function isPlainClick(target: EventTarget): boolean {
  if (target instanceof Element && target.closest('a,button,input,label')) return false
  return !window.getSelection()?.toString()
}
