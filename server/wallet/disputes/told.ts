import type { LetterToSend } from '@suanpan/kernel/posting'
import type { Dispute } from './disputes.ts'

type Telling = {
  type: `dispute.${string}`
  /** As it stands afterwards. */
  dispute: Omit<Dispute, 'movedAt' | 'held' | 'hold' | 'step'>
  at: Date
  more?: Record<string, string>
}

/** The same news to both sides, by ids and numbers only. */
export function toldToBoth({ type, dispute, at, more = {} }: Telling): LetterToSend[] {
  const { id, payment, person, merchant, asset, amount, refunded, state, dueAt } = dispute
  const body = {
    dispute: id,
    payment,
    person,
    merchant,
    asset,
    amount: String(amount),
    refunded: String(refunded),
    state,
    dueAt: dueAt?.toISOString() ?? null,
    ...more,
    occurredAt: at.toISOString(),
  }
  const sandbox = asset.startsWith('XTS/')
  return [person, merchant].map((party) => ({ type, party, sandbox, body }))
}
