import type { LetterToSend } from '@suanpan/kernel/posting'
import type { Withdrawal } from '../funding/withdrawals.ts'

type CardOrder = Withdrawal & { refund: string }

/** True for the card's part of a refund, which is told as that. */
export const isRefund = (order: Withdrawal): order is CardOrder => order.refund !== null

/** The card has its part of a refund. */
export const refundArrived = (order: CardOrder, at: Date): LetterToSend => ({
  type: 'refund.arrived',
  party: order.person,
  sandbox: order.asset.startsWith('XTS/'),
  body: bodyOf(order, at),
})

/** The bank would not pay the card, or it came back from there: the balance has it. */
export const refundKept = (order: CardOrder, at: Date, code: string): LetterToSend => ({
  type: 'refund.kept',
  party: order.person,
  sandbox: order.asset.startsWith('XTS/'),
  body: { ...bodyOf(order, at), code },
})

const bodyOf = ({ refund, person, card, asset, amount }: CardOrder, at: Date) => ({
  refund,
  person,
  card,
  asset,
  amount: String(amount),
  occurredAt: at.toISOString(),
})
