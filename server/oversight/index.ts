export {
  listActs,
  recordAct,
  type Act,
  type Actor,
  type ActFilter,
  type Origin,
  type RecordedAct,
} from './acts.ts'
export { chainActs, signChain, startChain } from './chain.ts'
export { trailProblems, verifyTrail, type TrailBreak, type TrailReport } from './verify.ts'
export { exportTrail } from './export.ts'
export {
  getApproval,
  listApprovals,
  type Approval,
  type ApprovalFilter,
  type ApprovalState,
} from './approvals.ts'
export { requestApproval, type ApprovalRequest } from './request-approval.ts'
export { takeBackApproval } from './take-back-approval.ts'
export { decideApproval } from './decide-approval.ts'
export { executeApproval, type ApprovalKinds, type ApprovedWork } from './execute-approval.ts'
