import type { AccountRef, EntryView } from '@suanpan/kernel/posting'

/** `CNY/2` → `cny`: addresses are lower case and an account holds one asset. */
const lower = (asset: string): string => asset.split('/')[0]!.toLowerCase().replace(/[.-]/g, '_')

/** A person's money (零钱). */
export const personMoney = (person: string, asset: string): AccountRef => ({
  account: `person:${person}:${lower(asset)}`,
  open: { asset, chart: 'person.money', holder: person },
})

/** What the house owes a merchant (待结算). */
export const merchantReceivable = (merchant: string, asset: string): AccountRef => ({
  account: `merchant:${merchant}:${lower(asset)}`,
  open: { asset, chart: 'merchant.receivable', holder: merchant },
})

/** Where money comes in: below zero by what came, until the bank's statement clears it. */
export const bankClearing = (asset: string): AccountRef => ({
  account: `bank:clearing:${lower(asset)}`,
  open: { asset, chart: 'bank.clearing', floor: null },
})

const FEE = 'income:fee:'

/** Fees earned; it may fall below zero when fees of an earlier day go back. */
export const feeIncome = (asset: string): AccountRef => ({
  account: `${FEE}${lower(asset)}`,
  open: { asset, chart: 'income.fee', floor: null },
})

/** What of a refund's entries came back out of fee income. */
export function feeReturned(entries: readonly EntryView[]): bigint {
  return entries.reduce((sum, each) => (each.address.startsWith(FEE) ? sum - each.amount : sum), 0n)
}
