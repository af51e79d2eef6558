import { Refusal } from '@suanpan/contract/refusals'
import type { RowToWrite } from '@suanpan/kernel/posting'
import { insertInto, type RowWriter } from '../../ledger/index.ts'
import type { Db } from '../../platform/index.ts'
import { getBookOf, membersOf, refuseArchived } from './books.ts'

export type Settlement = {
  transfer: string
  book: string
  payer: string
  payee: string
  asset: string
  amount: bigint
  occurredAt: Date
}

/**
 * A transfer that settles a book is an ordinary transfer with one row more. Whether it counts is
 * read from the transfer itself: it does once it has arrived, and one that was revoked or returned
 * never did.
 *
 * Refuses with `book_not_found {book}`, `book_archived {book}`, `member_not_found {member}` and
 * `book_asset {asset}`.
 */
export async function checkSettlement(
  db: Db,
  { book: id, payer, payee, asset }: Omit<Settlement, 'transfer' | 'amount' | 'occurredAt'>,
): Promise<void> {
  const book = await getBookOf(db, { book: id, person: payer })
  refuseArchived(book)
  if (book.asset !== asset) throw new Refusal('book_asset', { asset: book.asset })
  const members = await membersOf(db, id)
  if (!members.some(({ person }) => person === payee)) {
    throw new Refusal('member_not_found', { member: payee })
  }
}

/** The row that travels with the posting of the transfer. */
export function settlementRow(settled: Settlement): RowToWrite {
  const { occurredAt, ...row } = settled
  return { table: 'wallet.book_settlements', row: { ...row, occurred_at: occurredAt } }
}

/** After the transfers, which they refer to. */
export const settlementRows: readonly RowWriter[] = [
  insertInto('wallet.book_settlements', {
    transfer: 'text',
    book: 'text',
    payer: 'text',
    payee: 'text',
    asset: 'text',
    amount: 'int8',
    occurred_at: 'timestamptz',
  }),
]

export type SettlementView = Settlement & {
  state: 'in_transit' | 'arrived' | 'revoked' | 'returned'
}

/** The transfers that were made to settle a book, the latest first, and what became of them. */
export function settlementsOf(
  db: Db,
  { book, limit }: { book: string; limit: number },
): Promise<SettlementView[]> {
  return db.query<SettlementView>({
    name: 'wallet.settlements_of',
    text: `
      select s.transfer, s.book, s.payer, s.payee, s.asset, s.amount, s.occurred_at as "occurredAt",
        coalesce(e.outcome, 'in_transit') as state
      from wallet.book_settlements s left join wallet.transfer_ends e on e.transfer = s.transfer
      where s.book = $1 order by s.occurred_at desc, s.transfer desc limit $2`,
    values: [book, limit],
  })
}
