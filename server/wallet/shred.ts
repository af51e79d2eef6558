import type { Ground, Subscriber } from '../platform/index.ts'
import { shredBillerAccounts } from './life/accounts.ts'
import { shredBookWords } from './shared/words.ts'

/**
 * What somebody wrote beside their bills, into their transfers and red packets, over their goals and
 * into shared books, and whose bills they paid, goes when who they were does: the keys are dropped, the rows stay. A transfer
 * and a red packet belong to whoever sent them.
 */
export function shreddingSubscriber({ db }: Ground): Subscriber {
  return {
    name: 'wallet-shredding',
    types: ['wallet.shredded'],
    async handle({ party }) {
      await db.query('update wallet.bill_notes set key = null where person = $1', [party])
      await db.query('update wallet.goals set key = null where person = $1', [party])
      await db.query(
        `update wallet.red_packet_words set key = null
         where packet in (select id from wallet.red_packets where person = $1)`,
        [party],
      )
      await db.query(
        `update wallet.transfer_words set key = null
         where transfer in (select id from wallet.transfers where person = $1)`,
        [party],
      )
      await shredBookWords(db.query, party)
      await shredBillerAccounts(db.query, party)
    },
  }
}
