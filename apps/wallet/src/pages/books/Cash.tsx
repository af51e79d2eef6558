import { Amount, formatAmount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { minorOf, textOf, typed } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { say } from '../../parts/state/say.ts'
import { When } from '../../parts/time/When.tsx'
import {
  BOOK_CHANGES,
  useNameIn,
  waitingWith,
  type BookCash,
  type Debt,
  type WholeBook,
} from './names.ts'
import './books.css'

/** Cash that settled a debt, written down by whoever paid it or got it. */
export function Cash(): ReactNode {
  const t = useT()
  const { id = '', other = '' } = useParams()
  const read = useRead('books.get', api.books.get, { params: { id } })
  return (
    <Page title={t('books.cash')} back={`/books/${id}`}>
      <Loaded read={read}>
        {(book) => {
          const debt = book.debts.find(({ from, to }) =>
            [from, to].every((person) => person === book.me || person === other),
          )
          // It was settled meanwhile, or never open: the book says how things stand.
          if (!debt || waitingWith(book, other) > 0n)
            return <Navigate to={`/books/${id}`} replace />
          return <CashForm book={book} debt={debt} />
        }}
      </Loaded>
    </Page>
  )
}

function CashForm(props: { book: WholeBook; debt: Debt }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { book, debt } = props
  const nameOf = useNameIn(book)
  const [text, setText] = useState(textOf(BigInt(debt.amount)))
  const [key] = useState(newIdempotencyKey)
  const record = useWrite(api.bookCash.create, BOOK_CHANGES)
  const minor = minorOf(text) ?? 0n
  const beyond = minor > BigInt(debt.amount)
  const paid = debt.from === book.me
  const name = nameOf(paid ? debt.to : debt.from)
  const save = (): void =>
    record.mutate(
      {
        params: { id: book.id },
        body: { from: debt.from, to: debt.to, amount: String(minor) },
        idempotencyKey: key,
      },
      {
        onSuccess: () => {
          say(t('books.cashWritten', { name }))
          void navigate(`/books/${book.id}`, { replace: true })
        },
      },
    )
  return (
    <form
      className="books-form"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="wt-card books-form">
        <p className="books-between">{t('books.pays', namesOf(debt, nameOf))}</p>
        <Field
          label={t(paid ? 'books.cashPaid' : 'books.cashGot')}
          value={text}
          keys="decimal"
          hint={t(beyond ? 'books.cashBeyond' : 'books.cashOpen', {
            amount: formatAmount(debt.amount, book.asset),
          })}
          onChange={(next) => setText(typed(next) ?? text)}
        />
      </div>
      <Notice>{t('books.cashNote', { name })}</Notice>
      {record.error ? <Failed error={record.error} /> : null}
      <Button look="main" submit busy={record.isPending} disabled={minor === 0n || beyond}>
        {t('books.cashWrite')}
      </Button>
    </form>
  )
}

/** Cash that waits: confirmed or denied by the one side, taken back by the other. */
export function WaitingCash(props: { book: WholeBook }): ReactNode {
  const waiting = props.book.cash.filter(({ state }) => state === 'waiting')
  return waiting.map((cash) => <Waiting key={cash.id} book={props.book} cash={cash} />)
}

function Waiting(props: { book: WholeBook; cash: BookCash }): ReactNode {
  const t = useT()
  const { book, cash } = props
  const nameOf = useNameIn(book)
  const mine = cash.from === book.me || cash.to === book.me
  const other = nameOf(cash.by === cash.from ? cash.to : cash.from)
  return (
    <section className="wt-card books-form">
      <div className="books-cash">
        <span>
          <strong>{t('books.cashFrom', namesOf(cash, nameOf))}</strong>
          <small className="muted">
            {cash.by === book.me || !mine
              ? t('books.cashWaitsFor', { name: other })
              : t('books.cashAsks', { name: nameOf(cash.by) })}
            {' · '}
            <When at={cash.at} />
          </small>
        </span>
        <Amount value={cash.amount} asset={book.asset} />
      </div>
      {mine && book.archivedAt === null ? <Answers {...{ book, cash }} /> : null}
    </section>
  )
}

function Answers(props: { book: WholeBook; cash: BookCash }): ReactNode {
  const t = useT()
  const { book, cash } = props
  const confirm = useWrite(api.bookCash.confirm, BOOK_CHANGES)
  const deny = useWrite(api.bookCash.deny, BOOK_CHANGES)
  const withdraw = useWrite(api.bookCash.withdraw, BOOK_CHANGES)
  const params = { id: cash.id }
  const error = confirm.error ?? deny.error ?? withdraw.error
  const busy = confirm.isPending || deny.isPending
  return (
    <>
      {error ? <Failed error={error} /> : null}
      {cash.by === book.me ? (
        <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
          {t('books.cashWithdraw')}
        </Button>
      ) : (
        <div className="books-pair">
          <Button busy={busy} onClick={() => deny.mutate({ params })}>
            {t('books.cashDeny')}
          </Button>
          <Button busy={busy} onClick={() => confirm.mutate({ params })}>
            {t(cash.to === book.me ? 'books.cashConfirmGot' : 'books.cashConfirmPaid')}
          </Button>
        </div>
      )}
    </>
  )
}

/** For each debt of one's own that was settled in cash and not written down yet. */
export function CashRows(props: { book: WholeBook }): ReactNode {
  const t = useT()
  const { book } = props
  const nameOf = useNameIn(book)
  const own = book.debts.filter(({ from, to }) => {
    const other = from === book.me ? to : to === book.me ? from : undefined
    return other !== undefined && waitingWith(book, other) === 0n
  })
  if (own.length === 0 || book.archivedAt !== null || book.role === 'viewer') return null
  return (
    <Rows title={t('books.inCash')}>
      {own.map(({ from, to }) => {
        const paid = from === book.me
        const other = paid ? to : from
        const name = nameOf(other)
        return (
          <Row
            key={other}
            to={`/books/${book.id}/cash/${other}`}
            title={t(paid ? 'books.iPaidCash' : 'books.iGotCash', { name })}
          />
        )
      })}
    </Rows>
  )
}

function namesOf({ from, to }: { from: string; to: string }, nameOf: (person: string) => string) {
  return { from: nameOf(from), to: nameOf(to) }
}
