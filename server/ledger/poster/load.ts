import type { Granted, Posting, Reason, Verdict } from '@suanpan/kernel/posting'
import { pocketKey } from '@suanpan/kernel/workbench'
import type { AccountState, Freeze, Known, State } from '@suanpan/kernel/workbench'
import type { Query } from '../../platform/index.ts'
import { texts } from './literals.ts'
import type { Memory, Monitor } from './memory.ts'

/** Everything a list of postings may touch. */
export type Touched = {
  ids: string[]
  addresses: Set<string>
  pockets: Map<string, { holder: string; asset: string; pocket: string }>
  holds: Set<string>
  counters: Set<string>
}

export function touchedBy(postings: readonly Posting[]): Touched {
  const touched: Touched = {
    ids: postings.map(({ id }) => id),
    addresses: new Set(),
    pockets: new Map(),
    holds: new Set(),
    counters: new Set(),
  }
  for (const posting of postings) collect(posting, touched)
  return touched
}

function collect(posting: Posting, { addresses, pockets, holds, counters }: Touched): void {
  for (const leg of posting.legs) {
    if ('release' in leg) {
      holds.add(leg.release)
      continue
    }
    for (const side of [leg.from, leg.to].flat()) {
      if ('account' in side) addresses.add(side.account)
      else if ('hold' in side) holds.add(side.hold)
      else if ('newHold' in side) holds.add(side.newHold)
      else pockets.set(pocketKey(side.holder, side.asset, side.pocket), side)
      // A lot opened here joins its pocket, whose other accounts must then be known for the order.
      if ('account' in side && side.open?.pocket !== undefined && side.open.holder !== undefined) {
        const { holder, asset, pocket } = side.open
        pockets.set(pocketKey(holder, asset, pocket), { holder, asset, pocket })
      }
    }
  }
  for (const condition of posting.conditions ?? []) addresses.add(condition.account)
  for (const address of posting.close ?? []) addresses.add(address)
  for (const counter of posting.counters ?? []) counters.add(counter.key)
}

/** Reads what is missing into the memory and hands out the state that the resolver needs. */
export async function loadState(
  query: Query,
  book: number,
  memory: Memory,
  touched: Touched,
): Promise<State> {
  if (memory.revision < 0n) await loadRegisters(query, book, memory)
  await loadPockets(query, book, memory, touched)
  await loadHolds(query, book, memory, touched)
  await loadAccounts(query, book, memory, touched.addresses)
  await loadCounters(query, book, memory, touched)
  return {
    accounts: memory.accounts,
    pockets: memory.pockets,
    holds: memory.holds,
    frozen: memory.frozen,
    counters: memory.counters,
    known: new Map(),
    assets: memory.assets,
    charts: memory.charts,
  }
}

/** The verdicts that some of the ids already have. */
export async function loadKnown(
  query: Query,
  book: number,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  if (ids.length === 0) return known
  for (const row of await query<PostedRow>({
    name: 'ledger.known_postings',
    text: `
      select p.id, p.fingerprint, p.seq, p.booked_at, p.business_date, p.decided,
        (select coalesce(jsonb_agg(jsonb_build_array(a.address, e.version::text, e.amount::text, e.balance::text) order by s.n), '[]')
         from generate_series(1, cardinality(p.entries), 2) as s (n)
         join ledger.entries e on e.book = p.book and e.account = p.entries[s.n] and e.version = p.entries[s.n + 1]
         join ledger.accounts a on a.book = e.book and a.id = e.account) as entries
      from ledger.postings p
      where p.book = $1 and p.id = any($2::text[])`,
    values: [book, texts(ids)],
  }))
    known.set(row.id, { fingerprint: row.fingerprint, verdict: postedVerdict(row) })
  for (const row of await query<RefusedRow>({
    name: 'ledger.known_refusals',
    text: `select id, fingerprint, code, details from ledger.refusals where book = $1 and id = any($2::text[])`,
    values: [book, texts(ids)],
  }))
    known.set(row.id, { fingerprint: row.fingerprint, verdict: refusedVerdict(row) })
  return known
}

type PostedRow = {
  id: string
  fingerprint: Uint8Array
  seq: bigint
  booked_at: Date
  business_date: string
  decided: Decided | null
  entries: [address: string, version: string, amount: string, balance: string][]
}
type RefusedRow = {
  id: string
  fingerprint: Uint8Array
  code: Reason['code']
  details: Reason['details']
}

/** How quantities and counters are kept with a posting: digits, because JSON has no int8. */
export type Decided = {
  quantities: Record<string, { desired: string; granted: string; reason?: Reason }>
  counters: Record<string, string>
}

function postedVerdict(row: PostedRow): Verdict {
  const quantities = Object.entries(row.decided?.quantities ?? {}).map(
    ([name, { desired, granted, reason }]): [string, Granted] => [
      name,
      { desired: BigInt(desired), granted: BigInt(granted), ...(reason ? { reason } : {}) },
    ],
  )
  const counters = Object.entries(row.decided?.counters ?? {})
  return {
    state: 'posted',
    id: row.id,
    replayed: true,
    seq: row.seq,
    bookedAt: row.booked_at,
    businessDate: row.business_date,
    entries: row.entries.map(([address, version, amount, balance]) => ({
      address,
      version: BigInt(version),
      amount: BigInt(amount),
      balance: BigInt(balance),
    })),
    quantities: Object.fromEntries(quantities),
    counters: Object.fromEntries(counters.map(([key, used]) => [key, BigInt(used)])),
  }
}

const refusedVerdict = ({ id, code, details }: RefusedRow): Verdict => ({
  state: 'refused',
  id,
  replayed: true,
  reason: { code, details },
})

async function loadRegisters(query: Query, book: number, memory: Memory): Promise<void> {
  for (const { asset } of await query<{ asset: string }>(
    `select code || '/' || scale as asset from ledger.assets`,
  ))
    memory.assets.add(asset)
  for (const { code } of await query<{ code: string }>(`select code from ledger.chart`))
    memory.charts.add(code)
  for (const row of await query<{ code: string } & Freeze>(
    `select code, frozen_in as in, frozen_out as out from ledger.holders
     where book = $1 and (frozen_in or frozen_out)`,
    [book],
  ))
    memory.frozen.set(row.code, { in: row.in, out: row.out })
  for (const { address, ...monitor } of await query<Monitor & { address: string }>(
    `select a.address, m.id, m.line, m.direction, m.party
     from ledger.monitors m join ledger.accounts a on a.book = m.book and a.id = m.account
     where m.book = $1`,
    [book],
  ))
    memory.monitors.set(address, [...(memory.monitors.get(address) ?? []), monitor])
}

/**
 * Accounts with all that the resolver needs, by a query that names their ids. Every step is a
 * look-up by key, and `offset 0` keeps the planner from turning one round: a plan made while the
 * tables were empty would otherwise read all accounts for every batch until somebody analyses them.
 */
const accountsOf = (ids: string): string => `
  select a.id, a.address, a.asset || '/' || s.scale as asset, a.chart, h.code as holder, a.pocket, a.expires_at,
    o.address as origin, b.floor, b.ceiling, b.closed, b.balance, b.version, a.holder as holder_id
  from (${ids}) as wanted
  cross join lateral (
    select * from ledger.accounts where book = $1 and id = wanted.id offset 0) as a
  cross join lateral (
    select * from ledger.balances where book = $1 and account = wanted.id offset 0) as b
  cross join lateral (select scale from ledger.assets where code = a.asset offset 0) as s
  left join lateral (
    select code from ledger.holders where book = $1 and id = a.holder offset 0) as h on true
  left join lateral (
    select address from ledger.accounts where book = $1 and id = a.origin offset 0) as o on true`

type AccountRow = {
  id: bigint
  address: string
  asset: string
  chart: string
  holder: string | null
  holder_id: bigint | null
  pocket: string | null
  expires_at: Date | null
  origin: string | null
  floor: bigint | null
  ceiling: bigint | null
  closed: boolean
  balance: bigint
  version: bigint
}

async function loadAccounts(
  query: Query,
  book: number,
  memory: Memory,
  addresses: Set<string>,
): Promise<void> {
  const missing = [...addresses].filter((address) => !memory.accounts.get(address))
  if (missing.length === 0) return
  const rows = await query<AccountRow>({
    name: 'ledger.load_accounts',
    text: accountsOf(`
      select x.id from unnest($2::text[]) as w (address)
      cross join lateral (
        select id from ledger.accounts where book = $1 and address = w.address offset 0) as x`),
    values: [book, texts(missing)],
  })
  for (const row of rows) remember(memory, row)
}

async function loadPockets(
  query: Query,
  book: number,
  memory: Memory,
  touched: Touched,
): Promise<void> {
  const missing = [...touched.pockets].filter(([key]) => !memory.pockets.get(key))
  for (const key of touched.pockets.keys()) addAll(touched.addresses, memory.pockets.get(key))
  for (const [key] of missing) memory.pockets.set(key, [])
  // The tables know an asset by its code alone: one of another scale has nothing in its pocket.
  const asked = missing.filter(([, { asset }]) => memory.assets.has(asset))
  if (asked.length === 0) return
  const rows = await query<AccountRow>({
    name: 'ledger.load_pockets',
    text: `${accountsOf(`
      select x.id from unnest($2::text[], $3::text[], $4::text[]) as w (holder, asset, pocket)
      cross join lateral (
        select id from ledger.holders where book = $1 and code = w.holder offset 0) as k
      cross join lateral (
        select id from ledger.accounts
        where book = $1 and holder = k.id and asset = w.asset and pocket = w.pocket offset 0) as x`)}
      where not b.closed
      order by a.expires_at nulls last, a.id`,
    values: [
      book,
      texts(asked.map(([, { holder }]) => holder)),
      texts(asked.map(([, { asset }]) => asset.split('/')[0]!)),
      texts(asked.map(([, { pocket }]) => pocket)),
    ],
  })
  for (const row of rows) {
    const account = remember(memory, row)
    memory.pockets.get(pocketKey(row.holder!, row.asset, row.pocket!))!.push(account.address)
  }
}

async function loadHolds(
  query: Query,
  book: number,
  memory: Memory,
  touched: Touched,
): Promise<void> {
  const missing = [...touched.holds].filter((hold) => !memory.holds.get(hold))
  for (const hold of touched.holds) {
    for (const address of memory.holds.get(hold) ?? []) {
      touched.addresses.add(address)
      const origin = memory.accounts.get(address)?.origin
      if (origin !== undefined) touched.addresses.add(origin)
    }
  }
  if (missing.length === 0) return
  for (const hold of missing) memory.holds.set(hold, [])
  const rows = await query<AccountRow>({
    name: 'ledger.load_holds',
    // ':' and ';' are neighbours, so the half-open range is everything under the hold.
    text: `${accountsOf(`
      select x.id from unnest($2::text[]) as w (hold)
      cross join lateral (
        select id from ledger.accounts
        where book = $1 and address >= 'hold:' || w.hold || ':' and address < 'hold:' || w.hold || ';'
        offset 0) as x`)}
      order by length(a.address), a.address`,
    values: [book, texts(missing)],
  })
  for (const row of rows) {
    const account = remember(memory, row)
    memory.holds.get(row.address.split(':')[1]!)!.push(account.address)
    touched.addresses.add(account.origin!)
  }
}

async function loadCounters(
  query: Query,
  book: number,
  memory: Memory,
  touched: Touched,
): Promise<void> {
  const missing = [...touched.counters].filter((key) => !memory.counters.get(key))
  if (missing.length === 0) return
  const rows = await query<CounterRow>({
    name: 'ledger.load_counters',
    text: `select key, used, window_start, buckets from ledger.counters where book = $1 and key = any($2::text[])`,
    values: [book, texts(missing)],
  })
  for (const { key, used, window_start, buckets } of rows)
    memory.counters.set(key, { used, windowStart: window_start.getTime(), buckets })
}

/** A list may outlive what it lists: its accounts are then read again by address. */
function addAll(addresses: Set<string>, more: readonly string[] = []): void {
  for (const address of more) addresses.add(address)
}

type CounterRow = { key: string; used: bigint; window_start: Date; buckets: bigint[] | null }

function remember(memory: Memory, row: AccountRow): AccountState {
  const account: AccountState = {
    id: row.id,
    address: row.address,
    asset: row.asset,
    chart: row.chart,
    holder: row.holder ?? undefined,
    pocket: row.pocket ?? undefined,
    expiresAt: row.expires_at?.getTime(),
    origin: row.origin ?? undefined,
    floor: row.floor,
    ceiling: row.ceiling,
    closed: row.closed,
    balance: row.balance,
    version: row.version,
  }
  memory.accounts.set(account.address, account)
  if (row.holder !== null && row.holder_id !== null) memory.holderIds.set(row.holder, row.holder_id)
  return account
}
