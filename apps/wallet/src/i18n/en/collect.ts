import type { collect as zh } from '../zh/collect.ts'

export const collect: Record<keyof typeof zh, string> = {
  'collect.link': 'Opening a link',
  'collect.elsewhere': 'Scan it in the wallet',
  'collect.elsewhereHint': 'This code is for “Scan” on the home page of the wallet.',
}
