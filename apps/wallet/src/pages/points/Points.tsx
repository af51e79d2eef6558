import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Bones, Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days, When } from '../../parts/time/When.tsx'
import './points.css'

type Programme = ResponseOf<Routes['me']['points']>['items'][number]
type Movement = ResponseOf<Routes['me']['pointsMovements']>['items'][number]

/** Points: what there is, when each lot is over, and how each point came and went. */
export function Points(): ReactNode {
  const t = useT()
  const read = useRead('me.points', api.me.points, {})
  return (
    <Page title={t('points.title')}>
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('points.none')} hint={t('points.noneHint')} />
          ) : (
            items.map((programme) => <ProgrammeView key={programme.programme} {...programme} />)
          )
        }
      </Loaded>
    </Page>
  )
}

function ProgrammeView(programme: Programme): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { title, asset, available, debt, rule } = programme
  const lots = programme.lots.filter(({ expired }) => !expired)
  return (
    <>
      <section className="wt-card points-head">
        <h2>{title[language]}</h2>
        <Amount value={available} asset={asset} size="hero" />
        <p className="small muted">{rule[language]}</p>
      </section>
      {debt === '0' ? null : (
        <Notice tone="warning">
          {t('points.debt')} <Amount value={debt} asset={asset} />
        </Notice>
      )}
      {lots.length === 0 ? null : (
        <Rows title={t('points.lots')} note={t('points.lotsHint')}>
          {lots.map(({ remaining, expiresAt }) => (
            <Row
              key={expiresAt}
              title={<Amount value={remaining} asset={asset} />}
              value={
                <>
                  {t('points.until')} <When at={lastInstantOf(expiresAt)} show="day" />
                </>
              }
            />
          ))}
        </Rows>
      )}
      <Movements programme={programme.programme} asset={asset} />
    </>
  )
}

function Movements(props: { programme: string; asset: string }): ReactNode {
  const t = useT()
  const read = useInfiniteQuery({
    queryKey: ['me.pointsMovements', props.programme],
    queryFn: ({ pageParam, signal }) =>
      api.me.pointsMovements(
        {
          params: { programme: props.programme },
          query: { limit: 30, ...(pageParam && { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  if (read.error) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Bones rows={3} />
  const items = read.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Nothing title={t('points.none')} hint={t('points.noneHint')} />
  return (
    <>
      <Days
        items={items}
        at={({ occurredAt }) => occurredAt}
        row={(line) => <Line key={line.id} line={line} asset={props.asset} />}
      />
      {read.hasNextPage ? (
        <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  )
}

function Line(props: { line: Movement; asset: string }): ReactNode {
  const label = useLabel()
  const { kind, merchant, amount, occurredAt } = props.line
  return (
    <Row
      title={label('points.kind', kind.replace('points.', ''))}
      note={
        <>
          <When at={occurredAt} show="time" />
          {merchant ? ` · ${merchant}` : ''}
        </>
      }
      value={<Amount value={amount} asset={props.asset} flow />}
    />
  )
}

/** A lot is over at the first instant of a day; the day before is the last it can be spent on. */
function lastInstantOf(expiresAt: string): string {
  return new Date(new Date(expiresAt).getTime() - 1).toISOString()
}
