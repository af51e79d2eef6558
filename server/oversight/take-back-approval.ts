import type { Ground, Tx } from '../platform/index.ts'
import { recordAct, type Actor, type Origin } from './acts.ts'
import { getApproval } from './approvals.ts'

export type TakingBack = {
  approval: string
  /** How whoever asked is written into the trail. */
  by: Actor
  reason: string
  origin?: Origin
}

/**
 * Takes back what was asked for, by whoever asked. Nobody decides it any more; what was decided
 * before stays as it is.
 *
 * @returns whether it was taken back by this call
 */
export async function takeBackApproval(
  tx: Pick<Tx, 'query'>,
  ground: Pick<Ground, 'clock'>,
  { approval: id, by, reason, origin }: TakingBack,
): Promise<boolean> {
  const at = ground.clock.now()
  const approval = await getApproval(tx.query, id, at)
  if (approval?.state !== 'waiting' || approval.maker !== by.id) return false
  const made = await tx.query(
    `insert into oversight.decisions (approval, verdict, by, maker, reason, at)
     values ($1, 'withdrawn', $2, $2, $3, $4) on conflict do nothing returning approval`,
    [id, by.id, reason, at],
  )
  if (made.length === 0) return false
  await recordAct(tx, ground, {
    actor: by,
    action: 'approval.take_back',
    subject: id,
    after: { kind: approval.kind, subject: approval.subject },
    reason,
    ...(origin && { origin }),
  })
  return true
}
