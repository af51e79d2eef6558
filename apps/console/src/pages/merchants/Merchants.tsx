import { Amount, Ellipsis } from '@suanpan/ui'
import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { MerchantForm } from './MerchantForm.tsx'
import { MerchantState, percent, type MerchantRow } from './merchant-words.tsx'

const FILTERS = ['search', 'active'] as const

export function Merchants(): ReactNode {
  const t = useT()
  const filters = useFilters(FILTERS)
  const leaf = useLeaf()
  const mayWrite = useMay('operator')
  const [adding, setAdding] = useState(false)
  const { search, active } = filters.values
  const merchants = useRead(
    'merchants.list',
    api.merchants.list,
    {
      query: {
        ...(search ? { search } : {}),
        ...(active === 'true' || active === 'false' ? { active } : {}),
        ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
      },
    },
    { keep: true },
  )
  const columns = useColumns()
  return (
    <Page
      title={t('merchants.title')}
      subtitle={t('merchants.subtitle')}
      actions={
        mayWrite ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('merchants.new')}
          </Button>
        ) : null
      }
    >
      <Sheet flush>
        <Filters filters={filters} />
        <DataTable<MerchantRow>
          reading={merchants}
          columns={columns}
          rowKey={(row) => row.id}
          link={(row) => `/merchants/${row.id}`}
          leaf={leaf}
          empty={
            filters.any
              ? {
                  search: true,
                  title: t('list.noMatch'),
                  action: <Link to="/merchants">{t('list.clear')}</Link>,
                }
              : { title: t('merchants.none'), hint: t('merchants.noneHint') }
          }
        />
      </Sheet>
      {adding ? <MerchantForm onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function Filters(props: {
  filters: ReturnType<typeof useFilters<(typeof FILTERS)[number]>>
}): ReactNode {
  const t = useT()
  const { filters } = props
  const { search, active } = filters.values
  return (
    <div className="filters">
      <Input.Search
        className="filter-search"
        allowClear
        defaultValue={search ?? ''}
        key={search ?? ''}
        placeholder={t('merchants.search')}
        aria-label={t('merchants.search')}
        onSearch={(value) => filters.set({ search: value.trim() || undefined })}
      />
      <Select
        className="filter-select"
        value={active ?? ''}
        aria-label={t('merchants.state')}
        options={[
          { value: '', label: t('merchants.anyState') },
          { value: 'true', label: t('merchants.active') },
          { value: 'false', label: t('merchants.inactive') },
        ]}
        onChange={(value) => filters.set({ active: value || undefined })}
      />
    </div>
  )
}

function useColumns(): Column<MerchantRow>[] {
  const t = useT()
  const label = useLabel()
  return [
    {
      key: 'name',
      title: t('merchants.name'),
      phone: 'heading',
      width: 240,
      render: (row) => (
        <Link to={`/merchants/${row.id}`}>
          <Ellipsis text={row.name} width={220} />
        </Link>
      ),
    },
    {
      key: 'category',
      title: t('merchants.category'),
      render: (row) => label('category', row.category),
    },
    {
      key: 'fee',
      title: t('merchants.fee'),
      align: 'right',
      render: (row) => <span className="sp-num">{percent(row.feeBasisPoints)}</span>,
    },
    {
      key: 'balance',
      title: t('merchants.balance'),
      align: 'right',
      phone: 'aside',
      render: (row) => (
        <div className="stack">
          {row.balances.length === 0 ? <span className="muted">–</span> : null}
          {row.balances.map((sum) => (
            <Amount key={sum.asset} value={sum} />
          ))}
        </div>
      ),
    },
    {
      key: 'since',
      title: t('people.registeredAt'),
      phone: 'hidden',
      render: (row) => <When at={row.registeredAt} precision="day" />,
    },
    {
      key: 'state',
      title: t('merchants.state'),
      render: (row) => <MerchantState active={row.active} />,
    },
  ]
}
