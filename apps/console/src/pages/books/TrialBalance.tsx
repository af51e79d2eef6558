import { Amount, EmptyState } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { DatePicker, Skeleton, Table } from 'antd'
import dayjs from 'dayjs'
import { businessDate } from '@suanpan/kernel/time'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { AddressLink } from '../../parts/links.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { useZone } from '../../session/session.ts'

type Trial = ResponseOf<Routes['days']['trialBalance']>
type Line = Trial['lines'][number]

const CLASSES: readonly Line['class'][] = ['asset', 'liability', 'equity', 'income', 'expense']

/** Both sides of the books on one day; they are equal for every asset or something is very wrong. */
export function TrialBalance(): ReactNode {
  const t = useT()
  const zone = useZone()
  const [search, setSearch] = useSearchParams()
  const overview = useRead('overview.get', api.overview.get, {})
  const day =
    search.get('day') ??
    overview.data?.businessDate ??
    businessDate(new Date(performance.timeOrigin), zone)
  const trial = useRead(
    'days.trialBalance',
    api.days.trialBalance,
    { params: { day } },
    { keep: true },
  )
  return (
    <Page
      title={t('trial.title')}
      subtitle={
        <span className="inline">
          {t('trial.subtitle')}
          {trial.data ? (
            <StateTag tone={trial.data.closed ? 'good' : 'info'}>
              {t(trial.data.closed ? 'close.closed' : 'close.open')}
            </StateTag>
          ) : null}
        </span>
      }
      actions={
        <DatePicker
          value={dayjs(day)}
          allowClear={false}
          aria-label={t('trial.day')}
          onChange={(picked) => picked && setSearch({ day: picked.format('YYYY-MM-DD') })}
        />
      }
    >
      {trial.error && !trial.data ? (
        <ProblemPanel error={trial.error} onRetry={() => void trial.refetch()} />
      ) : null}
      {trial.isPending ? <Skeleton active paragraph={{ rows: 10 }} /> : null}
      {trial.data?.lines.length === 0 ? (
        <Sheet>
          <EmptyState title={t('trial.none')} hint={t('trial.noneHint')} />
        </Sheet>
      ) : null}
      {trial.data?.totals.map((total) => (
        <AssetTrial key={total.asset} trial={trial.data} total={total} />
      ))}
      {trial.data && trial.data.clearing.length > 0 ? (
        <Clearing items={trial.data.clearing} />
      ) : null}
    </Page>
  )
}

function AssetTrial(props: { trial: Trial; total: Trial['totals'][number] }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { trial, total } = props
  const lines = CLASSES.flatMap((name) =>
    trial.lines.filter((line) => line.asset === total.asset && line.class === name),
  )
  const number = (value: string): ReactNode => (
    <Amount value={value} asset={total.asset} unit={false} />
  )
  return (
    <Sheet
      flush
      title={total.asset}
      aside={
        <StateTag tone={total.balanced ? 'good' : 'bad'}>
          {t(total.balanced ? 'trial.balanced' : 'trial.unbalanced')}
        </StateTag>
      }
    >
      <Table<Line>
        className="trial-table"
        dataSource={lines}
        rowKey={(line) => line.chart}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: t('trial.account'),
            fixed: 'start',
            width: 168,
            render: (_, line) => (
              <div className="two-lines">
                <span>{bilingual(line.title)}</span>
                <small>
                  <code>{line.chart}</code>
                </small>
              </div>
            ),
          },
          { title: t('trial.class'), render: (_, line) => t(`class.${line.class}`) },
          {
            title: t('trial.opening'),
            align: 'right',
            render: (_, line) => <Standing amount={line.opening} asset={total.asset} />,
          },
          { title: t('trial.debits'), align: 'right', render: (_, line) => number(line.debits) },
          { title: t('trial.credits'), align: 'right', render: (_, line) => number(line.credits) },
          {
            title: t('trial.closing'),
            align: 'right',
            render: (_, line) => <Standing amount={line.closing} asset={total.asset} />,
          },
        ]}
        summary={() => <Total total={total} />}
      />
    </Sheet>
  )
}

function Total(props: { total: Trial['totals'][number] }): ReactNode {
  const t = useT()
  const { asset, debits, credits } = props.total
  return (
    <Table.Summary.Row className="total-row">
      <Table.Summary.Cell index={0} colSpan={3}>
        {t('trial.total')}
      </Table.Summary.Cell>
      {[debits, credits].map((side, index) => (
        <Table.Summary.Cell key={index} index={index + 3} align="right">
          <span className="double-rule">
            <Amount value={side} asset={asset} unit={false} />
          </span>
        </Table.Summary.Cell>
      ))}
      <Table.Summary.Cell index={5} />
    </Table.Summary.Row>
  )
}

// A positive balance stands on the debit side, a negative one on the credit side: said in a word, not a sign.
function Standing(props: { amount: string; asset: string }): ReactNode {
  const t = useT()
  const credit = props.amount.startsWith('-')
  if (props.amount === '0') return <Amount value="0" asset={props.asset} unit={false} />
  return (
    <>
      <Amount
        value={credit ? props.amount.slice(1) : props.amount}
        asset={props.asset}
        unit={false}
      />
      <span className="side">{t(credit ? 'trial.credit' : 'trial.debit')}</span>
    </>
  )
}

function Clearing(props: { items: Trial['clearing'] }): ReactNode {
  const t = useT()
  return (
    <Sheet title={t('trial.clearing')}>
      <p className="muted">{t('trial.clearingHint')}</p>
      <ul className="lines">
        {props.items.map((item) => (
          <li key={`${item.address} ${item.asset}`}>
            <AddressLink address={item.address} />
            <span className="line-value">
              {item.oldestAt ? <When at={item.oldestAt} precision="day" /> : null}
              {item.ageDays === null ? null : (
                <StateTag tone={item.ageDays > 3 ? 'warn' : 'quiet'}>
                  {t('trial.age', { days: item.ageDays })}
                </StateTag>
              )}
              <Amount value={item.balance} asset={item.asset} />
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
