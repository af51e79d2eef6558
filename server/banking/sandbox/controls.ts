import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground } from '../../platform/index.ts'
import { setBehaviour, type Behaviour } from './behaviour.ts'
import {
  BANK_ZONE,
  decide,
  ORDER,
  planCallback,
  reverse,
  WORK_JOB,
  type OrderRow,
} from './orders.ts'

export type SandboxOrder = OrderRow & {
  lastFour: string
  callbacks: number
  delivered: number
}

/** The bank's orders, newest first, with how often it called back. */
export function listSandboxOrders(
  { db }: Ground,
  { limit, before }: { limit: number; before?: { askedAt: Date; id: string } },
): Promise<SandboxOrder[]> {
  return db.query<SandboxOrder>(
    `select o.*, c.last_four as "lastFour", b.planned::int as callbacks, b.delivered::int as delivered
     from (${ORDER}) as o
     join banking.cards c on c.token = o.card
     cross join lateral (
       select count(*) as planned, count(delivered_at) as delivered
       from banking.callbacks where order_id = o.id
     ) as b
     where $2::timestamptz is null or (o."askedAt", o.id) < ($2, $3)
     order by o."askedAt" desc, o.id desc limit $1`,
    [limit, before?.askedAt ?? null, before?.id ?? null],
  )
}

export type SandboxAct = 'call_again' | 'succeed' | 'fail' | 'reverse'

/**
 * Makes the bank do something with one order now: call back again with how it stands, decide an
 * order that waits, or take a success back.
 *
 * Refuses with `not_found` and `order_state_differs {order, state}`.
 */
export function actOnOrder(
  ground: Ground,
  { order, act, by }: { order: string; act: SandboxAct; by: string },
): Promise<void> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<OrderRow>(`${ORDER} where id = $1 for update`, [order])
    if (!row) throw new Refusal('not_found')
    const wanted = {
      call_again: row.state,
      succeed: 'accepted',
      fail: 'accepted',
      reverse: 'succeeded',
    }
    if (row.state !== wanted[act])
      throw new Refusal('order_state_differs', { order, state: row.state })
    if (act === 'call_again') await planCallback(tx, row, now)
    if (act === 'reverse') await reverse(tx, { ...row, behaviour: loud(row.behaviour) }, now)
    if (act === 'succeed' || act === 'fail') {
      const outcome = act
      const behaviour = { ...loud(row.behaviour), outcome }
      await setBehaviour(tx.query, { order, behaviour: { outcome }, by, at: now })
      await decide(tx, { ...row, behaviour }, now)
    }
    await tx.enqueue(WORK_JOB, {}, { runAt: now })
  })
}

/** Whoever presses the button wants the other side to hear of it. */
function loud(behaviour: Behaviour): Behaviour {
  return { ...behaviour, callbacks: Math.max(1, behaviour.callbacks), callbackDelaySeconds: 0 }
}

/** Money that somebody paid into the custodian account without any order of ours: a break to be found. */
export async function depositUnasked(
  { db, clock }: Ground,
  { asset, amount, reference }: { asset: string; amount: bigint; reference: string },
): Promise<void> {
  await db.query(
    `insert into banking.movements (day, asset, reference, amount, moved_at)
     values (($4::timestamptz at time zone $5)::date, $1, $2, $3, $4)`,
    [asset, reference, amount, clock.now(), BANK_ZONE],
  )
}

/** Money that came into the custodian account for orders that were settled elsewhere: once for each order. */
export async function receiveDeposits(
  { db }: Pick<Ground, 'db'>,
  deposits: readonly { order: string; asset: string; amount: bigint; at: Date }[],
): Promise<void> {
  await db.query(
    `insert into banking.movements (day, asset, order_id, reference, amount, moved_at)
     select (d.at at time zone $5)::date, d.asset, d.id, right(d.id, 12), d.amount, d.at
     from unnest($1::text[], $2::text[], $3::int8[], $4::timestamptz[]) as d (id, asset, amount, at)
     where not exists (select from banking.movements m where m.order_id = d.id)
     order by d.at, d.id`,
    [
      deposits.map(({ order }) => order),
      deposits.map(({ asset }) => asset),
      deposits.map(({ amount }) => amount),
      deposits.map(({ at }) => at),
      BANK_ZONE,
    ],
  )
}
