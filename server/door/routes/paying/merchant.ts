import { Refusal } from '@suanpan/contract/refusals'
import type { Merchant } from '../../../parties/index.ts'
import type { House } from '../../house.ts'
import type { Principal } from '../../principal.ts'

/** Somebody else's payments do not exist for a key that is tied to one merchant. */
export function onlyMerchantOf(principal: Principal): string | undefined {
  return principal.kind === 'server' ? (principal.apiKey.merchant ?? undefined) : undefined
}

/**
 * The merchant that is to be paid, as the directory remembers it.
 *
 * Refuses with `merchant_not_found {merchant}` and `merchant_inactive {merchant}`.
 */
export async function payableMerchant(
  { directory }: House,
  { merchant: id, principal }: { merchant: string; principal?: Principal },
): Promise<Merchant> {
  const only = principal && onlyMerchantOf(principal)
  const merchant = await directory.merchant(id)
  if (!merchant || (only !== undefined && only !== merchant.id)) {
    throw new Refusal('merchant_not_found', { merchant: id })
  }
  if (!merchant.active) throw new Refusal('merchant_inactive', { merchant: id })
  return merchant
}
