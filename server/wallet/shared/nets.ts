import type { Query } from '../../platform/index.ts'
import type { Net } from './fewest-transfers.ts'

type Moving = { payer: string; payee: string; amount: bigint }
/** A transfer within a book that has not arrived yet and can still come back. */
export type OnItsWay = Moving & { transfer: string; dueAt: Date }

/**
 * What was entered and is not deleted, the transfers that arrived and the cash that both sides know
 * of: nothing is kept as a sum.
 */
const MOVED = `
  select e.book, coalesce(p.person, v.payer) as person, coalesce(p.amount, v.amount) as amount
  from wallet.book_expenses e
  join wallet.book_expense_versions v on v.expense = e.id and v.version = e.version
  left join wallet.book_payers p on p.expense = v.expense and p.version = v.version
  where not e.deleted and e.book = any($1)
  union all
  select e.book, s.person, -s.amount from wallet.book_expenses e
  join wallet.book_shares s on s.expense = e.id and s.version = e.version
  where not e.deleted and e.book = any($1)
  union all
  select t.book, moved.person, moved.amount from wallet.book_settlements t
  join wallet.transfer_ends n on n.transfer = t.transfer and n.outcome = 'arrived'
  cross join lateral (values (t.payer, t.amount), (t.payee, -t.amount)) moved (person, amount)
  where t.book = any($1)
  union all
  select c.book, moved.person, moved.amount from wallet.book_cash c
  cross join lateral (values (c.payer, c.amount), (c.payee, -c.amount)) moved (person, amount)
  where c.state = 'confirmed' and c.book = any($1)`

/** What each one of these books is owed (above zero) or owes; in every book together zero. */
export async function netsOf(
  { query }: { query: Query },
  books: readonly string[],
): Promise<Map<string, Net[]>> {
  const rows = await query<{ book: string } & Net>({
    name: 'wallet.nets_of',
    text: `select book, person, sum(amount)::int8 as net from (${MOVED}) moved
           group by book, person order by book, person`,
    values: [books],
  })
  const nets = new Map<string, Net[]>(books.map((book) => [book, []]))
  for (const { book, person, net } of rows) nets.get(book)?.push({ person, net })
  return nets
}

/** The transfers of a book that are on their way. */
export function onTheirWay({ query }: { query: Query }, book: string): Promise<OnItsWay[]> {
  return query<OnItsWay>({
    name: 'wallet.settlements_on_their_way',
    text: `
      select s.transfer, s.payer, s.payee, s.amount, t.due_at as "dueAt"
      from wallet.book_settlements s join wallet.transfers t on t.id = s.transfer
      left join wallet.transfer_ends e on e.transfer = s.transfer
      where s.book = $1 and e.transfer is null order by s.occurred_at, s.transfer`,
    values: [book],
  })
}

/** The nets as they will be once what is on its way has arrived, so that nobody pays twice. */
export function expected(nets: readonly Net[], coming: readonly Moving[]): Net[] {
  const all = new Map(nets.map(({ person, net }) => [person, net]))
  for (const { payer, payee, amount } of coming) {
    all.set(payer, (all.get(payer) ?? 0n) + amount)
    all.set(payee, (all.get(payee) ?? 0n) - amount)
  }
  return [...all].map(([person, net]) => ({ person, net }))
}
