import { derivedId } from '@suanpan/kernel/ids'
import { askBank } from './hear.ts'
import type { Funding } from './funding.ts'
import { followReview } from './review/review.ts'

/** How long after a question the next one follows: an answer that is late for long is asked for less. */
const PAUSES_SECONDS = [10, 30, 60, 300, 900, 3_600]
const ORDERS_A_RUN_MAX = 200
/** After a day without the bank's word somebody has to telephone. */
const UNANSWERED_HOURS = 24

type Due = {
  id: string
  kind: 'topup' | 'withdrawal'
  person: string
  asset: string
  amount: bigint
  occurredAt: Date
  asked: number
  /** True where the bank has not heard of it yet. */
  inReview: boolean
}

/**
 * Asks the bank about orders that it has not ended, and sends again what never arrived. An order
 * stays open until the bank has spoken; after a day a case is opened besides.
 *
 * @returns how many were asked about
 */
export async function chaseBank(funding: Funding): Promise<number> {
  const { ground } = funding.books
  if (!funding.bank) return 0
  const now = ground.clock.now()
  const due = await ground.db.query<Due>(
    `select id, 'topup' as kind, person, asset, amount, occurred_at as "occurredAt", asked_count as asked,
       false as "inReview"
     from wallet.topup_orders where ask_at <= $1
     union all
     select id, 'withdrawal', person, asset, amount, coalesce(review_ended_at, occurred_at), asked_count,
       state = 'review'
     from wallet.withdrawals where ask_at <= $1
     limit ${ORDERS_A_RUN_MAX}`,
    [now],
  )
  for (const order of due) {
    await putOff(funding, order, now)
    // One order that fails must not keep the others from being asked about.
    const asking = order.inReview ? followReview : askBank
    await asking(funding, order.id).catch((error: unknown) =>
      ground.log.error({ err: error, order: order.id }, 'asking the bank failed'),
    )
  }
  return due.length
}

/** Put off before the question, so that a process that dies while it asks does not ask without end. */
async function putOff({ books }: Funding, order: Due, now: Date): Promise<void> {
  const { db } = books.ground
  const pause = PAUSES_SECONDS[order.asked] ?? PAUSES_SECONDS.at(-1)!
  const table = order.kind === 'topup' ? 'wallet.topup_orders' : 'wallet.withdrawals'
  await db.query(
    `update ${table} set ask_at = $2, asked_count = asked_count + 1 where id = $1 and ask_at is not null`,
    [order.id, new Date(now.getTime() + pause * 1000)],
  )
  if (order.inReview || now.getTime() - order.occurredAt.getTime() < UNANSWERED_HOURS * 3_600_000)
    return
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
