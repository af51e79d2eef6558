import type { Posted } from '@suanpan/kernel/posting'
import type { Outcome } from '@suanpan/kernel/resolve'

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
