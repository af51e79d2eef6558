import { isBillerCode, type BillerCode } from '@suanpan/contract/bank'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Query, type Tx } from '../../platform/index.ts'
import { accountOf, type Face, type SandboxAccount } from './accounts.ts'
import { billerBehaviourFor, type BillerBehaviour } from './behaviour.ts'
import type { BillerOrder, BillerStanding, PayAnswer } from './biller.ts'

export type BillerOrderRow = {
  id: string
  biller: string
  account: string
  bill: string | null
  asset: string
  amount: bigint
  state: 'accepted' | 'paid' | 'refused' | 'reversed'
  code: string | null
  reference: string
  behaviour: BillerBehaviour
  askedAt: Date
  decidesAt: Date | null
  decidedAt: Date | null
  reversesAt: Date | null
  reversedAt: Date | null
}

export const ORDER = `
  select id, biller, account, bill, asset, amount, state, code, reference, behaviour,
    asked_at as "askedAt", decides_at as "decidesAt", decided_at as "decidedAt",
    reverses_at as "reversesAt", reversed_at as "reversedAt"
  from banking.biller_orders`

/** The job in which the billers go on with what is due. */
export const WORK_JOB = 'banking:work-billers'

/**
 * Takes an order, once for each id: the same again answers how it stands, other content under the
 * same id is refused with `order_differs` and changes nothing.
 */
export function takeBillerOrder(
  ground: Ground,
  face: Face,
  order: BillerOrder,
): Promise<PayAnswer> {
  return transaction(ground.db, async (tx) => {
    const account = await accountOf(tx.query, ground, { face, number: order.account })
    if (!account) return { state: 'refused', code: 'account_unknown' }
    const { lastFour } = account
    const behaviour = await billerBehaviourFor(tx.query, { order: order.id, lastFour })
    const known = await findRow(tx.query, order.id)
    if (!known && behaviour.answer === 'lost') return { state: 'unknown' }
    const row = known ?? (await enter(tx, ground, { account, order, behaviour }))
    const isSame =
      row.account === account.id && row.bill === order.bill && row.amount === order.amount
    if (!isSame) return { state: 'refused', code: 'order_differs' }
    return firstAnswer(standingOf(row))
  })
}

async function enter(
  tx: Tx,
  { clock }: Ground,
  {
    account,
    order,
    behaviour,
  }: { account: SandboxAccount; order: BillerOrder; behaviour: BillerBehaviour },
): Promise<BillerOrderRow> {
  const now = clock.now()
  const waits = behaviour.answer === 'at_once' ? 0 : behaviour.delaySeconds
  const decidesAt = behaviour.outcome === 'never' ? null : later(now, waits)
  await tx.query(
    `insert into banking.biller_orders
       (id, biller, account, bill, asset, amount, state, reference, behaviour, asked_at, decides_at)
     values ($1, $2, $3, $4, $5, $6, 'accepted', $7, $8, $9, $10)
     on conflict on constraint biller_orders_pkey do nothing`,
    [
      order.id,
      account.biller,
      account.id,
      order.bill,
      order.asset,
      order.amount,
      newId('sbp', now).slice(4),
      JSON.stringify(behaviour),
      now,
      decidesAt,
    ],
  )
  const row = await findRow(tx.query, order.id)
  if (!row) throw new Error(`the order ${order.id} was entered and is not there`)
  if (behaviour.answer === 'at_once' && decidesAt !== null) return decide(tx, row, now)
  if (decidesAt !== null) await tx.enqueue(WORK_JOB, {}, { runAt: decidesAt })
  return row
}

/**
 * Decides an order whose time has come: the bill is paid or the credit grows, or it is refused. A
 * bill is paid by one order, whichever is decided first. Callbacks and a later reversal are planned
 * as the order's behaviour says.
 */
export async function decide(tx: Tx, row: BillerOrderRow, now: Date): Promise<BillerOrderRow> {
  const { behaviour } = row
  const code = behaviour.outcome === 'fail' ? behaviour.failCode : await settle(tx.query, row)
  const reversesAt =
    code === null && behaviour.reverseAfterSeconds !== null
      ? later(now, behaviour.reverseAfterSeconds)
      : null
  const decided: BillerOrderRow = {
    ...row,
    state: code === null ? 'paid' : 'refused',
    code,
    decidesAt: null,
    decidedAt: now,
    reversesAt,
  }
  await tx.query(
    `update banking.biller_orders
     set state = $2, code = $3, decides_at = null, decided_at = $4, reverses_at = $5 where id = $1`,
    [row.id, decided.state, code, now, reversesAt],
  )
  await planCallbacks(tx, decided, now)
  if (reversesAt !== null) await tx.enqueue(WORK_JOB, {}, { runAt: reversesAt })
  return decided
}

/** What the order was for; the code of a refusal where it cannot be done. */
async function settle(query: Query, row: BillerOrderRow): Promise<BillerCode | null> {
  if (row.bill === null) {
    const credited = await query(
      'update banking.biller_accounts set prepaid = prepaid + $2 where id = $1 and prepaid is not null returning id',
      [row.account, row.amount],
    )
    return credited.length === 0 ? 'biller_refused' : null
  }
  const [bill] = await query<{ amount: bigint; paidBy: string | null }>(
    `select amount, paid_by as "paidBy" from banking.biller_bills
     where id = $1 and account = $2 for update`,
    [row.bill, row.account],
  )
  if (!bill) return 'biller_refused'
  if (bill.amount !== row.amount) return 'amount_differs'
  if (bill.paidBy !== null) return 'bill_paid'
  await query('update banking.biller_bills set paid_by = $2 where id = $1', [row.bill, row.id])
  return null
}

/** Takes a success back: the bill is open again, the credit is gone as far as it is there. */
export async function reverse(tx: Tx, row: BillerOrderRow, now: Date): Promise<void> {
  if (row.bill === null) {
    await tx.query(
      'update banking.biller_accounts set prepaid = greatest(prepaid - $2, 0) where id = $1',
      [row.account, row.amount],
    )
  } else {
    await tx.query(
      'update banking.biller_bills set paid_by = null where id = $1 and paid_by = $2',
      [row.bill, row.id],
    )
  }
  await tx.query(
    `update banking.biller_orders set state = 'reversed', reverses_at = null, reversed_at = $2
     where id = $1`,
    [row.id, now],
  )
  await planCallbacks(tx, { ...row, state: 'reversed', reversedAt: now }, now)
}

async function planCallbacks(tx: Tx, row: BillerOrderRow, now: Date): Promise<void> {
  const { callbacks, callbackDelaySeconds } = row.behaviour
  if (callbacks === 0) return
  const dueAt = later(now, callbackDelaySeconds)
  for (let n = 0; n < callbacks; n++) await planBillerCallback(tx, row, dueAt)
  await tx.enqueue(WORK_JOB, {}, { runAt: dueAt })
}

/** A callback that tells how the order stands at this moment, however late it will arrive. */
export async function planBillerCallback(tx: Tx, row: BillerOrderRow, dueAt: Date): Promise<void> {
  const { id: order, biller, state, code, reference, decidedAt, reversedAt } = row
  const at = (reversedAt ?? decidedAt ?? row.askedAt).toISOString()
  await tx.query(
    'insert into banking.biller_callbacks (order_id, body, due_at) values ($1, $2, $3)',
    [order, JSON.stringify({ biller, order, state, code, reference, at }), dueAt],
  )
}

/** How an order stands, as the biller answers a question about it. */
export async function findBillerOrder({ db }: Ground, id: string): Promise<BillerStanding> {
  const row = await findRow(db.query, id)
  return row ? standingOf(row) : { state: 'not_found' }
}

async function findRow(query: Query, id: string): Promise<BillerOrderRow | undefined> {
  const [row] = await query<BillerOrderRow>(`${ORDER} where id = $1`, [id])
  return row
}

const standingOf = (row: BillerOrderRow): BillerStanding => billerStanding(row.state, row)

/** A standing from its parts, as they lie in a row or arrive in a callback. */
export function billerStanding(
  state: BillerOrderRow['state'],
  parts: {
    code: string | null
    reference: string
    decidedAt: Date | null
    reversedAt: Date | null
  },
): BillerStanding {
  const { code, reference, decidedAt, reversedAt } = parts
  switch (state) {
    case 'accepted':
      return { state }
    case 'refused':
      return { state, code: code !== null && isBillerCode(code) ? code : 'biller_refused' }
    case 'paid':
      return { state, reference, at: decidedAt ?? new Date(0) }
    case 'reversed':
      return { state, reference, at: reversedAt ?? new Date(0) }
  }
}

/** An order that is sent again after its reversal was once accepted: only a question tells the rest. */
function firstAnswer(standing: BillerStanding): PayAnswer {
  return standing.state === 'reversed' || standing.state === 'not_found'
    ? { state: 'accepted' }
    : standing
}

const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)
