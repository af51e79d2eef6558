/**
 * How long a benchmark takes. `full` is for figures one quotes, `quick` ends within 60 seconds,
 * `smoke` only shows that the program still runs: its figures mean nothing.
 */
export type Pace = {
  name: 'full' | 'quick' | 'smoke'
  /** Ours and theirs take turns so many times, so that a drift of the machine hits both. */
  rounds: number
  /** One turn. */
  seconds: number
  accounts: number
}

export const paces: Record<Pace['name'], Pace> = {
  full: { name: 'full', rounds: 4, seconds: 5, accounts: 100_000 },
  quick: { name: 'quick', rounds: 2, seconds: 1, accounts: 100_000 },
  smoke: { name: 'smoke', rounds: 1, seconds: 0.3, accounts: 2_000 },
}
