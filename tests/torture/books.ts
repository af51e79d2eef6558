import assert from 'node:assert/strict'
import { feeOf } from '../../server/wallet/index.ts'
import type { Query } from '../../server/platform/index.ts'
import type { Note } from './payer.ts'

const FEN_A_POINT = 100n

/** Every acknowledged payment stands in the books, once. */
export async function checkAcknowledged(query: Query, notes: Note[]): Promise<void> {
  const ids = notes.map(({ payment = 'never acknowledged' }) => payment)
  assert.equal(new Set(ids).size, ids.length, 'two payments were acknowledged under one id')
  const missing = await query<{ id: string }>(
    `select id from unnest($1::text[]) id
      where not exists (select from ledger.postings p where p.book = 1 and p.id = id.id)
         or not exists (select from wallet.payments w where w.id = id.id)`,
    [ids],
  )
  assert.deepEqual(missing, [], 'acknowledged payments are missing')
}

/** The books hold what the customers wrote down, nothing twice and nothing half. */
export async function checkBooks(
  query: Query,
  { notes, opening, feeBasisPoints }: { notes: Note[]; opening: bigint; feeBasisPoints: number },
): Promise<void> {
  await checkAcknowledged(query, notes)
  const [counts] = await query<Record<string, bigint>>(
    `select (select count(*) from ledger.postings where kind = 'payment') as postings,
            (select count(*) from wallet.payments) as payments,
            (select count(distinct body ->> 'payment') from platform.letters
              where type = 'payment.settled') as told,
            (select count(*) from platform.letters where type = 'payment.settled') as letters`,
  )
  const count = BigInt(notes.length)
  assert.deepEqual(counts, { postings: count, payments: count, told: count, letters: count })
  await checkBalances(query, notes, { opening, feeBasisPoints })
  for (const [promise, sql] of WHOLE)
    assert.deepEqual(await query(sql), [], `broken promise: ${promise}`)
}

/** Every payment of a yuan or more earned, once; nobody got more than the cap of the day allows. */
export async function checkPoints(query: Query, notes: Note[], dailyCap: bigint): Promise<void> {
  const earning = notes.filter(({ amount }) => amount >= FEN_A_POINT)
  const twice = await query(
    'select payment from points.earnings group by payment having count(*) > 1',
  )
  assert.deepEqual(twice, [], 'payments earned twice')
  const rows = await query<{ payment: string }>('select payment from points.earnings')
  assert.deepEqual(
    new Set(rows.map(({ payment }) => payment)),
    new Set(earning.map(({ payment }) => payment)),
    'other payments earned than the notebook says',
  )
  const wanted = new Map<string, bigint>()
  for (const { person, amount } of earning)
    wanted.set(person, (wanted.get(person) ?? 0n) + amount / FEN_A_POINT)
  const granted = await query<{ person: string; points: bigint; days: bigint }>(
    `select e.person, sum(e.granted)::int8 as points, count(distinct p.business_date) as days
       from points.earnings e join ledger.postings p on p.book = 1 and p.id = e.payment
      group by e.person`,
  )
  for (const { person, points, days } of granted) {
    const all = wanted.get(person) ?? 0n
    const most = all < dailyCap * days ? all : dailyCap * days
    // A run across midnight may meet the cap on one of its days only.
    assert.ok(points <= most, `${person} got ${points} points, at most ${most}`)
    if (days === 1n) assert.equal(points, most, person)
  }
}

/** What everybody has, computed from the notebook alone. */
async function checkBalances(
  query: Query,
  notes: Note[],
  { opening, feeBasisPoints }: { opening: bigint; feeBasisPoints: number },
): Promise<void> {
  const wanted = new Map<string, bigint>()
  const add = (address: string, amount: bigint): void =>
    void wanted.set(address, (wanted.get(address) ?? 0n) + amount)
  for (const { person, merchant, amount } of notes) {
    const fee = feeOf(amount, feeBasisPoints)
    add(`person:${person}:cny`, -amount)
    add(`merchant:${merchant}:cny`, amount - fee)
    add('income:fee:cny', fee)
  }
  const rows = await query<{ address: string; balance: bigint }>(
    `select a.address, b.balance
       from ledger.accounts a join ledger.balances b on b.book = a.book and b.account = a.id
      where a.address = any($1::text[])`,
    [[...wanted.keys()]],
  )
  const found = new Map(rows.map(({ address, balance }) => [address, balance]))
  for (const [address, moved] of wanted) {
    const start = address.startsWith('person:') ? opening : 0n
    if (start + moved !== 0n) assert.equal(found.get(address), start + moved, address)
  }
}

/** Each finds the rows that break its promise. */
const WHOLE: readonly [promise: string, sql: string][] = [
  [
    'the entries of a posting sum to zero in every asset',
    `select e.seq, a.asset from ledger.entries e join ledger.accounts a on a.book = e.book and a.id = e.account
      group by e.seq, a.asset having sum(e.amount) <> 0`,
  ],
  [
    'a posting has all of its entries and an entry has its posting',
    `select coalesce(p.seq, e.seq) as seq
       from ledger.postings p
       full join (select seq, count(*) as entries from ledger.entries group by seq) e on e.seq = p.seq
      where coalesce(cardinality(p.entries) / 2, -1) <> coalesce(e.entries, 0)`,
  ],
  [
    'a balance is the sum of its entries, and so is the last running balance',
    `select b.account from ledger.balances b
       left join (select account, sum(amount) as total, count(*) as entries, max(version) as version
                    from ledger.entries group by account) e on e.account = b.account
      where b.balance <> coalesce(e.total, 0)
         or b.version <> coalesce(e.version, 0) or b.version <> coalesce(e.entries, 0)
         or b.balance <> coalesce((select balance from ledger.entries l
                                    where l.book = b.book and l.account = b.account and l.version = b.version), 0)`,
  ],
  [
    'the numbers of postings and batches have no gap',
    `select h.seq, h.batch from ledger.head h
      where h.seq <> (select count(*) from ledger.postings)
         or h.seq <> (select max(seq) from ledger.postings)
         or h.batch <> (select count(*) from ledger.batches)
         or h.seq <> (select sum(last_seq - first_seq + 1) from ledger.batches)`,
  ],
  [
    'the trial balance is what the accounts received and gave',
    `select chart, asset from (
       select chart, asset, sum(credits) - sum(debits) as net from ledger.daily_totals group by chart, asset
     ) t full join (
       select a.chart, a.asset, sum(b.balance) as net
         from ledger.accounts a join ledger.balances b on b.book = a.book and b.account = a.id
        group by a.chart, a.asset
     ) s using (chart, asset)
      where coalesce(t.net, 0) <> coalesce(s.net, 0)`,
  ],
  [
    'a counter stands where the last posting that moved it left it',
    `select c.key, c.used, last.used as decided
       from ledger.counters c
       left join lateral (
         select (p.decided -> 'counters' ->> c.key)::int8 as used
           from ledger.postings p where p.decided -> 'counters' ? c.key
          order by p.seq desc limit 1
       ) last on true
      where c.used is distinct from last.used`,
  ],
]
