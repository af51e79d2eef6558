import { z } from 'zod'
import {
  amountDigits,
  day,
  id,
  instant,
  page,
  pageQuery,
  signedDigits,
  text,
} from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const split = z
  .enum(['equal', 'exact', 'percent'])
  .describe('Units left over go to the largest remainders, then to who joined earlier.')

const weight = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,14})$/, 'must be a whole number of at most 15 digits')
  .describe('Minor units for `exact`, hundredths of a percent for `percent`; else of no meaning.')

const shareWish = z.strictObject({ person: id('per'), weight: weight.default('1') })

const payer = z.strictObject({ person: id('per'), amount: amountDigits })

const fields = {
  title: text(60),
  payer: id('per').optional().describe('Who paid all of it; either this or `payers`.'),
  payers: z
    .array(payer)
    .min(1)
    .max(50)
    .refine(namesOnce, { message: 'must not name somebody twice' })
    .optional()
    .describe('Who paid how much of it, in all exactly `amount`.'),
  amount: amountDigits,
  split: split.default('equal'),
  shares: z
    .array(shareWish)
    .min(1)
    .max(50)
    .refine(namesOnce, { message: 'must not name somebody twice' }),
  spentOn: day,
  bill: id('pay').optional().describe('The payment it was, where one who paid enters it.'),
}

function namesOnce(all: readonly { person: string }[]): boolean {
  return new Set(all.map(({ person }) => person)).size === all.length
}

const saysWhoPaid = (wish: { payer?: unknown; payers?: unknown }): boolean =>
  (wish.payer === undefined) !== (wish.payers === undefined)
const WHO_PAID = { message: 'must have either payer or payers', path: ['payers'] }

const wish = z.strictObject(fields).refine(saysWhoPaid, WHO_PAID)

const expense = z
  .object({
    id: id('exp'),
    book: id('bok'),
    version: z.int(),
    deleted: z.boolean(),
    title: z.string().nullable(),
    payer: id('per').describe('The first of those who paid.'),
    payers: z.array(z.object({ person: id('per'), amount: signedDigits })),
    amount: signedDigits,
    split,
    shares: z.array(z.object({ person: id('per'), amount: signedDigits, weight })),
    spentOn: day,
    bill: id('pay').nullable().describe('Shown to whoever linked it alone.'),
    by: id('per').describe('Who wrote this version.'),
    at: instant,
  })
  .meta({ id: 'BookExpense' })

const act = z.enum(['add', 'change', 'delete', 'restore'])
const params = z.strictObject({ id: id('exp') })
const version = z.int().min(1).max(1_000_000)
const WRITING = [
  'book_role',
  'book_archived',
  'member_not_found',
  'payers_differ',
  'shares_differ',
  'percent_differs',
  'bill_not_found',
  'bill_of_payer',
] as const

export const list = defineRoute({
  name: 'bookExpenses.list',
  method: 'GET',
  path: '/v1/me/books/:id/expenses',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '账本的账目', en: 'The expenses of a book' },
  params: z.strictObject({ id: id('bok') }),
  query: z.strictObject(pageQuery),
  response: page(expense),
  refusals: ['book_not_found'],
})

export const add = defineRoute({
  name: 'bookExpenses.create',
  method: 'POST',
  path: '/v1/me/books/:id/expenses',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '记一笔', en: 'Add an expense' },
  params: z.strictObject({ id: id('bok') }),
  body: wish,
  response: expense,
  refusals: ['book_not_found', 'too_many_expenses', ...WRITING],
})

export const get = defineRoute({
  name: 'bookExpenses.get',
  method: 'GET',
  path: '/v1/me/book-expenses/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '一笔账及其修改记录', en: 'An expense and what was done to it' },
  params,
  response: z.object({
    expense,
    history: z.array(
      z.object({ version: z.int(), act, by: id('per'), at: instant, amount: signedDigits }),
    ),
  }),
  refusals: ['expense_not_found'],
})

export const change = defineRoute({
  name: 'bookExpenses.change',
  method: 'PUT',
  path: '/v1/me/book-expenses/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '修改一笔账', en: 'Change an expense' },
  params,
  body: z.strictObject({ ...fields, version }).refine(saysWhoPaid, WHO_PAID),
  response: expense,
  refusals: ['expense_not_found', 'expense_moved_on', 'expense_of_former', ...WRITING],
})

export const remove = defineRoute({
  name: 'bookExpenses.remove',
  method: 'POST',
  path: '/v1/me/book-expenses/:id/deletions',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '删除一笔账（可恢复）', en: 'Delete an expense; it can be restored' },
  params,
  body: z.strictObject({ version }),
  response: expense,
  refusals: [
    'expense_not_found',
    'expense_moved_on',
    'expense_of_former',
    'book_role',
    'book_archived',
  ],
})

export const restore = defineRoute({
  name: 'bookExpenses.restore',
  method: 'POST',
  path: '/v1/me/book-expenses/:id/restorations',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '恢复已删除的账', en: 'Restore a deleted expense' },
  params,
  body: z.strictObject({ version }),
  response: expense,
  refusals: [
    'expense_not_found',
    'expense_moved_on',
    'expense_of_former',
    'book_role',
    'book_archived',
  ],
})
