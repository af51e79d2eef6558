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

/** What lies with the custodian, as the bank's statements say; below zero by it. */
export const bankCustody = (asset: string): AccountRef => ({
  account: `bank:custody:${lower(asset)}`,
  open: { asset, chart: 'bank.custody', floor: null },
})

const DEBT = 'debt:'

/** What a person owes: money that a bank took back and that was no longer there. Never above zero. */
export const personDebt = (person: string, asset: string): AccountRef => ({
  account: `${DEBT}${person}:${lower(asset)}`,
  open: { asset, chart: 'person.debt', floor: null, ceiling: 0n },
})

/** What of a posting's entries became a debt. */
export function becameDebt(entries: readonly EntryView[]): bigint {
  return entries.reduce(
    (sum, each) => (each.address.startsWith(DEBT) ? sum - each.amount : sum),
    0n,
  )
}

/** Where money for a person goes: what they owe comes first. */
export const receiving = (person: string, asset: string): AccountRef[] => [
  { account: personDebt(person, asset).account, optional: true },
  personMoney(person, asset),
]

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

/** Money on its way to somebody: its payer's until it arrives, so a freeze of the payer covers it. */
export const transferTransit = (sent: {
  id: string
  person: string
  asset: string
}): AccountRef & { account: string } => ({
  account: `transfer:${sent.id}`,
  open: { asset: sent.asset, chart: 'transfer.transit', holder: sent.person },
})

/** What lies in a red packet: its sender's until somebody opens it, so a freeze of the sender covers it. */
export const redPacketMoney = (packet: {
  id: string
  person: string
  asset: string
}): AccountRef & { account: string } => ({
  account: `redpacket:${packet.id}`,
  open: { asset: packet.asset, chart: 'redpacket.money', holder: packet.person },
})

export const GOAL = 'goal:'

/** What somebody put aside for one goal: theirs alone, whoever saves beside them. */
export const goalMoney = (goal: {
  id: string
  person: string
  asset: string
}): AccountRef & { account: string } => ({
  account: `${GOAL}${goal.id}`,
  open: { asset: goal.asset, chart: 'person.goal', holder: goal.person },
})

/** Money on its way to a biller: its payer's until the biller has it, so a freeze of the payer covers it. */
export const billTransit = (order: {
  id: string
  person: string
  asset: string
}): AccountRef & { account: string } => ({
  account: `bill:${order.id}`,
  open: { asset: order.asset, chart: 'biller.transit', holder: order.person },
})

/** What a biller is owed; below zero where it takes back more than it still had to get. */
export const billerPayable = (biller: string, asset: string): AccountRef => ({
  account: `biller:${biller}:${lower(asset)}`,
  open: { asset, chart: 'biller.payable', floor: null },
})
