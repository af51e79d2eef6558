import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { endEvidence } from '../evidence/evidence.ts'
import { figuresOf } from './figures.ts'
import type { ProviderVerdict, Submission } from './real-name-provider.ts'

const REAL_NAMES_TABLE = 'parties.real_names'

type Conclusion = { check: string; submission: Submission; verdict: ProviderVerdict; by: string }

/**
 * Writes down how an attempt came out. One id number serves so many people and no more, and a
 * person's number never changes to another. What was handed in is dropped as soon as the attempt
 * has ended, files of one that passed after the configured time. Sends `real_name.verified`.
 */
export async function concludeCheck(ground: Ground, conclusion: Conclusion): Promise<void> {
  const { check, verdict, by } = conclusion
  const figures = await figuresOf(ground)
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    const [open] = await tx.query<{ person: string; wanted: string }>(
      `select person, wanted from parties.real_name_checks
       where id = $1 and ended_at is null for update`,
      [check],
    )
    if (!open) return
    if (verdict.outcome === 'pending') return
    if (verdict.outcome === 'review') {
      await tx.query(`update parties.real_name_checks set state = 'review' where id = $1`, [check])
      return
    }
    const max = figures.any('people_per_id_number')
    const problem =
      verdict.outcome === 'failed'
        ? verdict.reason
        : await admit(tx, ground, { ...conclusion, ...open, max, at })
    const state = problem === undefined ? 'passed' : 'failed'
    await tx.query(
      `update parties.real_name_checks
       set state = $2, reason = $3, ended_at = $4, ended_by = $5, key = null, submission_sealed = null
       where id = $1`,
      [check, state, problem ?? null, at, by],
    )
    const days = ground.config.evidenceDays
    await endEvidence(tx.query, { check, state, at, days })
  })
}

/** @returns why not, or undefined when the person has the class now */
async function admit(
  tx: Tx,
  { crypter }: Ground,
  row: Conclusion & { person: string; wanted: string; max: bigint; at: Date },
): Promise<string | undefined> {
  const { person, wanted, submission, max, at, by } = row
  const index = crypter.blindIndex('person.id_number', submission.idNumber)
  // Two people with one number take turns.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [index.toString('hex')])
  const [own] = await tx.query<{ same: boolean | null }>(
    'select id_number_index = $2 as same from parties.real_names where person = $1',
    [person, index],
  )
  if (own?.same === false) return 'other_identity'
  const [others] = await tx.query<{ count: bigint }>(
    'select count(*) from parties.real_names where id_number_index = $1 and person <> $2',
    [index, person],
  )
  if ((others?.count ?? 0n) >= max) return 'id_number_taken'
  const key = crypter.newKey({ table: REAL_NAMES_TABLE, row: person })
  const seal = (column: string, text: string): Buffer =>
    crypter.encrypt(key, { table: REAL_NAMES_TABLE, column, row: person }, text)
  await tx.query(
    `insert into parties.real_names
       (person, class, provider, verified_at, key, name_sealed, id_number_sealed, id_number_index)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (person) do update set class = excluded.class, provider = excluded.provider,
       verified_at = excluded.verified_at, key = excluded.key, name_sealed = excluded.name_sealed,
       id_number_sealed = excluded.id_number_sealed, id_number_index = excluded.id_number_index`,
    [
      person,
      wanted,
      by,
      at,
      key,
      seal('name', submission.name),
      seal('id_number', submission.idNumber),
      index,
    ],
  )
  tx.emit({
    id: derivedId('ltr', row.check, 'real_name.verified'),
    type: 'real_name.verified',
    party: person,
    at,
    body: { person, class: wanted, verifiedAt: at.toISOString() },
  })
  return undefined
}
