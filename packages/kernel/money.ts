/**
 * Money is a bigint of minor units and an asset that carries its scale (`CNY/2`): never a float.
 * Nothing here imports from Node, so that the browser uses the same arithmetic.
 */
export type Money = { amount: bigint; asset: string }

/** What goes over the wire: `{"amount":"1234","asset":"CNY/2"}`. */
export type MoneyJson = { amount: string; asset: string }

export type Asset = { code: string; scale: number }

/** As the ledger's registry has it: `numeric` and `int8` cannot hold more than 18 decimals. */
export const SCALE_MAX = 18

/** Longer texts are refused unread: int8 has 19 digits, the rest is separators. */
const AMOUNT_TEXT_MAX_CHARS = 40
const ASSET = /^([A-Z][A-Z0-9.-]{1,22})\/(\d{1,2})$/
/** Digits with or without groups of three; a group separator is a comma. */
const AMOUNT = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/

/**
 * Splits a total by weights without losing a unit: everybody gets the whole part of their share,
 * what is left goes one by one to the largest remainders, the earlier first where they are equal.
 * A negative total is split like its opposite, so a refund takes back exactly what was given.
 *
 * @param weights none negative, at least one positive
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (weights.some((weight) => weight < 0n) || sum === 0n) {
    throw new RangeError('weights must not be negative and one must be positive')
  }
  if (total < 0n) return allocate(-total, weights).map((part) => -part)
  const parts = weights.map((weight) => (total * weight) / sum)
  const left = Number(total - parts.reduce((a, b) => a + b, 0n))
  const remainder = (index: number): bigint => (total * (weights[index] ?? 0n)) % sum
  const order = weights
    .map((_, index) => index)
    .sort((a, b) => compare(remainder(b), remainder(a)) || a - b)
  for (const index of order.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

/**
 * Reads what a person or a file wrote: `29.33`, `-5`, `1,234.50`. Exact, never through a float.
 * Answers undefined for anything that is not such an amount: junk, exponents, other digits than
 * 0–9, a comma in the wrong place, or more decimals than the asset has (unless they are zeros).
 */
export function parseAmount(text: string, scale: number): bigint | undefined {
  if (text.length > AMOUNT_TEXT_MAX_CHARS) return undefined
  const match = AMOUNT.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  if (/[^0]/.test(fraction.slice(scale))) return undefined
  const digits = whole.replaceAll(',', '') + fraction.slice(0, scale).padEnd(scale, '0')
  return sign === '-' ? -BigInt(digits) : BigInt(digits)
}

/** Writes minor units with all decimals of the scale: `1234`, 2 → `12.34`; grouped: `1,234.50`. */
export function formatAmount(amount: bigint, scale: number, options?: { group?: boolean }): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const grouped = options?.group ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  const fraction = scale > 0 ? `.${digits.slice(-scale)}` : ''
  return `${amount < 0n ? '-' : ''}${grouped}${fraction}`
}

/** `CNY/2` → `{code: 'CNY', scale: 2}`. Throws a RangeError for a text that `isAsset` refuses. */
export function parseAsset(asset: string): Asset {
  const match = ASSET.exec(asset)
  const scale = Number(match?.[2])
  if (!match?.[1] || scale > SCALE_MAX) throw new RangeError(`not an asset: ${asset.slice(0, 40)}`)
  return { code: match[1], scale }
}

export function isAsset(text: string): boolean {
  const match = ASSET.exec(text)
  return match !== null && Number(match[2]) <= SCALE_MAX
}

export function moneyToJson(money: Money): MoneyJson {
  return { amount: money.amount.toString(), asset: money.asset }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
