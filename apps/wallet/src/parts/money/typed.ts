/** What can be typed as an amount: digits, one point, as many places as the asset has. */
const WHOLE_DIGITS_MAX = 9

export const CNY = 'CNY/2'

/**
 * The text after one more keystroke, or the text as it was when the key makes no sense there:
 * a second point, a third decimal, a tenth digit.
 */
export function typed(text: string, scale = 2): string | undefined {
  const plain = text.replace(/[,\s\u00a5\uffe5]/g, '').replace(/\u3002|\uff0e/g, '.')
  const match = /^(\d*)(\.?)(\d*)$/.exec(plain)
  if (!match) return undefined
  const [, whole = '', point = '', places = ''] = match
  if (whole.length > WHOLE_DIGITS_MAX || places.length > scale || (point && scale === 0)) {
    return undefined
  }
  const trimmed = whole.replace(/^0+(?=\d)/, '')
  return (point && trimmed === '' ? '0' : trimmed) + point + places
}

/** Minor units of what was typed: `12.5` is 1250n; undefined while it is nothing yet. */
export function minorOf(text: string, scale = 2): bigint | undefined {
  const clean = typed(text, scale)
  if (!clean || clean === '.') return undefined
  const [whole = '0', places = ''] = clean.split('.')
  return BigInt(whole || '0') * 10n ** BigInt(scale) + BigInt(places.padEnd(scale, '0') || '0')
}

/** What one would type for an amount: 1250n is `12.50`, and whole yuan have no places. */
export function textOf(minor: bigint, scale = 2): string {
  const digits = String(minor).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const places = digits.slice(digits.length - scale)
  return /[1-9]/.test(places) ? `${whole}.${places}` : whole
}
