import { findPersonByPhone, getPerson } from '../../parties/index.ts'
import type { Books } from '../../ledger/index.ts'
import { arrive, giveBack } from './end.ts'
import { phoneIndex } from './transfer.ts'
import { getTransfer, type Transfer } from './transfers.ts'

/** Transfers ended at a time: enough to fill a batch of the books. */
const PORTION = 200

/**
 * Ends the transfers whose time has come: those to somebody arrive, those to a phone that nobody
 * registered go back. Each by a posting whose id follows from the transfer, so any number of
 * sweepers end it once.
 *
 * @returns how many were ended
 */
export async function endDueTransfers(books: Books, at: Date): Promise<number> {
  let ended = 0
  let after = ''
  for (;;) {
    const due = await books.ground.db.query<{ transfer: string }>({
      name: 'wallet.due_transfers',
      text: `select transfer from wallet.transfers_in_transit
             where due_at <= $1 and transfer > $2 order by transfer limit $3`,
      values: [at, after, PORTION],
    })
    const results = await Promise.all(due.map(({ transfer }) => endOne(books, transfer, at)))
    ended += results.filter(Boolean).length
    const last = due.at(-1)
    if (last === undefined || due.length < PORTION) return ended
    after = last.transfer
  }
}

async function endOne(books: Books, id: string, at: Date): Promise<boolean> {
  const sent = await getTransfer(books.ground.db, id)
  if (!sent || sent.state !== 'in_transit') return false
  if (sent.payee === null) return giveBack(books, sent, { reason: 'unclaimed', at })
  return arrive(books, sent, { payee: sent.payee, at })
}

/**
 * Hands somebody what waits for their phone; called when they register, and once more after a
 * transfer to a phone was sent, in case they registered in between.
 *
 * @returns how many transfers arrived
 */
export async function claimTransfers(books: Books, person: string, at: Date): Promise<number> {
  const { ground } = books
  const phone = (await getPerson(ground, person))?.phone
  if (phone === undefined) return 0
  // An import may have brought several people with one number: then none of them is meant.
  if ((await findPersonByPhone(ground, phone))?.id !== person) return 0
  const waiting = await ground.db.query<{ transfer: string }>({
    name: 'wallet.waiting_transfers',
    text: `select transfer from wallet.transfers_in_transit
           where phone_index = $1 and due_at > $2 order by due_at`,
    values: [phoneIndex(books, phone), at],
  })
  const sent = await Promise.all(waiting.map(({ transfer }) => getTransfer(ground.db, transfer)))
  const results = await Promise.all(sent.map((each) => claimOne(books, each, { person, at })))
  return results.filter(Boolean).length
}

/** Whoever sent money to a number and then took that number themselves gets it back. */
function claimOne(
  books: Books,
  sent: Transfer | undefined,
  { person, at }: { person: string; at: Date },
): Promise<boolean> | boolean {
  if (!sent || sent.state !== 'in_transit') return false
  if (sent.person === person) return giveBack(books, sent, { reason: 'unclaimed', at })
  return arrive(books, sent, { payee: person, at })
}
