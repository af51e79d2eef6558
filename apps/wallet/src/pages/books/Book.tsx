import { Amount, formatAmount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { textOf } from '../../parts/money/typed.ts'
import { When } from '../../parts/time/When.tsx'
import { Net } from './Books.tsx'
import { CashRows, WaitingCash } from './Cash.tsx'
import { useNameIn, waitingWith, type BookExpense, type Debt, type WholeBook } from './names.ts'
import './books.css'

const PAGE = 50
const PAGES_MAX = 4

/** A shared book: how one stands, who pays whom, and what was entered. */
export function Book(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead('books.get', api.books.get, { params: { id } })
  const writes = read.data && read.data.role !== 'viewer' && read.data.archivedAt === null
  return (
    <Page
      title={read.data?.name ?? t('books.title')}
      back="/books"
      side={
        <Link to={`/books/${id}/members`} className="books-side">
          {t('books.toMembers')}
        </Link>
      }
      foot={
        writes ? (
          <ButtonLink look="main" to={`/books/${id}/add`}>
            {t('books.add')}
          </ButtonLink>
        ) : undefined
      }
    >
      <Loaded read={read}>
        {(book) => (
          <>
            {book.archivedAt === null ? null : <Notice>{t('books.archived')}</Notice>}
            <WaitingCash book={book} />
            <Debts book={book} />
            <CashRows book={book} />
            <Expenses book={book} />
            <Settlements book={book} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Debts(props: { book: WholeBook }): ReactNode {
  const t = useT()
  const { book } = props
  const nameOf = useNameIn(book)
  // Cash that waits is not sent once more.
  const settling = ({ from, to, amount }: Debt): { to?: string; note?: string } => {
    if (from !== book.me || book.archivedAt !== null) return {}
    const waiting = waitingWith(book, to)
    const left = BigInt(amount) - waiting
    if (waiting === 0n) return { to: settleAt(book.id, to, left), note: t('books.settle') }
    const cash = formatAmount(waiting, book.asset)
    if (left <= 0n) return { note: t('books.cashWaits', { amount: cash }) }
    const rest = formatAmount(left, book.asset)
    return {
      to: settleAt(book.id, to, left),
      note: t('books.settleRest', { amount: rest, cash }),
    }
  }
  return (
    <>
      <div className="wt-card books-stand">
        <Net net={book.net} asset={book.asset} />
      </div>
      {book.debts.length === 0 ? (
        <p className="wt-rows-note">{t('books.allEven')}</p>
      ) : (
        <Rows title={t('books.debts')} note={t('books.debtsNote')}>
          {book.debts.map((debt) => (
            <Row
              key={`${debt.from} ${debt.to}`}
              title={t('books.pays', { from: nameOf(debt.from), to: nameOf(debt.to) })}
              value={<Amount value={debt.amount} asset={book.asset} />}
              {...settling(debt)}
            />
          ))}
        </Rows>
      )}
    </>
  )
}

/** The ordinary transfer, filled in. */
function settleAt(book: string, person: string, amount: bigint): string {
  const query = new URLSearchParams({ person, amount: textOf(amount), book })
  return `/transfer/amount?${query.toString()}`
}

function Expenses(props: { book: WholeBook }): ReactNode {
  const t = useT()
  const { book } = props
  const [pages, setPages] = useState(1)
  const read = useRead(
    'bookExpenses.list',
    api.bookExpenses.list,
    { params: { id: book.id }, query: { limit: PAGE * pages } },
    { keep: true },
  )
  return (
    <Loaded read={read}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Nothing title={t('books.noExpenses')} hint={t('books.noExpensesHint')} />
        ) : (
          <>
            <Rows title={t('books.expenses')}>
              {items.map((expense) => (
                <ExpenseRow key={expense.id} book={book} expense={expense} />
              ))}
            </Rows>
            {next !== null && pages < PAGES_MAX ? (
              <Button busy={read.isFetching} onClick={() => setPages(pages + 1)}>
                {t('books.more')}
              </Button>
            ) : null}
          </>
        )
      }
    </Loaded>
  )
}

function ExpenseRow(props: { book: WholeBook; expense: BookExpense }): ReactNode {
  const t = useT()
  const { book, expense } = props
  const nameOf = useNameIn(book)
  return (
    <Row
      to={`/books/${book.id}/expenses/${expense.id}`}
      title={expense.title ?? t('books.expense')}
      note={`${expense.spentOn} · ${
        expense.payers.length === 1
          ? t('books.paid', { name: nameOf(expense.payer) })
          : t('books.paidTogether', {
              name: nameOf(expense.payer),
              count: expense.payers.length,
            })
      }`}
      value={<Amount value={expense.amount} asset={book.asset} />}
    />
  )
}

function Settlements(props: { book: WholeBook }): ReactNode {
  const t = useT()
  const { book } = props
  const nameOf = useNameIn(book)
  const cash = book.cash.filter(({ state }) => state !== 'waiting')
  if (book.settlements.length + cash.length === 0) return null
  return (
    <Rows title={t('books.onWay')}>
      {book.settlements.map(({ transfer, from, to, amount, state, occurredAt }, at) => (
        <Row
          key={transfer ?? at}
          title={t('books.pays', { from: nameOf(from), to: nameOf(to) })}
          note={
            <>
              {t(`books.state.${state}`)} · <When at={occurredAt} />
            </>
          }
          value={<Amount value={amount} asset={book.asset} />}
          {...(transfer === null ? {} : { to: `/transfers/${transfer}` })}
        />
      ))}
      {cash.map(({ id, from, to, amount, state, at }) => (
        <Row
          key={id}
          title={t('books.cashFrom', { from: nameOf(from), to: nameOf(to) })}
          note={
            <>
              {t(`books.cashState.${state}`)} · <When at={at} />
            </>
          }
          value={<Amount value={amount} asset={book.asset} />}
        />
      ))}
    </Rows>
  )
}
