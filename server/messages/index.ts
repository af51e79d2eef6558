export { sendMessage } from './send.ts'
export { channelsOf, deliverMessage, type Delivery } from './deliver.ts'
export { forgetContents, listMessages, noteReceipt, type Message } from './outbox.ts'
export { endWait, spendCode, sweepBudgets } from './budget.ts'
export {
  subscribePush,
  takesPush,
  unsubscribePush,
  type PushSubscription,
} from './channels/push.ts'
export type { Addresses } from './channels/channel.ts'

/** The sealed columns of this room, for the rotation of the installation's key. */
export const sealedColumns = [
  { table: 'messages.outbox', id: 'id', key: 'key' },
  { table: 'messages.push_subscriptions', id: 'id', key: 'key' },
]
