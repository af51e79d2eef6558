import type { Db } from './db.ts'
import { knownMigrations } from './schema/migrate.ts'

/** Why the server should not be given requests, in words; ready when there is nothing to say. */
export type Readiness = { ready: boolean; reasons: string[] }

/** Whether this process works at all; it says nothing about the database. */
export function liveness(): { alive: true } {
  return { alive: true }
}

/** Whether requests can be answered: the database is reachable and every migration is applied. */
export async function readiness(db: Db): Promise<Readiness> {
  try {
    const rows = await db.query<{ name: string }>('select name from platform.migrations')
    const applied = new Set(rows.map((row) => row.name))
    const missing = knownMigrations().filter((name) => !applied.has(name))
    return {
      ready: missing.length === 0,
      reasons: missing.map((name) => `migration not applied: ${name}`),
    }
  } catch {
    // The reason goes to the log of whoever asks often; a probe needs one word.
    return { ready: false, reasons: ['database unreachable'] }
  }
}
