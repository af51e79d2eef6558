import { AbacusNumber, Amount, formatAmount, formatCount } from '@suanpan/ui'
import { Skeleton } from 'antd'
import { lazy, Suspense, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { Condition } from './Condition.tsx'
import { Today } from './Today.tsx'
import type { OverviewData } from './types.ts'

const REFRESH_MS = 20_000
const HERO_RODS_MIN = 9

const Rhythm = lazy(async () => ({ default: (await import('./Rhythm.tsx')).Rhythm }))

/** What the house holds, what it owes, what happened today, and whether the machinery is well. */
export function Overview(): ReactNode {
  const t = useT()
  const overview = useRead('overview.get', api.overview.get, {}, { everyMs: REFRESH_MS })
  const data = overview.data
  if (!data) {
    return (
      <Page title={t('overview.title')}>
        {overview.error ? (
          <ProblemPanel error={overview.error} onRetry={() => void overview.refetch()} />
        ) : (
          <Loading />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={t('overview.title')}
      subtitle={
        <>
          {t('overview.businessDate', { day: data.businessDate })} · {t('overview.asOf')}{' '}
          <When at={data.at} precision="second" />
        </>
      }
    >
      {overview.error ? (
        <ProblemPanel error={overview.error} onRetry={() => void overview.refetch()} />
      ) : null}
      <div className="overview-top">
        <Held data={data} />
        <Points data={data} />
      </div>
      <Today data={data} />
      <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
        <Rhythm />
      </Suspense>
      <Condition data={data} />
    </Page>
  )
}

function Held(props: { data: OverviewData }): ReactNode {
  const t = useT()
  const [first, ...others] = props.data.money
  if (!first) {
    return (
      <Sheet title={t('overview.held')} className="held">
        <p className="muted">{t('overview.nothingHeld')}</p>
      </Sheet>
    )
  }
  const scale = Number(first.asset.split('/')[1] ?? '0')
  return (
    <Sheet className="held">
      <div className="held-number">
        <h2>{t('overview.held')}</h2>
        <Amount value={first.held} asset={first.asset} size="hero" />
        <dl className="held-split">
          <div>
            <dt>{t('overview.heldPeople', { count: formatCount(props.data.people) })}</dt>
            <dd>
              <Amount value={first.people} asset={first.asset} />
            </dd>
          </div>
          <div>
            <dt>{t('overview.heldMerchants', { count: formatCount(props.data.merchants) })}</dt>
            <dd>
              <Amount value={first.merchants} asset={first.asset} />
            </dd>
          </div>
          {others.map((money) => (
            <div key={money.asset}>
              <dt>{t('overview.heldOther', { asset: money.asset.split('/')[0] ?? '' })}</dt>
              <dd>
                <Amount value={money.held} asset={money.asset} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="held-abacus">
        <AbacusNumber
          digits={first.held}
          rods={HERO_RODS_MIN}
          minor={scale}
          height={132}
          label={t('overview.abacus', { amount: formatAmount(first.held, first.asset) })}
        />
      </div>
    </Sheet>
  )
}

function Points(props: { data: OverviewData }): ReactNode {
  const t = useT()
  const { points } = props.data
  return (
    <Sheet title={t('overview.points')} className="points">
      {points.length === 0 ? <p className="muted">{t('overview.noProgramme')}</p> : null}
      {points.map((programme) => (
        <div key={programme.programme}>
          <Amount value={programme.outstanding} asset={programme.asset} size="title" />
          <dl className="held-split">
            <div>
              <dt>{t('overview.liability')}</dt>
              <dd>
                {programme.liability ? (
                  <Amount value={programme.liability} />
                ) : (
                  <span className="muted">{t('overview.noCost')}</span>
                )}
              </dd>
            </div>
            <div>
              <dt>{t('overview.programme')}</dt>
              <dd>{programme.programme}</dd>
            </div>
          </dl>
        </div>
      ))}
    </Sheet>
  )
}

function Loading(): ReactNode {
  return (
    <>
      <div className="overview-top">
        <Sheet>
          <Skeleton active paragraph={{ rows: 3 }} />
        </Sheet>
        <Sheet>
          <Skeleton active paragraph={{ rows: 3 }} />
        </Sheet>
      </div>
      <Sheet>
        <Skeleton active paragraph={{ rows: 8 }} />
      </Sheet>
    </>
  )
}
