import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id, instant } from '../shapes.ts'

const told = {
  book: id('bok'),
  person: id('per').describe('Who is told.'),
  actor: id('per').describe('Who did it.'),
  occurredAt: instant,
}

const expense = z.object({
  ...told,
  expense: id('exp'),
  asset: assetCode,
  amount: digits,
  share: digits.describe('What of it whoever is told bears.'),
})

const cash = z.object({
  ...told,
  cash: id('csh'),
  asset: assetCode,
  amount: digits,
})

/** News of shared books. */
export const sharedLetters = {
  'book.invited': {
    title: { zh: '受邀加入群账本', en: 'Somebody was asked into a shared book' },
    party: 'person',
    body: z.object(told),
  },
  'book.joined': {
    title: { zh: '有人加入群账本', en: 'Somebody came into a shared book' },
    party: 'person',
    body: z.object({ ...told, role: z.enum(['member', 'viewer']) }),
  },
  'expense.added': {
    title: { zh: '群账本记了一笔', en: 'An expense was added to a shared book' },
    party: 'person',
    body: expense,
  },
  'expense.changed': {
    title: { zh: '群账本改了一笔', en: 'An expense of a shared book was changed' },
    party: 'person',
    body: expense,
  },
  'expense.deleted': {
    title: { zh: '群账本删了一笔', en: 'An expense of a shared book was deleted' },
    party: 'person',
    body: expense,
  },
  'expense.restored': {
    title: { zh: '群账本恢复了一笔', en: 'An expense of a shared book was restored' },
    party: 'person',
    body: expense,
  },
  'book_cash.recorded': {
    title: { zh: '群账本记了一笔现金还款', en: 'Cash was entered in a shared book' },
    party: 'person',
    body: cash,
  },
  'book_cash.confirmed': {
    title: { zh: '现金还款已确认', en: 'Cash of a shared book was confirmed' },
    party: 'person',
    body: cash,
  },
  'book_cash.denied': {
    title: { zh: '现金还款被否认', en: 'Cash of a shared book was denied' },
    party: 'person',
    body: cash,
  },
  'book_cash.withdrawn': {
    title: { zh: '现金还款已收回', en: 'Cash of a shared book was taken back' },
    party: 'person',
    body: cash,
  },
} as const
