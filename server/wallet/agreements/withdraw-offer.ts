import { Refusal } from '@suanpan/contract/refusals'
import type { Books } from '../../ledger/index.ts'
import { transaction, type Query } from '../../platform/index.ts'
import type { Replayable } from '../pay.ts'
import { listAgreements } from './agreements.ts'
import { cancelAgreement } from './cancel.ts'
import { getOffer } from './offers.ts'

/** Ends what was signed when the process that was to do it has ended. */
export const END_SIGNED_JOB = 'wallet:end-signed-agreements'
const JOB_AFTER_MS = 15_000
const PORTION = 200

/** What becomes of the agreements that were signed: they go on, or end with the offer. */
export type Signed = 'stay' | 'end'
export type OfferEnd = { signed: Signed; withdrawnAt: Date }

/**
 * Takes an offer back: from now on nobody signs it, and where the merchant says so what was signed
 * ends too, each person being told. The same again answers the same.
 *
 * Refuses with `agreement_offer_not_found` and, where it was taken back the other way before,
 * `agreement_offer_withdrawn {offer, withdrawnAt, signed}`.
 */
export async function withdrawOffer(
  books: Books,
  { offer, signed, at }: { offer: string; signed: Signed; at: Date },
): Promise<OfferEnd & Replayable> {
  const { ground } = books
  await getOffer(ground, offer)
  const isNew = await transaction(ground.db, async (tx) => {
    // Signatures take the same lock shared: each of them is before the end, or sees it.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(offer)])
    const made = await tx.query(
      `insert into wallet.agreement_offer_ends (offer, signed, withdrawn_at) values ($1, $2, $3)
       on conflict on constraint agreement_offer_ends_pkey do nothing returning offer`,
      [offer, signed, at],
    )
    if (made.length === 0) return false
    if (signed === 'end') {
      const runAt = new Date(at.getTime() + JOB_AFTER_MS)
      await tx.enqueue(END_SIGNED_JOB, { offer }, { runAt, key: `${END_SIGNED_JOB} ${offer}` })
    }
    return true
  })
  const end = await offerEnd(ground.db.query, offer)
  if (end?.signed !== signed) throw withdrawn(offer, end)
  if (signed === 'end') await endSigned(books, offer)
  return { ...end, replayed: !isNew }
}

/** Ends every agreement that was signed to an offer that ended with them. Done again it does nothing. */
export async function endSigned(books: Books, offer: string): Promise<void> {
  const { db, clock } = books.ground
  for (;;) {
    const open = await listAgreements(db, { offer, active: true, limit: PORTION })
    if (open.length === 0) return
    const at = clock.now()
    await Promise.all(
      open.map((agreement) => cancelAgreement(books, { agreement, by: 'merchant', at })),
    )
  }
}

/** How an offer was taken back, if it was. */
export async function offerEnd(query: Query, offer: string): Promise<OfferEnd | undefined> {
  const [end] = await query<OfferEnd>(
    `select signed, withdrawn_at as "withdrawnAt" from wallet.agreement_offer_ends where offer = $1`,
    [offer],
  )
  return end
}

/** For a signature, in its transaction. Refuses with `agreement_offer_withdrawn {offer, withdrawnAt, signed}`. */
export async function expectOffered(query: Query, offer: string): Promise<void> {
  await query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockOf(offer)])
  const end = await offerEnd(query, offer)
  if (end) throw withdrawn(offer, end)
}

const lockOf = (offer: string): string => `agreement offer ${offer}`

const withdrawn = (offer: string, end: OfferEnd | undefined): Refusal =>
  new Refusal('agreement_offer_withdrawn', {
    offer,
    withdrawnAt: end?.withdrawnAt.toISOString() ?? null,
    signed: end?.signed ?? null,
  })
