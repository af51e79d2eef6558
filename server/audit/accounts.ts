import { countEntries, streamBalances, streamEntryCounts } from '../ledger/index.ts'
import type { JournalPosting, Reader, StandingBalance } from '../ledger/index.ts'
import { demand, differs } from './difference.ts'
import type { AuditPlace } from './difference.ts'

/** Where an account stands after the entries read so far. */
type Standing = { balance: bigint; version: bigint }

export type Accounts = {
  /** Follows the chains of all accounts through one posting. */
  follow(posting: JournalPosting): void
  /** Compares what the books keep beside the entries. Answers how many accounts there are. */
  finish(reader: Reader, book: number): Promise<number>
  entries(): bigint
}

/** The version chains and running balances of all accounts: one small row of memory an account. */
export function auditAccounts(): Accounts {
  const accounts = new Map<bigint, Standing>()
  let count = 0n
  return {
    follow: (posting) => {
      followPosting(accounts, posting)
      count += BigInt(posting.entries.length)
    },
    finish: async (reader, book) => {
      if ((await countEntries(reader, book)) !== count) await nameStray(reader, book, accounts)
      return compareStanding(reader, book, accounts)
    },
    entries: () => count,
  }
}

function followPosting(accounts: Map<bigint, Standing>, posting: JournalPosting): void {
  const place: AuditPlace = { posting: posting.id, seq: posting.seq }
  for (const [i, entry] of posting.entries.entries()) {
    const version = posting.named[2 * i + 1]
    if (entry === null) differs('entry', { ...place, version: version ?? 0n }, 'an entry', null)
    const { account, amount, balance } = entry
    const at = { ...place, account: account.address, version: entry.version }
    demand('entry', at, { expected: posting.seq, found: entry.seq })
    const before = accounts.get(account.id) ?? { balance: 0n, version: 0n }
    demand('version', at, { expected: before.version + 1n, found: entry.version })
    const other = posting.entries[i ^ 1]
    if (other) {
      demand(
        'movement',
        { ...at, field: 'asset' },
        { expected: other.account.asset, found: account.asset },
      )
      demand('movement', at, { expected: -other.amount, found: amount })
    }
    demand('balance', at, { expected: before.balance + amount, found: balance })
    accounts.set(account.id, { balance, version: entry.version })
  }
  demand(
    'movement',
    { ...place, field: 'entries' },
    { expected: 0, found: posting.named.length % 4 },
  )
}

async function nameStray(
  reader: Reader,
  book: number,
  accounts: Map<bigint, Standing>,
): Promise<void> {
  for await (const { account, count } of streamEntryCounts(reader, book)) {
    const expected = accounts.get(account)?.version ?? 0n
    if (expected === count) continue
    const at = { account: await addressOf(reader, book, account), field: 'entries' }
    demand('stray', at, { expected, found: count })
  }
}

async function addressOf(reader: Reader, book: number, id: bigint): Promise<string> {
  for await (const account of streamBalances(reader, book)) {
    if (account.id === id) return account.address
  }
  return `no account has the number ${id}`
}

async function compareStanding(
  reader: Reader,
  book: number,
  accounts: Map<bigint, Standing>,
): Promise<number> {
  const sums = new Map<string, bigint>()
  let count = 0
  for await (const standing of streamBalances(reader, book)) {
    const { balance, version } = accounts.get(standing.id) ?? { balance: 0n, version: 0n }
    const at = { account: standing.address }
    demand('standing', { ...at, field: 'balance' }, { expected: balance, found: standing.balance })
    demand('standing', { ...at, field: 'version' }, { expected: version, found: standing.version })
    checkLimits(standing, balance)
    sums.set(standing.asset, (sums.get(standing.asset) ?? 0n) + balance)
    count++
  }
  for (const [asset, sum] of sums) demand('conservation', { asset }, { expected: 0n, found: sum })
  return count
}

function checkLimits(standing: StandingBalance, balance: bigint): void {
  const { address: account, floor, closed, holder, pocket } = standing
  // A ceiling may lie below the balance: what was held goes back even where it is full by now.
  if (floor !== null && balance < floor) {
    differs('limit', { account, field: 'floor' }, `at least ${floor}`, balance)
  }
  if (closed) demand('limit', { account, field: 'closed' }, { expected: 0n, found: balance })
  if (pocket === null) return
  if (holder === null) differs('lot', { account, field: 'holder' }, 'a holder', null)
  if (balance < 0n) differs('lot', { account }, 'not below zero', balance)
}
