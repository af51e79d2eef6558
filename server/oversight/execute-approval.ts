import type { JsonObject } from '@suanpan/contract/json'
import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground } from '../platform/index.ts'
import { recordAct, type Origin } from './acts.ts'
import { getApproval, type Approval } from './approvals.ts'

/** What a verb is given when it runs. */
export type ApprovedWork = {
  payload: JsonObject
  /** What the ids of whatever it makes follow from: a run that is repeated makes the same again. */
  id: string
  maker: string
  approver: string
  approval: string
}

/**
 * What can be approved, each kind with its verb. The verb may be called again with the same `id`,
 * when a process ended between the deed and the note of it; the second call must change nothing.
 */
export type ApprovalKinds = { [kind: string]: (work: ApprovedWork) => Promise<JsonObject> }

export type Execution = {
  approval: string
  /** Runs one that failed again; without it a failure stays. */
  again?: { by: string; origin?: Origin }
}

/**
 * Does what was approved, exactly once, and keeps how it came out. What the verb refuses is an
 * outcome too; anything else it throws is thrown on and leaves the attempt open.
 *
 * Refuses with `not_found` and `approval_not_open {approval, state}` for what cannot be run.
 */
export async function executeApproval(
  ground: Ground,
  kinds: ApprovalKinds,
  { approval: id, again }: Execution,
): Promise<Approval> {
  return transaction(ground.db, async (tx) => {
    // One process at a time; whoever comes second finds the outcome of the first.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [id])
    const approval = await getApproval(tx.query, id, ground.clock.now())
    if (!approval) throw new Refusal('not_found')
    const { state, execution, decision } = approval
    if (state === 'done' || (state === 'failed' && again === undefined)) return approval
    if (decision === null || (state !== 'approved' && state !== 'failed')) {
      throw new Refusal('approval_not_open', { approval: id, state })
    }
    const attempt = (execution?.attempt ?? 0) + 1
    const { outcome, result } = await run(kinds, approval, attempt)
    const at = ground.clock.now()
    await tx.query(
      `insert into oversight.executions (approval, attempt, outcome, result, at)
       values ($1, $2, $3, $4, $5)`,
      [id, attempt, outcome, JSON.stringify(result), at],
    )
    await recordAct(tx, ground, {
      actor: { kind: 'operator', id: again?.by ?? decision.by },
      action: outcome === 'done' ? 'approval.execute' : 'approval.fail',
      subject: id,
      after: { kind: approval.kind, subject: approval.subject, attempt, result },
      ...(again?.origin && { origin: again.origin }),
    })
    return (await getApproval(tx.query, id, at)) ?? approval
  })
}

/** Each attempt has an id of its own, because the books remember what they refused under an id. */
async function run(
  kinds: ApprovalKinds,
  approval: Approval,
  attempt: number,
): Promise<{ outcome: 'done' | 'failed'; result: JsonObject }> {
  const verb = kinds[approval.kind]
  if (!verb) throw new Error(`nobody knows how to do ${approval.kind}`)
  try {
    const result = await verb({
      payload: approval.payload,
      id: `${approval.id}:${attempt}`,
      maker: approval.maker,
      approver: approval.decision?.by ?? '',
      approval: approval.id,
    })
    return { outcome: 'done', result }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'service_unavailable') throw error
    return { outcome: 'failed', result: { ...error.details, code: error.code } }
  }
}
