import type { Ground } from '../platform/index.ts'

const KEPT_DAYS = 90
const DAY_MS = 86_400_000

/** Forgets refusals older than 90 days; until then the same id answers the same refusal. */
export async function forgetRefusals({ db, clock }: Ground): Promise<bigint> {
  const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS)
  const [row] = await db.query<{ forgotten: bigint }>(
    `select ledger.forget_refusals($1) as forgotten`,
    [before],
  )
  return row!.forgotten
}
