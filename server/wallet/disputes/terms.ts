import { Refusal } from '@suanpan/contract/refusals'
import type { Ground } from '../../platform/index.ts'
import { getPayment, type Payment } from '../payments.ts'
import { disputeOfPayment, type Dispute } from './disputes.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export type DisputeTerms = {
  payment: Payment
  /** What is left of the payment to be disputed. */
  refundable: bigint
  openUntil: Date
  /** The last dispute about it; `mayOpen` says whether another one is possible. */
  existing: Dispute | undefined
  mayOpen: boolean
}

/**
 * What somebody can do about a payment of theirs, and until when.
 * Refuses with `payment_not_found {payment}`.
 */
export async function disputeTerms(
  { db, config, clock }: Ground,
  { payment: id, person }: { payment: string; person: string },
): Promise<DisputeTerms> {
  const payment = await getPayment(db, id)
  if (payment?.person !== person) throw new Refusal('payment_not_found', { payment: id })
  const existing = await disputeOfPayment(db, id)
  const refundable = payment.amount - payment.refunded
  const openUntil = new Date(payment.occurredAt.getTime() + config.disputes.openDays * DAY_MS)
  const mayOpen = refundable > 0n && clock.now() <= openUntil && (!existing || leavesRoom(existing))
  return { payment, refundable, openUntil, existing, mayOpen }
}

/** Who took a dispute back, or was refunded part of the payment, may come again; a verdict stands. */
export const leavesRoom = ({ state }: Pick<Dispute, 'state'>): boolean =>
  state === 'withdrawn' || state === 'refunded'

/** When a dispute that now stands like this moves on by itself, or is to be decided. */
export function dueAfter(
  { config }: Pick<Ground, 'config'>,
  state: Dispute['state'],
  at: Date,
): Date | null {
  const { answerHours, escalateDays, decideDays } = config.disputes
  const waits: Partial<Record<Dispute['state'], number>> = {
    opened: answerHours * HOUR_MS,
    answered: escalateDays * DAY_MS,
    escalated: decideDays * DAY_MS,
  }
  const wait = waits[state]
  return wait === undefined ? null : new Date(at.getTime() + wait)
}
