import type { Posted } from '@suanpan/kernel/posting'
import type { Query } from '../../platform/index.ts'

/** Rows of other rooms travel with a posting; each table has one set-based statement for a whole batch. */
export type RowWriter = {
  table: string
  write(query: Query, rows: readonly TravellingRow[]): Promise<void>
}

export type TravellingRow = { row: Record<string, unknown>; posted: Posted }

/** A column takes what the row says under its name, or what the verdict decided. */
export type Column = string | { type: string; from(posted: Posted): unknown }

/** What the poster stamps on a posting. */
export const stamped = {
  seq: { type: 'int8', from: ({ seq }) => seq },
  bookedAt: { type: 'timestamptz', from: ({ bookedAt }) => bookedAt },
} as const satisfies Record<string, Column>

/** A writer that inserts by column, all rows of a batch in one statement. */
export function insertInto(table: string, columns: Record<string, Column>): RowWriter {
  const all = Object.entries(columns).map(([name, column]) =>
    typeof column === 'string' ? { name, type: column } : { name, ...column },
  )
  const text = `
    insert into ${table} (${all.map(({ name }) => name).join(', ')})
    select * from unnest(${all.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')})`
  return {
    table,
    async write(query, rows) {
      const values = all.map((column) =>
        rows.map(({ row, posted }) =>
          'from' in column ? column.from(posted) : cell(row[column.name], column.type),
        ),
      )
      await query({ name: `ledger.rows.${table}`, text, values })
    },
  }
}

function cell(value: unknown, type: string): unknown {
  if (value === undefined || value === null) return null
  return type === 'jsonb' ? JSON.stringify(value) : value
}
