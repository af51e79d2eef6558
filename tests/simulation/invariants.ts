import assert from 'node:assert/strict'
import { GENESIS_SEAL, batchSeal, merkleRoot } from '@suanpan/kernel/seal'
import {
  inSnapshot,
  sealedPostings,
  standingHead,
  streamBatches,
  streamJournal,
} from '../../server/ledger/index.ts'
import type { JournalPosting } from '../../server/ledger/index.ts'
import type { Db, Query } from '../../server/platform/index.ts'

/** Each finds the rows that break its promise, looking at what was booked after `seq` $1. */
const PROMISES: Record<string, string> = {
  'every asset sums to zero': `
    select a.asset, sum(b.balance) from ledger.accounts a
    join ledger.balances b on b.book = a.book and b.account = a.id
    where $1::int8 is not null group by 1 having sum(b.balance) <> 0`,
  'every posting sums to zero in every asset': `
    select e.seq, a.asset from ledger.entries e
    join ledger.accounts a on a.book = e.book and a.id = e.account
    where e.seq > $1 group by 1, 2 having sum(e.amount) <> 0`,
  'a balance is that of the last entry, and its version too': `
    select b.account from ledger.balances b
    left join ledger.entries e on e.book = b.book and e.account = b.account and e.version = b.version
    where $1::int8 is not null
      and (b.balance <> coalesce(e.balance, 0) or (b.version > 0 and e.version is null))`,
  'versions have no gap and each running balance follows from the one before': `
    select e.account, e.version from ledger.entries e
    left join ledger.entries before on before.book = e.book and before.account = e.account
      and before.version = e.version - 1
    where e.seq > $1 and (e.balance <> coalesce(before.balance, 0) + e.amount
      or (before.version is null) <> (e.version = 1))`,
  'the totals of a day are those of its entries': `
    select business_date, chart, asset from (
      select * from ledger.daily_totals
      where business_date in (select business_date from ledger.postings where seq > $1)) t
    full join (
      select p.book, p.business_date, a.chart, a.asset,
        sum(greatest(-e.amount, 0)) as gave, sum(greatest(e.amount, 0)) as received
      from ledger.postings p
      join ledger.entries e on e.book = p.book and e.seq = p.seq
      join ledger.accounts a on a.book = e.book and a.id = e.account
      where p.business_date in (select business_date from ledger.postings where seq > $1)
      group by 1, 2, 3, 4
    ) e using (book, business_date, chart, asset)
    where t.debits is distinct from e.gave or t.credits is distinct from e.received`,
  'a counter stands where the last posting that moved it left it': `
    select c.key from ledger.counters c
    join (
      select distinct on (moved.key) moved.key, moved.value::int8 as used from ledger.postings p
      cross join lateral jsonb_each_text(p.decided -> 'counters') as moved
      where p.seq > $1 order by moved.key, p.seq desc
    ) last on last.key = c.key
    where c.used <> last.used`,
  'nobody is below their floor, and what is closed is empty': `
    select account from ledger.balances
    where $1::int8 is not null and (balance < floor or (closed and balance <> 0))`,
  'seq and batches have no gap, and time does not go back along them': `
    select seq from (
      select seq, row_number() over by_seq as place, booked_at, business_date,
        lag(booked_at) over by_seq as before, lag(business_date) over by_seq as day_before
      from ledger.postings where seq > $1 window by_seq as (order by seq)) p
    where seq <> $1 + place or booked_at < before or business_date < day_before
    union all
    select batch from (
      select batch, row_number() over (order by batch) as place, first_seq,
        lag(last_seq, 1, 0::int8) over (order by batch) as before from ledger.batches) b
    where batch <> place or first_seq <> before + 1`,
}

/** Asserts that the books keep all of their promises for what was booked after a posting. */
export async function assertPromises(query: Query, afterSeq: bigint): Promise<void> {
  for (const [promise, sql] of Object.entries(PROMISES))
    assert.deepEqual(await query(sql, [afterSeq]), [], `broken: ${promise}`)
}

/** How far the chain of batches was followed, and what it came to. */
export type Followed = { batch: bigint; seq: bigint; seal: Buffer }

export const UNSEALED: Followed = { batch: 0n, seq: 0n, seal: GENESIS_SEAL }

/** Hashes all postings anew that were sealed since, batch by batch, and asserts that the chain is theirs. */
export function followChain(db: Db, from: Followed): Promise<Followed> {
  return inSnapshot(db, async (reader) => {
    const batches = streamBatches(reader, 1)
    const journal = streamJournal(reader, { afterSeq: from.seq })
    let { batch: number, seq, seal } = from
    for await (const batch of batches) {
      if (batch.batch <= from.batch) continue
      assert.equal(batch.batch, (number += 1n))
      const postings: JournalPosting[] = []
      while (seq < batch.lastSeq) {
        postings.push((await journal.next()).value as JournalPosting)
        seq += 1n
      }
      const root = merkleRoot(sealedPostings(1, batch.salt, postings).map(({ leaf }) => leaf))
      assert.deepEqual(root, batch.root, `root of batch ${number}`)
      seal = batchSeal({ ...batch, previous: seal, book: 1 })
      assert.deepEqual(seal, batch.seal, `seal of batch ${number}`)
    }
    const head = await standingHead(reader, 1)
    assert.deepEqual([head.batch, head.seq, head.seal], [number, seq, seal])
    return { batch: number, seq, seal }
  })
}
