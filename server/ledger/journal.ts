import { transaction } from '../platform/index.ts'
import type { Db, Query } from '../platform/index.ts'

const PAGE_POSTINGS = 1_000
/** What never changes of an account is remembered; beyond this many it is read again. */
const REMEMBERED_ACCOUNTS_MAX = 100_000

export type Reader = { query: Query }

export type ChartClass = 'asset' | 'liability' | 'income' | 'expense' | 'equity'

/** What an account is, for ever, with the class that says on which side it stands. */
export type JournalAccount = {
  id: bigint
  address: string
  /** `CNY/2` */
  asset: string
  chart: string
  class: ChartClass
  holder: bigint | null
  pocket: string | null
}

export type JournalEntry = {
  account: JournalAccount
  version: bigint
  /** The posting that the entry itself names. */
  seq: bigint
  amount: bigint
  balance: bigint
}

export type JournalPosting = {
  seq: bigint
  batch: bigint
  bookedAt: Date
  occurredAt: Date
  businessDate: string
  id: string
  kind: string
  reference: string | null
  fingerprint: Buffer
  /** Both sides of each movement in order; an entry that the posting names and nobody has is null. */
  entries: (JournalEntry | null)[]
  /** What the posting names: account and version in turn. */
  named: readonly bigint[]
}

export type JournalRange = { book?: number; afterSeq?: bigint; upToSeq?: bigint }

/**
 * All postings with their entries in the order of `seq`, read by pages: memory does not grow with
 * the books. Run it inside `inSnapshot` when it must agree with anything else that is read.
 */
export async function* streamJournal(
  reader: Reader,
  { book = 1, afterSeq = 0n, upToSeq }: JournalRange = {},
): AsyncGenerator<JournalPosting> {
  const accounts = new Map<bigint, JournalAccount>()
  let after = afterSeq
  for (;;) {
    const postings = await reader.query<PostingRow>(
      `select seq, batch, booked_at as "bookedAt", occurred_at as "occurredAt",
         business_date as "businessDate", id, kind, reference, fingerprint, entries as named
       from ledger.postings
       where book = $1 and seq > $2 and ($3::int8 is null or seq <= $3)
       order by seq limit ${PAGE_POSTINGS}`,
      [book, after, upToSeq ?? null],
    )
    const entries = await entriesOf(reader, { book, postings, accounts })
    let at = 0
    for (const posting of postings) {
      const count = Math.floor(posting.named.length / 2)
      yield { ...posting, entries: entries.slice(at, at + count) }
      at += count
      after = posting.seq
    }
    if (postings.length < PAGE_POSTINGS) return
  }
}

/** Reads one and the same moment of the books, while posting goes on. */
export function inSnapshot<T>(db: Db, work: (reader: Reader) => Promise<T>): Promise<T> {
  return transaction(db, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    return work(tx)
  })
}

type PostingRow = Omit<JournalPosting, 'entries'>

type EntryRow = {
  account: bigint
  version: bigint
  seq: bigint | null
  amount: bigint | null
  balance: bigint | null
}

async function entriesOf(
  reader: Reader,
  page: { book: number; postings: PostingRow[]; accounts: Map<bigint, JournalAccount> },
): Promise<(JournalEntry | null)[]> {
  const ids: bigint[] = []
  const versions: bigint[] = []
  for (const { named } of page.postings) {
    for (let i = 0; i + 1 < named.length; i += 2) {
      ids.push(named[i]!)
      versions.push(named[i + 1]!)
    }
  }
  const rows = await reader.query<EntryRow>(
    // One look-up by key for each entry: a join would be free to read the whole table for every page.
    `select wanted.account, wanted.version, e.seq, e.amount, e.balance
     from unnest($2::int8[], $3::int8[]) with ordinality as wanted (account, version, position)
     left join lateral (
       select seq, amount, balance from ledger.entries
       where book = $1 and account = wanted.account and version = wanted.version
       limit 1
     ) as e on true
     order by wanted.position`,
    [page.book, ids, versions],
  )
  await rememberAccounts(reader, page.book, ids, page.accounts)
  return rows.map(({ account, version, seq, amount, balance }) => {
    const known = page.accounts.get(account)
    if (known === undefined || seq === null || amount === null || balance === null) return null
    return { account: known, version, seq, amount, balance }
  })
}

async function rememberAccounts(
  reader: Reader,
  book: number,
  ids: bigint[],
  accounts: Map<bigint, JournalAccount>,
): Promise<void> {
  if (accounts.size > REMEMBERED_ACCOUNTS_MAX) accounts.clear()
  const unknown = [...new Set(ids)].filter((id) => !accounts.has(id))
  if (unknown.length === 0) return
  const rows = await reader.query<JournalAccount>(
    `select a.id, a.address, a.asset || '/' || s.scale as asset, a.chart, c.class, a.holder, a.pocket
     from ledger.accounts a
     join ledger.assets s on s.code = a.asset
     join ledger.chart c on c.code = a.chart
     where a.book = $1 and a.id = any($2::int8[])`,
    [book, unknown],
  )
  for (const row of rows) accounts.set(row.id, row)
}
