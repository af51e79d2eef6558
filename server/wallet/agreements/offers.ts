import { Refusal } from '@suanpan/contract/refusals'
import type { Ground } from '../../platform/index.ts'
import type { Period } from './periods.ts'

/** What a merchant offers to sign; whoever signs it agrees to exactly this. */
export type Terms = {
  merchant: string
  /** What for, in a few words. */
  purpose: string
  asset: string
  /** Minor units: the most that one deduction takes. */
  perDeduction: bigint
  /** The most that all deductions of a period take. */
  perPeriod: bigint
  period: Period
  /** How long before it is taken a deduction has to be announced; 0 where it need not be. */
  noticeHours: number
}

export type AgreementOffer = Terms & {
  id: string
  /** The merchant's own name for it. */
  reference: string | null
  offeredAt: Date
}

/** Columns of `wallet.agreement_offers o` that are the terms. */
export const TERMS = `
  o.merchant, o.purpose, o.asset, o.per_deduction as "perDeduction", o.per_period as "perPeriod",
  o.period, o.notice_hours as "noticeHours", o.reference`

/**
 * Offers an agreement, once for each id. It may be signed by any number of people.
 *
 * Refuses with `id_used_with_other_content`.
 */
export async function offerAgreement(
  ground: Ground,
  offer: Terms & { id: string; reference?: string | undefined },
): Promise<AgreementOffer & { replayed: boolean }> {
  const { id, merchant, purpose, asset, perDeduction, perPeriod, period, noticeHours } = offer
  const reference = offer.reference ?? null
  const made = await ground.db.query(
    `insert into wallet.agreement_offers (id, merchant, purpose, asset, per_deduction, per_period,
       period, notice_hours, reference, offered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict on constraint agreement_offers_pkey do nothing returning id`,
    [
      id,
      merchant,
      purpose,
      asset,
      perDeduction,
      perPeriod,
      period,
      noticeHours,
      reference,
      ground.clock.now(),
    ],
  )
  const found = await getOffer(ground, id)
  const isSame =
    found.merchant === merchant &&
    found.purpose === purpose &&
    found.asset === asset &&
    found.perDeduction === perDeduction &&
    found.perPeriod === perPeriod &&
    found.period === period &&
    found.noticeHours === noticeHours &&
    found.reference === reference
  if (!isSame) throw new Refusal('id_used_with_other_content', { id })
  return { ...found, replayed: made.length === 0 }
}

/** Refuses with `agreement_offer_not_found`. */
export async function getOffer({ db }: Pick<Ground, 'db'>, id: string): Promise<AgreementOffer> {
  const [row] = await db.query<AgreementOffer>({
    name: 'wallet.get_agreement_offer',
    text: `select o.id, ${TERMS}, o.offered_at as "offeredAt"
           from wallet.agreement_offers o where o.id = $1`,
    values: [id],
  })
  if (!row) throw new Refusal('agreement_offer_not_found', { offer: id })
  return row
}
