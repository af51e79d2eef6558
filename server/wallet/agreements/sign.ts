import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../../platform/index.ts'
import type { Replayable } from '../pay.ts'
import { getAgreement, openAgreementOf, type Agreement } from './agreements.ts'
import type { AgreementOffer } from './offers.ts'
import { expectOffered } from './withdraw-offer.ts'

export type Signing = {
  id: string
  person: string
  device: string
  offer: AgreementOffer
  at: Date
}

/**
 * Signs an offer for a person who proved who they are. Sends `agreement.signed`.
 *
 * Refuses with `agreement_exists {agreement}`, `agreement_offer_withdrawn {offer, withdrawnAt, signed}`
 * and `id_used_with_other_content`.
 */
export async function signAgreement(
  ground: Ground,
  { id, person, device, offer, at }: Signing,
): Promise<Agreement & Replayable> {
  const isNew = await transaction(ground.db, async (tx) => {
    // Without naming a constraint: a signature of the same offer counts as well as one of the same id.
    const made = await tx.query(
      `insert into wallet.agreements (id, offer, person, device, signed_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning id`,
      [id, offer.id, person, device, at],
    )
    if (made.length === 0) return false
    await expectOffered(tx.query, offer.id)
    tx.emit({
      id: derivedId('ltr', id, 'agreement.signed'),
      type: 'agreement.signed',
      party: person,
      at,
      sandbox: offer.asset.startsWith('XTS/'),
      body: {
        agreement: id,
        person,
        merchant: offer.merchant,
        asset: offer.asset,
        perDeduction: String(offer.perDeduction),
        perPeriod: String(offer.perPeriod),
        period: offer.period,
        occurredAt: at.toISOString(),
      },
    })
    return true
  })
  if (!isNew) await refuseOther(ground, { id, person, offer: offer.id })
  return { ...(await getAgreement(ground, { id, person })), replayed: !isNew }
}

async function refuseOther(
  ground: Ground,
  { id, person, offer }: { id: string; person: string; offer: string },
): Promise<void> {
  const same = await signedBefore(ground, { id, person })
  if (same && same.offer !== offer) throw new Refusal('id_used_with_other_content', { id })
  if (same) return
  const agreement = await openAgreementOf(ground.db, { person, offer })
  throw new Refusal('agreement_exists', { agreement: agreement ?? '' })
}

/** What the same request signed before. */
export async function signedBefore(
  ground: Ground,
  { id, person }: { id: string; person: string },
): Promise<Agreement | undefined> {
  return getAgreement(ground, { id, person }).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
}
