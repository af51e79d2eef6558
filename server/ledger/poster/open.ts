import type { AccountState } from '@suanpan/kernel/workbench'
import type { Query } from '../../platform/index.ts'
import { bools, instants, int8s, texts } from './literals.ts'
import type { Memory } from './memory.ts'
import type { Head } from './head.ts'

/** The last numbers handed out, for the head row. */
export type Counts = { lastAccount: bigint; lastHolder: bigint }

export type Opening = {
  book: number
  head: Head
  memory: Memory
  opened: readonly AccountState[]
}

/** Writes the accounts that a batch opens, with the balances that it leaves them. */
export async function openAccounts(query: Query, opening: Opening): Promise<Counts> {
  const { book, head, memory, opened } = opening
  if (opened.length === 0) return { lastAccount: head.last_account, lastHolder: head.last_holder }
  const lastHolder = await openHolders(query, opening)
  let lastAccount = head.last_account
  const byAddress = new Map<string, bigint>()
  for (const account of opened) {
    account.id = ++lastAccount
    byAddress.set(account.address, account.id)
  }
  const originOf = ({ origin }: AccountState): bigint | null =>
    origin === undefined ? null : (byAddress.get(origin) ?? memory.accounts.get(origin)!.id)
  await query({
    name: 'ledger.open_accounts',
    text: `
      with opened as (
        insert into ledger.accounts (book, id, address, asset, chart, holder, pocket, expires_at, origin)
        select $1, a.id, a.address, split_part(a.asset, '/', 1), a.chart, a.holder, a.pocket, a.expires_at, a.origin
        from unnest($2::int8[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::text[], $8::timestamptz[], $9::int8[])
          as a (id, address, asset, chart, holder, pocket, expires_at, origin)
      )
      insert into ledger.balances (book, account, balance, version, floor, ceiling, closed)
      select $1, b.* from unnest($2::int8[], $10::int8[], $11::int8[], $12::int8[], $13::int8[], $14::bool[])
        as b (account, balance, version, floor, ceiling, closed)`,
    values: [
      book,
      int8s(opened.map(({ id }) => id)),
      texts(opened.map(({ address }) => address)),
      texts(opened.map(({ asset }) => asset)),
      texts(opened.map(({ chart }) => chart)),
      int8s(
        opened.map(({ holder }) => (holder === undefined ? null : memory.holderIds.get(holder)!)),
      ),
      texts(opened.map(({ pocket }) => pocket)),
      instants(
        opened.map(({ expiresAt }) => (expiresAt === undefined ? null : new Date(expiresAt))),
      ),
      int8s(opened.map(originOf)),
      int8s(opened.map(({ balance }) => balance)),
      int8s(opened.map(({ version }) => version)),
      int8s(opened.map(({ floor }) => floor)),
      int8s(opened.map(({ ceiling }) => ceiling)),
      bools(opened.map(({ closed }) => closed)),
    ],
  })
  return { lastAccount, lastHolder }
}

async function openHolders(query: Query, opening: Opening): Promise<bigint> {
  const { book, head, memory, opened } = opening
  const unknown = new Set<string>()
  for (const { holder } of opened)
    if (holder !== undefined && memory.holderIds.get(holder) === undefined) unknown.add(holder)
  if (unknown.size === 0) return head.last_holder
  const codes = [...unknown]
  const there = await query<{ code: string; id: bigint }>({
    name: 'ledger.find_holders',
    text: `select code, id from ledger.holders where book = $1 and code = any($2::text[])`,
    values: [book, texts(codes)],
  })
  for (const { code, id } of there) memory.holderIds.set(code, id)
  const found = new Set(there.map(({ code }) => code))
  const fresh = codes.filter((code) => !found.has(code))
  if (fresh.length === 0) return head.last_holder
  const ids = fresh.map((_, i) => head.last_holder + BigInt(i + 1))
  await query({
    name: 'ledger.open_holders',
    text: `insert into ledger.holders (book, id, code) select $1, h.* from unnest($2::int8[], $3::text[]) as h (id, code)`,
    values: [book, int8s(ids), texts(fresh)],
  })
  // If this batch rolls back, the lane forgets; until then the numbers are ours by the head's lock.
  for (const [i, code] of fresh.entries()) memory.holderIds.set(code, ids[i]!)
  return head.last_holder + BigInt(fresh.length)
}
