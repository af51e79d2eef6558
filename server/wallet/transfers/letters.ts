import type { Books } from '../../ledger/index.ts'
import type { Subscriber } from '../../platform/index.ts'
import { claimTransfers } from './sweep.ts'

/** Whoever registers receives what waits for their phone. */
export function transfersSubscriber(books: Books): Subscriber {
  return {
    name: 'transfers',
    types: ['person.registered', 'wallet.opened'],
    async handle({ party }) {
      await claimTransfers(books, party, books.ground.clock.now())
    },
  }
}
