import type { EntryView } from '@suanpan/kernel/posting'
import type { Db } from '../platform/index.ts'
import type { Decided } from './poster/load.ts'

export type PostingEntry = EntryView & { asset: string; chart: string; holder: string | null }

export type PostingRecord = {
  id: string
  seq: bigint
  batch: bigint
  kind: string
  reference: string | null
  bookedAt: Date
  occurredAt: Date
  businessDate: string
  /** Two for each movement: the giving side, then the receiving one. */
  entries: PostingEntry[]
  decided: Decided | null
}

/** A posting with both sides of every movement, or undefined. */
export async function getPosting(
  db: Db,
  book: number,
  id: string,
): Promise<PostingRecord | undefined> {
  const [row] = await db.query<Omit<PostingRecord, 'entries'> & { entries: EntryRow[] }>({
    name: 'ledger.get_posting',
    text: `
      select p.id, p.seq, p.batch, p.kind, p.reference, p.booked_at as "bookedAt",
        p.occurred_at as "occurredAt", p.business_date as "businessDate", p.decided,
        (select coalesce(jsonb_agg(jsonb_build_object(
            'address', a.address, 'asset', a.asset || '/' || t.scale, 'chart', a.chart, 'holder', h.code,
            'version', e.version::text, 'amount', e.amount::text, 'balance', e.balance::text) order by s.n), '[]')
         from generate_series(1, cardinality(p.entries), 2) as s (n)
         join ledger.entries e on e.book = p.book and e.account = p.entries[s.n] and e.version = p.entries[s.n + 1]
         join ledger.accounts a on a.book = e.book and a.id = e.account
         join ledger.assets t on t.code = a.asset
         left join ledger.holders h on h.book = a.book and h.id = a.holder) as entries
      from ledger.postings p where p.book = $1 and p.id = $2`,
    values: [book, id],
  })
  return row && { ...row, entries: row.entries.map(entryOf) }
}

type EntryRow = Omit<PostingEntry, 'version' | 'amount' | 'balance'> & {
  version: string
  amount: string
  balance: string
}

const entryOf = (row: EntryRow): PostingEntry => ({
  ...row,
  version: BigInt(row.version),
  amount: BigInt(row.amount),
  balance: BigInt(row.balance),
})

/** The number of the last posting booked at or before an instant, found by halving: `booked_at` never decreases along it. */
export async function seqAt(db: Db, book: number, at: Date): Promise<bigint> {
  const [batch] = await db.query<{ first: bigint; last: bigint }>(
    `select first_seq as first, last_seq as last from ledger.batches
     where book = $1 and booked_at <= $2 order by booked_at desc, batch desc limit 1`,
    [book, at],
  )
  // A batch carries the instant of its last posting, so the next batch may have begun before `at`.
  const after = batch?.last ?? 0n
  const [row] = await db.query<{ seq: bigint | null }>(
    `select max(p.seq)::int8 as seq from ledger.postings p
     where p.book = $1 and p.booked_at <= $3 and p.seq > $2 and p.seq <= coalesce(
       (select last_seq from ledger.batches where book = $1 and first_seq > $2 order by first_seq limit 1), $2)`,
    [book, after, at],
  )
  return row?.seq ?? after
}
