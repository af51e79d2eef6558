/**
 * What a posting is. A posting is the only thing that moves value: its legs and counters all
 * succeed or none does. These types are shared by the pure resolver, the poster and every room
 * that moves something; nothing here does I/O.
 */
export type Posting = {
  /** Unique for ever. The same id with the same intent answers the first verdict again. */
  id: string
  /** What happened, in lower-case words with dots: `payment`, `points.earn`. */
  kind: string
  /** 16 bytes over what the caller wanted (request body, or letter id and purpose), never over resolved legs. */
  intent: Uint8Array
  /** When it happened in the world: information for bills, expiry and analysis, not for the books' order. */
  occurredAt: Date
  /** Id of the thing it is about (an order, the posting it reverses). Never personal data. */
  reference?: string
  /** Applied in order; may be empty, then the posting only claims its id. */
  legs: Leg[]
  /** Amounts to be decided by all limits together, in this order. */
  quantities?: Record<string, Quantity>
  counters?: CounterMove[]
  conditions?: Condition[]
  /** Addresses to close once the legs are applied; they must then be empty. */
  close?: string[]
  /** What rooms write together with the posting, by a statement registered for the table. */
  rows?: RowToWrite[]
  /** Sent if it posts. */
  letters?: LetterToSend[]
}

export type Leg = Move | Release

/** Moves an amount of one asset from the sources, drawn in order, into the targets, filled in order. */
export type Move = {
  from: Source | Source[]
  to: Target | Target[]
  amount: Amount
  /** For what is not an act of the holder: a lot's expiry, taking back what was given by mistake. */
  despiteFreeze?: boolean
}

/** Returns what is left of a hold to where it came from and closes it. A frozen origin still receives. */
export type Release = { release: string }

export type Source = AccountRef | PocketRef | HoldRef
export type Target = AccountRef | NewHold

/** An account by address; `open` says what it is when it is not there yet. */
export type AccountRef = {
  account: string
  open?: Opening
  /** Left out of its leg when it is not there, closed or expired. */
  optional?: boolean
}

export type Opening = {
  /** `CNY/2`: code and scale of a registered asset. */
  asset: string
  /** Code in the chart of accounts. */
  chart: string
  holder?: string
  /** Lowest balance; null is no floor (issuing and outside-world accounts). Default 0. */
  floor?: bigint | null
  /** Highest balance; default none. */
  ceiling?: bigint | null
  /** From this instant on nothing may be drawn by a pocket or captured from a hold. */
  expiresAt?: Date
  /** The pocket that draws from it, together with its holder and asset. */
  pocket?: string
}

/** All open accounts of a holder, asset and purpose, drawn by expiry, then by age. */
export type PocketRef = { pocket: string; holder: string; asset: string; ceiling?: bigint }

/** What is held under this id. */
export type HoldRef = { hold: string }

/** Opens a hold: one account for each origin drawn, with the origin remembered. */
export type NewHold = { newHold: string; expiresAt: Date }

/** Minor units; tied to a quantity; a share; or `rest`, all that the sources have at that moment. */
export type Amount = bigint | Tied | Share | 'rest'

/**
 * The part of `share` that falls to what a counter of this posting adds, by cumulative floor:
 * ⌊share × after ÷ per⌋ − ⌊share × before ÷ per⌋. However a whole is cut, the parts sum to `share`.
 */
export type Share = { share: bigint; per: bigint; counter: string }

/** Whole quantity, `floor(q × ratio)`, or one of the largest-remainder parts of it. */
export type Tied = {
  of: string
  ratio?: readonly [numerator: bigint, denominator: bigint]
  part?: { index: number; weights: readonly bigint[] }
}

/** The greatest value ≤ desired that every limit admits is granted; below `min` the posting is refused. */
export type Quantity = { desired: bigint; min: bigint }

/** Adds to what was used of a limit; a negative amount gives room back within the same window. */
export type CounterMove = {
  key: string
  amount: bigint | Tied
  ceiling: bigint | null
  window: Window
  /** True on a negative amount that gives back what a tied quantity of an earlier posting took. */
  giveBack?: boolean
}

export type Window =
  | { kind: 'ever' }
  | { kind: 'fixed'; startsAt: Date; endsAt: Date }
  | { kind: 'rolling'; bucketMs: number; buckets: number; at: Date }

export type Condition =
  { account: string; expectVersion: bigint } | { account: string; atLeast: bigint }

export type RowToWrite = { table: string; row: Record<string, unknown> }

export type LetterToSend = {
  type: string
  party: string
  body: Record<string, unknown>
  sandbox?: boolean
}

/** Why a posting was refused: a code of the table in the contract, with its numbers. */
export type Reason = { code: ReasonCode; details: Record<string, string | number | null> }

export type ReasonCode =
  | 'id_used_with_other_content'
  | 'asset_unknown'
  | 'chart_unknown'
  | 'account_not_found'
  | 'account_differs'
  | 'account_closed'
  | 'account_not_empty'
  | 'asset_mismatch'
  | 'same_account'
  | 'hold_not_found'
  | 'hold_exists'
  | 'hold_closed'
  | 'hold_expired'
  | 'holder_frozen'
  | 'version_mismatch'
  | 'balance_below'
  | 'insufficient_funds'
  | 'ceiling_reached'
  | 'limit_reached'
  | 'amount_out_of_range'

export type Granted = { desired: bigint; granted: bigint; reason?: Reason }

/** One side of a leg as it stands in the books for ever. */
export type EntryView = {
  address: string
  version: bigint
  amount: bigint
  balance: bigint
}

export type Posted = {
  state: 'posted'
  id: string
  replayed: boolean
  /** 0 in a dry run, which has no place in the books. */
  seq: bigint
  bookedAt: Date
  businessDate: string
  /** Two for each movement: the giving side, then the receiving one. */
  entries: EntryView[]
  quantities: Record<string, Granted>
  /** What is used after this posting, by key. */
  counters: Record<string, bigint>
}

export type Refused = { state: 'refused'; id: string; replayed: boolean; reason: Reason }

export type Verdict = Posted | Refused

export const LEGS_PER_POSTING_MAX = 64
/** int8 on both sides of the wire. */
export const AMOUNT_MAX = 9_223_372_036_854_775_807n
