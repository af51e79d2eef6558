import type { Db } from '../../platform/index.ts'
import type { DisputeState } from './disputes.ts'

export type DisputeAct =
  'open' | 'evidence' | 'answer' | 'escalate' | 'decide' | 'withdraw' | 'lapse' | 'settle'
export type DisputeActor = { kind: 'person' | 'merchant' | 'operator' | 'system'; id: string }

export type DisputeStep = {
  id: string
  dispute: string
  step: number
  act: DisputeAct
  /** Where it stood afterwards. */
  state: DisputeState
  actor: DisputeActor
  refunded: bigint
  refund: string | null
  occurredAt: Date
}

const STEP = `
  select id, dispute, step, act, state, json_build_object('kind', actor_kind, 'id', actor) as actor,
    refunded, refund, occurred_at as "occurredAt"
  from wallet.dispute_steps`

/** What happened in a dispute, from its opening on. */
export function stepsOf(db: Db, dispute: string): Promise<DisputeStep[]> {
  return db.query<DisputeStep>(`${STEP} where dispute = $1 order by step`, [dispute])
}

/** A step, or undefined. */
export async function getStep(db: Db, id: string): Promise<DisputeStep | undefined> {
  const [found] = await db.query<DisputeStep>(`${STEP} where id = $1`, [id])
  return found
}
