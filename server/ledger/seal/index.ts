export { closeDay, dayHash, type SealingBooks } from './day.ts'
export { sealedPostings } from './leaves.ts'
export { receiptOf } from './receipts.ts'
export { publicKeyOf, verifyStatement } from '../../platform/index.ts'
export { growTree } from './tree.ts'
export {
  trialBalance,
  type ClearingAge,
  type TrialBalance,
  type TrialBalanceRow,
} from './trial-balance.ts'
