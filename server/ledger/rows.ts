import type { Posted } from '@suanpan/kernel/posting'
import type { Query } from '../platform/index.ts'

/** Rows of other rooms travel with a posting; each table has one set-based statement for a whole batch. */
export type RowWriter = {
  table: string
  write(query: Query, rows: readonly TravellingRow[]): Promise<void>
}

export type TravellingRow = { row: Record<string, unknown>; posted: Posted }

/**
 * A writer that inserts by column: the type of each column, or `seq`, `booked_at` and
 * `business_date` for what the poster stamped on the posting.
 */
export function insertInto(table: string, columns: Record<string, string>): RowWriter {
  const names = Object.keys(columns)
  const stamped: Record<string, string> = {
    seq: 'int8',
    booked_at: 'timestamptz',
    business_date: 'date',
  }
  const types = names.map((name) => stamped[columns[name]!] ?? columns[name]!)
  const text = `
    insert into ${table} (${names.join(', ')})
    select * from unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})`
  return {
    table,
    async write(query, rows) {
      const values = names.map((name) => rows.map((each) => cell(each, name, columns[name]!)))
      await query({ name: `ledger.rows.${table}`, text, values })
    },
  }
}

function cell({ row, posted }: TravellingRow, name: string, type: string): unknown {
  if (type === 'seq') return posted.seq
  if (type === 'booked_at') return posted.bookedAt
  if (type === 'business_date') return posted.businessDate
  const value = row[name]
  if (value === undefined || value === null) return null
  return type === 'jsonb' ? JSON.stringify(value) : value
}
