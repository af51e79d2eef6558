import type { Ground, Subscriber } from '../platform/index.ts'
import { shredCare } from './messages.ts'

/** What somebody wrote to us goes when who they were does. */
export function careSubscriber({ db }: Ground): Subscriber {
  return {
    name: 'care',
    types: ['wallet.shredded'],
    async handle({ party }) {
      await shredCare(db.query, party)
    },
  }
}
