import { Refusal } from '@suanpan/contract/refusals'
import type { Db } from '../platform/index.ts'
import { seqAt } from './postings.ts'

export type Account = {
  address: string
  asset: string
  chart: string
  holder: string | null
  pocket: string | null
  expiresAt: Date | null
  floor: bigint | null
  ceiling: bigint | null
  closed: boolean
  balance: bigint
  version: bigint
}

/** As of an instant (by `booked_at`) or of a version of the account; absent: now. */
export type AsOf = { at: Date } | { version: bigint } | undefined

const ACCOUNT = `
  select a.id, a.address, a.asset || '/' || s.scale as asset, a.chart, h.code as holder, a.pocket,
    a.expires_at as "expiresAt", b.floor, b.ceiling, b.closed, b.balance, b.version
  from ledger.accounts a
  join ledger.balances b on b.book = a.book and b.account = a.id
  join ledger.assets s on s.code = a.asset
  left join ledger.holders h on h.book = a.book and h.id = a.holder`

type AccountRow = Account & { id: bigint }

/** An account now or as of an instant or version. Refuses with `account_not_found`. */
export async function getAccount(
  db: Db,
  book: number,
  address: string,
  asOf?: AsOf,
): Promise<Account> {
  const { id, ...account } = await findAccount(db, book, address)
  if (!asOf) return account
  const version =
    'version' in asOf ? asOf.version : await versionAt(db, book, id, await seqAt(db, book, asOf.at))
  const [entry] = await db.query<{ balance: bigint; version: bigint }>(
    `select balance, version from ledger.entries
     where book = $1 and account = $2 and version <= $3 order by version desc limit 1`,
    [book, id, version],
  )
  return { ...account, balance: entry?.balance ?? 0n, version: entry?.version ?? 0n }
}

/** Accounts under an address prefix in order of address, after a cursor. */
export async function listAccounts(
  db: Db,
  book: number,
  filter: {
    prefix?: string
    holder?: string
    /** `CNY/2` */
    asset?: string
    closed?: boolean
    after?: string
    limit: number
  },
): Promise<Account[]> {
  const rows = await db.query<AccountRow>(
    `${ACCOUNT}
     where a.book = $1
       and ($2::text is null or (a.address = $2 or a.address >= $2 || ':' and a.address < $2 || ';'))
       and ($3::text is null or a.holder = (select id from ledger.holders where book = $1 and code = $3))
       and ($4::text is null or a.address > $4)
       and ($6::text is null or a.asset || '/' || s.scale = $6)
       and ($7::boolean is null or b.closed = $7)
     order by a.address limit $5`,
    [
      book,
      filter.prefix ?? null,
      filter.holder ?? null,
      filter.after ?? null,
      filter.limit,
      filter.asset ?? null,
      filter.closed ?? null,
    ],
  )
  return rows.map(({ id: _, ...account }) => account)
}

/** Accounts under a prefix that are over at an instant and still hold something, longest over first. */
export async function accountsDue(
  db: Db,
  book: number,
  due: { prefix: string; at: Date; limit: number },
): Promise<Account[]> {
  const rows = await db.query<AccountRow>(
    `${ACCOUNT}
     where a.book = $1 and a.expires_at <= $2 and a.address >= $3 || ':' and a.address < $3 || ';'
       and b.balance > 0
     order by a.expires_at, a.id limit $4`,
    [book, due.at, due.prefix, due.limit],
  )
  return rows.map(({ id: _, ...account }) => account)
}

export type StatementLine = {
  version: bigint
  seq: bigint
  posting: string
  kind: string
  reference: string | null
  amount: bigint
  balance: bigint
  bookedAt: Date
  occurredAt: Date
  businessDate: string
}

/** An account's entries with their running balance, newest first, before a version. Refuses with `account_not_found`. */
export async function statement(
  db: Db,
  book: number,
  address: string,
  page: { before?: bigint; limit: number },
): Promise<StatementLine[]> {
  const { id } = await findAccount(db, book, address)
  return db.query<StatementLine>({
    name: 'ledger.statement',
    text: `
      select e.version, e.seq, p.id as posting, p.kind, p.reference, e.amount, e.balance,
        p.booked_at as "bookedAt", p.occurred_at as "occurredAt", p.business_date as "businessDate"
      from ledger.entries e join ledger.postings p on p.book = e.book and p.seq = e.seq
      where e.book = $1 and e.account = $2 and e.version < coalesce($3::int8, 9223372036854775807)
      order by e.version desc limit $4`,
    values: [book, id, page.before ?? null, page.limit],
  })
}

export type RollUp = {
  segment: string
  asset: string
  balance: bigint
  accounts: bigint
  leaf: boolean
}

/**
 * Balances summed by the next segment of the address below a prefix ('' for the roots), now or as
 * of an instant: the account tree of the console, one level and one page at a time.
 *
 * @param page.after the last segment and asset that were shown
 */
export async function rollUp(
  db: Db,
  book: number,
  prefix: string,
  page: { at?: Date; after?: { segment: string; asset: string }; limit?: number } = {},
): Promise<RollUp[]> {
  const depth = prefix === '' ? 1 : prefix.split(':').length + 1
  const upto = page.at === undefined ? null : await seqAt(db, book, page.at)
  return db.query<RollUp>(
    `select split_part(a.address, ':', $3) as segment, a.asset || '/' || s.scale as asset,
       coalesce(sum(case when $4::int8 is null then b.balance else e.balance end), 0)::int8 as balance,
       count(*) as accounts,
       bool_and(split_part(a.address, ':', $3 + 1) = '') as leaf
     from ledger.accounts a
     join ledger.assets s on s.code = a.asset
     join ledger.balances b on b.book = a.book and b.account = a.id
     left join lateral (
       select balance from ledger.entries e
       where $4::int8 is not null and e.book = a.book and e.account = a.id
         and e.version = ledger.version_at(a.book, a.id, $4)
     ) e on true
     where a.book = $1 and ($2 = '' or (a.address >= $2 || ':' and a.address < $2 || ';'))
       and ($5::text is null
         or (split_part(a.address, ':', $3), a.asset || '/' || s.scale) > ($5::text, $6::text))
     group by 1, 2 order by 1, 2 limit $7`,
    [
      book,
      prefix,
      depth,
      upto,
      page.after?.segment ?? null,
      page.after?.asset ?? null,
      page.limit ?? null,
    ],
  )
}

/** What is owned of each asset under a chart code: the overview's sums. */
export function sumsByChart(
  db: Db,
  book: number,
): Promise<{ chart: string; asset: string; balance: bigint }[]> {
  return db.query(
    `select d.chart, d.asset || '/' || s.scale as asset, sum(d.credits - d.debits)::int8 as balance
     from ledger.daily_totals d join ledger.assets s on s.code = d.asset
     where d.book = $1 group by 1, 2 order by 1, 2`,
    [book],
  )
}

/** What is used of a counter as it is stored, whatever its window. */
export async function counterUsed(db: Db, book: number, key: string): Promise<bigint> {
  const [row] = await db.query<{ used: bigint }>(
    `select used from ledger.counters where book = $1 and key = $2`,
    [book, key],
  )
  return row?.used ?? 0n
}

async function findAccount(db: Db, book: number, address: string): Promise<AccountRow> {
  const [row] = await db.query<AccountRow>({
    name: 'ledger.find_account',
    text: `${ACCOUNT} where a.book = $1 and a.address = $2`,
    values: [book, address],
  })
  if (!row) throw new Refusal('account_not_found', { account: address })
  return row
}

async function versionAt(db: Db, book: number, account: bigint, seq: bigint): Promise<bigint> {
  const [row] = await db.query<{ version: bigint }>(
    `select ledger.version_at($1::smallint, $2, $3) as version`,
    [book, account, seq],
  )
  return row!.version
}
