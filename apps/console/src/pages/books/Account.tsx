import { Amount, formatCount } from '@suanpan/ui'
import { Skeleton, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { AsOf, useAsOf } from '../../parts/AsOf.tsx'
import { shortAddress } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { StatementTable } from '../../parts/StatementTable.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'

/** One account: what it has, now or at an instant, and every entry that made it so. */
export function Account(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { address = '' } = useParams()
  const asOf = useAsOf()
  const leaf = useLeaf()
  const at = asOf.value ? { asOf: asOf.value } : {}
  const account = useRead('accounts.get', api.accounts.get, { params: { address }, query: at }, { keep: true })
  const chart = useRead('chart.list', api.chart.list, {})
  const entries = useRead(
    'accounts.entries',
    api.accounts.entries,
    { params: { address }, query: { ...at, ...(leaf.cursor ? { cursor: leaf.cursor } : {}) } },
    { keep: true },
  )
  const parent = address.split(':').slice(0, -1).join(':')
  const back = { to: parent ? `/accounts?prefix=${encodeURIComponent(parent)}` : '/accounts', label: t('accounts.title') }
  const data = account.data
  if (!data) {
    return (
      <Page title={t('accounts.account')} back={back}>
        {account.error ? (
          <ProblemPanel error={account.error} onRetry={() => void account.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  const title = chart.data?.items.find((code) => code.code === data.chart)?.title
  return (
    <Page
      title={address}
      heading={<span className="address-title">{shortAddress(address)}</span>}
      back={back}
      subtitle={
        <span className="inline">
          <Typography.Text copyable={{ text: address }} className="muted">
            {title ? bilingual(title) : data.chart}
          </Typography.Text>
          {data.closed ? <StateTag tone="quiet">{t('accounts.closed')}</StateTag> : null}
        </span>
      }
      actions={<AsOf {...asOf} />}
    >
      <Sheet>
        <div className="sum">
          <Amount value={data.balance} asset={data.asset} size="hero" />
          <p className="muted">{asOf.value ? <>{t('asOf.at')} <When at={asOf.value} precision="second" /></> : t('asOf.now')}</p>
        </div>
        <Facts
          items={[
            { label: t('accounts.chart'), value: data.chart },
            { label: t('accounts.version'), value: <span className="sp-num">{formatCount(data.version)}</span> },
            { label: t('accounts.floor'), value: data.floor === null ? t('accounts.unbounded') : <Amount value={data.floor} asset={data.asset} /> },
            { label: t('accounts.ceiling'), value: data.ceiling === null ? t('accounts.unbounded') : <Amount value={data.ceiling} asset={data.asset} /> },
            { label: t('lots.expires'), value: data.expiresAt ? <When at={data.expiresAt} /> : t('lots.never') },
            { label: t('accounts.holder'), value: <Holder id={data.holder} /> },
          ]}
        />
      </Sheet>
      <Sheet title={t('accounts.entries')} flush>
        <StatementTable reading={entries} asset={data.asset} leaf={leaf} />
      </Sheet>
    </Page>
  )
}

function Holder(props: { id: string | null }): ReactNode {
  const t = useT()
  const { id } = props
  if (!id) return <>{t('posting.house')}</>
  if (id.startsWith('per_')) return <Link to={`/people/${id}`}>{shortAddress(id)}</Link>
  if (id.startsWith('mer_')) return <Link to={`/merchants/${id}`}>{shortAddress(id)}</Link>
  return <code>{id}</code>
}
