import { transaction, type Ground } from '../../platform/index.ts'
import { signCallback, type SignedCallback } from '../signature.ts'
import { decide, ORDER, reverse, WORK_JOB, type OrderRow } from './orders.ts'

/** Hands a callback to the other side; anything but a 2xx answer, or none, is another try later. */
export type Deliver = (callback: SignedCallback) => Promise<{ status: number }>

/** An unheard callback comes again after 5 s, 30 s, 3 min, 15 min, an hour, and then no more. */
const RETRY_SECONDS = [5, 30, 180, 900, 3_600]

/** Does everything that is due by now: decides orders, takes back, delivers callbacks. */
export async function workSandbox(
  ground: Ground,
  { secret, deliver }: { secret: Buffer; deliver: Deliver },
): Promise<void> {
  while (await decideNext(ground));
  while (await reverseNext(ground));
  const met = new Set<bigint>()
  for (let next = await claim(ground, met); next; next = await claim(ground, met)) {
    met.add(next.id)
    const signed = signCallback(next.body, { secret, at: ground.clock.now() })
    if (await isHeard(deliver, signed))
      await ground.db.query(
        'update banking.callbacks set due_at = null, delivered_at = $2 where id = $1',
        [next.id, ground.clock.now()],
      )
  }
}

async function isHeard(deliver: Deliver, callback: SignedCallback): Promise<boolean> {
  try {
    const { status } = await deliver(callback)
    return status >= 200 && status < 300
  } catch {
    // Nobody there: the callback stays owed.
    return false
  }
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

/**
 * The next callback that is due. It is put off for its next try before it is sent: a process that
 * dies while it sends owes it again, and two never send the same at once.
 */
function claim(
  ground: Ground,
  met: ReadonlySet<bigint>,
): Promise<{ id: bigint; body: string } | undefined> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<{ id: bigint; body: string; attempts: number }>(
      `select id, body, attempts from banking.callbacks
       where due_at <= $1 and id <> all($2) order by due_at, id limit 1 for update skip locked`,
      [now, [...met]],
    )
    if (!row) return undefined
    const seconds = RETRY_SECONDS[row.attempts]
    const again = seconds === undefined ? null : new Date(now.getTime() + seconds * 1000)
    await tx.query(
      'update banking.callbacks set attempts = attempts + 1, due_at = $2 where id = $1',
      [row.id, again],
    )
    if (again !== null) await tx.enqueue(WORK_JOB, {}, { runAt: again })
    return row
  })
}
