import type { Ground } from '../platform/index.ts'

/** Marks one notice as read: the one that a person opened. */
export async function markOneRead(
  { db, clock }: Ground,
  { person, seq }: { person: string; seq: bigint },
): Promise<void> {
  await db.query({
    name: 'notices.mark_one_read',
    text: `update notices.notices set read_at = $3
           where person = $1 and seq = $2 and read_at is null`,
    values: [person, seq, clock.now()],
  })
}
