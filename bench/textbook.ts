import type pg from 'pg'
import { openDb } from '../server/platform/index.ts'
import type { Db } from '../server/platform/index.ts'
import type { Outcome } from './harness/load.ts'

/** As many transactions as run at once; more connections only queue on two cores. */
export const TEXTBOOK_CONNECTIONS = 16

export type Moved = { from: number; to: number; amount: bigint }

export type Textbook = {
  db: Db
  /** One transaction: claim the key, lock the accounts in order, check, write, commit. */
  transfer(key: string, moves: Moved[]): Promise<Outcome>
  close(): Promise<void>
}

const TABLES = `
  create schema textbook;
  create table textbook.accounts (
    id bigint primary key,
    balance bigint not null check (balance >= 0)
  ) with (fillfactor = 60);
  create table textbook.transfers (
    id text collate "C" primary key,
    at timestamptz not null default now()
  );
  create table textbook.entries (
    id bigint generated always as identity primary key,
    transfer text collate "C" not null references textbook.transfers (id),
    account bigint not null references textbook.accounts (id),
    amount bigint not null,
    balance bigint not null
  );
  create index entries_account on textbook.entries (account, id)`

/**
 * The way a careful engineer writes a ledger first: one database transaction a transfer, rows
 * locked in id order so that nothing deadlocks, double entries with the running balance, and the
 * idempotency key as primary key. Prepared statements, sets instead of a query a row, and nothing
 * but money: no seal, no letters, no limits. A refusal rolls back and is not remembered.
 */
export async function openTextbook(
  url: string,
  accounts: number,
  opening: bigint,
): Promise<Textbook> {
  const db = openDb({ url, max: TEXTBOOK_CONNECTIONS, applicationName: 'textbook' })
  await db.query(TABLES)
  await db.query(
    'insert into textbook.accounts select id, $2::bigint from generate_series(0, $1::int - 1) id',
    [accounts, opening],
  )
  await db.query('vacuum analyze textbook.accounts')
  return { db, transfer: (key, moves) => transfer(db, key, moves), close: db.close }
}

async function transfer(db: Db, key: string, moves: Moved[]): Promise<Outcome> {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    const outcome = await move(client, key, moves)
    await client.query(outcome === 'done' ? 'commit' : 'rollback')
    return outcome
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function move(client: pg.PoolClient, key: string, moves: Moved[]): Promise<Outcome> {
  const claimed = await client.query({
    name: 'claim',
    text: 'insert into textbook.transfers (id) values ($1) on conflict do nothing',
    values: [key],
  })
  // The key was used: the transfer happened, and this is its answer again.
  if (claimed.rowCount === 0) return 'done'
  const touched = [...new Set(moves.flatMap(({ from, to }) => [from, to]))]
  const locked = await client.query<{ id: bigint; balance: bigint }>({
    name: 'lock',
    text: `select id, balance from textbook.accounts
            where id = any($1::bigint[]) order by id for update`,
    values: [touched],
  })
  const balances = new Map(locked.rows.map(({ id, balance }) => [Number(id), balance]))
  const entries: { account: number; amount: bigint; balance: bigint }[] = []
  for (const { from, to, amount } of moves)
    for (const [account, signed] of [
      [from, -amount],
      [to, amount],
    ] as const) {
      const balance = (balances.get(account) ?? 0n) + signed
      if (balance < 0n) return 'refused'
      balances.set(account, balance)
      entries.push({ account, amount: signed, balance })
    }
  await write(client, key, balances, entries)
  return 'done'
}

async function write(
  client: pg.PoolClient,
  key: string,
  balances: Map<number, bigint>,
  entries: { account: number; amount: bigint; balance: bigint }[],
): Promise<void> {
  await client.query({
    name: 'balances',
    text: `update textbook.accounts a set balance = n.balance
             from unnest($1::bigint[], $2::bigint[]) n (id, balance) where a.id = n.id`,
    values: [[...balances.keys()], [...balances.values()]],
  })
  await client.query({
    name: 'entries',
    text: `insert into textbook.entries (transfer, account, amount, balance)
           select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[])`,
    values: [
      key,
      entries.map(({ account }) => account),
      entries.map(({ amount }) => amount),
      entries.map(({ balance }) => balance),
    ],
  })
}
