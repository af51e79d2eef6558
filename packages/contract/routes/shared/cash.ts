import { z } from 'zod'
import { amountDigits, id } from '../../shapes.ts'
import { defineRoute } from '../define.ts'
import { bookCash } from './cash-shape.ts'

const params = z.strictObject({ id: id('csh') })
const ANSWERING = [
  'cash_not_found',
  'cash_answered_by_other',
  'cash_ended',
  'book_archived',
] as const

export const record = defineRoute({
  name: 'bookCash.create',
  method: 'POST',
  path: '/v1/me/books/:id/cash',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '记一笔现金还款', en: 'Enter cash that settled a debt' },
  description: {
    zh: '由付的人或收的人记，另一方确认后计入账本；不动任何钱。两人之间同时只有一笔等待确认。',
    en: 'One of the two writes it down and it counts once the other confirms; no money moves. Between two people one waits at a time.',
  },
  params: z.strictObject({ id: id('bok') }),
  body: z.strictObject({ from: id('per'), to: id('per'), amount: amountDigits }),
  response: bookCash,
  refusals: [
    'book_not_found',
    'book_role',
    'book_archived',
    'member_not_found',
    'cash_of_two',
    'cash_beyond_debt',
    'cash_awaits',
  ],
})

export const confirm = defineRoute({
  name: 'bookCash.confirm',
  method: 'POST',
  path: '/v1/me/book-cash/:id/confirmations',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '确认现金还款', en: 'Confirm cash' },
  params,
  response: bookCash,
  refusals: [...ANSWERING],
})

export const deny = defineRoute({
  name: 'bookCash.deny',
  method: 'POST',
  path: '/v1/me/book-cash/:id/denials',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '否认现金还款', en: 'Say that there was no such cash' },
  params,
  response: bookCash,
  refusals: [...ANSWERING],
})

export const withdraw = defineRoute({
  name: 'bookCash.withdraw',
  method: 'POST',
  path: '/v1/me/book-cash/:id/withdrawals',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '收回自己记的现金还款', en: 'Take back cash one wrote down' },
  params,
  response: bookCash,
  refusals: [...ANSWERING],
})
