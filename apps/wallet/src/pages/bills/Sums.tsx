import { Amount } from '@suanpan/ui'
import { categoryWord } from '@suanpan/contract/categories'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { colourAt, Ring, YearBars } from './charts.tsx'
import { MonthBar, useThisMonth, YearBar } from './months.tsx'
import './bills.css'

type Sum = { category: string; spent: string; count: number; permille: number }

/** Where the money of a month or a year went. */
export function Sums(): ReactNode {
  const t = useT()
  const [params, setParams] = useSearchParams()
  const latest = useThisMonth()
  const whole = params.get('by') === 'year'
  const month = params.get('month') ?? latest
  const show = (wanted: { month?: string; whole?: boolean }): void =>
    setParams(
      { month: wanted.month ?? month, ...((wanted.whole ?? whole) && { by: 'year' }) },
      { replace: true },
    )
  return (
    <Page title={t('bills.sums')} back="/bills">
      <div className="bills-filters" role="group" aria-label={t('bills.span')}>
        {[false, true].map((each) => (
          <button
            key={String(each)}
            type="button"
            className="wt-plain bills-chip"
            aria-pressed={whole === each}
            onClick={() => show({ whole: each })}
          >
            {t(each ? 'bills.byYear' : 'bills.byMonth')}
          </button>
        ))}
      </div>
      {whole ? (
        <>
          <YearBar month={month} onChange={(next) => show({ month: next })} />
          <Year year={month.slice(0, 4)} />
        </>
      ) : (
        <>
          <MonthBar month={month} onChange={(next) => show({ month: next })} />
          <Month month={month} />
        </>
      )}
    </Page>
  )
}

function Month(props: { month: string }): ReactNode {
  const t = useT()
  const read = useRead('bills.month', api.bills.month, { params: { month: props.month } })
  return (
    <Loaded read={read}>
      {(sums) =>
        isEmpty(sums) ? (
          <Nothing title={t('bills.none')} hint={t('bills.noneHint')} />
        ) : (
          <>
            {sums.categories.length === 0 ? null : (
              <>
                <div className="wt-card bills-ring">
                  <Ring parts={sums.categories} />
                  <div>
                    <small>{t('bills.spending')}</small>
                    <Amount value={sums.spending} asset={sums.asset} size="title" />
                  </div>
                </div>
                <Categories sums={sums.categories} asset={sums.asset} month={props.month} />
              </>
            )}
            <Moved {...sums} />
          </>
        )
      }
    </Loaded>
  )
}

function Year(props: { year: string }): ReactNode {
  const t = useT()
  const read = useRead('bills.year', api.bills.year, { params: { year: props.year } })
  return (
    <Loaded read={read}>
      {(sums) =>
        isEmpty(sums) ? (
          <Nothing title={t('bills.noneOfYear', { year: props.year })} hint={t('bills.noneHint')} />
        ) : (
          <>
            <div className="wt-card bills-year">
              <small>{t('bills.spendingOf', { year: props.year })}</small>
              <Amount value={sums.spending} asset={sums.asset} size="title" />
              <YearBars months={sums.months} />
            </div>
            {sums.categories.length === 0 ? null : (
              <Categories sums={sums.categories} asset={sums.asset} />
            )}
            <Moved {...sums} />
          </>
        )
      }
    </Loaded>
  )
}

/** A month in which one only saved or topped up has something to show, too. */
function isEmpty(sums: {
  categories: readonly Sum[]
  income: string
  movedIn: string
  movedOut: string
}): boolean {
  const { categories, income, movedIn, movedOut } = sums
  return categories.length === 0 && [income, movedIn, movedOut].every((each) => BigInt(each) === 0n)
}

function Categories(props: { sums: readonly Sum[]; asset: string; month?: string }): ReactNode {
  const t = useT()
  const language = useLanguage()
  return (
    <Rows title={t('bills.byCategory')}>
      {props.sums.map((sum, at) => (
        <Row
          key={sum.category}
          title={
            <>
              {props.month === undefined ? null : (
                <i className="bills-dot" style={{ background: colourAt(at) }} />
              )}
              {categoryWord(sum.category, language)}
            </>
          }
          note={`${percent(sum.permille)} · ${t('bills.count', { count: sum.count })}`}
          value={<Amount value={sum.spent} asset={props.asset} />}
          {...(props.month !== undefined && {
            to: `/bills?month=${props.month}&category=${sum.category}`,
          })}
        />
      ))}
    </Rows>
  )
}

function Moved(props: {
  asset: string
  income: string
  movedIn: string
  movedOut: string
}): ReactNode {
  const t = useT()
  const rows = [
    ['bills.income', props.income],
    ['bills.movedIn', props.movedIn],
    ['bills.movedOut', props.movedOut],
  ] as const
  return (
    <Rows note={t('bills.movedNote')}>
      {rows.map(([key, amount]) => (
        <Row key={key} title={t(key)} value={<Amount value={amount} asset={props.asset} />} />
      ))}
    </Rows>
  )
}

/** Tenths of a percent, of which all together are exactly a hundred. */
const percent = (permille: number): string => `${Math.floor(permille / 10)}.${permille % 10}%`
