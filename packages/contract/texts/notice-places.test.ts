import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noticePlace } from './notice-places.ts'
import { noticeTemplates, type NoticeCode } from './notices.ts'

const placeOf = (code: NoticeCode, params: { [name: string]: string }): string | undefined =>
  noticePlace({ code, params, tab: noticeTemplates[code].tab })

test('what is told of a shared book opens the expense it is about, or else the book', () => {
  const book = 'bok_1'
  assert.equal(placeOf('expense.added', { book, expense: 'exp_1' }), '/books/bok_1/expenses/exp_1')
  assert.equal(
    placeOf('expense.deleted', { book, expense: 'exp_1' }),
    '/books/bok_1/expenses/exp_1',
  )
  assert.equal(placeOf('book.joined', { book }), '/books/bok_1')
  assert.equal(placeOf('book_cash.recorded', { book }), '/books/bok_1')
})

test('a transfer that settled a book opens the book, and any other one itself', () => {
  assert.equal(placeOf('transfer.received', { transfer: 'trf_1', book: 'bok_1' }), '/books/bok_1')
  assert.equal(placeOf('transfer.received', { transfer: 'trf_1' }), '/transfers/trf_1')
})

test('a payment that could not be made has no bill and opens its own page', () => {
  assert.equal(placeOf('payment.not_made', { payment: 'pay_1' }), '/payments/pay_1')
})

test('whoever is only asked into a book comes to their invitations, for the book is not theirs yet', () => {
  assert.equal(placeOf('book.invited', { book: 'bok_1' }), '/books')
})

test('what concerns safety opens the security centre, and what was saved its goal', () => {
  assert.equal(placeOf('pin.changed', {}), '/me/security')
  assert.equal(placeOf('goal.saved', { goal: 'gol_1' }), '/goals/gol_1')
  assert.equal(placeOf('points.expired', {}), undefined)
})
