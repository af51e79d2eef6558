import { Amount, Ellipsis, Ident } from '@suanpan/ui'
import { PlusOutlined } from '@ant-design/icons'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { NewPerson } from './NewPerson.tsx'

type Row = ResponseOf<Routes['people']['list']>['items'][number]

const FILTERS = ['search', 'frozen', 'source'] as const
const MONEY = ['CNY', 'USD']

export function People(): ReactNode {
  const t = useT()
  const filters = useFilters(FILTERS)
  const leaf = useLeaf()
  const mayWrite = useMay('operator')
  const [adding, setAdding] = useState(false)
  const { search, frozen, source } = filters.values
  const people = useRead(
    'people.list',
    api.people.list,
    {
      query: {
        ...(search ? { search } : {}),
        ...(source ? { source } : {}),
        ...(frozen === 'true' || frozen === 'false' ? { frozen } : {}),
        ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
      },
    },
    { keep: true },
  )
  return (
    <Page
      title={t('people.title')}
      subtitle={t('people.subtitle')}
      actions={
        mayWrite ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('people.new')}
          </Button>
        ) : null
      }
    >
      <Sheet flush>
        <Filters filters={filters} />
        <DataTable<Row>
          reading={people}
          columns={columns(t)}
          rowKey={(row) => row.id}
          link={(row) => `/people/${row.id}`}
          leaf={leaf}
          empty={
            filters.any
              ? {
                  search: true,
                  title: t('list.noMatch'),
                  hint: t('people.searchHint'),
                  action: <Link to="/people">{t('list.clear')}</Link>,
                }
              : { title: t('people.none'), hint: t('people.noneHint') }
          }
        />
      </Sheet>
      {adding ? <NewPerson onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function Filters(props: {
  filters: ReturnType<typeof useFilters<(typeof FILTERS)[number]>>
}): ReactNode {
  const t = useT()
  const { filters } = props
  const { search, frozen } = filters.values
  return (
    <div className="filters">
      <Input.Search
        className="filter-search"
        allowClear
        defaultValue={search ?? ''}
        key={search ?? ''}
        placeholder={t('people.search')}
        aria-label={t('people.search')}
        onSearch={(value) => filters.set({ search: value.trim() || undefined })}
      />
      <Select
        className="filter-select"
        value={frozen ?? ''}
        aria-label={t('people.state')}
        options={[
          { value: '', label: t('people.anyState') },
          { value: 'false', label: t('people.active') },
          { value: 'true', label: t('people.frozen') },
        ]}
        onChange={(value) => filters.set({ frozen: value || undefined })}
      />
    </div>
  )
}

function columns(t: Translate): Column<Row>[] {
  return [
    {
      key: 'name',
      title: t('people.name'),
      phone: 'heading',
      width: 220,
      render: (row) => <Name row={row} />,
    },
    {
      key: 'phone',
      title: t('people.phone'),
      render: (row) => <span className="sp-num">{row.phone ?? '–'}</span>,
    },
    {
      key: 'money',
      title: t('people.money'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Sums row={row} money />,
    },
    {
      key: 'points',
      title: t('people.points'),
      align: 'right',
      render: (row) => <Sums row={row} />,
    },
    {
      key: 'registered',
      title: t('people.registeredAt'),
      render: (row) => <When at={row.registeredAt} precision="day" />,
    },
    { key: 'state', title: t('people.state'), render: (row) => <FrozenTag frozen={row.frozen} /> },
  ]
}

function Name(props: { row: Row }): ReactNode {
  const t = useT()
  const { row } = props
  const name = row.name ?? row.external?.reference
  return (
    <div className="two-lines">
      <Link to={`/people/${row.id}`}>
        {name ? (
          <Ellipsis text={name} width={200} />
        ) : (
          <span className="muted">{t('people.nameless')}</span>
        )}
      </Link>
      <small>
        {row.external ? `${row.external.source} ${row.external.reference}` : <Ident id={row.id} />}
      </small>
    </div>
  )
}

function Sums(props: { row: Row; money?: boolean }): ReactNode {
  const sums = props.row.balances.filter(
    (b) => MONEY.includes(b.asset.split('/')[0] ?? '') === (props.money === true),
  )
  if (sums.length === 0) return <span className="muted">–</span>
  return (
    <div className="stack">
      {sums.map((sum) => (
        <Amount key={sum.asset} value={sum} unit={false} />
      ))}
    </div>
  )
}

export function FrozenTag(props: { frozen: Row['frozen'] }): ReactNode {
  const t = useT()
  if (props.frozen.in && props.frozen.out)
    return <StateTag tone="bad">{t('people.frozenBoth')}</StateTag>
  if (props.frozen.out) return <StateTag tone="bad">{t('people.frozenOut')}</StateTag>
  if (props.frozen.in) return <StateTag tone="warn">{t('people.frozenIn')}</StateTag>
  return <StateTag tone="quiet">{t('people.active')}</StateTag>
}
