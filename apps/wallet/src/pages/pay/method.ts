import type { Translate } from '../../i18n/index.ts'

type Part = { kind: 'balance' | 'card'; label: string | null }

/** Who paid, in words: the balance, or a card by its bank and last digits. */
export function methodOf(sources: readonly Part[], t: Translate): string {
  return sources.map(({ label }) => label ?? t('pay.balance')).join(' + ')
}
