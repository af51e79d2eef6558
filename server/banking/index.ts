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
