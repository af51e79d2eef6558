import type { JsonObject } from '@suanpan/contract/json'
import { Refusal } from '@suanpan/contract/refusals'
import type { LetterToSend, Posting } from '@suanpan/kernel/posting'
import type { Channel } from '../../banking/index.ts'
import type { Books } from '../../ledger/index.ts'

/** What moves money between people and their banks. */
export type Funding = {
  books: Books
  /** Absent where no bank is connected: nothing can be bound, topped up or withdrawn. */
  bank: Channel | undefined
  covered: Covered
}

/** How a payment goes on that waits for money from a card; given by whoever makes payments. */
export type Covered = {
  /**
   * The payment's posting as it would be without the card: the money from the card is put before
   * its legs. A refusal that it throws means that it cannot be paid any more, and the money is the
   * person's. It may be asked for more than once and must then be the same.
   */
  posting(order: JsonObject): Promise<Posting>
  /** Told when it will not be paid; `kept` when the money came all the same and lies in the balance. */
  gaveUp(order: JsonObject, reason: { code: string; kept: boolean }): Promise<void>
  /** What the payer is told, in the posting that keeps the money for them, and why it was not paid. */
  kept(order: JsonObject, code: string): LetterToSend
}

/** Refuses with `bank_not_connected`. */
export function bankOf({ bank }: Funding): Channel {
  if (!bank) throw new Refusal('bank_not_connected')
  return bank
}
