import { Refusal } from '@suanpan/contract/refusals'
import type { Role } from '@suanpan/contract/routes/define'
import { transaction, type Ground } from '../platform/index.ts'
import { recordAct, type Origin } from './acts.ts'
import { getApproval, type Approval } from './approvals.ts'

export const EXECUTE_JOB = 'oversight:execute'
/** The one who decided runs it right away; the job comes only where that one did not live to. */
const JOB_AFTER_MS = 15_000

export type Decision = {
  approval: string
  verdict: 'approved' | 'rejected'
  by: { id: string; role: Role }
  reason: string
  /** Of a rejection: what the one concerned is told. */
  category?: string | undefined
  origin?: Origin
}

/**
 * Decides an approval, once. What follows is done by whoever decided: `executeApproval` for what was
 * approved, and by a job if the process does not live to do it.
 *
 * Refuses with `not_found`, `forbidden {needed}` below the role approver, `approval_own {approval}`
 * to whoever asked for it, `approval_decided {approval, verdict, by}` and
 * `approval_expired {approval, expiresAt}`.
 */
export async function decideApproval(ground: Ground, decision: Decision): Promise<Approval> {
  const { approval: id, verdict, by, reason } = decision
  const at = ground.clock.now()
  return transaction(ground.db, async (tx) => {
    const approval = await getApproval(tx.query, id, at)
    if (!approval) throw new Refusal('not_found')
    refuse(approval, by)
    const [decided] = await tx.query(
      `insert into oversight.decisions (approval, verdict, by, maker, reason, category, at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning approval`,
      [id, verdict, by.id, approval.maker, reason, decision.category ?? null, at],
    )
    // Of two who decide at once the second waits for the first, and then finds it decided.
    const now = (await getApproval(tx.query, id, at)) ?? approval
    if (!decided) throw decidedAlready(now)
    await recordAct(tx, ground, {
      actor: { kind: 'operator', id: by.id },
      action: verdict === 'approved' ? 'approval.approve' : 'approval.reject',
      subject: id,
      after: { kind: approval.kind, subject: approval.subject, maker: approval.maker },
      reason,
      ...(decision.origin && { origin: decision.origin }),
    })
    const runAt = new Date(at.getTime() + JOB_AFTER_MS)
    await tx.enqueue(EXECUTE_JOB, { approval: id }, { runAt, key: `${EXECUTE_JOB} ${id}` })
    return now
  })
}

function refuse(approval: Approval, by: Decision['by']): void {
  if (by.role !== 'approver') throw new Refusal('forbidden', { needed: 'role:approver' })
  if (approval.maker === by.id) throw new Refusal('approval_own', { approval: approval.id })
  if (approval.state === 'expired') {
    const expiresAt = approval.expiresAt.toISOString()
    throw new Refusal('approval_expired', { approval: approval.id, expiresAt })
  }
  if (approval.state !== 'waiting') throw decidedAlready(approval)
}

function decidedAlready({ id, decision }: Approval): Refusal {
  return new Refusal('approval_decided', {
    approval: id,
    verdict: decision?.verdict ?? null,
    by: decision?.by ?? null,
  })
}
