import { fingerprint } from '@suanpan/kernel/canonical'
import type { Posting } from '@suanpan/kernel/posting'
import type { Books } from '../ledger/index.ts'
import { bankClearing, receiving } from './accounts.ts'
import { clearingItem } from './funding/rows.ts'
import type { Replayable } from './pay.ts'

export type TopUpRequest = {
  /** `top_…`; the posting has the same id. */
  id: string
  person: string
  asset: string
  /** Minor units, > 0. */
  amount: bigint
  occurredAt: Date
  intent?: unknown
}

export type TopUp = {
  id: string
  person: string
  asset: string
  amount: bigint
  occurredAt: Date
  bookedAt: Date
  seq: bigint
}

/**
 * Books money that came in from the bank for a person; what they owe is paid from it first. Sends
 * `topup.settled`.
 * Refuses with `holder_frozen`, `ceiling_reached`, `asset_unknown`, `id_used_with_other_content`.
 */
export async function topUp(books: Books, request: TopUpRequest): Promise<TopUp & Replayable> {
  const { id, person, asset, amount, occurredAt } = request
  const { bookedAt, seq, replayed } = await books.post(topUpPosting(request))
  return { id, person, asset, amount, occurredAt, bookedAt, seq, replayed }
}

/** A top-up as a posting, for what is booked together with it. */
export function topUpPosting(request: TopUpRequest): Posting {
  const { id, person, asset, amount, occurredAt } = request
  return {
    id,
    kind: 'topup',
    intent: fingerprint(request.intent ?? { person, asset, amount }),
    occurredAt,
    legs: [{ from: bankClearing(asset), to: receiving(person, asset), amount }],
    rows: [
      {
        table: 'wallet.topups',
        row: { id, person, asset, amount, occurred_at: occurredAt },
      },
      clearingItem({ id, order: id, asset, amount }),
    ],
    letters: [
      {
        type: 'topup.settled',
        party: person,
        sandbox: asset.startsWith('XTS/'),
        body: {
          topUp: id,
          person,
          asset,
          amount: String(amount),
          occurredAt: occurredAt.toISOString(),
        },
      },
    ],
  }
}
