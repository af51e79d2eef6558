import { Amount, formatCount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Skeleton, Typography } from 'antd'
import { useState, type ReactNode } from 'react'
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
import { useMay } from '../../session/session.ts'
import { AdjustmentDialog } from './AdjustmentDialog.tsx'

type AccountData = ResponseOf<Routes['accounts']['get']>

/** One account: what it has, now or at an instant, and every entry that made it so. */
export function Account(): ReactNode {
  const t = useT()
  const { address = '' } = useParams()
  const asOf = useAsOf()
  const at = asOf.value ? { asOf: asOf.value } : {}
  const account = useRead(
    'accounts.get',
    api.accounts.get,
    { params: { address }, query: at },
    { keep: true },
  )
  const parent = address.split(':').slice(0, -1).join(':')
  const back = {
    to: parent ? `/accounts?prefix=${encodeURIComponent(parent)}` : '/accounts',
    label: t('accounts.title'),
  }
  if (account.data) return <Known account={account.data} back={back} asOf={asOf} />
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

function Known(props: {
  account: AccountData
  back: { to: string; label: string }
  asOf: ReturnType<typeof useAsOf>
}): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { account, asOf } = props
  const mayAsk = useMay('operator')
  const [adjusting, setAdjusting] = useState(false)
  const chart = useRead('chart.list', api.chart.list, {})
  const title = chart.data?.items.find((code) => code.code === account.chart)?.title
  return (
    <Page
      title={account.address}
      heading={<span className="address-title">{shortAddress(account.address)}</span>}
      back={props.back}
      subtitle={
        <span className="inline">
          <Typography.Text copyable={{ text: account.address }} className="muted">
            {title ? bilingual(title) : account.chart}
          </Typography.Text>
          {account.closed ? <StateTag tone="quiet">{t('accounts.closed')}</StateTag> : null}
        </span>
      }
      actions={
        <>
          <AsOf {...asOf} />
          {mayAsk && !account.closed ? (
            <Button onClick={() => setAdjusting(true)}>{t('adjustment.action')}</Button>
          ) : null}
        </>
      }
    >
      <Sheet>
        <div className="sum">
          <Amount value={account.balance} asset={account.asset} size="hero" />
          <p className="muted">
            {asOf.value ? (
              <>
                {t('asOf.at')} <When at={asOf.value} precision="second" />
              </>
            ) : (
              t('asOf.now')
            )}
          </p>
        </div>
        <Nature account={account} />
      </Sheet>
      <Sheet title={t('accounts.entries')} flush>
        <Entries account={account} asOf={asOf.value} />
      </Sheet>
      {adjusting ? (
        <AdjustmentDialog
          from={account.address}
          asset={account.asset}
          onClose={() => setAdjusting(false)}
        />
      ) : null}
    </Page>
  )
}

function Nature(props: { account: AccountData }): ReactNode {
  const t = useT()
  const { account } = props
  const bound = (value: string | null): ReactNode =>
    value === null ? t('accounts.unbounded') : <Amount value={value} asset={account.asset} />
  return (
    <Facts
      items={[
        { label: t('accounts.chart'), value: account.chart },
        {
          label: t('accounts.version'),
          value: <span className="sp-num">{formatCount(account.version)}</span>,
        },
        { label: t('accounts.floor'), value: bound(account.floor) },
        { label: t('accounts.ceiling'), value: bound(account.ceiling) },
        {
          label: t('lots.expires'),
          value: account.expiresAt ? <When at={account.expiresAt} /> : t('lots.never'),
        },
        { label: t('accounts.holder'), value: <Holder id={account.holder} /> },
      ]}
    />
  )
}

function Entries(props: { account: AccountData; asOf: string | undefined }): ReactNode {
  const leaf = useLeaf()
  const query = {
    ...(props.asOf ? { asOf: props.asOf } : {}),
    ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
  }
  const { address, asset } = props.account
  const entries = useRead(
    'accounts.entries',
    api.accounts.entries,
    { params: { address }, query },
    { keep: true },
  )
  return <StatementTable reading={entries} asset={asset} leaf={leaf} />
}

function Holder(props: { id: string | null }): ReactNode {
  const t = useT()
  const { id } = props
  if (!id) return <>{t('posting.house')}</>
  if (id.startsWith('per_')) return <Link to={`/people/${id}`}>{shortAddress(id)}</Link>
  if (id.startsWith('mer_')) return <Link to={`/merchants/${id}`}>{shortAddress(id)}</Link>
  return <code>{id}</code>
}
