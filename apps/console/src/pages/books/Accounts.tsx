import { Amount, formatCount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Breadcrumb, Input } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { hasKey, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { shortAddress } from '../../parts/links.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'

type Row = ResponseOf<Routes['accounts']['rollups']>['items'][number]

/** The tree of accounts, one level a page: each branch with the sum of everything below it. */
export function Accounts(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const leaf = useLeaf()
  const filters = useFilters(['prefix'] as const)
  const prefix = filters.values.prefix ?? ''
  const rollups = useRead(
    'accounts.rollups',
    api.accounts.rollups,
    { query: { prefix, ...(leaf.cursor ? { cursor: leaf.cursor } : {}) } },
    { keep: true },
  )
  const columns = useColumns()
  return (
    <Page title={t('accounts.title')} subtitle={t('accounts.subtitle')}>
      <Sheet flush>
        <div className="filters">
          <Trail prefix={prefix} />
          <Input.Search
            className="filter-search"
            allowClear
            key={prefix}
            defaultValue={prefix}
            placeholder={t('accounts.search')}
            aria-label={t('accounts.search')}
            onSearch={(value) => void navigate(pathOf(value.trim().toLowerCase()))}
          />
        </div>
        <DataTable<Row>
          reading={rollups}
          columns={columns}
          rowKey={(row) => `${row.prefix} ${row.asset}`}
          link={(row) => (row.leaf ? accountPath(row.prefix) : pathOf(row.prefix))}
          leaf={leaf}
          empty={
            prefix
              ? {
                  search: true,
                  title: t('accounts.noneBelow'),
                  action: <Link to="/accounts">{t('accounts.top')}</Link>,
                }
              : { title: t('accounts.none'), hint: t('accounts.noneHint') }
          }
        />
      </Sheet>
    </Page>
  )
}

function useColumns(): Column<Row>[] {
  const t = useT()
  return [
    {
      key: 'prefix',
      title: t('accounts.branch'),
      phone: 'heading',
      width: 300,
      render: (row) => (
        <div className="two-lines">
          <Link
            to={row.leaf ? accountPath(row.prefix) : pathOf(row.prefix)}
            title={row.prefix}
            className="address"
          >
            {shortAddress(row.prefix)}
          </Link>
          <small>{branchTitle(row.prefix, t)}</small>
        </div>
      ),
    },
    { key: 'asset', title: t('accounts.asset'), render: (row) => row.asset },
    {
      key: 'accounts',
      title: t('accounts.count'),
      align: 'right',
      render: (row) => <span className="sp-num">{formatCount(row.accounts)}</span>,
    },
    {
      key: 'balance',
      title: t('statement.balance'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Amount value={row.balance} asset={row.asset} />,
    },
  ]
}

function Trail(props: { prefix: string }): ReactNode {
  const t = useT()
  const parts = props.prefix.split(':').filter(Boolean)
  const items = [
    { title: <Link to="/accounts">{t('accounts.all')}</Link> },
    ...parts.map((part, index) => {
      const to = pathOf(parts.slice(0, index + 1).join(':'))
      return { title: <Link to={to}>{shortAddress(part)}</Link> }
    }),
  ]
  return <Breadcrumb className="trail" items={items} />
}

// The first words of addresses have names; ids below them do not.
function branchTitle(prefix: string, t: ReturnType<typeof useT>): string {
  const key = `branch.${prefix
    .split(':')
    .filter((part) => part.length < 20)
    .join('.')}`
  return hasKey(key) ? t(key) : ''
}

function pathOf(prefix: string): string {
  return prefix ? `/accounts?prefix=${encodeURIComponent(prefix)}` : '/accounts'
}

function accountPath(address: string): string {
  return `/accounts/${encodeURIComponent(address)}`
}
