import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { SearchOutline } from 'antd-mobile-icons'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days } from '../../parts/time/When.tsx'
import { useZone } from '../../session/session.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'
import { BillRow, type BillView } from './BillRow.tsx'
import { CategoryForm, hasCategory } from './CategoryForm.tsx'
import { Filters, kindOf } from './Filters.tsx'
import { MonthBar, spanOf, useThisMonth } from './months.tsx'
import { Tips } from './Tips.tsx'
import './bills.css'

const PAGE = 50
const PAGES_MAX = 4

/** Everything that moved, by month: its sums, what to look for, and the list by day. */
export function Bills(): ReactNode {
  const t = useT()
  const [params, setParams] = useSearchParams()
  const latest = useThisMonth()
  const month = params.get('month') ?? latest
  const [sorting, setSorting] = useState(false)
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
        <>
          <Link to="/budgets" className="bills-side">
            {t('budgets.title')}
          </Link>
          <Link to="/bills/export" className="bills-side">
            {t('bills.export')}
          </Link>
        </>
      }
    >
      <MonthBar month={month} onChange={(next) => set('month', next)} />
      <MonthCard month={month} />
      {month === latest ? <Tips /> : null}
      <Finder search={params.get('search') ?? ''} onSearch={(text) => set('search', text)} />
      <Filters params={params} onSet={set} sorting={sorting} onSorting={setSorting} />
      {sorting ? <p className="wt-rows-note">{t('bills.sortHint')}</p> : null}
      <List key={params.toString()} month={month} params={params} sorting={sorting} />
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

/** Pages follow each other as one asks for more; the key of the list begins them anew. */
function List(props: { month: string; params: URLSearchParams; sorting: boolean }): ReactNode {
  const t = useT()
  const zone = useZone()
  const [pages, setPages] = useState(1)
  const direction = props.params.get('direction')
  const category = props.params.get('category')
  const kind = kindOf(props.params)
  const search = props.params.get('search')
  const narrowed = [direction, category, kind ?? null, search].some((each) => each !== null)
  const read = useRead(
    'bills.list',
    api.bills.list,
    {
      query: {
        ...spanOf(props.month, zone),
        limit: PAGE * pages,
        ...(direction === 'in' || direction === 'out' ? { direction } : {}),
        ...(category === null ? {} : { category }),
        ...(kind === undefined ? {} : { kind }),
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
            title={t(narrowed ? 'bills.notFound' : 'bills.none')}
            hint={t(narrowed ? 'bills.notFoundHint' : 'bills.noneHint')}
            picture={narrowed ? 'search' : 'book'}
          />
        ) : (
          <>
            <Items items={items} sorting={props.sorting} />
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

/** By day; while one sorts, tapping what counts by category leads to its categories. */
function Items(props: { items: readonly BillView[]; sorting: boolean }): ReactNode {
  const t = useT()
  const [sorted, setSorted] = useState<BillView>()
  const done = (): void => setSorted(undefined)
  return (
    <>
      <Days
        items={props.items}
        at={(bill) => bill.occurredAt}
        row={(bill) => (
          <BillRow
            key={bill.id}
            bill={bill}
            {...(props.sorting && hasCategory(bill) && { onSort: () => setSorted(bill) })}
          />
        )}
      />
      <Sheet open={sorted !== undefined} title={t('bills.category')} onClose={done}>
        {sorted ? <CategoryForm bill={sorted} onDone={done} /> : null}
      </Sheet>
    </>
  )
}
