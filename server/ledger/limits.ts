import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { transaction } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { Books } from './books.ts'
import { lockForChange } from './holders.ts'

/**
 * Changes how low or high an account may go; null is without end.
 *
 * Refuses with `account_not_found`, and with `balance_below` or `ceiling_reached` when the balance
 * already lies outside of the new limits.
 */
export function setLimits(
  books: Books,
  input: { account: string; floor: bigint | null; ceiling: bigint | null },
): Promise<void> {
  return transaction(books.ground.db, async ({ query }) => {
    await lockForChange(query, books.book)
    const [found] = await query<{ id: bigint; balance: bigint; asset: string }>(
      `select a.id, b.balance, a.asset || '/' || s.scale as asset from ledger.accounts a
       join ledger.assets s on s.code = a.asset
       join ledger.balances b on b.book = a.book and b.account = a.id
       where a.book = $1 and a.address = $2`,
      [books.book, input.account],
    )
    if (!found) throw new Refusal('account_not_found', { account: input.account })
    const { balance, asset } = found
    const numbers = { account: input.account, asset, balance: String(balance) }
    if (input.floor !== null && balance < input.floor)
      throw new Refusal('balance_below', { ...numbers, atLeast: String(input.floor) })
    if (input.ceiling !== null && balance > input.ceiling)
      throw new Refusal('ceiling_reached', {
        ...numbers,
        ceiling: String(input.ceiling),
        amount: '0',
      })
    await query(
      `update ledger.balances set floor = $3, ceiling = $4 where book = $1 and account = $2`,
      [books.book, found.id, input.floor, input.ceiling],
    )
  })
}

export type BalanceMonitor = {
  id: string
  account: string
  line: bigint
  direction: 'below' | 'above'
  party: string
}

/**
 * Watches a balance: crossing the line in the direction sends `balance.crossed` to the party.
 * Refuses with `account_not_found`.
 */
export function watchBalance(
  books: Books,
  monitor: Omit<BalanceMonitor, 'id'>,
): Promise<BalanceMonitor> {
  const id = newId('mon', books.ground.clock.now())
  return transaction(books.ground.db, async ({ query }) => {
    await lockForChange(query, books.book)
    const rows = await query(
      `insert into ledger.monitors (book, id, account, line, direction, party)
       select book, $3, id, $4, $5, $6 from ledger.accounts where book = $1 and address = $2
       returning id`,
      [books.book, monitor.account, id, monitor.line, monitor.direction, monitor.party],
    )
    if (rows.length === 0) throw new Refusal('account_not_found', { account: monitor.account })
    return { id, ...monitor }
  })
}

/** Stops watching; a monitor that is not there is already stopped. */
export function unwatchBalance(books: Books, id: string): Promise<void> {
  return transaction(books.ground.db, async ({ query }) => {
    await lockForChange(query, books.book)
    await query(`delete from ledger.monitors where book = $1 and id = $2`, [books.book, id])
  })
}

export function listMonitors(db: Db, book: number): Promise<BalanceMonitor[]> {
  return db.query<BalanceMonitor>(
    `select m.id, a.address as account, m.line, m.direction, m.party
     from ledger.monitors m join ledger.accounts a on a.book = m.book and a.id = m.account
     where m.book = $1 order by m.id`,
    [book],
  )
}
