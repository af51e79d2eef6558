import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { connectionOptions } from '../db.ts'

/**
 * Installs the tables of graphile-worker as the owner and opens them to the server's role: the
 * library guards them with row level security that knows only their owner.
 */
export async function installJobs(options: {
  url: string
  owner: string
  app: string
}): Promise<void> {
  const pool = new pg.Pool({
    ...connectionOptions({ url: options.url, asRole: options.owner }),
    max: 1,
  })
  // A lost connection also fails the statement that runs; the library asks for both listeners.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) })
    if (options.app !== options.owner) await open(pool, options.app)
  } finally {
    await pool.end()
  }
}

async function open(pool: pg.Pool, app: string): Promise<void> {
  const role = pg.escapeIdentifier(app)
  await pool.query(`
    grant usage on schema graphile_worker to ${role};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${role};
    grant usage, select on all sequences in schema graphile_worker to ${role};
    grant execute on all functions in schema graphile_worker to ${role}`)
  const { rows } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_class c
     where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = $1)`,
    [app],
  )
  for (const { name } of rows) {
    await pool.query(`create policy ${role} on ${name} to ${role} using (true) with check (true)`)
  }
}
