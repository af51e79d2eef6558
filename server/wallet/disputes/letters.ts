import type { Ground, Subscriber } from '../../platform/index.ts'
import { shredDisputes } from './words.ts'

/** What somebody wrote in a dispute goes when who they were does. */
export function disputesSubscriber({ db }: Ground): Subscriber {
  return {
    name: 'disputes',
    types: ['wallet.shredded'],
    async handle({ party }) {
      await shredDisputes(db.query, party)
    },
  }
}
