import { isBankCode, type BankCode } from '@suanpan/contract/bank'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Query, type Tx } from '../../platform/index.ts'
import type { Answer, CardOrder, CardRefund, Standing } from '../channel.ts'
import { behaviourFor, type Behaviour } from './behaviour.ts'

export type Direction = 'debit' | 'credit'

export type OrderRow = {
  id: string
  direction: Direction
  card: string
  asset: string
  amount: bigint
  state: 'accepted' | 'succeeded' | 'failed' | 'reversed'
  code: string | null
  reference: string
  behaviour: Behaviour
  askedAt: Date
  decidesAt: Date | null
  decidedAt: Date | null
  reversesAt: Date | null
  reversedAt: Date | null
}

export const ORDER = `
  select id, direction, card, asset, amount, state, code, reference, behaviour, asked_at as "askedAt",
    decides_at as "decidesAt", decided_at as "decidedAt", reverses_at as "reversesAt",
    reversed_at as "reversedAt"
  from banking.orders`

/** The job in which the bank goes on with what is due. */
export const WORK_JOB = 'banking:work'

/**
 * Takes an order, once for each id: the same again answers how it stands, other content under the
 * same id fails with `order_differs` and changes nothing.
 */
export function takeOrder(
  ground: Ground,
  direction: Direction,
  order: CardOrder | CardRefund,
): Promise<Answer> {
  return transaction(ground.db, async (tx) => {
    const [card] = await tx.query<{ lastFour: string; kind: string }>(
      'select last_four as "lastFour", kind from banking.cards where token = $1',
      [order.token],
    )
    if (!card) return { state: 'failed', code: 'card_unknown' }
    const debit = 'debit' in order ? order.debit : null
    if (direction === 'credit' && card.kind === 'credit' && debit === null)
      return { state: 'failed', code: 'kind_refused' }
    const { lastFour } = card
    const behaviour = await behaviourFor(tx.query, { order: order.id, lastFour })
    const known = await findOrder(tx.query, order.id)
    if (!known && behaviour.answer === 'lost') return { state: 'unknown' }
    if (!known && debit !== null && !(await leavesRoom(tx, { ...order, debit })))
      return { state: 'failed', code: 'bank_refused' }
    const row = known ?? (await enter(tx, ground, { direction, order, debit, behaviour }))
    if (row.direction !== direction || row.card !== order.token || row.amount !== order.amount)
      return { state: 'failed', code: 'order_differs' }
    return firstAnswer(standingOf(row))
  })
}

/** Whether so much is left of what was taken from this card; locked, so that refunds do not race. */
async function leavesRoom(
  { query }: Tx,
  { debit, token, asset, amount }: CardRefund,
): Promise<boolean> {
  const [taken] = await query<{ amount: bigint }>(
    `select amount from banking.orders
     where id = $1 and direction = 'debit' and card = $2 and asset = $3 and state = 'succeeded' for no key update`,
    [debit, token, asset],
  )
  const [back] = await query<{ sum: bigint }>(
    `select coalesce(sum(amount), 0)::int8 as sum from banking.orders
     where refund_of = $1 and state in ('accepted', 'succeeded')`,
    [debit],
  )
  return taken !== undefined && (back?.sum ?? 0n) + amount <= taken.amount
}

type Entered = {
  direction: Direction
  order: CardOrder
  debit: string | null
  behaviour: Behaviour
}

async function enter(
  tx: Tx,
  { clock }: Ground,
  { direction, order, debit, behaviour }: Entered,
): Promise<OrderRow> {
  const now = clock.now()
  const waits = behaviour.answer === 'at_once' ? 0 : behaviour.delaySeconds
  const decidesAt = behaviour.outcome === 'never' ? null : later(now, waits)
  await tx.query(
    `insert into banking.orders
       (id, direction, card, asset, amount, state, reference, behaviour, asked_at, decides_at, refund_of)
     values ($1, $2, $3, $4, $5, 'accepted', $6, $7, $8, $9, $10)
     on conflict on constraint orders_pkey do nothing`,
    [
      order.id,
      direction,
      order.token,
      order.asset,
      order.amount,
      newId('sbk', now).slice(4),
      JSON.stringify(behaviour),
      now,
      decidesAt,
      debit,
    ],
  )
  const row = await findOrder(tx.query, order.id)
  if (!row) throw new Error(`the order ${order.id} was entered and is not there`)
  if (behaviour.answer === 'at_once' && decidesAt !== null) return decide(tx, row, now)
  if (decidesAt !== null) await tx.enqueue(WORK_JOB, {}, { runAt: decidesAt })
  return row
}

/**
 * Decides an order whose time has come: moves the card's play money and the custodian account, or
 * fails; callbacks and a later reversal are planned as the order's behaviour says.
 */
export async function decide(tx: Tx, row: OrderRow, now: Date): Promise<OrderRow> {
  const { behaviour, direction, amount } = row
  const change = direction === 'debit' ? -amount : amount
  let code: BankCode | null = behaviour.outcome === 'fail' ? behaviour.failCode : null
  if (code === null) {
    const moved = await tx.query(
      'update banking.cards set balance = balance + $2 where token = $1 and balance + $2 >= 0 returning token',
      [row.card, change],
    )
    if (moved.length === 0) code = 'insufficient_funds'
    else await moveCustody(tx.query, row, { amount: -change, at: now })
  }
  const reversesAt =
    code === null && behaviour.reverseAfterSeconds !== null
      ? later(now, behaviour.reverseAfterSeconds)
      : null
  const decided: OrderRow = {
    ...row,
    state: code === null ? 'succeeded' : 'failed',
    code,
    decidesAt: null,
    decidedAt: now,
    reversesAt,
  }
  await tx.query(
    `update banking.orders set state = $2, code = $3, decides_at = null, decided_at = $4, reverses_at = $5
     where id = $1`,
    [row.id, decided.state, code, now, reversesAt],
  )
  await planCallbacks(tx, decided, now)
  if (reversesAt !== null) await tx.enqueue(WORK_JOB, {}, { runAt: reversesAt })
  return decided
}

/** Takes a success back: the money returns to where it came from. */
export async function reverse(tx: Tx, row: OrderRow, now: Date): Promise<void> {
  const back = row.direction === 'debit' ? row.amount : -row.amount
  // Whoever spent what a withdrawal brought has less than it; the bank takes what is there.
  await tx.query('update banking.cards set balance = greatest(balance + $2, 0) where token = $1', [
    row.card,
    back,
  ])
  await moveCustody(tx.query, row, { amount: -back, at: now })
  await tx.query(
    `update banking.orders set state = 'reversed', reverses_at = null, reversed_at = $2 where id = $1`,
    [row.id, now],
  )
  await planCallbacks(tx, { ...row, state: 'reversed', reversedAt: now }, now)
}

async function moveCustody(
  query: Query,
  { id, asset, reference, behaviour }: OrderRow,
  { amount, at }: { amount: bigint; at: Date },
): Promise<void> {
  const { booking } = behaviour
  const off = booking === 'amount_off' ? (amount > 0n ? -1n : 1n) : 0n
  const moved = amount + off === 0n ? amount : amount + off
  await query(
    `insert into banking.movements (day, asset, order_id, reference, amount, moved_at)
     values (($5::timestamptz at time zone $6)::date + $7::int, $1, $2, $3, $4, $5)`,
    [asset, id, reference, moved, at, BANK_ZONE, booking === 'next_day' ? 1 : 0],
  )
}

/** The bank's own zone: where its days begin. */
export const BANK_ZONE = 'Asia/Shanghai'

async function planCallbacks(tx: Tx, row: OrderRow, now: Date): Promise<void> {
  const { callbacks, callbackDelaySeconds } = row.behaviour
  if (callbacks === 0) return
  const dueAt = later(now, callbackDelaySeconds)
  for (let n = 0; n < callbacks; n++) await planCallback(tx, row, dueAt)
  await tx.enqueue(WORK_JOB, {}, { runAt: dueAt })
}

/** A callback that tells how the order stands at this moment, however late it will arrive. */
export async function planCallback(tx: Tx, row: OrderRow, dueAt: Date): Promise<void> {
  const { id: order, state, code, reference, decidedAt, reversedAt } = row
  const at = (reversedAt ?? decidedAt ?? row.askedAt).toISOString()
  await tx.query('insert into banking.callbacks (order_id, body, due_at) values ($1, $2, $3)', [
    order,
    JSON.stringify({ order, state, code, reference, at }),
    dueAt,
  ])
}

/** How an order stands, as the bank answers a question about it. */
export async function queryOrder({ db }: Ground, id: string): Promise<Standing> {
  const row = await findOrder(db.query, id)
  return row ? standingOf(row) : { state: 'not_found' }
}

export async function findOrder(query: Query, id: string): Promise<OrderRow | undefined> {
  const [row] = await query<OrderRow>(`${ORDER} where id = $1`, [id])
  return row
}

function standingOf(row: OrderRow): Standing {
  return standing(row.state, row)
}

/** A standing from its parts, as they lie in a row or arrive in a callback. */
export function standing(
  state: OrderRow['state'],
  parts: {
    code: string | null
    reference: string
    decidedAt: Date | null
    reversedAt: Date | null
  },
): Standing {
  const { code, reference, decidedAt, reversedAt } = parts
  switch (state) {
    case 'accepted':
      return { state }
    case 'failed':
      return { state, code: code !== null && isBankCode(code) ? code : 'bank_refused' }
    case 'succeeded':
      return { state, reference, at: decidedAt ?? new Date(0) }
    case 'reversed':
      return { state, reference, at: reversedAt ?? new Date(0) }
  }
}

/** An order that is sent again after its reversal was once accepted: only a question tells the rest. */
function firstAnswer(standing: Standing): Answer {
  return standing.state === 'reversed' || standing.state === 'not_found'
    ? { state: 'accepted' }
    : standing
}

const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)
