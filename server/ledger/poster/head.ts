import type { Posted, Posting } from '@suanpan/kernel/posting'
import type { Arrived, Outcome } from '@suanpan/kernel/resolve'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'

/** The head row as it stands under the lock. */
export type Head = {
  seq: bigint
  batch: bigint
  last_account: bigint
  last_holder: bigint
  revision: bigint
  booked_at: Date
  business_date: string
  closed_through: string
  seal: Buffer
}

export type PostedOutcome = Outcome & { verdict: Posted }

export function isFreshPosted(outcome: Outcome): outcome is PostedOutcome {
  return outcome.fresh && outcome.verdict.state === 'posted'
}

/** A posting with the instant at which it was handed in. */
export type Submitted = { posting: Posting; arrivedAt: Date }

/**
 * Neither the clock, nor another process, nor another zone in the configuration can make the books
 * go back in time or into a closed day. Stops where a new business date begins.
 */
export function stamp(
  head: Pick<Head, 'booked_at' | 'business_date' | 'closed_through'>,
  zone: string,
  submitted: readonly Submitted[],
): Arrived[] {
  const open = startOfDay(addDays(head.closed_through, 1), zone)
  let latest = Math.max(head.booked_at.getTime(), open.getTime())
  const arrivals: Arrived[] = []
  for (const { posting, arrivedAt } of submitted) {
    latest = Math.max(latest, arrivedAt.getTime())
    const bookedAt = new Date(latest)
    const today = businessDate(bookedAt, zone)
    const date = today < head.business_date ? head.business_date : today
    if (arrivals.length > 0 && date !== arrivals[0]!.businessDate) break
    arrivals.push({ posting, bookedAt, businessDate: date })
  }
  return arrivals
}
