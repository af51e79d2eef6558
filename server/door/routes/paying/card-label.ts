import type { Card } from '../../../wallet/index.ts'

/** How a person knows a card: its bank and the last four digits. */
export const cardLabel = ({ bank, lastFour }: Card): string => `${bank} ${lastFour}`
