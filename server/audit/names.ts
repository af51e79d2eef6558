import type { ChartClass } from '../ledger/index.ts'

/**
 * How the names of the books are written for foreign programs. Every mapping is injective, so two
 * accounts or assets never become one, and what it does is undone by the function beside it.
 */
export type Named = { address: string; class: ChartClass }

/** hledger and ledger take our addresses as they are, below the roots they know. */
const roots: Record<ChartClass, string> = {
  asset: 'assets',
  liability: 'liabilities',
  income: 'income',
  expense: 'expenses',
  equity: 'equity',
}

/** Stands for an underscore at the beginning of a part: no part of ours has two capitals. */
const LEADING_UNDERSCORE = 'XX'

export function journalAccount(account: Named): string {
  return `${roots[account.class]}:${account.address}`
}

export function addressOfJournalAccount(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/**
 * A part of a beancount name begins with a capital or a digit and has no underscore. Ours have
 * neither capitals nor hyphens, so both are free to stand for what is missing.
 */
export function beancountAccount(account: Named): string {
  const root = roots[account.class]
  return [root, ...account.address.split(':')].map(beancountPart).join(':')
}

export function addressOfBeancountAccount(name: string): string {
  const [, ...parts] = name.split(':')
  return parts
    .map((part) =>
      part.startsWith(LEADING_UNDERSCORE)
        ? `_${part.slice(LEADING_UNDERSCORE.length).replaceAll('-', '_')}`
        : part.replaceAll('-', '_').toLowerCase(),
    )
    .join(':')
}

function beancountPart(part: string): string {
  if (part.startsWith('_')) return LEADING_UNDERSCORE + part.slice(1).replaceAll('_', '-')
  return part.slice(0, 1).toUpperCase() + part.slice(1).replaceAll('_', '-')
}

/** Anything but letters is quoted: `2`, `.` and `-` would be read as part of the amount. */
export function journalCommodity(code: string): string {
  return /^[A-Z]+$/.test(code) ? code : `"${code}"`
}

/** beancount's commodities end with a capital or a digit; ours may also end with a dot or a hyphen. */
export function beancountCommodity(code: string): string {
  return code.replace(/[.-]$/, (last) => (last === '.' ? "'D" : "'M"))
}

/**
 * An id, kind or reference inside a line of text: whatever could end the line, open a comment or
 * start a formula in a spreadsheet is percent-encoded.
 */
export function plainText(text: string): string {
  return Array.from(text, (char, at) => {
    const safe = /[\w.:/#]/.test(char) || (char === '-' && at > 0)
    return safe ? char : encodeChar(char)
  }).join('')
}

function encodeChar(char: string): string {
  return Array.from(
    new TextEncoder().encode(char),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
