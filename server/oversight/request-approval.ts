import type { JsonObject } from '@suanpan/contract/json'
import { canonicalJson } from '@suanpan/kernel/canonical'
import { newId } from '@suanpan/kernel/ids'
import type { Ground, Tx } from '../platform/index.ts'
import { recordAct, type Actor, type Origin } from './acts.ts'
import { getApproval, listApprovals, type Approval } from './approvals.ts'

const APPROVAL_TTL_DAYS = 7
const DAY_MS = 86_400_000
const OPEN_MAX = 100

export type ApprovalRequest = {
  /** Chosen by a caller whose request may come again; the same id is asked for once. */
  id?: string
  /** One of those the door knows how to run: `freeze.lift`. */
  kind: string
  /** The id of what it is about. */
  subject: string
  /** What the verb needs; by ids, nothing personal. */
  payload: JsonObject
  summary: { zh: string; en: string }
  /** What would change, as it is and as it would be. */
  before?: JsonObject
  after?: JsonObject
  reason: string
  /** Who asks: an operator, unless `byKind` says otherwise. */
  by: string
  byKind?: Actor['kind']
  /** After seven days, unless it says otherwise. */
  expiresAt?: Date
  origin?: Origin
}

/**
 * Asks for the approval of another operator. Nothing is done until one agrees; once it
 * has expired nobody can any more. Who asks for the same thing again while it waits gets the one that waits.
 */
export async function requestApproval(
  tx: Pick<Tx, 'query'>,
  ground: Pick<Ground, 'clock'>,
  wanted: ApprovalRequest,
): Promise<Approval> {
  const at = ground.clock.now()
  // Two who ask for the same at once take turns, and the second finds the first.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `approval ${wanted.kind} ${wanted.subject}`,
  ])
  const known =
    wanted.id === undefined
      ? await sameThatWaits(tx, at, wanted)
      : await getApproval(tx.query, wanted.id, at)
  if (known) return known
  const id = wanted.id ?? newId('apr', at)
  await insert(tx, { ...wanted, id, at })
  await recordAct(tx, ground, {
    actor: { kind: wanted.byKind ?? 'operator', id: wanted.by },
    action: 'approval.request',
    subject: id,
    after: { kind: wanted.kind, subject: wanted.subject },
    reason: wanted.reason,
    ...(wanted.origin && { origin: wanted.origin }),
  })
  const made = await getApproval(tx.query, id, at)
  if (!made) throw new Error(`approval ${id} is gone right after it was asked for`)
  return made
}

async function sameThatWaits(
  tx: Pick<Tx, 'query'>,
  at: Date,
  { kind, subject, payload }: ApprovalRequest,
): Promise<Approval | undefined> {
  const filter = { states: ['waiting' as const], kind, subject, limit: OPEN_MAX }
  const waiting = await listApprovals(tx.query, at, filter)
  const wanted = canonicalJson(payload)
  return waiting.find((each) => canonicalJson(each.payload) === wanted)
}

async function insert(
  tx: Pick<Tx, 'query'>,
  { id, at, ...wanted }: ApprovalRequest & { id: string; at: Date },
): Promise<void> {
  const json = (value: JsonObject | undefined): string | null =>
    value === undefined ? null : JSON.stringify(value)
  await tx.query(
    `insert into oversight.approvals (id, kind, subject, payload, summary_zh, summary_en, before,
       after, reason, maker, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      wanted.kind,
      wanted.subject,
      json(wanted.payload),
      wanted.summary.zh,
      wanted.summary.en,
      json(wanted.before),
      json(wanted.after),
      wanted.reason,
      wanted.by,
      at,
      wanted.expiresAt ?? new Date(at.getTime() + APPROVAL_TTL_DAYS * DAY_MS),
    ],
  )
}
