import type { Db } from '../platform/index.ts'
import type { ChartClass } from './journal.ts'

export type Closing = {
  day: string
  chart: string
  class: ChartClass
  asset: string
  balance: bigint
}

/** What every chart code stands at in each asset at the end of each of several business days. */
export function closingsByDay(
  db: Db,
  book: number,
  { from, until }: { from: string; until: string },
): Promise<Closing[]> {
  return db.query<Closing>(
    `select d.day::date as day, t.chart, c.class, t.asset || '/' || s.scale as asset,
       sum(t.credits - t.debits)::int8 as balance
     from generate_series($2::date, $3::date, interval '1 day') as d (day)
     join ledger.daily_totals t on t.book = $1 and t.business_date <= d.day
     join ledger.chart c on c.code = t.chart
     join ledger.assets s on s.code = t.asset
     group by 1, 2, 3, 4 order by 1, 4, 2`,
    [book, from, until],
  )
}
