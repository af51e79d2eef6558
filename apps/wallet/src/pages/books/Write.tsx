import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { now } from '../../data/clock.ts'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { textOf } from '../../parts/money/typed.ts'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { dayOf } from '../../parts/time/dates.ts'
import { useZone } from '../../session/session.ts'
import type { Draft } from './draft.ts'
import { ExpenseForm } from './ExpenseForm.tsx'
import { BOOK_CHANGES, type BookExpense, type WholeBook } from './names.ts'

/**
 * A new expense: oneself paid, for everybody, today, until something else is said. Whoever comes
 * from a bill finds it filled in.
 */
export function AddExpense(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const bill = search.get('bill') ?? ''
  const book = useRead('books.get', api.books.get, { params: { id } })
  const from = useRead('bills.get', api.bills.get, { params: { id: bill } }, { enabled: !!bill })
  return (
    <Page title={t('books.add')} back={`/books/${id}`}>
      <Loaded read={book}>
        {(whole) =>
          bill === '' ? (
            <NewExpense book={whole} />
          ) : (
            <Loaded read={from}>{(found) => <NewExpense book={whole} from={found} />}</Loaded>
          )
        }
      </Loaded>
    </Page>
  )
}

type WholeBill = ResponseOf<Routes['bills']['get']>

function NewExpense(props: { book: WholeBook; from?: WholeBill }): ReactNode {
  const navigate = useNavigate()
  const { book, from } = props
  const bill = from?.bill
  const zone = useZone()
  const [key] = useState(newIdempotencyKey)
  const add = useWrite(api.bookExpenses.create, BOOK_CHANGES)
  const inBook = book.people.filter(({ leftAt }) => leftAt === null)
  return (
    <ExpenseForm
      book={book}
      draft={{
        title: bill?.counterpart.name ?? '',
        amount: from ? textOf(leftOf(from)) : '',
        payers: { [book.me]: '' },
        split: 'equal',
        weights: Object.fromEntries(inBook.map(({ person }) => [person, ''])),
        spentOn: dayOf(bill?.occurredAt ?? now(), zone),
        bill: bill?.id,
      }}
      error={add.error}
      busy={add.isPending}
      onSave={(body) =>
        add.mutate(
          { params: { id: book.id }, body, idempotencyKey: key },
          { onSuccess: () => void navigate(`/books/${book.id}`, { replace: true }) },
        )
      }
    />
  )
}

/** What of a payment was not refunded: so much of it was spent. */
function leftOf({ bill, refunds }: WholeBill): bigint {
  return refunds.reduce((left, refund) => left - BigInt(refund.amount), BigInt(bill.amount))
}

/** An expense written anew; what it was stays in its history. */
export function ChangeExpense(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { id = '', expense: one = '' } = useParams()
  const book = useRead('books.get', api.books.get, { params: { id } })
  const read = useRead('bookExpenses.get', api.bookExpenses.get, { params: { id: one } })
  const change = useWrite(api.bookExpenses.change, BOOK_CHANGES)
  const back = `/books/${id}/expenses/${one}`
  return (
    <Page title={t('books.edit')} back={back}>
      <Loaded read={book}>
        {(whole) => (
          <Loaded read={read}>
            {({ expense }) => (
              <ExpenseForm
                book={whole}
                draft={draftOf(expense)}
                error={change.error}
                busy={change.isPending}
                onSave={(body) =>
                  change.mutate(
                    { params: { id: one }, body: { ...body, version: expense.version } },
                    { onSuccess: () => void navigate(back, { replace: true }) },
                  )
                }
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}

function draftOf({ title, amount, split, spentOn, bill, ...of }: BookExpense): Draft {
  const weights = of.shares.map(({ person, weight }) => [
    person,
    split === 'equal' ? '' : textOf(BigInt(weight)),
  ])
  const payers = of.payers.map((each) => [
    each.person,
    of.payers.length === 1 ? '' : textOf(BigInt(each.amount)),
  ])
  return {
    title: title ?? '',
    amount: textOf(BigInt(amount)),
    payers: Object.fromEntries(payers) as Record<string, string>,
    split,
    weights: Object.fromEntries(weights) as Record<string, string>,
    spentOn,
    bill: bill ?? undefined,
  }
}
