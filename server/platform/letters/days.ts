import type { Ground } from '../ground.ts'

const DAYS_AHEAD = 7
const DAYS_KEPT = 30
const DAY_MS = 86_400_000

/**
 * Prepares the letters' days of the coming week, notes the days that every cursor has passed, and
 * drops those that were passed 30 days ago. Days of letters are UTC days.
 */
export async function keepLetterDays({
  db,
  clock,
}: Pick<Ground, 'db' | 'clock'>): Promise<{ made: number; dropped: number }> {
  const today = clock.now()
  const [made] = await db.query<{ days: number }>(
    'select platform.ensure_letter_days($1, $2) as days',
    [dayOf(today, -1), dayOf(today, DAYS_AHEAD)],
  )
  await db.query(
    `update platform.letter_days d set passed_on = $1
     where d.passed_on is null and d.day < $1 and not exists (
       select from platform.letters l
       where l.day = d.day and l.seq > (select min(cursor) from platform.subscribers))`,
    [dayOf(today, 0)],
  )
  const [dropped] = await db.query<{ days: number }>(
    'select platform.drop_letter_days($1) as days',
    [dayOf(today, -DAYS_KEPT)],
  )
  return { made: made?.days ?? 0, dropped: dropped?.days ?? 0 }
}

function dayOf(at: Date, plusDays: number): string {
  return new Date(at.getTime() + plusDays * DAY_MS).toISOString().slice(0, 10)
}
