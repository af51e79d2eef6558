import { transaction, type Ground, type JobName } from '../platform/index.ts'
import { signCallback, type SignedCallback } from './signature.ts'

/** Hands a callback to the other side; anything but a 2xx answer, or none, is another try later. */
export type Deliver = (callback: SignedCallback) => Promise<{ status: number }>

/** An unheard callback comes again after 5 s, 30 s, 3 min, 15 min, an hour, and then no more. */
const RETRY_SECONDS = [5, 30, 180, 900, 3_600]

export type Outbox = {
  table: 'banking.callbacks' | 'banking.biller_callbacks'
  /** In which the next try is made. */
  job: JobName
  secret: Buffer
}

/** Delivers every callback that is due by now, each once in this run. */
export async function deliverDue(ground: Ground, outbox: Outbox, deliver: Deliver): Promise<void> {
  const met = new Set<bigint>()
  for (let next = await claim(ground, outbox, met); next; next = await claim(ground, outbox, met)) {
    met.add(next.id)
    const signed = signCallback(next.body, { secret: outbox.secret, at: ground.clock.now() })
    if (await isHeard(deliver, signed))
      await ground.db.query(
        `update ${outbox.table} set due_at = null, delivered_at = $2 where id = $1`,
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

/**
 * The next callback that is due. It is put off for its next try before it is sent: a process that
 * dies while it sends owes it again, and two never send the same at once.
 */
function claim(
  ground: Ground,
  { table, job }: Outbox,
  met: ReadonlySet<bigint>,
): Promise<{ id: bigint; body: string } | undefined> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<{ id: bigint; body: string; attempts: number }>(
      `select id, body, attempts from ${table}
       where due_at <= $1 and id <> all($2) order by due_at, id limit 1 for update skip locked`,
      [now, [...met]],
    )
    if (!row) return undefined
    const seconds = RETRY_SECONDS[row.attempts]
    const again = seconds === undefined ? null : new Date(now.getTime() + seconds * 1000)
    await tx.query(`update ${table} set attempts = attempts + 1, due_at = $2 where id = $1`, [
      row.id,
      again,
    ])
    if (again !== null) await tx.enqueue(job, {}, { runAt: again })
    return row
  })
}
