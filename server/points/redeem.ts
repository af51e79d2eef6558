import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { EntryView, Posted } from '@suanpan/kernel/posting'
import { refusal } from '../ledger/index.ts'
import type { Books } from '../ledger/index.ts'
import { pocket, redeemed } from './accounts.ts'
import { getProgramme } from './programmes.ts'
import type { Programme } from './programmes.ts'

export type RedemptionRequest = {
  /** `red_…`; the posting has the same id. */
  id: string
  person: string
  programme: string
  /** Whole points, > 0. */
  amount: bigint
  reason: string
  occurredAt: Date
  intent?: unknown
}

export type Redeemed = RedemptionRequest & {
  asset: string
  /** What each lot gave, earliest expiry first. */
  taken: { lot: string; amount: bigint }[]
  seq: bigint
  replayed: boolean
}

/**
 * Spends points, earliest expiry first. Sends `points.redeemed`.
 *
 * Refuses with `programme_not_found`, `insufficient_points {needed, available}`,
 * `points_below_minimum {minimum}`, `holder_frozen`, `id_used_with_other_content`.
 */
export async function redeem(books: Books, request: RedemptionRequest): Promise<Redeemed> {
  const { id, person, amount, reason, occurredAt } = request
  const programme = await getProgramme(books.ground.db, request.programme)
  if (amount < programme.minimumRedemption)
    throw new Refusal('points_below_minimum', { minimum: String(programme.minimumRedemption) })
  const verdict = await books.tryPost({
    id,
    kind: 'points.redeem',
    intent: fingerprint(request.intent ?? { person, programme: programme.code, amount, reason }),
    occurredAt,
    legs: [{ from: pocket(programme, person), to: redeemed(programme), amount }],
    rows: [
      {
        table: 'points.redemptions',
        row: { id, person, programme: programme.code, amount, reason, occurred_at: occurredAt },
      },
    ],
    letters: [
      {
        type: 'points.redeemed',
        party: person,
        body: {
          redemption: id,
          person,
          programme: programme.code,
          asset: programme.asset,
          amount: String(amount),
          occurredAt: occurredAt.toISOString(),
        },
      },
    ],
  })
  if (verdict.state === 'posted') return redeemedOf(request, programme, verdict)
  const { code, details } = verdict.reason
  if (code !== 'insufficient_funds') throw refusal(verdict.reason)
  const { needed = null, available = null } = details
  throw new Refusal('insufficient_points', { needed, available })
}

function redeemedOf(request: RedemptionRequest, { asset }: Programme, posted: Posted): Redeemed {
  const taken = givenBy(posted.entries)
  return { ...request, asset, taken, seq: posted.seq, replayed: posted.replayed }
}

const givenBy = (entries: readonly EntryView[]): { lot: string; amount: bigint }[] =>
  entries
    .filter(({ amount }) => amount < 0n)
    .map(({ address, amount }) => ({ lot: address, amount: -amount }))
