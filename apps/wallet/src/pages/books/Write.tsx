import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useState } from 'react'
import { now } from '../../data/clock.ts'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { textOf } from '../../parts/money/typed.ts'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { dayOf } from '../../parts/time/dates.ts'
import { useZone } from '../../session/session.ts'
import { ExpenseForm, type Draft } from './ExpenseForm.tsx'
import { BOOK_CHANGES, type BookExpense } from './names.ts'

/** A new expense: oneself paid, for everybody, today, until something else is said. */
export function AddExpense(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const today = dayOf(now(), useZone())
  const [key] = useState(newIdempotencyKey)
  const book = useRead('books.get', api.books.get, { params: { id } })
  const add = useWrite(api.bookExpenses.create, BOOK_CHANGES)
  return (
    <Page title={t('books.add')} back={`/books/${id}`}>
      <Loaded read={book}>
        {(whole) => (
          <ExpenseForm
            book={whole}
            draft={{
              title: '',
              amount: '',
              payer: whole.me,
              split: 'equal',
              weights: Object.fromEntries(
                whole.people
                  .filter(({ leftAt }) => leftAt === null)
                  .map(({ person }) => [person, '']),
              ),
              spentOn: today,
              bill: undefined,
            }}
            error={add.error}
            busy={add.isPending}
            onSave={(body) =>
              add.mutate(
                { params: { id }, body, idempotencyKey: key },
                { onSuccess: () => void navigate(`/books/${id}`, { replace: true }) },
              )
            }
          />
        )}
      </Loaded>
    </Page>
  )
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

function draftOf({ title, amount, payer, split, shares, spentOn, bill }: BookExpense): Draft {
  const weights = shares.map(({ person, weight }) => [
    person,
    split === 'equal' ? '' : textOf(BigInt(weight)),
  ])
  return {
    title: title ?? '',
    amount: textOf(BigInt(amount)),
    payer,
    split,
    weights: Object.fromEntries(weights) as Record<string, string>,
    spentOn,
    bill: bill ?? undefined,
  }
}
