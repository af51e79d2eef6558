import { Refusal } from '@suanpan/contract/refusals'
import type { Tx } from '../../platform/index.ts'

/** Chart and asset are null for what was named by a posting and is not there. */
type Sums = {
  chart: string | null
  asset: string | null
  debits: bigint | null
  credits: bigint | null
  enteredDebits: bigint | null
  enteredCredits: bigint | null
  missing: bigint | null
}

/**
 * A day may close only when its sums are those of its entries and both sides of its trial balance
 * are equal. Refuses with `close_difference {what, expected, found}` and names the first that is not.
 */
export async function checkDay(tx: Tx, book: number, date: string): Promise<void> {
  const rows = await sumsOf(tx, book, date)
  const missing = rows.reduce((sum, row) => sum + (row.missing ?? 0n), 0n)
  demand(`${date} missing entries`, 0n, missing)
  for (const row of rows) {
    const what = `${date} ${row.chart} ${row.asset}`
    demand(`${what} debits`, row.enteredDebits ?? 0n, row.debits ?? 0n)
    demand(`${what} credits`, row.enteredCredits ?? 0n, row.credits ?? 0n)
  }
  for (const asset of new Set(rows.map((row) => row.asset))) {
    const own = rows.filter((row) => row.asset === asset)
    const debits = own.reduce((sum, row) => sum + (row.debits ?? 0n), 0n)
    const credits = own.reduce((sum, row) => sum + (row.credits ?? 0n), 0n)
    demand(`${date} ${asset} debits against credits`, debits, credits)
  }
}

/** Every entry is looked up by its key: what a day costs does not grow with the age of the books. */
async function sumsOf(tx: Tx, book: number, date: string): Promise<Sums[]> {
  return tx.query<Sums>(
    `with entered as (
       select a.chart, a.asset, count(*) filter (where e.amount is null) as missing,
         coalesce(sum(greatest(-e.amount, 0)), 0)::int8 as debits,
         coalesce(sum(greatest(e.amount, 0)), 0)::int8 as credits
       from ledger.postings p
       cross join lateral generate_series(1, cardinality(p.entries), 2) as i
       left join lateral (
         select account, amount from ledger.entries
         where book = p.book and account = p.entries[i] and version = p.entries[i + 1]
           and seq = p.seq
         limit 1
       ) as e on true
       left join ledger.accounts a on a.book = p.book and a.id = e.account
       where p.book = $1 and p.seq between $3 and $4
       group by a.chart, a.asset
     ), totals as (
       select chart, asset, debits, credits from ledger.daily_totals
       where book = $1 and business_date = $2
     )
     select chart, asset, totals.debits, totals.credits, entered.missing,
       entered.debits as "enteredDebits", entered.credits as "enteredCredits"
     from totals full join entered using (chart, asset)
     order by chart, asset`,
    [book, date, ...(await seqsOf(tx, book, date))],
  )
}

/** A day's postings follow each other, so they are found by number and need no index of their own. */
async function seqsOf(tx: Tx, book: number, date: string): Promise<[bigint, bigint]> {
  const [row] = await tx.query<{ first: bigint | null; last: bigint | null }>(
    `select min(first_seq) as first, max(last_seq) as last from ledger.batches
     where book = $1 and business_date = $2`,
    [book, date],
  )
  return [row?.first ?? 0n, row?.last ?? -1n]
}

function demand(what: string, expected: bigint, found: bigint): void {
  if (expected === found) return
  throw new Refusal('close_difference', {
    what,
    expected: String(expected),
    found: String(found),
  })
}
