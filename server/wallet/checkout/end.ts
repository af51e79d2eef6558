import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import { refusal, type Books } from '../../ledger/index.ts'
import type { Replayable } from '../pay.ts'
import { getCheckout, type Checkout } from './checkouts.ts'
import { checkoutOfCounter, endCounter, endLetter, endRow } from './ending.ts'

/** Checkouts ended at a time: enough to fill a batch of the books. */
const PORTION = 200

/**
 * The merchant takes a checkout back; cancelling twice answers the same. Sends `checkout.cancelled`.
 *
 * Refuses with `checkout_paid` and `checkout_expired`.
 */
export async function cancelCheckout(
  books: Books,
  { id, at }: { id: string; at: Date },
): Promise<Checkout & Replayable> {
  const checkout = await checkoutNow(books, id)
  if (checkout.state === 'cancelled') return { ...checkout, replayed: true }
  if (checkout.state !== 'open') throw endedAs(checkout)
  const { replayed } = await end(books, checkout, { state: 'cancelled', at })
  return { ...(await getCheckout(books.ground, id)), replayed }
}

/**
 * A checkout as it stands now: one whose time is up has ended by that. Sends `checkout.expired`.
 *
 * Refuses with `checkout_not_found {checkout}`.
 */
export async function checkoutNow(books: Books, id: string): Promise<Checkout> {
  const checkout = await getCheckout(books.ground, id)
  const at = books.ground.clock.now()
  if (checkout.state !== 'open' || at < checkout.expiresAt) return checkout
  await expire(books, checkout, at)
  return getCheckout(books.ground, id)
}

/** Refuses with `checkout_paid`, `checkout_cancelled` and `checkout_expired {expiredAt}`. */
export function expectOpen(checkout: Checkout): void {
  if (checkout.state !== 'open') throw endedAs(checkout)
}

/**
 * Ends the checkouts whose time is up, each by a posting whose id follows from the checkout, so any
 * number of sweepers end it once.
 *
 * @returns how many ended by it
 */
export async function expireCheckouts(books: Books, at: Date): Promise<number> {
  let ended = 0
  let after = ''
  for (;;) {
    const due = await books.ground.db.query<{ checkout: string }>({
      name: 'wallet.due_checkouts',
      text: `select checkout from wallet.checkouts_open
             where expires_at <= $1 and checkout > $2 order by checkout limit $3`,
      values: [at, after, PORTION],
    })
    const results = await Promise.all(
      due.map(async ({ checkout }) => expire(books, await getCheckout(books.ground, checkout), at)),
    )
    ended += results.filter(Boolean).length
    const last = due.at(-1)
    if (last === undefined || due.length < PORTION) return ended
    after = last.checkout
  }
}

/**
 * What a payment of a checkout was refused for: the books say that a place was taken, whoever asks
 * wants to know by what. Everything else is what it was.
 */
export async function exactRefusal(books: Books, error: unknown): Promise<unknown> {
  if (!(error instanceof Refusal) || error.code !== 'limit_reached') return error
  const id = checkoutOfCounter(error.details['counter'])
  return id === undefined ? error : endedAs(await getCheckout(books.ground, id))
}

/** False when something else ended it first. */
async function expire(books: Books, checkout: Checkout, at: Date): Promise<boolean> {
  try {
    return !(await end(books, checkout, { state: 'expired', at })).replayed
  } catch (error) {
    if (error instanceof Refusal && ENDED.has(error.code)) return false
    throw error
  }
}

const ENDED = new Set(['checkout_paid', 'checkout_cancelled', 'checkout_expired'])

async function end(
  books: Books,
  checkout: Checkout,
  { state, at }: { state: 'cancelled' | 'expired'; at: Date },
): Promise<Replayable> {
  const { id } = checkout
  const ending = { checkout: id, state, occurredAt: at }
  const verdict = await books.tryPost({
    id: derivedId('che', id, state),
    kind: 'checkout.end',
    intent: fingerprint({ checkout: id, state }),
    occurredAt: at,
    reference: id,
    legs: [],
    counters: [endCounter(id)],
    rows: [endRow(ending)],
    letters: [endLetter(ending, checkout)],
  })
  if (verdict.state === 'posted') return { replayed: verdict.replayed }
  throw await exactRefusal(books, refusal(verdict.reason))
}

function endedAs({ id, state, expiresAt, payment }: Checkout): Refusal {
  switch (state) {
    case 'paid':
      return new Refusal('checkout_paid', { checkout: id, payment })
    case 'cancelled':
      return new Refusal('checkout_cancelled', { checkout: id })
    case 'expired':
      return new Refusal('checkout_expired', {
        checkout: id,
        expiredAt: expiresAt.toISOString(),
      })
    case 'open':
      throw new Error(`the place of the checkout ${id} is taken and nothing says by what`)
  }
}
