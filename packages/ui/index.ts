export { AbacusLoading, AbacusMark, AbacusNumber } from './Abacus.tsx'
export { Amount, AssetUnits, type AmountSize, type MoneyView } from './Amount.tsx'
export { EmptyState } from './EmptyState.tsx'
export { ErrorPanel } from './ErrorPanel.tsx'
export { Ident, Ellipsis } from './Ident.tsx'
export { antdTheme } from './theme.ts'
export { chartTheme } from './chartTheme.ts'
export { paintRoot } from './paint.ts'
export { palettes, type Mode, type Palette } from './tokens.ts'
export {
  compactAmount,
  formatAmount,
  formatCount,
  formatRatio,
  minorToNumber,
} from './format.ts'
