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
