import type { Books } from '../../ledger/index.ts'
import type { Subscriber } from '../../platform/index.ts'
import { listAgreements } from './agreements.ts'
import { cancelAgreement } from './cancel.ts'

const PORTION = 200

/** Who closes their wallet has ended what they signed: the merchants see it as cancelled. */
export function agreementsSubscriber(books: Books): Subscriber {
  return {
    name: 'agreements',
    types: ['wallet.closed'],
    async handle({ party: person, at }) {
      for (;;) {
        const open = await listAgreements(books.ground.db, { person, active: true, limit: PORTION })
        if (open.length === 0) return
        await Promise.all(
          open.map((agreement) => cancelAgreement(books, { agreement, by: 'person', at })),
        )
      }
    },
  }
}
