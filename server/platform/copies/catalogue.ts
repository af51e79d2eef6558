import type pg from 'pg'

/** A table whose rows are data: a root of partitions stands for all of them. */
export type Table = { name: string; columns: string[]; partitioned: boolean }

/** A partition made while the installation ran, with its bounds as SQL. */
export type Partition = { name: string; parent: string; bounds: string }

export type Sequence = { name: string; value: string }

export type Catalogue = { tables: Table[]; partitions: Partition[]; sequences: Sequence[] }

/** Filled by the migrations themselves. */
const MADE_BY_MIGRATION = ['platform.migrations', 'graphile_worker.migrations']

/** Everything in the database that holds data, referenced tables before those that refer to them. */
export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const tables = await client.query<Table>(
    `select c.oid::regclass::text as name, c.relkind = 'p' as partitioned,
            (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
               and a.attgenerated = '') as columns
     from pg_class c
     where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
       and c.oid::regclass::text <> all ($1)
     order by name`,
    [MADE_BY_MIGRATION],
  )
  const references = await client.query<{ source: string; target: string }>(
    `select conrelid::regclass::text as source, confrelid::regclass::text as target
     from pg_constraint where contype = 'f' and conrelid <> confrelid`,
  )
  const partitions = await client.query<Partition>(
    `select c.oid::regclass::text as name, i.inhparent::regclass::text as parent,
            pg_get_expr(c.relpartbound, c.oid) as bounds
     from pg_class c join pg_inherits i on i.inhrelid = c.oid
     where c.relispartition and c.relkind = 'r' and ${OURS} order by name`,
  )
  const sequences = await client.query<Sequence>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
     from pg_sequences where last_value is not null order by name`,
  )
  return {
    tables: inOrder(tables.rows, references.rows),
    partitions: partitions.rows,
    sequences: sequences.rows,
  }
}

const OURS = `c.relpersistence = 'p' and c.relnamespace not in (
  select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema', 'pg_toast'))`

/** A table comes after every table that it refers to. */
export function inOrder<T extends { name: string }>(
  tables: T[],
  references: { source: string; target: string }[],
): T[] {
  const waiting = [...tables]
  const ordered: T[] = []
  while (waiting.length > 0) {
    const left = new Set(waiting.map((table) => table.name))
    const next = waiting.findIndex(
      ({ name }) => !references.some(({ source, target }) => source === name && left.has(target)),
    )
    const [table] = waiting.splice(next, 1)
    if (next < 0 || !table)
      throw new Error(`tables that refer to each other: ${[...left].join(', ')}`)
    ordered.push(table)
  }
  return ordered
}
