import type { Db } from '../platform/index.ts'

/** What a holder has of one asset, summed over all of their accounts. */
export type Holding = { holder: string; asset: string; balance: bigint }

/** The holdings of several holders in one question: a page of a list. Holds are among them. */
export function holdingsOf(db: Db, book: number, holders: string[]): Promise<Holding[]> {
  return db.query<Holding>({
    name: 'ledger.holdings_of',
    text: `
      select h.code as holder, a.asset || '/' || s.scale as asset, sum(b.balance)::int8 as balance
      from ledger.holders h
      join ledger.accounts a on a.book = h.book and a.holder = h.id
      join ledger.balances b on b.book = a.book and b.account = a.id
      join ledger.assets s on s.code = a.asset
      where h.book = $1 and h.code = any($2)
      group by 1, 2 order by 1, 2`,
    values: [book, holders],
  })
}

export type Frozen = { holder: string; in: boolean; out: boolean }

/** Who is frozen now, among the given holders or, without any given, of all. */
export function frozenHolders(db: Db, book: number, among?: string[]): Promise<Frozen[]> {
  return db.query<Frozen>(
    `select code as holder, frozen_in as in, frozen_out as out from ledger.holders
     where book = $1 and (frozen_in or frozen_out) and ($2::text[] is null or code = any($2))`,
    [book, among ?? null],
  )
}

export type HolderLine = {
  seq: bigint
  posting: string
  kind: string
  reference: string | null
  amount: bigint
  bookedAt: Date
  occurredAt: Date
  businessDate: string
  /** One of the holder's own accounts that moved, and its version after it. */
  account: string
  version: bigint
  /** The other accounts of the posting. */
  counterparts: string[]
}

/**
 * All movements of one asset of a holder, newest first, one line a posting.
 *
 * @param page.before the place in the books after which nothing is shown
 */
export function holderStatement(
  db: Db,
  book: number,
  { holder, asset }: { holder: string; asset: string },
  page: { before?: bigint; limit: number },
): Promise<HolderLine[]> {
  return db.query<HolderLine>({
    name: 'ledger.holder_statement',
    text: `
      with mine as materialized (
        select a.id, a.address from ledger.accounts a
        join ledger.holders h on h.book = a.book and h.id = a.holder
        join ledger.assets s on s.code = a.asset
        where a.book = $1 and h.code = $2 and a.asset || '/' || s.scale = $3
      ), moved as (
        select e.seq, sum(e.amount)::int8 as amount, min(m.address) as account,
          max(e.version) as version
        from mine m join ledger.entries e on e.book = $1 and e.account = m.id
        where e.seq < coalesce($4::int8, 9223372036854775807)
        group by e.seq order by e.seq desc limit $5
      )
      select m.seq, p.id as posting, p.kind, p.reference, m.amount, p.booked_at as "bookedAt",
        p.occurred_at as "occurredAt", p.business_date as "businessDate", m.account, m.version,
        array(
          select distinct a.address
          from generate_series(1, cardinality(p.entries), 2) as n
          join ledger.accounts a on a.book = p.book and a.id = p.entries[n]
          where a.id not in (select id from mine)
          order by a.address) as counterparts
      from moved m join ledger.postings p on p.book = $1 and p.seq = m.seq
      order by m.seq desc`,
    values: [book, holder, asset, page.before ?? null, page.limit],
  })
}

/** The other accounts of each posting of an account, for a statement: by the posting's place. */
export async function counterpartsOf(
  db: Db,
  book: number,
  { address, seqs }: { address: string; seqs: bigint[] },
): Promise<Map<bigint, string[]>> {
  const rows = await db.query<{ seq: bigint; counterparts: string[] }>(
    `select p.seq, array(
       select distinct a.address
       from generate_series(1, cardinality(p.entries), 2) as n
       join ledger.accounts a on a.book = p.book and a.id = p.entries[n]
       where a.address <> $3 order by a.address) as counterparts
     from ledger.postings p where p.book = $1 and p.seq = any($2)`,
    [book, seqs, address],
  )
  return new Map(rows.map((row) => [row.seq, row.counterparts]))
}

export type HoldView = {
  hold: string
  origin: string
  holder: string | null
  asset: string
  held: bigint
  remaining: bigint
  expiresAt: Date
  closed: boolean
}

/** What is held under an id, one row an origin; empty when there is no such hold. */
export function getHold(db: Db, book: number, hold: string): Promise<HoldView[]> {
  return db.query<HoldView>(
    `select $2::text as hold, o.address as origin, h.code as holder,
       a.asset || '/' || s.scale as asset, b.balance as remaining, first.amount as held,
       a.expires_at as "expiresAt", b.closed
     from ledger.accounts a
     join ledger.balances b on b.book = a.book and b.account = a.id
     join ledger.assets s on s.code = a.asset
     join ledger.accounts o on o.book = a.book and o.id = a.origin
     left join ledger.holders h on h.book = o.book and h.id = o.holder
     join ledger.entries first on first.book = a.book and first.account = a.id and first.version = 1
     where a.book = $1 and a.origin is not null
       and a.address >= 'hold:' || $2 || ':' and a.address < 'hold:' || $2 || ';'
     order by a.address`,
    [book, hold],
  )
}

export type Counter = {
  key: string
  used: bigint
  windowStart: Date
}

/** Counters under a key prefix in order of their key. */
export function listCounters(
  db: Db,
  book: number,
  { prefix, after, limit }: { prefix: string; after?: string; limit: number },
): Promise<Counter[]> {
  return db.query<Counter>(
    `select key, used, window_start as "windowStart" from ledger.counters
     where book = $1 and key > $3 and starts_with(key, $2) and key >= $2
     order by key limit $4`,
    [book, prefix, after ?? '', limit],
  )
}

/**
 * What a verb may want to know before it posts: these counters as they are stored (what was never
 * counted is absent), and whether the id has its verdict already, so that posting answers it again.
 */
export async function foresee(
  db: Db,
  book: number,
  { posting, keys }: { posting: string; keys: string[] },
): Promise<{ isDecided: boolean; counters: Map<string, Counter> }> {
  const rows = await db.query<Counter | { key: null }>({
    name: 'ledger.foresee',
    text: `
      select key, used, window_start as "windowStart" from ledger.counters
      where book = $1 and key = any($2)
      union all
      select null, null, null where exists (select from ledger.postings where book = $1 and id = $3)
        or exists (select from ledger.refusals where book = $1 and id = $3)`,
    values: [book, keys, posting],
  })
  const counters = rows.flatMap((row) => (row.key === null ? [] : [row]))
  return {
    isDecided: counters.length < rows.length,
    counters: new Map(counters.map((counter) => [counter.key, counter])),
  }
}

export type BusinessDay = { day: string; postings: bigint }

/** Business days on which something was booked, newest first. */
export function listBusinessDays(
  db: Db,
  book: number,
  { before, limit }: { before?: string; limit: number },
): Promise<BusinessDay[]> {
  return db.query<BusinessDay>(
    `select business_date as day, sum(last_seq - first_seq + 1)::int8 as postings
     from ledger.batches
     where book = $1 and ($2::date is null or business_date < $2)
     group by business_date order by business_date desc limit $3`,
    [book, before ?? null, limit],
  )
}

/** The newest batch: how far the seal has come. */
export async function lastSeal(
  db: Db,
  book: number,
): Promise<{ batch: bigint; seq: bigint; at: Date; seal: Buffer } | undefined> {
  const [row] = await db.query<{ batch: bigint; seq: bigint; at: Date; seal: Buffer }>(
    `select batch, last_seq as seq, booked_at as at, seal from ledger.batches
     where book = $1 order by batch desc limit 1`,
    [book],
  )
  return row
}

/** A posting that was refused for state, while the refusal is remembered. */
export async function refusedPosting(
  db: Db,
  book: number,
  id: string,
): Promise<
  { id: string; code: string; details: Record<string, string | number | null> } | undefined
> {
  const [row] = await db.query<{
    id: string
    code: string
    details: Record<string, string | number | null>
  }>('select id, code, details from ledger.refusals where book = $1 and id = $2', [book, id])
  return row
}

/**
 * The posting that reversed this one, looked for among the later entries of the quietest account
 * that it moved.
 */
export async function reversalOf(
  db: Db,
  book: number,
  posting: string,
): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    `with quietest as (
       select e.account, e.version
       from ledger.postings p
       cross join generate_series(1, cardinality(p.entries), 2) as n
       join ledger.entries e
         on e.book = p.book and e.account = p.entries[n] and e.version = p.entries[n + 1]
       join ledger.balances b on b.book = e.book and b.account = e.account
       where p.book = $1 and p.id = $2
       order by b.version - e.version limit 1
     )
     select p.id from quietest q
     join ledger.entries e on e.book = $1 and e.account = q.account and e.version > q.version
     join ledger.postings p on p.book = e.book and p.seq = e.seq
     where p.kind = 'reversal' and p.reference = $2 limit 1`,
    [book, posting],
  )
  return row?.id
}

/** All that accounts ever received, by address: what a lot was issued with. */
export async function receivedBy(
  db: Db,
  book: number,
  addresses: string[],
): Promise<Map<string, bigint>> {
  const rows = await db.query<{ address: string; received: bigint }>(
    `select a.address, coalesce(sum(e.amount) filter (where e.amount > 0), 0)::int8 as received
     from ledger.accounts a left join ledger.entries e on e.book = a.book and e.account = a.id
     where a.book = $1 and a.address = any($2) group by a.address`,
    [book, addresses],
  )
  return new Map(rows.map((row) => [row.address, row.received]))
}
