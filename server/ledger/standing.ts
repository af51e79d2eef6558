import type { JournalAccount, Reader } from './journal.ts'

const PAGE_ROWS = 5_000

/**
 * What the books keep beside postings and entries, for whoever checks it against them. Everything
 * is read in pages, in the order of its key.
 */
export type StandingHead = {
  seq: bigint
  batch: bigint
  bookedAt: Date
  businessDate: string
  closedThrough: string
  seal: Buffer
}

export type StandingBatch = {
  batch: bigint
  firstSeq: bigint
  lastSeq: bigint
  bookedAt: Date
  businessDate: string
  salt: Buffer
  root: Buffer
  seal: Buffer
}

/** Balance and version are null where an account has no row of balances. */
export type StandingBalance = JournalAccount & {
  balance: bigint | null
  version: bigint | null
  floor: bigint | null
  ceiling: bigint | null
  closed: boolean | null
}

export type StandingTotal = {
  businessDate: string
  chart: string
  /** Code of the asset without its scale. */
  asset: string
  debits: bigint
  credits: bigint
}

export type ClosedDay = {
  businessDate: string
  firstBatch: bigint
  batchCount: bigint
  firstSeq: bigint
  postingCount: bigint
  root: Buffer
  previous: Buffer
  hash: Buffer
  signature: Buffer
  /** base64url of the public key that the day is signed with. */
  publicKey: string
  closedAt: Date
  closedBy: string
}

export async function standingHead(reader: Reader, book: number): Promise<StandingHead> {
  const [head] = await reader.query<StandingHead>(
    `select seq, batch, booked_at as "bookedAt", business_date as "businessDate",
       closed_through as "closedThrough", seal
     from ledger.head where book = $1`,
    [book],
  )
  if (!head) throw new Error(`there is no book ${book}`)
  return head
}

/** @param range.from @param range.to business dates, both included */
export function streamBatches(
  reader: Reader,
  book: number,
  range: { from?: string; to?: string } = {},
): AsyncGenerator<StandingBatch> {
  return pages(0n, batchNumber, (after) =>
    reader.query<StandingBatch>(
      `select batch, first_seq as "firstSeq", last_seq as "lastSeq",
         booked_at as "bookedAt", business_date as "businessDate", salt, root, seal
       from ledger.batches
       where book = $1 and batch > $2
         and ($3::date is null or business_date >= $3) and ($4::date is null or business_date <= $4)
       order by batch limit ${PAGE_ROWS}`,
      [book, after, range.from ?? null, range.to ?? null],
    ),
  )
}

export function streamBalances(reader: Reader, book: number): AsyncGenerator<StandingBalance> {
  return pages(0n, accountId, (after) =>
    reader.query<StandingBalance>(
      `select a.id, a.address, a.asset || '/' || s.scale as asset, a.chart, c.class,
         a.holder, a.pocket, b.balance, b.version, b.floor, b.ceiling, b.closed
       from ledger.accounts a
       join ledger.assets s on s.code = a.asset
       join ledger.chart c on c.code = a.chart
       left join ledger.balances b on b.book = a.book and b.account = a.id
       where a.book = $1 and a.id > $2
       order by a.id limit ${PAGE_ROWS}`,
      [book, after],
    ),
  )
}

/** What every account held when everything up to a posting was booked, those at zero left out. */
export function streamBalancesAt(
  reader: Reader,
  book: number,
  upToSeq: bigint,
): AsyncGenerator<JournalAccount & { balance: bigint }> {
  return pages(0n, accountId, (after) =>
    reader.query<JournalAccount & { balance: bigint }>(
      `select a.id, a.address, a.asset || '/' || s.scale as asset, a.chart, c.class,
         a.holder, a.pocket, e.balance
       from ledger.accounts a
       join ledger.assets s on s.code = a.asset
       join ledger.chart c on c.code = a.chart
       cross join lateral (
         select balance from ledger.entries
         where book = a.book and account = a.id and version = ledger.version_at(a.book, a.id, $3)
         limit 1
       ) as e
       where a.book = $1 and a.id > $2 and e.balance <> 0
       order by a.id limit ${PAGE_ROWS}`,
      [book, after, upToSeq],
    ),
  )
}

export function streamDailyTotals(reader: Reader, book: number): AsyncGenerator<StandingTotal> {
  return pages(undefined, totalKey, (after: StandingTotal | undefined) =>
    reader.query<StandingTotal>(
      `select business_date as "businessDate", chart, asset, debits, credits
       from ledger.daily_totals
       where book = $1 and ($2::date is null or (business_date, chart, asset) > ($2, $3, $4))
       order by business_date, chart, asset limit ${PAGE_ROWS}`,
      [book, after?.businessDate ?? null, after?.chart ?? '', after?.asset ?? ''],
    ),
  )
}

export function streamDays(reader: Reader, book: number): AsyncGenerator<ClosedDay> {
  return pages('0001-01-01', dateOfDay, (after) =>
    reader.query<ClosedDay>(
      `select ${DAY_COLUMNS} from ledger.days
       where book = $1 and business_date > $2::date
       order by business_date limit ${PAGE_ROWS}`,
      [book, after],
    ),
  )
}

/** A closed day, or undefined while it is open or when nothing was booked on it. */
export async function closedDay(
  reader: Reader,
  book: number,
  businessDate: string,
): Promise<ClosedDay | undefined> {
  const [day] = await reader.query<ClosedDay>(
    `select ${DAY_COLUMNS} from ledger.days where book = $1 and business_date = $2`,
    [book, businessDate],
  )
  return day
}

/** The first counter that stands below zero, which the books do not allow. */
export async function counterBelowZero(
  reader: Reader,
  book: number,
): Promise<{ key: string; used: bigint } | undefined> {
  const [counter] = await reader.query<{ key: string; used: bigint }>(
    `select key, used from ledger.counters where book = $1 and used < 0 order by key limit 1`,
    [book],
  )
  return counter
}

/** Entries in all, and for one that no posting names: how many each account has. */
export async function countEntries(reader: Reader, book: number): Promise<bigint> {
  const [row] = await reader.query<{ count: bigint }>(
    `select count(*) as count from ledger.entries where book = $1`,
    [book],
  )
  return row?.count ?? 0n
}

export function streamEntryCounts(
  reader: Reader,
  book: number,
): AsyncGenerator<{ account: bigint; count: bigint }> {
  return pages(-1n, countedAccount, (after) =>
    reader.query<{ account: bigint; count: bigint }>(
      `select account, count(*) as count from ledger.entries
       where book = $1 and account > $2
       group by account order by account limit ${PAGE_ROWS}`,
      [book, after],
    ),
  )
}

const DAY_COLUMNS = `business_date as "businessDate", first_batch as "firstBatch",
  batch_count as "batchCount", first_seq as "firstSeq", posting_count as "postingCount",
  root, previous, hash, signature, key_id as "publicKey", closed_at as "closedAt",
  closed_by as "closedBy"`

const batchNumber = ({ batch }: StandingBatch): bigint => batch
const accountId = ({ id }: JournalAccount): bigint => id
const totalKey = (total: StandingTotal): StandingTotal | undefined => total
const dateOfDay = ({ businessDate }: ClosedDay): string => businessDate
const countedAccount = ({ account }: { account: bigint }): bigint => account

async function* pages<K, R>(
  start: K,
  keyOf: (row: R) => K,
  read: (after: K) => Promise<R[]>,
): AsyncGenerator<R> {
  let after = start
  for (;;) {
    const rows = await read(after)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE_ROWS) return
    after = keyOf(last)
  }
}
