export type {
  Answer,
  BankNews,
  CardFace,
  CardKind,
  CardOrder,
  CardRefund,
  Channel,
  Standing,
  Statement,
  StatementLine,
} from './channel.ts'
export { openSandboxBank, type SandboxBank } from './sandbox/bank.ts'
export { behaviourOfAll, setBehaviour, type Behaviour } from './sandbox/behaviour.ts'
export {
  actOnOrder,
  depositUnasked,
  listSandboxOrders,
  receiveDeposits,
  type SandboxAct,
  type SandboxOrder,
} from './sandbox/controls.ts'
export type {
  AccountAnswer,
  BillDue,
  Biller,
  BillerNews,
  BillerStanding,
} from './billers/biller.ts'
export { openSandboxBillers, type SandboxBillers } from './billers/sandbox.ts'
export { setBillerBehaviour, type BillerBehaviour } from './billers/behaviour.ts'
export { actOnBillerOrder } from './billers/controls.ts'
