import { addDays } from '@suanpan/kernel/time'
import { Amount, formatCount, formatRatio } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import type { OverviewData } from './types.ts'

/** Yesterday, and the same weekday a week before it. */
const DAYS_READ = 9

/**
 * Payments, refunds and top-ups of the business day so far. A day that is not over is not compared
 * with whole ones: beside it stands yesterday, compared with the same weekday a week earlier.
 */
export function Today(props: { data: OverviewData }): ReactNode {
  const t = useT()
  const { today, businessDate, money } = props.data
  const asset = today.payments[0]?.asset ?? money[0]?.asset ?? 'CNY/2'
  const rhythm = useRead('overview.payments', api.overview.payments, {
    query: { asset, until: businessDate, days: DAYS_READ },
  })
  const before = (days: number): bigint | undefined => {
    const day = addDays(businessDate, -days)
    const found = rhythm.data?.byDay.find((row) => row.day === day)
    return rhythm.data ? BigInt(found?.amount ?? '0') : undefined
  }
  const of = (rows: OverviewData['today']['payments']) =>
    rows.find((row) => row.asset === asset) ?? { asset, count: 0, amount: '0' }
  const paid = of(today.payments)
  const average = paid.count > 0 ? BigInt(paid.amount) / BigInt(paid.count) : 0n
  return (
    <div className="tiles">
      <Tile
        label={t('today.payments')}
        amount={paid.amount}
        asset={asset}
        note={t('today.count', { count: formatCount(paid.count) })}
      >
        <Yesterday amount={before(1)} weekEarlier={before(8)} asset={asset} />
      </Tile>
      <Tile
        label={t('today.average')}
        amount={String(average)}
        asset={asset}
        note={t('today.averageNote')}
      />
      <Tile
        label={t('today.refunds')}
        amount={of(today.refunds).amount}
        asset={asset}
        note={t('today.count', { count: formatCount(of(today.refunds).count) })}
      />
      <Tile
        label={t('today.topUps')}
        amount={of(today.topUps).amount}
        asset={asset}
        note={t('today.count', { count: formatCount(of(today.topUps).count) })}
      />
    </div>
  )
}

function Tile(props: {
  label: string
  amount: string
  asset: string
  note: string
  children?: ReactNode
}): ReactNode {
  return (
    <section className="tile">
      <h3>{props.label}</h3>
      <Amount value={props.amount} asset={props.asset} size="title" />
      <div className="tile-note">
        <span>{props.note}</span>
        {props.children}
      </div>
    </section>
  )
}

function Yesterday(props: {
  amount: bigint | undefined
  weekEarlier: bigint | undefined
  asset: string
}): ReactNode {
  const t = useT()
  const { amount, weekEarlier, asset } = props
  if (amount === undefined || weekEarlier === undefined) return null
  const change = formatRatio(amount, weekEarlier)
  return (
    <>
      <span>
        {t('today.yesterday')} <Amount value={amount} asset={asset} />
      </span>
      {change ? (
        <span className={change.rising ? 'change change-up' : 'change change-down'}>
          {t('today.lastWeek')} <b className="sp-num">{change.text}</b>
        </span>
      ) : null}
    </>
  )
}
