import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useT } from '../../i18n/index.ts'

export type WholeBook = ResponseOf<Routes['books']['get']>
export type BookExpense = ResponseOf<Routes['bookExpenses']['get']>['expense']
export type Debt = WholeBook['debts'][number]
export type BookCash = WholeBook['cash'][number]

/** What a change of a book lets be read again. */
export const BOOK_CHANGES = [
  'books.list',
  'books.get',
  'bookExpenses.list',
  'bookExpenses.get',
  'bookInvites.list',
  'bookInvitations.list',
] as const

/** How somebody of a book is called: oneself, the masked name, else the end of the phone. */
export function useNameIn(book: WholeBook): (person: string) => string {
  const t = useT()
  return (person) => {
    if (person === book.me) return t('books.me')
    const found = book.people.find((each) => each.person === person)
    return found?.name ?? found?.phone ?? t('books.member')
  }
}

/** Cash between oneself and somebody that waits for an answer: one at a time, or none. */
export function waitingWith(book: WholeBook, other: string): bigint {
  const both = [book.me, other]
  const waiting = book.cash.find(
    ({ state, from, to }) => state === 'waiting' && both.includes(from) && both.includes(to),
  )
  return BigInt(waiting?.amount ?? '0')
}
