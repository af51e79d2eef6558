import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { Move } from '@suanpan/kernel/posting'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'
import { counterUsed, getAccount, getPosting, refusal } from '../ledger/index.ts'
import type { Books } from '../ledger/index.ts'
import { lot, redeemed } from './accounts.ts'
import { getProgramme } from './programmes.ts'
import type { Programme } from './programmes.ts'

export type ReturnedPoints = {
  id: string
  redemption: string
  asset: string
  /** What came back: less than was spent when a lot is over and the programme gives no grace. */
  amount: bigint
  replayed: boolean
}

/**
 * Gives spent points back to the lots that they came from, with their own expiry. What a lot that
 * is over had given is lost, or goes to a new lot for the programme's days of grace. It happens once.
 *
 * Refuses with `redemption_not_found`, `already_reversed`, `holder_frozen`.
 */
export async function reverseRedemption(
  books: Books,
  input: { id: string; redemption: string; occurredAt: Date; reason?: string },
): Promise<ReturnedPoints> {
  const { db } = books.ground
  const { id, redemption, occurredAt, reason } = input
  const found = await findRedemption(books, redemption)
  const programme = await getProgramme(db, found.programme)
  const once = `returned:${redemption}`
  const verdict = await books.tryPost({
    id,
    kind: 'points.return',
    intent: fingerprint({ redemption, reason }),
    occurredAt,
    reference: redemption,
    legs: await legsBack(books, programme, { ...found, redemption, at: occurredAt }),
    counters: [{ key: once, amount: 1n, ceiling: 1n, window: { kind: 'ever' } }],
  })
  if (verdict.state === 'refused') {
    if ((await counterUsed(db, books.book, once)) > 0n)
      throw new Refusal('already_reversed', { posting: redemption })
    throw refusal(verdict.reason)
  }
  const amount = verdict.entries.reduce(
    (sum, each) => sum + (each.amount > 0n ? each.amount : 0n),
    0n,
  )
  return { id, redemption, amount, asset: programme.asset, replayed: verdict.replayed }
}

async function legsBack(
  books: Books,
  programme: Programme,
  of: { person: string; redemption: string; at: Date },
): Promise<Move[]> {
  const original = await getPosting(books.ground.db, books.book, of.redemption)
  const legs: Move[] = []
  for (const { address, amount } of original!.entries) {
    if (amount > 0n) continue
    const own = await getAccount(books.ground.db, books.book, address)
    const over = own.closed || (own.expiresAt !== null && own.expiresAt <= of.at)
    const to = over ? graceLot(books, programme, of) : { account: address }
    if (to) legs.push({ from: redeemed(programme), to, amount: -amount })
  }
  return legs
}

/** A lot that is over at the end of the last day of grace, so that all returns of one day share it. */
function graceLot(books: Books, programme: Programme, of: { person: string; at: Date }) {
  const { returnGraceDays: days } = programme
  if (days === 0) return undefined
  const { zone } = books.ground.config
  const expiresAt = startOfDay(addDays(businessDate(of.at, zone), days + 1), zone)
  return lot(programme, { person: of.person, expiresAt, zone })
}

async function findRedemption(
  books: Books,
  id: string,
): Promise<{ person: string; programme: string }> {
  const [row] = await books.ground.db.query<{ person: string; programme: string }>(
    `select person, programme from points.redemptions where id = $1`,
    [id],
  )
  if (!row) throw new Refusal('redemption_not_found', { redemption: id })
  return row
}
