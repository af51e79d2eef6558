import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { BOOK_CHANGES, useNameIn, type BookExpense, type WholeBook } from './names.ts'
import './books.css'

/** One expense: what each one bears, and everything that was done to it. */
export function Expense(): ReactNode {
  const t = useT()
  const { id = '', expense: one = '' } = useParams()
  const book = useRead('books.get', api.books.get, { params: { id } })
  const read = useRead('bookExpenses.get', api.bookExpenses.get, { params: { id: one } })
  const writes = book.data && read.data ? mayWrite(book.data, read.data.expense) : false
  return (
    <Page
      title={t('books.expense')}
      back={`/books/${id}`}
      side={
        writes && read.data?.expense.deleted === false ? (
          <Link to={`/books/${id}/expenses/${one}/edit`} className="books-side">
            {t('books.edit')}
          </Link>
        ) : undefined
      }
    >
      <Loaded read={book}>
        {(whole) => (
          <Loaded read={read}>
            {({ expense, history }) => (
              <>
                {expense.deleted ? <Notice>{t('books.deleted')}</Notice> : null}
                {ofFormer(whole, expense) ? <Notice>{t('books.ofFormer')}</Notice> : null}
                <Shares book={whole} expense={expense} />
                <History book={whole} acts={history} />
                {writes ? <Undo expense={expense} /> : null}
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}

function mayWrite(book: WholeBook, expense: BookExpense): boolean {
  return book.role !== 'viewer' && book.archivedAt === null && !ofFormer(book, expense)
}

/** Whoever left did so at zero: what concerns them stays as it is. */
function ofFormer({ people }: WholeBook, { payers, shares }: BookExpense): boolean {
  const former = people.flatMap(({ person, leftAt }) => (leftAt === null ? [] : [person]))
  return [...payers, ...shares].some(({ person }) => former.includes(person))
}

function Shares(props: { book: WholeBook; expense: BookExpense }): ReactNode {
  const t = useT()
  const { book, expense } = props
  const nameOf = useNameIn(book)
  return (
    <>
      <div className="books-head">
        <p>{expense.title ?? t('books.expense')}</p>
        <Amount value={expense.amount} asset={book.asset} size="hero" />
      </div>
      <div className="wt-card">
        <Facts
          items={[
            ...(expense.payers.length === 1
              ? [{ label: t('books.payer'), value: nameOf(expense.payer) }]
              : []),
            { label: t('books.day'), value: expense.spentOn },
            { label: t('books.split'), value: t(`books.split.${expense.split}`) },
          ]}
        />
      </div>
      {expense.payers.length === 1 ? null : (
        <Rows title={t('books.payer')}>
          {expense.payers.map(({ person, amount }) => (
            <Row
              key={person}
              title={nameOf(person)}
              value={<Amount value={amount} asset={book.asset} />}
            />
          ))}
        </Rows>
      )}
      <Rows title={t('books.shares')} note={t('books.splitNote')}>
        {expense.shares.map(({ person, amount }) => (
          <Row
            key={person}
            title={nameOf(person)}
            value={<Amount value={amount} asset={book.asset} />}
          />
        ))}
      </Rows>
      {expense.bill === null ? null : (
        <Rows>
          <Row title={t('books.bill')} to={`/bills/${expense.bill}`} />
        </Rows>
      )}
    </>
  )
}

type Act = { version: number; act: 'add' | 'change' | 'delete' | 'restore' } & {
  by: string
  at: string
  amount: string
}

function History(props: { book: WholeBook; acts: readonly Act[] }): ReactNode {
  const t = useT()
  const nameOf = useNameIn(props.book)
  return (
    <Rows title={t('books.history')}>
      {props.acts.map(({ version, act, by, at, amount }) => (
        <Row
          key={version}
          title={`${nameOf(by)} · ${t(`books.act.${act}`)}`}
          note={<When at={at} />}
          value={<Amount value={amount} asset={props.book.asset} />}
        />
      ))}
    </Rows>
  )
}

/** Deleting is undone at the same place. */
function Undo(props: { expense: BookExpense }): ReactNode {
  const t = useT()
  const { id, version, deleted } = props.expense
  const remove = useWrite(api.bookExpenses.remove, BOOK_CHANGES)
  const restore = useWrite(api.bookExpenses.restore, BOOK_CHANGES)
  const act = deleted ? restore : remove
  return (
    <>
      {act.error ? <Failed error={act.error} /> : null}
      <Button
        look={deleted ? 'edge' : 'danger'}
        busy={act.isPending}
        onClick={() => act.mutate({ params: { id }, body: { version } })}
      >
        {t(deleted ? 'books.restore' : 'books.delete')}
      </Button>
    </>
  )
}
