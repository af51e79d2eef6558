import { openSession, type Session } from '../session.ts'
import type { Db } from '../db.ts'

// Any constant no other lock of the installation uses: "jobs" on a telephone keypad.
const PRESENCE_LOCK = 5_627

/**
 * Makes it known that this process runs jobs, for as long as the session lives. When no other
 * process does, what a killed one had begun is given back at once; graphile-worker alone would wait
 * four hours, and a recurring job with it.
 */
export async function announcePresence(db: Db): Promise<Session> {
  const session = await openSession(db, 'suanpan jobs presence')
  const { client } = session
  try {
    const { rows } = await client.query<{ alone: boolean }>(
      'select pg_try_advisory_lock($1) as alone',
      [PRESENCE_LOCK],
    )
    if (rows[0]?.alone === true) {
      await client.query(
        `select graphile_worker.force_unlock_workers(coalesce(array_agg(locked_by), '{}'))
         from graphile_worker._private_jobs where locked_by is not null`,
      )
    }
    // Shared by all that run jobs; whoever starts meanwhile waits here until the above is done.
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK])
    if (rows[0]?.alone === true) {
      await client.query('select pg_advisory_unlock($1)', [PRESENCE_LOCK])
    }
    return session
  } catch (error) {
    await session.close().catch(() => {})
    throw error
  }
}
