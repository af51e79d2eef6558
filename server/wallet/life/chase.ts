import { derivedId } from '@suanpan/kernel/ids'
import { askAboutOrder } from './hear.ts'
import type { Life } from './life.ts'

/** How long after a question the next one follows: an answer that is late for long is asked for less. */
const PAUSES_SECONDS = [10, 30, 60, 300, 900, 3_600]
const ORDERS_A_RUN_MAX = 200
/** After a day without the biller's word somebody has to telephone. */
const UNANSWERED_HOURS = 24

type Due = {
  id: string
  person: string
  asset: string
  amount: bigint
  occurredAt: Date
  asked: number
}

/**
 * Asks billers about payments that they have not ended, and sends again what never arrived. A payment
 * stays open until the biller has spoken; after a day a case is opened besides.
 *
 * @returns how many were asked about
 */
export async function chaseBillers(life: Life): Promise<number> {
  const { ground } = life.books
  const now = ground.clock.now()
  const due = await ground.db.query<Due>(
    `select id, person, asset, amount, occurred_at as "occurredAt", asked_count as asked
     from wallet.bill_orders where ask_at <= $1 order by ask_at limit ${ORDERS_A_RUN_MAX}`,
    [now],
  )
  for (const order of due) {
    await putOff(life, order, now)
    // One payment that fails must not keep the others from being asked about.
    await askAboutOrder(life, order.id).catch((error: unknown) =>
      ground.log.error({ err: error, order: order.id }, 'asking a biller failed'),
    )
  }
  return due.length
}

/** Put off before the question, so that a process that dies while it asks does not ask without end. */
async function putOff({ books }: Life, order: Due, now: Date): Promise<void> {
  const { db } = books.ground
  const pause = PAUSES_SECONDS[order.asked] ?? PAUSES_SECONDS.at(-1)!
  await db.query(
    `update wallet.bill_orders set ask_at = $2, asked_count = asked_count + 1
     where id = $1 and ask_at is not null`,
    [order.id, new Date(now.getTime() + pause * 1000)],
  )
  if (now.getTime() - order.occurredAt.getTime() < UNANSWERED_HOURS * 3_600_000) return
  await db.query(
    `insert into wallet.funding_cases (id, kind, order_id, person, asset, amount, opened_at)
     values ($1, 'unanswered', $2, $3, $4, $5, $6) on conflict on constraint funding_cases_pkey do nothing`,
    [
      derivedId('cas', order.id, 'unanswered'),
      order.id,
      order.person,
      order.asset,
      order.amount,
      now,
    ],
  )
}
