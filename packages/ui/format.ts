/** An amount taken apart for drawing: the sign is separate so that it can be shown as − and coloured. */
export type AmountParts = {
  negative: boolean
  zero: boolean
  /** `¥` or `$`; empty when the asset has no sign of its own. */
  symbol: string
  /** Grouped by thousands. */
  whole: string
  /** Exactly as many digits as the asset has; empty for assets without minor units. */
  fraction: string
  /** `CNY` */
  code: string
}

const SYMBOLS: Record<string, string> = {
  CNY: '¥',
  USD: '$',
  EUR: '€',
  GBP: '£',
  HKD: 'HK$',
  XTS: '¤',
}
const MINUS = '\u2212'
const DIGITS = /^-?\d+$/

/**
 * Splits an amount of minor units (a string of decimal digits, or a bigint) by the scale its asset
 * carries: `123456` of `CNY/2` is ¥ 1,234 and 56. Never passes through a float.
 */
export function splitAmount(amount: string | bigint, asset: string): AmountParts {
  const text = String(amount)
  if (!DIGITS.test(text)) throw new RangeError(`not an amount: ${text}`)
  const [code = '', scaleText = '0'] = asset.split('/')
  const scale = Number(scaleText)
  const negative = text.startsWith('-')
  const digits = (negative ? text.slice(1) : text).replace(/^0+(?=\d)/, '').padStart(scale + 1, '0')
  const cut = digits.length - scale
  return {
    negative: negative && /[1-9]/.test(digits),
    zero: !/[1-9]/.test(digits),
    symbol: SYMBOLS[code] ?? '',
    whole: group(digits.slice(0, cut)),
    fraction: digits.slice(cut),
    code,
  }
}

/** One line of text, for tooltips, charts and exports: `−¥1,234.56`, `800 PTS`. */
export function formatAmount(
  amount: string | bigint,
  asset: string,
  options: { units?: Record<string, string>; plus?: boolean } = {},
): string {
  const parts = splitAmount(amount, asset)
  const sign = parts.negative ? MINUS : options.plus && !parts.zero ? '+' : ''
  const number = parts.fraction ? `${parts.whole}.${parts.fraction}` : parts.whole
  if (parts.symbol) return `${sign}${parts.symbol}${number}`
  const unit = options.units?.[parts.code] ?? parts.code
  return `${sign}${number} ${unit}`
}

/** A whole number with thousands separated. */
export function formatCount(value: number | bigint | string): string {
  const text = String(value)
  return text.startsWith('-') ? `${MINUS}${group(text.slice(1))}` : group(text)
}

/**
 * For drawing only (bars, axes): minor units as a number of major units. Exact up to 2^53 minor
 * units, which no chart can show the difference of.
 */
export function minorToNumber(amount: string | bigint, asset: string): number {
  const scale = Number(asset.split('/')[1] ?? '0')
  return Number(amount) / 10 ** scale
}

/** Short form for axes and small tiles, in the manner of the language: 12.3万, 12.3K. */
export function compactAmount(value: number, language: string): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(
    value,
  )
}

/** The change from `before` to `now` as a signed percentage; undefined when there is nothing to compare with. */
export function formatRatio(
  now: bigint,
  before: bigint,
): { text: string; rising: boolean } | undefined {
  if (before === 0n) return undefined
  const tenths = ((now - before) * 1000n) / (before < 0n ? -before : before)
  const size = tenths < 0n ? -tenths : tenths
  const text = `${tenths < 0n ? MINUS : '+'}${group(String(size / 10n))}.${size % 10n}%`
  return { text, rising: tenths >= 0n }
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
