import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id, instant } from '../shapes.ts'

const transferArrival = z.enum(['instant', 'after_2h', 'after_24h', 'on_registration'])

const settledBook = id('bok').optional().describe('The shared book that it settles.')

/** News about money between people. */
export const transfersLetters = {
  'transfer.sent': {
    title: { zh: '转账已发出', en: 'A transfer was sent' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per'),
      payee: id('per').nullable().describe('Null while nobody has registered the phone.'),
      asset: assetCode,
      amount: digits,
      arrival: transferArrival,
      dueAt: instant.describe('When it arrives or, unclaimed, goes back.'),
      occurredAt: instant,
      book: settledBook,
    }),
  },
  'transfer.arriving': {
    title: { zh: '转账在途，稍后到账', en: 'A transfer is on its way to somebody' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per').describe('Who is to receive it.'),
      payer: id('per'),
      asset: assetCode,
      amount: digits,
      arrival: transferArrival,
      dueAt: instant,
      occurredAt: instant,
      book: settledBook,
    }),
  },
  'transfer.received': {
    title: { zh: '转账到账', en: 'A transfer arrived' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per').describe('Who received it.'),
      payer: id('per'),
      asset: assetCode,
      amount: digits,
      arrival: transferArrival,
      occurredAt: instant,
      book: settledBook,
    }),
  },
  'transfer.revoked': {
    title: { zh: '转账被撤销', en: 'A transfer was called back by its payer' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per'),
      payee: id('per').nullable(),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'transfer.returned': {
    title: { zh: '转账退回', en: 'A transfer went back to its payer' },
    party: 'person',
    body: z.object({
      transfer: id('trf'),
      person: id('per'),
      payee: id('per').nullable(),
      asset: assetCode,
      amount: digits,
      reason: z.enum(['unclaimed', 'not_receivable']),
      occurredAt: instant,
    }),
  },
} as const
