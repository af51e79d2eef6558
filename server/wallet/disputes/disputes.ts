import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../../platform/index.ts'

export type DisputeReason =
  | 'not_received'
  | 'not_as_described'
  | 'wrong_amount'
  | 'paid_twice'
  | 'not_me'
  | 'refund_refused'
  | 'other'

/** Where a dispute stands; the last four are its ends. */
export type DisputeState =
  'opened' | 'answered' | 'escalated' | 'refunded' | 'decided' | 'withdrawn' | 'lapsed'

export type Dispute = {
  id: string
  payment: string
  person: string
  merchant: string
  asset: string
  amount: bigint
  reason: DisputeReason
  state: DisputeState
  step: number
  /** What is kept back from the merchant, under which hold. */
  held: bigint
  hold: string | null
  refunded: bigint
  openedAt: Date
  movedAt: Date
  /** When it moves on by itself, or by when an operator is to decide; null at its end. */
  dueAt: Date | null
}

const DISPUTE = `
  select id, payment, person, merchant, asset, amount, reason, state, step, held, hold, refunded,
    opened_at as "openedAt", moved_at as "movedAt", due_at as "dueAt"
  from wallet.disputes`

/** A dispute, or undefined. */
export async function findDispute(db: Db, id: string): Promise<Dispute | undefined> {
  const [found] = await db.query<Dispute>({
    name: 'wallet.get_dispute',
    text: `${DISPUTE} where id = $1`,
    values: [id],
  })
  return found
}

/** Refuses with `dispute_not_found {dispute}`. */
export async function getDispute(db: Db, id: string): Promise<Dispute> {
  const found = await findDispute(db, id)
  if (!found) throw new Refusal('dispute_not_found', { dispute: id })
  return found
}

/** A dispute of this person; somebody else's is not there for them. */
export async function getDisputeOf(
  db: Db,
  { id, person }: { id: string; person: string },
): Promise<Dispute> {
  const found = await getDispute(db, id)
  if (found.person !== person) throw new Refusal('dispute_not_found', { dispute: id })
  return found
}

/** The last dispute about a payment, or undefined. */
export async function disputeOfPayment(db: Db, payment: string): Promise<Dispute | undefined> {
  const [found] = await db.query<Dispute>(
    `${DISPUTE} where payment = $1 order by seq desc limit 1`,
    [payment],
  )
  return found
}

export type DisputeFilter = {
  person?: string
  merchants?: readonly string[]
  payment?: string
  states?: readonly DisputeState[]
  /** Only what should have moved by then. */
  overdueAt?: Date
  before?: { openedAt: Date; id: string }
  limit: number
}

/** Disputes, newest first. */
export function listDisputes(db: Db, filter: DisputeFilter): Promise<Dispute[]> {
  return db.query<Dispute>(
    `${DISPUTE}
     where ($1::text is null or person = $1)
       and ($2::text[] is null or merchant = any($2))
       and ($3::text is null or payment = $3)
       and ($4::text[] is null or state = any($4))
       and ($5::timestamptz is null or due_at < $5)
       and ($6::timestamptz is null or (opened_at, id) < ($6, $7))
     order by opened_at desc, id desc limit $8`,
    [
      filter.person ?? null,
      filter.merchants ?? null,
      filter.payment ?? null,
      filter.states ?? null,
      filter.overdueAt ?? null,
      filter.before?.openedAt ?? null,
      filter.before?.id ?? null,
      filter.limit,
    ],
  )
}

/**
 * Open disputes of payments of which nothing is left, because all of it was refunded in other ways.
 *
 * @param of only that of this payment
 */
export function disputesWithoutRest(db: Db, { payment }: { payment?: string }): Promise<Dispute[]> {
  return db.query<Dispute>({
    name: 'wallet.disputes_without_rest',
    text: `${DISPUTE} d
      where due_at is not null and ($1::text is null or payment = $1)
        and (select amount from wallet.payments where id = d.payment)
          <= (select coalesce(sum(amount), 0) from wallet.refunds where payment = d.payment)
      order by id`,
    values: [payment ?? null],
  })
}

/** How many disputes of a person are not over. */
export async function openDisputesOf(query: Query, person: string): Promise<number> {
  const [row] = await query<{ open: number }>(
    `select count(*)::int4 as open from wallet.disputes where person = $1 and due_at is not null`,
    [person],
  )
  return row?.open ?? 0
}

/** Disputes whose clock has run out in one of these states, the longest overdue first. */
export function dueDisputes(
  db: Db,
  { states, at, limit }: { states: readonly DisputeState[]; at: Date; limit: number },
): Promise<Dispute[]> {
  return db.query<Dispute>(
    `${DISPUTE} where due_at <= $2 and state = any($1) order by due_at, id limit $3`,
    [states, at, limit],
  )
}
