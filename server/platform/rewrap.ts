import type { Crypter } from './crypto.ts'
import type { Db } from './db.ts'

const RECORDS_A_ROUND = 500

/** Where a room keeps the wrapped keys of its records: a bytea column, null once shredded. */
export type KeyColumn = { table: string; id: string; key: string }

/**
 * Wraps every record's key anew that an older version of the installation's key wraps. The records
 * themselves are not touched, and a key dropped meanwhile stays dropped. When it returns 0, the old
 * version may be taken out of the configuration: nothing needs it any more.
 *
 * @returns how many keys were wrapped anew
 */
export async function rewrapKeys(
  { db, crypter }: { db: Db; crypter: Crypter },
  columns: KeyColumn[],
): Promise<number> {
  let rewrapped = 0
  for (const column of columns) {
    let after = ''
    for (;;) {
      const rows = await outdated(db, column, { version: crypter.version, after })
      if (rows.length === 0) break
      rewrapped += await save(db, column, rows, crypter)
      after = rows.at(-1)?.id ?? after
    }
  }
  return rewrapped
}

type KeyRow = { id: string; key: Buffer }

async function outdated(
  db: Db,
  { table, id, key }: KeyColumn,
  { version, after }: { version: number; after: string },
): Promise<KeyRow[]> {
  return db.query<KeyRow>(
    `select ${id} as id, ${key} as key from ${table}
     where ${id} > $1 and get_byte(${key}, 1) * 256 + get_byte(${key}, 2) <> $2
     order by ${id} limit $3`,
    [after, version, RECORDS_A_ROUND],
  )
}

async function save(
  db: Db,
  { table, id, key }: KeyColumn,
  rows: KeyRow[],
  crypter: Crypter,
): Promise<number> {
  const saved = await db.query(
    `update ${table} t set ${key} = n.wrapped
     from unnest($1::text[], $2::bytea[], $3::bytea[]) as n (id, was, wrapped)
     where t.${id} = n.id and t.${key} = n.was
     returning 1`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.key),
      rows.map((row) => crypter.rewrap(row.key, { table, row: row.id })),
    ],
  )
  return saved.length
}
