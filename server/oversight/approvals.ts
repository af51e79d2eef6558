import type { JsonObject } from '@suanpan/contract/json'
import type { Query } from '../platform/index.ts'

/** `withdrawn`: whoever asked took it back before anybody decided. */
export type Verdict = 'approved' | 'rejected' | 'withdrawn'
/** `approved` is one whose execution has not come out yet. */
export type ApprovalState =
  'waiting' | 'expired' | 'withdrawn' | 'rejected' | 'approved' | 'done' | 'failed'

/** What one operator wants to be done and another has to agree to. */
export type Approval = {
  id: string
  kind: string
  subject: string
  payload: JsonObject
  summary: { zh: string; en: string }
  before: JsonObject | null
  after: JsonObject | null
  reason: string
  maker: string
  madeAt: Date
  expiresAt: Date
  state: ApprovalState
  decision: {
    verdict: Verdict
    by: string
    reason: string
    /** What the one concerned is told of a rejection. */
    category: string | null
    at: Date
  } | null
  /** The latest attempt to do it. */
  execution: { attempt: number; outcome: 'done' | 'failed'; result: JsonObject; at: Date } | null
}

type ApprovalRow = {
  id: string
  kind: string
  subject: string
  payload: JsonObject
  summary_zh: string
  summary_en: string
  before: JsonObject | null
  after: JsonObject | null
  reason: string
  maker: string
  made_at: Date
  expires_at: Date
  state: ApprovalState
  verdict: Verdict | null
  decided_by: string | null
  decision_reason: string | null
  category: string | null
  decided_at: Date | null
  attempt: number | null
  outcome: 'done' | 'failed' | null
  result: JsonObject | null
  executed_at: Date | null
}

export type ApprovalFilter = {
  states?: readonly ApprovalState[]
  kind?: string
  subject?: string
  maker?: string
  /** All but those this operator asked for: what they may decide. */
  notMaker?: string
  /** Only approvals older than this one. */
  before?: string
  limit: number
}

/** An approval by id, as it stands at the instant. */
export async function getApproval(
  query: Query,
  id: string,
  at: Date,
): Promise<Approval | undefined> {
  const [row] = await query<ApprovalRow>(`${ALL} select * from stand where id = $2`, [at, id])
  return row && approvalOf(row)
}

/** Newest first, as they stand at the instant. */
export async function listApprovals(
  query: Query,
  at: Date,
  filter: ApprovalFilter,
): Promise<Approval[]> {
  const where: string[] = []
  const values: unknown[] = [at]
  const bind = (value: unknown): string => `$${values.push(value)}`
  if (filter.states !== undefined) where.push(`state = any(${bind(filter.states)})`)
  if (filter.kind !== undefined) where.push(`kind = ${bind(filter.kind)}`)
  if (filter.subject !== undefined) where.push(`subject = ${bind(filter.subject)}`)
  if (filter.maker !== undefined) where.push(`maker = ${bind(filter.maker)}`)
  if (filter.notMaker !== undefined) where.push(`maker <> ${bind(filter.notMaker)}`)
  if (filter.before !== undefined) where.push(`id < ${bind(filter.before)}`)
  const rows = await query<ApprovalRow>(
    `${ALL} select * from stand ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by id desc limit ${bind(filter.limit)}`,
    values,
  )
  return rows.map(approvalOf)
}

/** Approvals with their decision and the latest execution; $1 is the instant that tells what expired. */
const ALL = `with stand as (
  select a.id, a.kind, a.subject, a.payload, a.summary_zh, a.summary_en, a.before, a.after, a.reason,
    a.maker, a.made_at, a.expires_at, d.verdict, d.by as decided_by, d.reason as decision_reason,
    d.category, d.at as decided_at, e.attempt, e.outcome, e.result, e.at as executed_at,
    case when d.verdict in ('rejected', 'withdrawn') then d.verdict when e.outcome is not null then e.outcome
      when d.verdict is not null then d.verdict when a.expires_at <= $1 then 'expired'
      else 'waiting' end as state
  from oversight.approvals a
  left join oversight.decisions d on d.approval = a.id
  left join lateral (select attempt, outcome, result, at from oversight.executions
    where approval = a.id order by attempt desc limit 1) e on true)`

function approvalOf(row: ApprovalRow): Approval {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    payload: row.payload,
    summary: { zh: row.summary_zh, en: row.summary_en },
    before: row.before,
    after: row.after,
    reason: row.reason,
    maker: row.maker,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    state: row.state,
    decision:
      row.verdict === null || row.decided_at === null
        ? null
        : {
            verdict: row.verdict,
            by: row.decided_by ?? '',
            reason: row.decision_reason ?? '',
            category: row.category,
            at: row.decided_at,
          },
    execution:
      row.outcome === null || row.executed_at === null
        ? null
        : {
            attempt: row.attempt ?? 0,
            outcome: row.outcome,
            result: row.result ?? {},
            at: row.executed_at,
          },
  }
}
