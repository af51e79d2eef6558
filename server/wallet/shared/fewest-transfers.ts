/** Up to so many people with a debt or a claim the fewest transfers are searched for exactly. */
export const EXACT_PEOPLE_MAX = 14

export type Net = { person: string; net: bigint }
export type Debt = { from: string; to: string; amount: bigint }

/**
 * Who pays whom so that everybody is at zero, in the fewest transfers there are.
 *
 * The fewest transfers of n people are n less the greatest number of groups that come to zero by
 * themselves (Verhoeff, "Settling Multiple Debts Efficiently", Informatics in Education 3, 2004,
 * 105–126). Finding these groups is NP-hard: for up to `EXACT_PEOPLE_MAX` people every subset is
 * looked at (2^14 subsets, a few milliseconds). Above it the largest debtor pays the largest
 * creditor again and again (minimum cash flow): never more than n − 1 transfers, not always the
 * fewest. The same nets give the same answer in whatever order they come.
 *
 * @param nets in all exactly zero; above zero is owed to them, below zero they owe
 */
export function fewestTransfers(nets: readonly Net[]): Debt[] {
  if (nets.reduce((sum, { net }) => sum + net, 0n) !== 0n) {
    throw new RangeError('what some owe is not what others are owed')
  }
  const open = nets
    .filter(({ net }) => net !== 0n)
    .sort((a, b) => byAmount(b.net, a.net) || (a.person < b.person ? -1 : 1))
  if (open.length > EXACT_PEOPLE_MAX) return greedy(open)
  return zeroGroups(open).flatMap(greedy)
}

/** The largest debtor pays the largest creditor: each transfer brings at least one of them to zero. */
function greedy(nets: readonly Net[]): Debt[] {
  const left = new Map(nets.map(({ person, net }) => [person, net]))
  const debts: Debt[] = []
  for (;;) {
    const [debtor, creditor] = extremes(left)
    if (debtor === undefined || creditor === undefined) return debts
    const owed = -(left.get(debtor) ?? 0n)
    const due = left.get(creditor) ?? 0n
    const amount = owed < due ? owed : due
    left.set(debtor, amount - owed)
    left.set(creditor, due - amount)
    debts.push({ from: debtor, to: creditor, amount })
  }
}

function extremes(left: Map<string, bigint>): [string | undefined, string | undefined] {
  let [debtor, creditor]: (string | undefined)[] = []
  for (const [person, net] of left) {
    if (net < 0n && (debtor === undefined || net < (left.get(debtor) ?? 0n))) debtor = person
    if (net > 0n && (creditor === undefined || net > (left.get(creditor) ?? 0n))) creditor = person
  }
  return [debtor, creditor]
}

/**
 * The most groups that come to zero by themselves. `most[set]` is how many zero prefixes the best
 * order of the set has; taking people away again in that order cuts it at every zero.
 */
function zeroGroups(nets: readonly Net[]): Net[][] {
  const sets = 1 << nets.length
  const sums = Array.from({ length: sets }, () => 0n)
  const most = new Uint8Array(sets)
  const last = new Int8Array(sets)
  for (let set = 1; set < sets; set++) {
    let best = -1
    for (const [at, { net }] of nets.entries()) {
      if ((set & (1 << at)) === 0) continue
      const rest = set & ~(1 << at)
      sums[set] = (sums[rest] ?? 0n) + net
      if ((most[rest] ?? 0) <= best) continue
      best = most[rest] ?? 0
      last[set] = at
    }
    most[set] = best + (sums[set] === 0n ? 1 : 0)
  }
  const groups: Net[][] = []
  for (let set = sets - 1; set > 0; set &= ~(1 << (last[set] ?? 0))) {
    if (sums[set] === 0n) groups.unshift([])
    const one = nets[last[set] ?? 0]
    if (one) groups[0]?.push(one)
  }
  return groups
}

const byAmount = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
