import type { Posted, Posting } from '@suanpan/kernel/posting'
import type { Outcome, Resolution } from '@suanpan/kernel/resolve'
import type { AccountState } from '@suanpan/kernel/workbench'
import type { Query } from '../../platform/index.ts'
import { bools, byteas, instants, int8s, texts } from './literals.ts'
import type { Decided } from './load.ts'
import { isFreshPosted } from './head.ts'
import type { Head, PostedOutcome } from './head.ts'
import type { Memory } from './memory.ts'
import { openAccounts } from './open.ts'
import type { Counts } from './open.ts'
import { seal } from './seal.ts'
import type { Sealed } from './seal.ts'

/** Where the books are after a batch, once it has committed. */
export type After = { batch: bigint; revision: bigint }

/** Writes a resolved batch set-based: what was opened, both sides of every movement, the sums, the seal. */
export async function writeBatch(
  query: Query,
  book: number,
  batch: { head: Head; memory: Memory; resolution: Resolution },
): Promise<After> {
  const { head, memory, resolution } = batch
  const posted = resolution.outcomes.filter(isFreshPosted)
  const refused = resolution.outcomes.filter(
    (each) => each.fresh && each.verdict.state === 'refused',
  )
  if (refused.length > 0) await writeRefusals(query, book, refused)
  if (posted.length === 0) {
    const revision = await tellOfRefusals(query, book, head, refused)
    return { batch: head.batch, revision }
  }
  const counts = await openAccounts(query, { book, head, memory, opened: resolution.opened })
  const moving = writeMovements(query, book, resolution, posted)
  // The hashes are computed while the database is busy with the entries.
  const sealed = seal(book, head, posted)
  await moving
  await writeCounters(query, book, resolution)
  await writePostings(query, book, { head, posted, sealed, counts })
  return { batch: head.batch + 1n, revision: head.revision }
}

/**
 * A batch of refusals alone gets no number. Without a sign of it, a poster that already waits for
 * the head with an older snapshot would not know these ids as taken and could post one of them.
 */
async function tellOfRefusals(
  query: Query,
  book: number,
  head: Head,
  refused: Outcome[],
): Promise<bigint> {
  if (refused.length === 0) return head.revision
  await query({
    name: 'ledger.tell_of_refusals',
    text: `update ledger.head set revision = revision + 1 where book = $1`,
    values: [book],
  })
  return head.revision + 1n
}

async function writeRefusals(query: Query, book: number, refused: Outcome[]): Promise<void> {
  const reasons = refused.map(({ verdict }) => {
    if (verdict.state !== 'refused') throw new Error('only refusals are written as refusals')
    return verdict.reason
  })
  await query({
    name: 'ledger.write_refusals',
    text: `
      insert into ledger.refusals (book, id, kind, fingerprint, code, details, refused_at)
      select $1, r.id, r.kind, r.fingerprint, r.code, r.details::jsonb, r.at
      from unnest($2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::timestamptz[])
        as r (id, kind, fingerprint, code, details, at)`,
    values: [
      book,
      texts(refused.map(({ arrived }) => arrived.posting.id)),
      texts(refused.map(({ arrived }) => arrived.posting.kind)),
      byteas(refused.map(({ arrived }) => arrived.posting.intent)),
      texts(reasons.map(({ code }) => code)),
      texts(reasons.map(({ details }) => JSON.stringify(details))),
      instants(refused.map(({ arrived }) => arrived.bookedAt)),
    ],
  })
}

/**
 * Entries, new balances and the day's sums. An account changes only from the version this batch
 * found, so a balance that anybody else moved fails the batch instead of being overwritten.
 * `offset 0` keeps the planner from turning the look-up round: a plan made while the table was
 * empty would read all of it for every batch until somebody analyses it.
 */
async function writeMovements(
  query: Query,
  book: number,
  resolution: Resolution,
  posted: PostedOutcome[],
): Promise<void> {
  const entries = posted.flatMap(({ entries: own, verdict }) =>
    own.map((entry) => ({ ...entry, seq: verdict.seq })),
  )
  const opened = new Set(resolution.opened)
  const changed = changedAccounts(resolution, opened)
  const totals = dailyTotals(posted)
  const rows = await query<{ changed: bigint }>({
    name: 'ledger.write_movements',
    text: `
      with entered as (
        insert into ledger.entries (book, account, version, seq, amount, balance)
        select $1, e.* from unnest($2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
          as e (account, version, seq, amount, balance)
      ), changed as (
        update ledger.balances b set balance = c.balance, version = c.version, closed = c.closed
        from (
          select found.place, new.balance, new.version, new.closed
          from unnest($7::int8[], $8::int8[], $9::int8[], $10::int8[], $11::bool[])
            as new (account, balance, version, was, closed)
          cross join lateral (
            select x.ctid as place from ledger.balances x
            where x.book = $1 and x.account = new.account and x.version = new.was offset 0
          ) as found
        ) as c
        where b.ctid = c.place
        returning 1
      ), summed as (
        insert into ledger.daily_totals as t (book, business_date, chart, asset, debits, credits)
        select $1, d.* from unnest($12::date[], $13::text[], $14::text[], $15::int8[], $16::int8[])
          as d (business_date, chart, asset, debits, credits)
        on conflict (book, business_date, chart, asset)
          do update set debits = t.debits + excluded.debits, credits = t.credits + excluded.credits
      )
      select count(*) as changed from changed`,
    values: [
      book,
      int8s(entries.map(({ account }) => account.id)),
      int8s(entries.map(({ version }) => version)),
      int8s(entries.map(({ seq }) => seq)),
      int8s(entries.map(({ amount }) => amount)),
      int8s(entries.map(({ balance }) => balance)),
      int8s(changed.map(({ account }) => account.id)),
      int8s(changed.map(({ account }) => account.balance)),
      int8s(changed.map(({ account }) => account.version)),
      int8s(changed.map(({ was }) => was)),
      bools(changed.map(({ account }) => account.closed)),
      texts(totals.map(({ date }) => date)),
      texts(totals.map(({ chart }) => chart)),
      texts(totals.map(({ asset }) => asset)),
      int8s(totals.map(({ debits }) => debits)),
      int8s(totals.map(({ credits }) => credits)),
    ],
  })
  if (rows[0]?.changed !== BigInt(changed.length))
    throw new Error(`${changed.length} balances were to change, ${rows[0]?.changed} did`)
}

type Changed = { account: AccountState; was: bigint }

function changedAccounts(resolution: Resolution, opened: Set<AccountState>): Changed[] {
  const moves = new Map<AccountState, bigint>()
  for (const { entries } of resolution.outcomes)
    for (const { account } of entries) moves.set(account, (moves.get(account) ?? 0n) + 1n)
  for (const { arrived, fresh, verdict } of resolution.outcomes) {
    if (!fresh || verdict.state !== 'posted') continue
    for (const account of closedBy(arrived.posting, resolution))
      moves.set(account, moves.get(account) ?? 0n)
  }
  return [...moves]
    .filter(([account]) => !opened.has(account))
    .map(([account, count]) => ({ account, was: account.version - count }))
    .sort((a, b) => (a.account.id < b.account.id ? -1 : 1))
}

function* closedBy(posting: Posting, { accounts, holds }: Resolution): Iterable<AccountState> {
  for (const address of posting.close ?? []) yield accounts.get(address)!
  for (const leg of posting.legs) {
    if ('release' in leg)
      for (const address of holds.get(leg.release)!) yield accounts.get(address)!
  }
}

type Total = { date: string; chart: string; asset: string; debits: bigint; credits: bigint }

function dailyTotals(posted: PostedOutcome[]): Total[] {
  const totals = new Map<string, Total>()
  for (const { entries, arrived } of posted) {
    for (const { account, amount } of entries) {
      const key = `${arrived.businessDate} ${account.chart} ${account.asset}`
      let total = totals.get(key)
      if (!total) {
        const { chart, asset } = account
        total = {
          date: arrived.businessDate,
          chart,
          asset: asset.split('/')[0]!,
          debits: 0n,
          credits: 0n,
        }
        totals.set(key, total)
      }
      if (amount < 0n) total.debits -= amount
      else total.credits += amount
    }
  }
  return [...totals.values()].sort((a, b) => (a.chart + a.asset < b.chart + b.asset ? -1 : 1))
}

async function writeCounters(query: Query, book: number, resolution: Resolution): Promise<void> {
  if (resolution.counters.size === 0) return
  const counters = [...resolution.counters]
  await query({
    name: 'ledger.write_counters',
    text: `
      insert into ledger.counters as c (book, key, used, window_start, buckets)
      select $1, n.key, n.used, n.window_start, n.buckets::int8[]
      from unnest($2::text[], $3::int8[], $4::timestamptz[], $5::text[]) as n (key, used, window_start, buckets)
      on conflict (book, key) do update
        set used = excluded.used, window_start = excluded.window_start, buckets = excluded.buckets`,
    values: [
      book,
      texts(counters.map(([key]) => key)),
      int8s(counters.map(([, { used }]) => used)),
      instants(counters.map(([, { windowStart }]) => new Date(windowStart))),
      texts(counters.map(([, { buckets }]) => (buckets ? int8s(buckets) : null))),
    ],
  })
}

async function writePostings(
  query: Query,
  book: number,
  written: { head: Head; posted: PostedOutcome[]; sealed: Sealed; counts: Counts },
): Promise<void> {
  const { head, posted, sealed, counts } = written
  const last = posted.at(-1)!
  await query({
    name: 'ledger.write_postings',
    text: `
      with posted as (
        insert into ledger.postings
          (book, batch, seq, id, kind, reference, fingerprint, booked_at, occurred_at, business_date, entries, decided)
        select $1, $2, p.seq, p.id, p.kind, p.reference, p.fingerprint, p.booked_at, p.occurred_at, $11::date,
          p.entries::int8[], p.decided::jsonb
        from unnest($3::int8[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[], $9::timestamptz[], $10::text[], $18::text[])
          as p (seq, id, kind, reference, fingerprint, booked_at, occurred_at, entries, decided)
      ), sealed as (
        insert into ledger.batches (book, batch, first_seq, last_seq, booked_at, business_date, salt, root, seal)
        values ($1, $2, $12, $13, $14, $11::date, $15, $16, $17)
      )
      update ledger.head
      set seq = $13, batch = $2, booked_at = $14, business_date = $11::date, seal = $17,
        last_account = $19, last_holder = $20
      where book = $1`,
    values: [
      book,
      head.batch + 1n,
      int8s(posted.map(({ verdict }) => verdict.seq)),
      texts(posted.map(({ arrived }) => arrived.posting.id)),
      texts(posted.map(({ arrived }) => arrived.posting.kind)),
      texts(posted.map(({ arrived }) => arrived.posting.reference)),
      byteas(posted.map(({ arrived }) => arrived.posting.intent)),
      instants(posted.map(({ arrived }) => arrived.bookedAt)),
      instants(posted.map(({ arrived }) => arrived.posting.occurredAt)),
      texts(
        posted.map(({ entries }) =>
          int8s(entries.flatMap(({ account, version }) => [account.id, version])),
        ),
      ),
      last.arrived.businessDate,
      posted[0]!.verdict.seq,
      last.verdict.seq,
      last.arrived.bookedAt,
      sealed.salt,
      sealed.root,
      sealed.seal,
      texts(posted.map(({ verdict }) => decided(verdict))),
      counts.lastAccount,
      counts.lastHolder,
    ],
  })
}

function decided({ quantities, counters }: Posted): string | null {
  const decisions = Object.entries(quantities)
  const used = Object.entries(counters)
  if (decisions.length === 0 && used.length === 0) return null
  const row: Decided = {
    quantities: Object.fromEntries(
      decisions.map(([name, { desired, granted, reason }]) => [
        name,
        { desired: String(desired), granted: String(granted), ...(reason ? { reason } : {}) },
      ]),
    ),
    counters: Object.fromEntries(used.map(([key, value]) => [key, String(value)])),
  }
  return JSON.stringify(row)
}
