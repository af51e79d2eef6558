import type { Capability } from '@suanpan/contract/licence'

/** What a page and everything below it needs of the licence; what stands here nowhere needs nothing. */
const NEEDS: readonly (readonly [path: string, needs: Capability])[] = [
  ['/top-up', 'stored_balance'],
  ['/withdraw', 'withdrawals'],
  ['/cards', 'cards'],
  ['/transfer', 'transfers'],
  ['/transfers', 'transfers'],
  ['/collect', 'transfers'],
  // What somebody owes in a shared book is settled by a transfer.
  ['/books', 'transfers'],
  ['/red-packets', 'red_packets'],
  ['/goals', 'saving_goals'],
  ['/code', 'payments'],
  ['/scan', 'payments'],
  ['/c', 'payments'],
  ['/pay', 'payments'],
  ['/payments', 'payments'],
  ['/bills', 'payments'],
  ['/budgets', 'payments'],
  ['/disputes', 'payments'],
  // Limits, locks and real-name classes are about money.
  ['/me/limits', 'payments'],
  ['/me/locks', 'payments'],
  ['/me/real-name', 'payments'],
  ['/agreements', 'agreements'],
  ['/life', 'bill_payments'],
  ['/points', 'points'],
]

/** What kinds of movements and of news need; what stands here nowhere is in every wallet. */
const KINDS: Readonly<Record<string, readonly Capability[]>> = {
  payment: ['payments'],
  refund: ['payments'],
  budget: ['payments'],
  transfer: ['transfers'],
  red_packet: ['red_packets'],
  red_packet_return: ['red_packets'],
  saving: ['saving_goals'],
  topup: ['stored_balance'],
  topup_reversal: ['stored_balance'],
  withdrawal: ['withdrawals'],
  funding: ['stored_balance', 'cards'],
  points: ['points'],
}

/** Whether there can be anything of a kind in a wallet that may do this. */
export function hasKind(kind: string, capabilities: readonly Capability[] | undefined): boolean {
  const needs = KINDS[kind]
  if (needs === undefined || capabilities === undefined) return true
  return needs.some((each) => capabilities.includes(each))
}

/** What the licence must include for a page; undefined where every wallet has it. */
export function needOf(path: string): Capability | undefined {
  const bare = path.split(/[?#]/)[0] ?? path
  return NEEDS.find(([own]) => bare === own || bare.startsWith(`${own}/`))?.[1]
}

/** Whether a wallet that may do this has the page. */
export function mayGo(path: string, capabilities: readonly Capability[] | undefined): boolean {
  const need = needOf(path)
  return need === undefined || capabilities === undefined || capabilities.includes(need)
}
