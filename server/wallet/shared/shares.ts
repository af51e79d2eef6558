import { Refusal } from '@suanpan/contract/refusals'
import { allocate } from '@suanpan/kernel/money'

/** Of a whole in percent with two decimals. */
const WHOLE_BASIS_POINTS = 10_000n

export type Split = 'equal' | 'exact' | 'percent'
/** `weight` is 1, minor units, or hundredths of a percent, by the kind of the split. */
export type Part = { person: string; weight: bigint }
export type Share = Part & { amount: bigint }

/**
 * What of an expense each one bears, in all exactly the expense. Shares are rounded down; what is
 * left over goes unit by unit to the largest remainders, and where these are equal to whoever joined
 * the book earlier: the order of `parts`.
 *
 * Refuses with `shares_differ {asset, wanted, found}` where exact shares are not the expense and
 * `percent_differs {wanted, found}` where percents are not a hundred, in hundredths of a percent.
 */
export function sharesOf(
  { split, amount, asset }: { split: Split; amount: bigint; asset: string },
  parts: readonly Part[],
): Share[] {
  const found = parts.reduce((sum, { weight }) => sum + weight, 0n)
  if (split === 'exact' && found !== amount) {
    throw new Refusal('shares_differ', { asset, wanted: String(amount), found: String(found) })
  }
  if (split === 'percent' && found !== WHOLE_BASIS_POINTS) {
    const wanted = Number(WHOLE_BASIS_POINTS)
    throw new Refusal('percent_differs', { wanted, found: String(found) })
  }
  const weights = parts.map(({ weight }) => (split === 'equal' ? 1n : weight))
  const amounts = allocate(amount, weights)
  return parts.map(({ person }, at) => ({
    person,
    weight: weights[at] ?? 0n,
    amount: amounts[at] ?? 0n,
  }))
}
