import type { JournalAccount, JournalPosting } from '../ledger/index.ts'

/** An account with what it held before the first exported posting. */
export type OpeningBalance = JournalAccount & { balance: bigint }

/** One exporter: each function answers the text to be written, in this order of calls. */
export type ExportWriter = {
  head(): string
  /** Of one asset at a time, on the first exported date; the amounts of an asset sum to zero. */
  opening(date: string, balances: readonly OpeningBalance[]): string
  posting(posting: JournalPosting): string
  end(): string
}
