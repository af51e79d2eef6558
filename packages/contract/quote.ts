import type { CounterMove, Leg, Quantity, RowToWrite } from '@suanpan/kernel/posting'

/**
 * A price as a value (试算): what will be posted if it is paid now. Whoever knows prices makes it,
 * the door hands it to the verb that pays, and the two need not know each other. Nothing is reserved
 * by it; what it promises is that exactly this is posted, or nothing.
 */
export type Quote = {
  legs: Leg[]
  quantities: Record<string, Quantity>
  counters: CounterMove[]
  /** Written together with the posting, besides the row of the payment itself. */
  rows: RowToWrite[]
  /** From this instant on it is not paid any more. */
  expiresAt: Date
  /** Of the way prices are made: a newer version makes every older quote a changed one. */
  version: string
  /** Over what is paid to whom and from where, so that a change of any of it is noticed. */
  hash: string
}
