import { transaction, type Db } from '../platform/index.ts'
import type { Purchase } from './file/purchases.ts'
import { clearStage } from './runs.ts'

const INSERT_ROWS = 5_000

export type Stage = {
  add(purchases: readonly Purchase[]): Promise<void>
  /** Writes what is left. */
  end(): Promise<void>
}

/** Takes the purchases of a run into the staging table, thousands in one statement. */
export async function openStage(db: Db, run: string): Promise<Stage> {
  await clearStage(db, run)
  let waiting: Purchase[] = []
  const flush = async (): Promise<void> => {
    const rows = waiting
    waiting = []
    if (rows.length > 0) await insertRows(db, run, rows)
  }
  return {
    async add(purchases) {
      for (const purchase of purchases) {
        waiting.push(purchase)
        if (waiting.length >= INSERT_ROWS) await flush()
      }
    },
    end: flush,
  }
}

/** The table is unlogged: after a crash of the database it is empty, and the file must be read again. */
export async function isStaged(db: Db, run: string, purchases: bigint): Promise<boolean> {
  const [row] = await db.query<{ count: bigint }>(
    'select count(*) from import.rows where run = $1',
    [run],
  )
  return row?.count === purchases
}

/** Lets the planner know of what was written in bulk; without it it plans for empty tables. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.query('select import.refresh_statistics()')
}

/** How much a person tops up before a purchase: whole steps, as soon as what they spent needs one more. */
export const TOP_UP = `
  ((spent + $2 - 1) / $2 - (spent - amount + $2 - 1) / $2) * $2`
export const SPENT = `
  (sum(r.amount) over (partition by r.person order by r.at, r.line))::int8 as spent`

export type StagedTotals = {
  amount: bigint
  people: bigint
  merchants: bigint
  /** Purchases for nothing: there is nothing to pay. */
  free: bigint
  topUps: bigint
  topUpAmount: bigint
  first: Date
  last: Date
}

/** @param step whole steps in which people top up, in minor units */
export async function stagedTotals(
  db: Db,
  run: string,
  step: bigint,
): Promise<StagedTotals | undefined> {
  const [row] = await db.query<StagedTotals>(
    `select sum(amount)::int8 as amount, count(distinct person) as people,
       count(distinct merchant) as merchants, count(*) filter (where amount = 0) as free,
       count(*) filter (where top_up > 0) as "topUps", sum(top_up)::int8 as "topUpAmount",
       min(at) as first, max(at) as last
     from (
       select *, ${TOP_UP} as top_up
       from (select r.*, ${SPENT} from import.rows r where r.run = $1) as spending
     ) as purchases
     having count(*) > 0`,
    [run, step],
  )
  return row
}

/**
 * Reads a query page by page from a cursor that outlives its transaction: the server sorts once and
 * keeps the result in a file of its own, memory stays flat, and no snapshot is held open that would
 * keep the books' dead rows from being cleaned up while the import posts for minutes.
 */
export async function* readHeld<R>(
  db: Db,
  query: { text: string; values: unknown[]; pageRows: number },
): AsyncGenerator<R[]> {
  const client = await db.pool.connect()
  try {
    // The parameters of a declared cursor are fixed when it is declared.
    await client.query({
      text: `declare import_rows cursor with hold for ${query.text}`,
      values: query.values,
    })
    for (;;) {
      const { rows } = await client.query(`fetch ${query.pageRows} from import_rows`)
      // The row's shape is promised by the caller, who wrote the SQL next to its type.
      if (rows.length > 0) yield rows as R[]
      if (rows.length < query.pageRows) return
    }
  } finally {
    await client.query('close import_rows').then(
      () => client.release(),
      () => client.release(true),
    )
  }
}

function insertRows(db: Db, run: string, rows: Purchase[]): Promise<void> {
  return transaction(db, async ({ query }) => {
    await query({
      name: 'import.stage',
      text: `insert into import.rows (run, line, at, person, merchant, category, amount, items)
             select $1, * from unnest($2::int8[], $3::timestamptz[], $4::text[], $5::text[],
               $6::text[], $7::int8[], $8::jsonb[])`,
      values: [
        run,
        rows.map((row) => row.line),
        rows.map((row) => row.at),
        rows.map((row) => row.person),
        rows.map((row) => row.merchant),
        rows.map((row) => row.category),
        rows.map((row) => row.amount),
        rows.map((row) => (row.items.length === 0 ? null : itemsToJson(row.items))),
      ],
    })
  })
}

function itemsToJson(items: Purchase['items']): string {
  return JSON.stringify(items.map((item) => ({ ...item, amount: item.amount.toString() })))
}
