import { Refusal } from '@suanpan/contract/refusals'
import type { RealNameClass } from '@suanpan/contract/safety-words'
import { newId } from '@suanpan/kernel/ids'
import { businessDate } from '@suanpan/kernel/time'
import { attachFiles, looseFiles, transaction, type Ground } from '../../platform/index.ts'
import { birthdayOf, isOldEnough, normalIdNumber } from './id-number.ts'
import { concludeCheck } from './real-name-conclude.ts'
import type { ProviderVerdict, RealNameProvider, Submission } from './real-name-provider.ts'

export const CHECKS_TABLE = 'parties.real_name_checks'
const CLASSES: readonly RealNameClass[] = ['unverified', 'I', 'II', 'III']
const SLOW_MS = 30_000
const PENDING_PER_RUN = 200

export type WantedClass = 'I' | 'II' | 'III'
export type CheckState = 'pending' | 'review' | 'passed' | 'failed'

/** An attempt to be verified, with how it stands or ended. */
export type RealNameCheck = {
  id: string
  wanted: WantedClass
  state: CheckState
  reason: string | null
  askedAt: Date
  endedAt: Date | null
}

/** The class of a person and their attempts, newest first. */
export async function realNameOf(
  { db }: Pick<Ground, 'db'>,
  person: string,
): Promise<{ class: RealNameClass; verifiedAt: Date | null; checks: RealNameCheck[] }> {
  const [[known], checks] = await Promise.all([
    db.query<{ class: RealNameClass; verifiedAt: Date }>(
      'select class, verified_at as "verifiedAt" from parties.real_names where person = $1',
      [person],
    ),
    db.query<RealNameCheck>(
      `select id, wanted, state, reason, asked_at as "askedAt", ended_at as "endedAt"
       from parties.real_name_checks where person = $1 order by id desc limit 20`,
      [person],
    ),
  ])
  return { class: known?.class ?? 'unverified', verifiedAt: known?.verifiedAt ?? null, checks }
}

/**
 * Hands in a name and an id number for a class. Class I takes both, class II a bank card and its
 * phone too; class III evidence in words or files, and it is always looked at by a human. The answer may
 * come later.
 *
 * Refuses with `id_number_invalid`, `guardian_needed`, `card_needed`, `evidence_needed` (class III),
 * `real_name_known {class}`, `file_not_found {file}` and `real_name_pending`.
 */
export async function verifyRealName(
  ground: Ground,
  provider: RealNameProvider,
  { person, wanted, files = [], ...given }: Wish,
): Promise<RealNameCheck> {
  const { clock, config } = ground
  const now = clock.now()
  const idNumber = normalIdNumber(given.idNumber)
  if (idNumber === undefined) throw new Refusal('id_number_invalid')
  if (!isOldEnough(idNumber, businessDate(now, config.zone))) throw new Refusal('guardian_needed')
  if (wanted !== 'I' && given.card === undefined)
    throw new Refusal('card_needed', { class: wanted })
  if (wanted === 'III' && given.evidence === undefined && files.length === 0) {
    throw new Refusal('evidence_needed')
  }
  const { class: known } = await realNameOf(ground, person)
  if (CLASSES.indexOf(known) >= CLASSES.indexOf(wanted)) {
    throw new Refusal('real_name_known', { class: known })
  }
  const submission = { ...given, idNumber }
  const check = newId('rnc', now)
  await attachFiles(ground, { owner: person, files, subject: check })
  const row = { check, person, wanted, provider: provider.name, submission }
  await openCheck(ground, row).catch(async (error: unknown) => {
    await looseFiles(ground, check)
    throw error
  })
  const verdict = forClass(wanted, await provider.check(submission, { times: 0 }))
  await concludeCheck(ground, { check, submission, verdict, by: provider.name })
  return findCheck(ground, check)
}

type Wish = { person: string; wanted: WantedClass; files?: readonly string[] } & Submission

/** Nobody has class III by a machine's word alone. */
function forClass(wanted: string, verdict: ProviderVerdict): ProviderVerdict {
  return verdict.outcome === 'passed' && wanted === 'III' ? { outcome: 'review' } : verdict
}

/** What waits for a human, the oldest first. */
export async function listReviews(
  { db }: Ground,
  { after, limit }: { after?: { askedAt: Date; id: string }; limit: number },
): Promise<(RealNameCheck & { person: string })[]> {
  return db.query<RealNameCheck & { person: string }>(
    `select id, person, wanted, state, reason, asked_at as "askedAt", ended_at as "endedAt"
     from parties.real_name_checks
     where state = 'review' and ($1::timestamptz is null or (asked_at, id) > ($1, $2::text))
     order by asked_at, id limit $3`,
    [after?.askedAt ?? null, after?.id ?? '', limit],
  )
}

/** Asks the provider again about what it had no answer to; recurring work. */
export async function askPendingRealNames(
  ground: Ground,
  provider: RealNameProvider,
): Promise<number> {
  const before = new Date(ground.clock.now().getTime() - SLOW_MS)
  const pending = await ground.db.query<{ id: string; wanted: string }>(
    `select id, wanted from parties.real_name_checks
     where state = 'pending' and asked_at <= $1 order by id limit ${PENDING_PER_RUN}`,
    [before],
  )
  for (const { id: check, wanted } of pending) {
    const submission = await submissionOf(ground, check)
    if (submission === undefined) continue
    const verdict = forClass(wanted, await provider.check(submission, { times: 1 }))
    await concludeCheck(ground, { check, submission, verdict, by: provider.name })
  }
  return pending.length
}

/**
 * A human's answer to what waits for one.
 *
 * Refuses with `real_name_check_not_open {check}`.
 */
export async function decideRealName(
  ground: Ground,
  { check, passed, by }: { check: string; passed: boolean; by: string },
): Promise<RealNameCheck> {
  const found = await findCheck(ground, check)
  const submission = await submissionOf(ground, check)
  if (found.state !== 'review' || submission === undefined) {
    throw new Refusal('real_name_check_not_open', { check })
  }
  const verdict = passed
    ? { outcome: 'passed' as const }
    : { outcome: 'failed' as const, reason: 'not_matching' as const }
  await concludeCheck(ground, { check, submission, verdict, by })
  return findCheck(ground, check)
}

async function openCheck(
  ground: Ground,
  row: {
    check: string
    person: string
    wanted: WantedClass
    provider: string
    submission: Submission
  },
): Promise<void> {
  const { crypter, clock } = ground
  const { check, person, wanted, provider, submission } = row
  const key = crypter.newKey({ table: CHECKS_TABLE, row: check })
  const place = { table: CHECKS_TABLE, column: 'submission', row: check }
  const sealed = crypter.encrypt(key, place, JSON.stringify(submission))
  const opened = await transaction(ground.db, ({ query }) =>
    query(
      `insert into parties.real_name_checks
         (id, person, wanted, state, provider, asked_at, key, submission_sealed)
       values ($1, $2, $3, 'pending', $4, $5, $6, $7) on conflict do nothing returning 1`,
      [check, person, wanted, provider, clock.now(), key, sealed],
    ),
  )
  if (opened.length === 0) throw new Refusal('real_name_pending')
}

/** What was handed in, until it was decided. */
export async function submissionOf(ground: Ground, check: string): Promise<Submission | undefined> {
  const [row] = await ground.db.query<{ key: Buffer | null; sealed: Buffer | null }>(
    'select key, submission_sealed as sealed from parties.real_name_checks where id = $1',
    [check],
  )
  if (!row?.key || !row.sealed) return undefined
  const place = { table: CHECKS_TABLE, column: 'submission', row: check }
  return JSON.parse(ground.crypter.decrypt(row.key, place, row.sealed)) as Submission
}

async function findCheck({ db }: Ground, check: string): Promise<RealNameCheck> {
  const [found] = await db.query<RealNameCheck>(
    `select id, wanted, state, reason, asked_at as "askedAt", ended_at as "endedAt"
     from parties.real_name_checks where id = $1`,
    [check],
  )
  if (!found) throw new Refusal('real_name_check_not_open', { check })
  return found
}

/** The name that was verified for a person; undefined while none was. */
export async function verifiedNameOf(ground: Ground, person: string): Promise<string | undefined> {
  return verified(ground, person, 'name')
}

/** `YYYY-MM-DD` of the id number that was verified for a person; undefined while none was. */
export async function verifiedBirthdayOf(
  ground: Ground,
  person: string,
): Promise<string | undefined> {
  const number = await verified(ground, person, 'id_number')
  return number === undefined ? undefined : birthdayOf(number)
}

async function verified(
  { db, crypter }: Ground,
  person: string,
  column: 'name' | 'id_number',
): Promise<string | undefined> {
  const [row] = await db.query<{ key: Buffer | null; sealed: Buffer | null }>(
    `select key, ${column}_sealed as sealed from parties.real_names where person = $1`,
    [person],
  )
  if (!row?.key || !row.sealed) return undefined
  const place = { table: 'parties.real_names', column, row: person }
  return crypter.decrypt(row.key, place, row.sealed)
}
