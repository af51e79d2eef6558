import { Refusal } from '@suanpan/contract/refusals'
import type { Query } from '../../platform/index.ts'

export type CashState = 'waiting' | 'confirmed' | 'denied' | 'withdrawn'

/** Cash that went from one member to another, as `author`, one of the two, wrote it down. */
export type Cash = {
  id: string
  book: string
  payer: string
  payee: string
  author: string
  amount: bigint
  state: CashState
  writtenAt: Date
  endedAt: Date | null
}

const CASH = `
  select c.id, c.book, c.payer, c.payee, c.author, c.amount, c.state,
    c.written_at as "writtenAt", c.ended_at as "endedAt"
  from wallet.book_cash c`

/** The cash of a book: all that waits for an answer, then the latest of the rest. */
export function cashOf(
  { query }: { query: Query },
  { book, limit }: { book: string; limit: number },
): Promise<Cash[]> {
  return query<Cash>({
    name: 'wallet.cash_of_book',
    text: `${CASH} where c.book = $1
           order by c.state <> 'waiting', c.written_at desc, c.id desc limit $2`,
    values: [book, limit],
  })
}

/** What of the cash of a book waits for an answer. */
export function waitingCash({ query }: { query: Query }, book: string): Promise<Cash[]> {
  return query<Cash>({
    name: 'wallet.waiting_cash',
    text: `${CASH} where c.book = $1 and c.state = 'waiting' order by c.written_at, c.id`,
    values: [book],
  })
}

/** Cash of a book that this person is in. Refuses with `cash_not_found {cash}`. */
export async function getCashOf(
  { query }: { query: Query },
  { cash, person }: { cash: string; person: string },
): Promise<Cash> {
  const [row] = await query<Cash>({
    name: 'wallet.get_cash_of',
    text: `${CASH} where c.id = $1 and exists (select from wallet.book_members m
             where m.book = c.book and m.person = $2 and m.left_at is null)`,
    values: [cash, person],
  })
  if (!row) throw new Refusal('cash_not_found', { cash })
  return row
}
