import type { Books } from '../../ledger/index.ts'
import type { Subscriber } from '../../platform/index.ts'
import { settleDisputes } from './settle.ts'
import { shredDisputes } from './words.ts'

/**
 * What somebody wrote in a dispute goes when who they were does, and a dispute ends when all of its
 * payment was refunded in another way.
 */
export function disputesSubscriber(books: Books): Subscriber {
  const { db, clock } = books.ground
  return {
    name: 'disputes',
    types: ['wallet.shredded', 'payment.refunded'],
    async handle({ type, party, body }) {
      if (type === 'wallet.shredded') await shredDisputes(db.query, party)
      else await settleDisputes(books, { payment: String(body['payment']), at: clock.now() })
    },
  }
}
