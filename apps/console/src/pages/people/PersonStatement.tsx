import { Amount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { StatementTable } from '../../parts/StatementTable.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'

/** All accounts of one asset as one statement, newest first, with the balance after every line. */
export function PersonStatement(props: { person: ResponseOf<Routes['people']['get']> }): ReactNode {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const leaf = useLeaf()
  const assets = props.person.balances.map((sum) => sum.asset)
  const asset = search.get('asset') ?? assets[0] ?? 'CNY/2'
  const statement = useRead(
    'people.statement',
    api.people.statement,
    {
      params: { id: props.person.id },
      query: { asset, ...(leaf.cursor ? { cursor: leaf.cursor } : {}) },
    },
    { keep: true },
  )
  return (
    <>
      <div className="filters">
        {assets.length > 1 ? (
          <Segmented
            value={asset}
            options={assets.map((value) => ({
              value,
              label: value.startsWith('PTS') ? t('unit.pointsLong') : (value.split('/')[0] ?? ''),
            }))}
            onChange={(value) => setSearch({ tab: 'statement', asset: value }, { replace: true })}
          />
        ) : null}
        {statement.data ? (
          <span className="filter-note">
            {t('person.balanceNow')} <Amount value={statement.data.balance} asset={asset} />
          </span>
        ) : null}
      </div>
      <StatementTable reading={statement} asset={asset} leaf={leaf} />
    </>
  )
}
