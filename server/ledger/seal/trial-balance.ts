import type { ChartClass, Reader } from '../journal.ts'

/** Minor units; a balance is received − given, so a debit lowers and a credit raises it. */
export type TrialBalanceRow = {
  chart: string
  class: ChartClass
  title: { zh: string; en: string }
  asset: string
  opening: bigint
  debits: bigint
  credits: bigint
  closing: bigint
}

export type TrialBalance = {
  date: string
  closed: boolean
  rows: TrialBalanceRow[]
  /** An asset is balanced when its debits equal its credits and its closings sum to zero. */
  assets: { asset: string; debits: bigint; credits: bigint; balanced: boolean }[]
  clearing: ClearingAge[]
}

/** What is left on an account that should come to zero, and since when. */
export type ClearingAge = {
  account: string
  chart: string
  asset: string
  balance: bigint
  /** The oldest movement that nothing has answered yet, first in, first out. */
  oldest: { seq: bigint; businessDate: string; amount: bigint }
  ageDays: number
}

const DAY_MS = 86_400_000

/**
 * Opening, debits, credits and closing of every chart code and asset on a business date, from the
 * daily totals, and the clearing accounts that are not at zero at its end.
 */
export async function trialBalance(
  reader: Reader,
  date: string,
  { book = 1 }: { book?: number } = {},
): Promise<TrialBalance> {
  const rows = await rowsOf(reader, book, date)
  const [head] = await reader.query<{ closed: boolean }>(
    `select closed_through >= $2::date as closed from ledger.head where book = $1`,
    [book, date],
  )
  return {
    date,
    closed: head?.closed ?? false,
    rows,
    assets: [...new Set(rows.map(({ asset }) => asset))].map((asset) => sumOf(asset, rows)),
    clearing: await clearingAges(reader, date, { book }),
  }
}

/** Every clearing account that is not at zero at the end of a business date, oldest first. */
export async function clearingAges(
  reader: Reader,
  date: string,
  { book = 1 }: { book?: number } = {},
): Promise<ClearingAge[]> {
  // What is left is the newest movements of its sign that add up to it: the walk backwards ends at
  // the oldest of them, and their sum says how much of that one is still unanswered.
  const rows = await reader.query<ClearingRow>(
    `select a.address as account, a.chart, a.asset || '/' || s.scale as asset, last.balance,
       oldest.seq, p.business_date as "businessDate", oldest.amount, oldest.running
     from ledger.accounts a
     join ledger.chart c on c.code = a.chart and c.clearing
     join ledger.assets s on s.code = a.asset
     join ledger.entries last on last.book = a.book and last.account = a.id
       and last.version = ledger.version_at(a.book, a.id, (
         select coalesce(max(last_seq), 0) from ledger.batches
         where book = $1 and business_date <= $2))
     cross join lateral (
       select seq, amount, running from (
         select e.version, e.seq, e.amount,
           sum(e.amount) over (order by e.version desc)::int8 as running
         from ledger.entries e
         where e.book = a.book and e.account = a.id and e.version <= last.version
           and sign(e.amount) = sign(last.balance)
       ) as walked
       where abs(running) >= abs(last.balance)
       order by version desc limit 1
     ) as oldest
     join ledger.postings p on p.book = a.book and p.seq = oldest.seq
     where a.book = $1 and last.balance <> 0
     order by p.business_date, a.address`,
    [book, date],
  )
  return rows.map(({ seq, businessDate, amount, running, ...account }) => ({
    ...account,
    oldest: { seq, businessDate, amount: amount - (running - account.balance) },
    ageDays: Math.round((Date.parse(date) - Date.parse(businessDate)) / DAY_MS),
  }))
}

type ClearingRow = {
  account: string
  chart: string
  asset: string
  balance: bigint
  seq: bigint
  businessDate: string
  amount: bigint
  running: bigint
}

async function rowsOf(reader: Reader, book: number, date: string): Promise<TrialBalanceRow[]> {
  const rows = await reader.query<Omit<TrialBalanceRow, 'title'> & { zh: string; en: string }>(
    `select t.chart, c.class, c.title_zh as zh, c.title_en as en, t.asset || '/' || s.scale as asset,
       coalesce(sum(t.credits - t.debits) filter (where t.business_date < $2), 0)::int8 as opening,
       coalesce(sum(t.debits) filter (where t.business_date = $2), 0)::int8 as debits,
       coalesce(sum(t.credits) filter (where t.business_date = $2), 0)::int8 as credits,
       sum(t.credits - t.debits)::int8 as closing
     from ledger.daily_totals t
     join ledger.chart c on c.code = t.chart
     join ledger.assets s on s.code = t.asset
     where t.book = $1 and t.business_date <= $2
     group by t.chart, c.class, c.title_zh, c.title_en, t.asset, s.scale
     order by t.asset, array_position('{asset,liability,equity,income,expense}', c.class), t.chart`,
    [book, date],
  )
  return rows.map(({ zh, en, ...row }) => ({ ...row, title: { zh, en } }))
}

function sumOf(
  asset: string,
  rows: readonly TrialBalanceRow[],
): { asset: string; debits: bigint; credits: bigint; balanced: boolean } {
  const own = rows.filter((row) => row.asset === asset)
  const debits = own.reduce((sum, row) => sum + row.debits, 0n)
  const credits = own.reduce((sum, row) => sum + row.credits, 0n)
  const closing = own.reduce((sum, row) => sum + row.closing, 0n)
  return { asset, debits, credits, balanced: debits === credits && closing === 0n }
}
