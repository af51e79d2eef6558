import { transaction, type Ground } from '../../platform/index.ts'
import { deliverDue, type Deliver } from '../callbacks.ts'
import { decide, ORDER, reverse, WORK_JOB, type OrderRow } from './orders.ts'

/** Does everything that is due by now: decides orders, takes back, delivers callbacks. */
export async function workSandbox(
  ground: Ground,
  { secret, deliver }: { secret: Buffer; deliver: Deliver },
): Promise<void> {
  while (await decideNext(ground));
  while (await reverseNext(ground));
  await deliverDue(ground, { table: 'banking.callbacks', job: WORK_JOB, secret }, deliver)
}

function decideNext(ground: Ground): Promise<boolean> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<OrderRow>(
      `${ORDER} where decides_at <= $1 order by decides_at, id limit 1 for update skip locked`,
      [now],
    )
    if (row) await decide(tx, row, now)
    return row !== undefined
  })
}

function reverseNext(ground: Ground): Promise<boolean> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<OrderRow>(
      `${ORDER} where reverses_at <= $1 and state = 'succeeded'
       order by reverses_at, id limit 1 for update skip locked`,
      [now],
    )
    if (row) await reverse(tx, row, now)
    return row !== undefined
  })
}
