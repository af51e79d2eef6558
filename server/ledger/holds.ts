import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { LetterToSend, Posted, Source, Target } from '@suanpan/kernel/posting'
import type { Books } from './books.ts'

/** Holds that came due are released in portions, so that one batch never grows too long. */
const RELEASE_PORTION = 500

export type HoldRequest = {
  /** Lower-case id of the hold, e.g. `hld_…`. */
  hold: string
  from: Source | Source[]
  amount: bigint
  expiresAt: Date
  occurredAt: Date
  reference?: string
  intent?: unknown
}

/**
 * Sets an amount aside: it leaves the account and waits under the hold's own address.
 * Refuses with `hold_exists`, `insufficient_funds {needed, available}`, `holder_frozen`.
 */
export function openHold(books: Books, request: HoldRequest): Promise<Posted> {
  const { hold, from, amount, expiresAt, occurredAt, reference } = request
  return books.post({
    id: hold,
    kind: 'hold',
    intent: fingerprint(
      request.intent ?? {
        from,
        amount,
        expiresAt: expiresAt.toISOString(),
        reference: reference ?? null,
      },
    ),
    occurredAt,
    ...(reference === undefined ? {} : { reference }),
    legs: [{ from, to: { newHold: hold, expiresAt }, amount }],
  })
}

/**
 * Takes part or all of what is held. Refuses with `hold_not_found`, `hold_closed`,
 * `hold_expired {expiresAt}`, `insufficient_funds`.
 */
export function captureHold(
  books: Books,
  input: {
    id: string
    hold: string
    to: Target
    amount: bigint
    occurredAt: Date
    /** Gives the remainder back in the same posting. */
    final?: boolean
    letters?: LetterToSend[]
  },
): Promise<Posted> {
  const { id, hold, to, amount, occurredAt, final = false } = input
  return books.post({
    id,
    kind: 'hold.capture',
    intent: fingerprint({ hold, to, amount, final }),
    occurredAt,
    reference: hold,
    legs: [{ from: { hold }, to, amount }, ...(final ? [{ release: hold }] : [])],
    ...(input.letters ? { letters: input.letters } : {}),
  })
}

/** Gives the rest back to where it came from and closes the hold. Refuses with `hold_not_found`, `hold_closed`. */
export function releaseHold(
  books: Books,
  input: { id: string; hold: string; occurredAt: Date },
): Promise<Posted> {
  return books.post({
    id: input.id,
    kind: 'hold.release',
    intent: fingerprint({ release: input.hold }),
    occurredAt: input.occurredAt,
    reference: input.hold,
    legs: [{ release: input.hold }],
  })
}

/**
 * Releases the holds that came due, each by one posting whose id follows from the hold, so any
 * number of sweepers release once.
 *
 * @returns how many were released
 */
export async function expireHolds(books: Books, at: Date): Promise<number> {
  let released = 0
  for (;;) {
    const due = await books.ground.db.query<{ hold: string }>(
      `select distinct split_part(a.address, ':', 2) as hold
       from ledger.accounts a join ledger.balances b on b.book = a.book and b.account = a.id
       where a.book = $1 and a.expires_at <= $2 and a.origin is not null and not b.closed
       limit ${RELEASE_PORTION}`,
      [books.book, at],
    )
    const verdicts = await Promise.all(
      due.map(({ hold }) =>
        books.tryPost({
          id: derivedId('exp', hold, 'hold expired'),
          kind: 'hold.expire',
          intent: fingerprint({ expire: hold }),
          occurredAt: at,
          reference: hold,
          legs: [{ release: hold }],
        }),
      ),
    )
    const fresh = verdicts.filter(({ state, replayed }) => state === 'posted' && !replayed).length
    released += fresh
    if (fresh === 0) return released
  }
}
