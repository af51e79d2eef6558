import type { EntryView, Granted, Posting, Reason } from '@suanpan/kernel/posting'
import type { ModelCounter } from './model-counters.ts'

/**
 * The books as one would keep them by hand: plain maps, one posting after another, each tried on a
 * copy that is thrown away when something does not hold, quantities found by trying every value. It
 * shares nothing with the resolver but the types, and says what the resolver must say.
 */
export type Model = {
  /** In the order in which they were opened. */
  accounts: ReadonlyMap<string, ModelAccount>
  counters: ReadonlyMap<string, ModelCounter>
  said: Map<string, { intent: string; verdict: ModelVerdict }>
  frozen: Map<string, { in: boolean; out: boolean }>
  assets: ReadonlySet<string>
  charts: ReadonlySet<string>
  seq: bigint
}

export type ModelAccount = Readonly<{
  address: string
  asset: string
  chart: string
  holder: string | undefined
  pocket: string | undefined
  expiresAt: number | undefined
  origin: string | undefined
  floor: bigint | null
  ceiling: bigint | null
  closed: boolean
  balance: bigint
  version: bigint
}>

/** A verdict without the instants, which the model does not stamp. */
export type ModelVerdict =
  | {
      state: 'posted'
      replayed: boolean
      seq: bigint
      entries: EntryView[]
      quantities: Record<string, Granted>
      counters: Record<string, bigint>
    }
  | { state: 'refused'; replayed: boolean; reason: Reason }

/** Values for the quantities of a posting, and the instant at which it is tried. */
export type Attempt = { posting: Posting; grants: ReadonlyMap<string, bigint>; now: number }

/** A copy of the books on which a posting is tried. */
export type Trial = Attempt & {
  model: Model
  accounts: Map<string, ModelAccount>
  counters: Map<string, ModelCounter>
  entries: EntryView[]
  /** What is used of each counter after its move. */
  used: Map<string, bigint>
}
