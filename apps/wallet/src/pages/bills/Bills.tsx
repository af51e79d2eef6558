import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { SearchOutline } from 'antd-mobile-icons'
import { categoryWord } from '@suanpan/contract/categories'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days } from '../../parts/time/When.tsx'
import { useZone } from '../../session/session.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'
import { BillRow } from './BillRow.tsx'
import { MonthBar, spanOf, useThisMonth } from './months.tsx'
import { Tips } from './Tips.tsx'
import './bills.css'

const PAGE = 50
const PAGES_MAX = 4
const FILTERS = ['all', 'out', 'in'] as const

/** Everything that moved, by month: its sums, what to look for, and the list by day. */
export function Bills(): ReactNode {
  const t = useT()
  const [params, setParams] = useSearchParams()
  const latest = useThisMonth()
  const month = params.get('month') ?? latest
  const set = (name: string, value: string): void =>
    setParams(
      (before) => {
        before.set(name, value)
        if (value === '') before.delete(name)
        return before
      },
      { replace: true },
    )
  return (
    <Tabbed
      title={t('bills.title')}
      side={
        <Link to="/bills/export" className="bills-side">
          {t('bills.export')}
        </Link>
      }
    >
      <MonthBar month={month} onChange={(next) => set('month', next)} />
      <MonthCard month={month} />
      {month === latest ? <Tips /> : null}
      <Finder search={params.get('search') ?? ''} onSearch={(text) => set('search', text)} />
      <Filters
        direction={params.get('direction') ?? 'all'}
        category={params.get('category') ?? ''}
        onDirection={(value) => set('direction', value === 'all' ? '' : value)}
        onCategory={() => set('category', '')}
      />
      <List key={params.toString()} month={month} params={params} />
    </Tabbed>
  )
}

function MonthCard(props: { month: string }): ReactNode {
  const t = useT()
  const read = useRead('bills.month', api.bills.month, { params: { month: props.month } })
  return (
    <Loaded read={read} bones={1}>
      {(sums) => (
        <Link to={`/bills/sums?month=${props.month}`} className="wt-card bills-sums">
          <span>
            <small>{t('bills.spending')}</small>
            <Amount value={sums.spending} asset={sums.asset} size="title" />
          </span>
          <span>
            <small>{t('bills.income')}</small>
            <Amount value={sums.income} asset={sums.asset} size="title" />
          </span>
        </Link>
      )}
    </Loaded>
  )
}

function Finder(props: { search: string; onSearch: (text: string) => void }): ReactNode {
  const t = useT()
  const [text, setText] = useState(props.search)
  return (
    <form
      role="search"
      className="bills-finder"
      onSubmit={(event) => {
        event.preventDefault()
        props.onSearch(text.trim())
      }}
    >
      <SearchOutline aria-hidden="true" />
      <input
        type="search"
        value={text}
        maxLength={80}
        aria-label={t('bills.search')}
        placeholder={t('bills.searchHint')}
        onChange={(event) => {
          setText(event.target.value)
          if (event.target.value === '') props.onSearch('')
        }}
      />
    </form>
  )
}

function Filters(props: {
  direction: string
  category: string
  onDirection: (direction: string) => void
  onCategory: () => void
}): ReactNode {
  const t = useT()
  const language = useLanguage()
  return (
    <div className="bills-filters" role="group" aria-label={t('bills.filters')}>
      {FILTERS.map((each) => (
        <button
          key={each}
          type="button"
          className="wt-plain bills-chip"
          aria-pressed={props.direction === each}
          onClick={() => props.onDirection(each)}
        >
          {t(`bills.filter.${each}`)}
        </button>
      ))}
      {props.category === '' ? null : (
        <button
          type="button"
          className="wt-plain bills-chip"
          aria-pressed="true"
          onClick={props.onCategory}
        >
          {categoryWord(props.category, language)} ×
        </button>
      )}
    </div>
  )
}

/** Pages follow each other as one asks for more; the key of the list begins them anew. */
function List(props: { month: string; params: URLSearchParams }): ReactNode {
  const t = useT()
  const zone = useZone()
  const [pages, setPages] = useState(1)
  const direction = props.params.get('direction')
  const category = props.params.get('category')
  const search = props.params.get('search')
  const read = useRead(
    'bills.list',
    api.bills.list,
    {
      query: {
        ...spanOf(props.month, zone),
        limit: PAGE * pages,
        ...(direction === 'in' || direction === 'out' ? { direction } : {}),
        ...(category === null ? {} : { category }),
        ...(search === null ? {} : { search }),
      },
    },
    { keep: true },
  )
  return (
    <Loaded read={read} bones={6}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Nothing
            title={t(search === null ? 'bills.none' : 'bills.notFound')}
            hint={t(search === null ? 'bills.noneHint' : 'bills.notFoundHint')}
            picture={search === null ? 'book' : 'search'}
          />
        ) : (
          <>
            <Days
              items={items}
              at={(bill) => bill.occurredAt}
              row={(bill) => <BillRow key={bill.id} bill={bill} />}
            />
            {next !== null && pages < PAGES_MAX ? (
              <Button onClick={() => setPages(pages + 1)} busy={read.isFetching}>
                {t('bills.more')}
              </Button>
            ) : null}
            {next !== null && pages === PAGES_MAX ? (
              <p className="wt-rows-note">{t('bills.tooMany')}</p>
            ) : null}
          </>
        )
      }
    </Loaded>
  )
}
