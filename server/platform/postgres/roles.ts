import pg from 'pg'
import { urlFor } from './secrets.ts'
import type { Secrets } from './secrets.ts'

/** The database of an installation. */
export const DATABASE = 'suanpan'

/**
 * Makes sure of the database and its two roles: `suanpan_owner` owns it and migrates it,
 * `suanpan_app` is who the server is. Does nothing when all is there.
 */
export async function ensureDatabase(port: number, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor('postgres', secrets, port, 'postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select rolname as name from pg_roles where rolname in ('suanpan_owner', 'suanpan_app')
       union all select datname from pg_database where datname = $1`,
      [DATABASE],
    )
    const present = new Set(rows.map((row) => row.name))
    for (const role of ['suanpan_owner', 'suanpan_app'] as const) {
      if (!present.has(role))
        await client.query(`create role ${role} login password '${secrets[role]}'`)
    }
    if (!present.has(DATABASE))
      await client.query(`create database ${DATABASE} owner suanpan_owner`)
    await client.query(`revoke all on database ${DATABASE} from public`)
    await client.query(`grant connect, temporary on database ${DATABASE} to suanpan_app`)
  } finally {
    await client.end()
  }
}
