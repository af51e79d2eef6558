import { Refusal } from '@suanpan/contract/refusals'
import {
  filesOf,
  getFile,
  shredFiles,
  transaction,
  type Ground,
  type Query,
  type StoredFile,
} from '../../platform/index.ts'

const DAY_MS = 86_400_000

/** The files that stand beside attempts to be verified, by attempt; erased ones are not there. */
export function evidenceOf(
  { db }: Pick<Ground, 'db'>,
  checks: readonly string[],
): Promise<Map<string, StoredFile[]>> {
  return filesOf(db, checks)
}

/**
 * A file of an attempt, for whoever reviews it or has to look at it again.
 *
 * Refuses with `file_not_found {file}`, also where the attempt is another or somebody else's.
 */
export async function evidenceFile(
  { db }: Pick<Ground, 'db'>,
  { person, check, file: id }: { person: string; check: string; file: string },
): Promise<StoredFile> {
  const [found] = await db.query<{ person: string }>(
    'select person from parties.real_name_checks where id = $1',
    [check],
  )
  const file = await getFile(db, id)
  if (found?.person !== person || file?.subject !== check) {
    throw new Refusal('file_not_found', { file: id })
  }
  return file
}

/** What becomes of the files when an attempt ends: erased at once, or kept for as long as is configured. */
export async function endEvidence(
  query: Query,
  { check, state, at, days }: { check: string; state: 'passed' | 'failed'; at: Date; days: number },
): Promise<void> {
  if (state !== 'passed' || days === 0) return shredFiles(query, [check])
  await query(`update parties.real_name_checks set evidence_until = $2 where id = $1`, [
    check,
    new Date(at.getTime() + days * DAY_MS),
  ])
}

/** Erases the files whose time is over. Recurring work. */
export async function shredEvidence({ db, clock }: Ground): Promise<number> {
  return transaction(db, async ({ query }) => {
    const due = await query<{ id: string }>(
      `update parties.real_name_checks set evidence_until = null
       where evidence_until <= $1 returning id`,
      [clock.now()],
    )
    await shredFiles(
      query,
      due.map(({ id }) => id),
    )
    return due.length
  })
}

/** Erases what these people ever handed in, with everything else that says who they were. */
export async function shredEvidenceOf(query: Query, people: readonly string[]): Promise<void> {
  const checks = await query<{ id: string }>(
    `update parties.real_name_checks set evidence_until = null
     where person = any($1) returning id`,
    [people],
  )
  await shredFiles(
    query,
    checks.map(({ id }) => id),
  )
}
