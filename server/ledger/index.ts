export { openBooks, refusal, type Books, type BooksOptions } from './books.ts'
export {
  insertInto,
  stamped,
  type Column,
  type RowWriter,
  type TravellingRow,
} from './poster/rows.ts'
export {
  accountsDue,
  counterUsed,
  getAccount,
  listAccounts,
  rollUp,
  statement,
  sumsByChart,
  type Account,
  type AsOf,
  type RollUp,
  type StatementLine,
} from './accounts.ts'
export { getPosting, seqAt, type PostingEntry, type PostingRecord } from './postings.ts'
export {
  counterpartsOf,
  foresee,
  frozenHolders,
  getHold,
  holderStatement,
  holdingsOf,
  lastSeal,
  listBusinessDays,
  listCounters,
  receivedBy,
  refusedPosting,
  reversalOf,
  type Counter,
  type HolderLine,
} from './holdings.ts'
export { freezeHolder, freezesOf, holdStill, type HolderFreeze } from './holders.ts'
export {
  listMonitors,
  setLimits,
  unwatchBalance,
  watchBalance,
  type BalanceMonitor,
} from './limits.ts'
export { captureHold, expireHolds, openHold, releaseHold, type HoldRequest } from './holds.ts'
export { reversePosting, type Reversal } from './reverse.ts'
export { listAssets, listChart, type Asset, type ChartCode } from './registry.ts'
export { forgetRefusals } from './refusals.ts'
export { closingsByDay, type Closing } from './closings.ts'
export {
  inSnapshot,
  streamJournal,
  type ChartClass,
  type JournalAccount,
  type JournalEntry,
  type JournalPosting,
  type JournalRange,
  type Reader,
} from './journal.ts'
export {
  closedDay,
  counterBelowZero,
  countEntries,
  standingHead,
  streamBalances,
  streamBalancesAt,
  streamBatches,
  streamDailyTotals,
  streamDays,
  streamEntryCounts,
  type ClosedDay,
  type StandingBalance,
  type StandingBatch,
  type StandingHead,
  type StandingTotal,
} from './standing.ts'
export {
  closeDay,
  dayHash,
  growTree,
  publicKeyOf,
  receiptOf,
  sealedPostings,
  trialBalance,
  verifyStatement,
  type ClearingAge,
  type SealingBooks,
  type TrialBalance,
  type TrialBalanceRow,
} from './seal/index.ts'
