import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground } from '../../platform/index.ts'
import type { SandboxAct } from '../sandbox/controls.ts'
import { setBillerBehaviour, type BillerBehaviour } from './behaviour.ts'
import {
  decide,
  ORDER,
  planBillerCallback,
  reverse,
  WORK_JOB,
  type BillerOrderRow,
} from './orders.ts'

/**
 * Makes a sandbox biller do something with one order now: call back again with how it stands,
 * decide an order that waits, or take a success back.
 *
 * Refuses with `not_found` and `order_state_differs {order, state}`.
 */
export function actOnBillerOrder(
  ground: Ground,
  { order, act, by }: { order: string; act: SandboxAct; by: string },
): Promise<void> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<BillerOrderRow>(`${ORDER} where id = $1 for update`, [order])
    if (!row) throw new Refusal('not_found')
    const wanted = { call_again: row.state, succeed: 'accepted', fail: 'accepted', reverse: 'paid' }
    if (row.state !== wanted[act])
      throw new Refusal('order_state_differs', { order, state: row.state })
    if (act === 'call_again') await planBillerCallback(tx, row, now)
    if (act === 'reverse') await reverse(tx, { ...row, behaviour: loud(row.behaviour) }, now)
    if (act === 'succeed' || act === 'fail') {
      const outcome = act
      const behaviour = { ...loud(row.behaviour), outcome }
      await setBillerBehaviour(tx.query, { order, behaviour: { outcome }, by, at: now })
      await decide(tx, { ...row, behaviour }, now)
    }
    await tx.enqueue(WORK_JOB, {}, { runAt: now })
  })
}

/** Whoever presses the button wants the other side to hear of it. */
function loud(behaviour: BillerBehaviour): BillerBehaviour {
  return { ...behaviour, callbacks: Math.max(1, behaviour.callbacks), callbackDelaySeconds: 0 }
}
