import type { Ground, Subscriber } from '../platform/index.ts'

/**
 * What somebody wrote beside their bills and into their transfers goes when who they were does: the
 * keys are dropped, the rows stay. A transfer belongs to whoever sent it.
 */
export function shreddingSubscriber({ db }: Ground): Subscriber {
  return {
    name: 'wallet-shredding',
    types: ['wallet.shredded'],
    async handle({ party }) {
      await db.query('update wallet.bill_notes set key = null where person = $1', [party])
      await db.query(
        `update wallet.transfer_words set key = null
         where transfer in (select id from wallet.transfers where person = $1)`,
        [party],
      )
    },
  }
}
