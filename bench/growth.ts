import { newId } from '@suanpan/kernel/ids'
import { openDb, systemClock } from '../server/platform/index.ts'
import type { Db } from '../server/platform/index.ts'
import type { Bench, Run } from './harness/bench.ts'
import { attach, openOurs } from './harness/books.ts'
import type { Ours } from './harness/books.ts'
import { rateLine, takeTurns } from './harness/contest.ts'
import { keepInFlight, rate } from './harness/load.ts'
import type { Outcome } from './harness/load.ts'
import type { Result } from './harness/result.ts'
import { inDatabase, schemaBytes } from './harness/stage.ts'
import type { Stage } from './harness/stage.ts'
import { seeded, zipf } from './zipf.ts'

const IN_FLIGHT = 512
/** Rounds filled by one statement: half a million postings with a hundred thousand accounts. */
const ROUNDS_A_STATEMENT = 10
const POSTINGS_A_BATCH = 500

export const growth: Bench = {
  name: 'growth',
  measures: 'postings a second, bytes and log a posting, as the books grow',
  run: grow,
}

/** Postings already in the books, as of which the rate is measured. */
const sizes = {
  smoke: [5_000, 20_000],
  quick: [100_000, 1_000_000],
  full: [100_000, 1_000_000, 10_000_000],
}

/**
 * Each size takes turns with a fresh copy of the first one, so that the quotient compares the books
 * and not the machine of a few minutes ago.
 */
async function grow(run: Run): Promise<Result[]> {
  const { stage, pace, say } = run
  const opened = await openOurs(stage, { accounts: pace.accounts, opening: 1_000_000n })
  await opened.close()
  const results: Result[] = []
  const [first, ...later] = sizes[pace.name]
  for (const size of [first ?? 0, ...later]) {
    say(`filling up to ${size.toLocaleString('en-US')} postings …`)
    await asOwner(stage, (owner) => fillUpTo(owner, size))
    if (size === first) await stage.database('first', 'suanpan')
    const small = inDatabase(stage.appUrl, `first_${size}`)
    await stage.database(`first_${size}`, 'first')
    say(`measuring at ${size.toLocaleString('en-US')} …`)
    const large = attach(stage, stage.appUrl, pace.accounts)
    const fresh = attach(stage, small, pace.accounts)
    results.push(...(await measure(run, size, { large, fresh })))
    await large.close()
    await fresh.close()
  }
  return results
}

type Sides = { large: Ours; fresh: Ours }

async function measure({ stage, pace }: Run, size: number, sides: Sides): Promise<Result[]> {
  const [large, fresh] = [load(pace.accounts, sides.large), load(pace.accounts, sides.fresh)]
  // The first touch of a page after a checkpoint writes it whole. With one checkpoint in 15 minutes
  // that is soon over, so it happens before the clock runs.
  await stage.admin.query('checkpoint')
  for (const request of [large, fresh]) await keepInFlight(IN_FLIGHT, 2 * pace.seconds, request)
  const before = await schemaBytes(sides.large.db, 'ledger')
  const turns = await takeTurns(stage, pace, {
    large: { inFlight: IN_FLIGHT, request: large },
    fresh: { inFlight: IN_FLIGHT, request: fresh },
  })
  const bytes = (await schemaBytes(sides.large.db, 'ledger')) - before
  const written = turns.large
  return [
    rateLine(`at ${size.toLocaleString('en-US')} postings`, 'postings/s', written),
    { name: '  ÷ fresh copy of the first', value: rate(written) / rate(turns.fresh), unit: '' },
    { name: '  tables and indexes per posting', value: bytes / written.done, unit: 'bytes' },
    { name: '  log (WAL) per posting', value: written.walBytes / written.done, unit: 'bytes' },
  ]
}

function load(accounts: number, ours: Ours): () => Promise<Outcome> {
  const who = zipf(accounts, 0, seeded(accounts))
  return () => {
    const [from, to] = [who(), who()]
    const other = from === to ? (to + 1) % accounts : to
    return ours.transfer(newId('pay', systemClock.now()), [{ from, to: other, amount: 1n }])
  }
}

async function asOwner(stage: Stage, work: (owner: Db) => Promise<void>): Promise<void> {
  const owner = openDb({ url: stage.ownerUrl, max: 1, applicationName: 'bench fill' })
  try {
    await work(owner)
  } finally {
    await owner.close()
  }
}

/**
 * Fills through the same tables as the poster, with versions and running balances as it would leave
 * them: neighbours pay each other to and fro, one posting a pair a round. Only the seal is made up,
 * so an audit of these books would name the first filled batch.
 */
async function fillUpTo(owner: Db, size: number): Promise<void> {
  for (;;) {
    const [head] = await owner.query<{ seq: bigint; pairs: bigint }>(
      `select seq, (select count(*) / 2 from ledger.accounts where chart = 'person.money') as pairs
         from ledger.head where book = 1`,
    )
    const missing = size - Number(head?.seq ?? 0n)
    const pairs = Number(head?.pairs ?? 0n)
    const rounds = Math.min(ROUNDS_A_STATEMENT, Math.floor(missing / pairs))
    if (rounds < 1) break
    await owner.query(FILL.replaceAll(':rounds', String(rounds)))
  }
  await owner.query('vacuum analyze ledger.postings')
  await owner.query('vacuum analyze ledger.entries')
  await owner.query('vacuum analyze ledger.balances')
}

// One simple query of several statements: PostgreSQL runs it as one transaction.
const FILL = `
  create temporary table filled on commit drop as
  with head as (select * from ledger.head where book = 1 for update),
  person as (
    select b.account, b.version, b.balance, row_number() over (order by b.account) - 1 as place
      from ledger.accounts a join ledger.balances b on b.book = a.book and b.account = a.id
     where a.book = 1 and a.chart = 'person.money'
  ),
  pair as (
    select l.place / 2 as pair, l.account as left_account, l.version as left_version, l.balance as left_balance,
           r.account as right_account, r.version as right_version, r.balance as right_balance,
           count(*) over () as pairs
      from person l join person r on r.place = l.place + 1
     where l.place % 2 = 0
  )
  select head.seq + round * pairs + pair + 1 as seq,
         head.batch + (round * pairs + pair) / ${POSTINGS_A_BATCH} + 1 as batch,
         head.booked_at, head.business_date,
         left_account, left_version + round + 1 as left_version,
         left_balance - (round + 1) % 2 as left_balance,
         right_account, right_version + round + 1 as right_version,
         right_balance + (round + 1) % 2 as right_balance,
         case when round % 2 = 0 then -1 else 1 end as left_amount
    from head, pair, generate_series(0, :rounds - 1) round;

  insert into ledger.postings (seq, batch, booked_at, occurred_at, business_date, book, fingerprint, id, kind, entries)
  select seq, batch, booked_at, booked_at, business_date, 1, decode(md5(seq::text), 'hex'),
         'pay_00' || lpad(seq::text, 8, '0') || left(md5(seq::text), 16), 'bench.transfer',
         array[left_account, left_version, right_account, right_version]
    from filled order by seq;

  insert into ledger.entries (account, version, seq, amount, balance, book)
  select left_account, left_version, seq, left_amount, left_balance, 1 from filled
  union all
  select right_account, right_version, seq, -left_amount, right_balance, 1 from filled
  order by 3;

  insert into ledger.batches (batch, first_seq, last_seq, booked_at, business_date, book, salt, root, seal)
  select batch, min(seq), max(seq), min(booked_at), min(business_date), 1,
         sha256(batch::text::bytea), sha256(batch::text::bytea), sha256(batch::text::bytea)
    from filled group by batch order by batch;

  update ledger.balances b
     set version = f.version, balance = f.balance
    from (
      select left_account as account, max(left_version) as version,
             (array_agg(left_balance order by left_version desc))[1] as balance from filled group by 1
      union all
      select right_account, max(right_version),
             (array_agg(right_balance order by right_version desc))[1] from filled group by 1
    ) f
   where b.book = 1 and b.account = f.account;

  insert into ledger.daily_totals (debits, credits, business_date, book, chart, asset)
  select count(*), count(*), min(business_date), 1, 'person.money', 'CNY' from filled
  on conflict (book, business_date, chart, asset) do update
     set debits = daily_totals.debits + excluded.debits, credits = daily_totals.credits + excluded.credits;

  update ledger.head h
     set seq = f.seq, batch = f.batch, revision = h.revision + 1
    from (select max(seq) as seq, max(batch) as batch from filled) f
   where h.book = 1;`
