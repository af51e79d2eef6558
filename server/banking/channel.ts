import type { IncomingHttpHeaders } from 'node:http'
import type { BankCode } from '@suanpan/contract/bank'

export type CardKind = 'debit' | 'credit'

/** What may be known of a card: never its number. */
export type CardFace = { bank: string; kind: CardKind; lastFour: string }

export type BindRequest = {
  /** Our id of the attempt. */
  id: string
  /** Handed on to the bank and kept nowhere. */
  number: string
  name: string
  phone: string
}

export type BindAnswer =
  | ({ state: 'code_sent'; /** Told by a sandbox alone. */ sandboxCode?: string } & CardFace)
  | { state: 'refused'; reason: 'number' | 'name' | 'phone' | 'blocked' }
  | { state: 'unknown' }

export type ConfirmAnswer =
  | ({ state: 'bound'; token: string } & CardFace)
  | { state: 'refused'; reason: 'code'; triesLeft: number }
  | { state: 'unknown' }

/** Money that is to move between a card and the custodian account. */
export type CardOrder = {
  /** Ours, and the same however often the order is sent. */
  id: string
  /** The card, as the bank named it when it was bound. */
  token: string
  asset: string
  /** Minor units, > 0. */
  amount: bigint
}

/** Money that goes back to the card that it was taken from. */
export type CardRefund = CardOrder & {
  /** Our id of the order that took it. */
  debit: string
}

/** What the bank says at once. `unknown`: it may have heard us or not; ask or send again. */
export type Answer =
  | { state: 'accepted' }
  | { state: 'succeeded'; reference: string; at: Date }
  | { state: 'failed'; code: BankCode }
  | { state: 'unknown' }

/** How an order stands. `reversed` was done and undone; `not_found` never arrived. */
export type Standing =
  Answer | { state: 'reversed'; reference: string; at: Date } | { state: 'not_found' }

export type BankNews = { order: string; standing: Standing }

/** One movement of the custodian account as the bank tells it: + came in, − went out. */
export type StatementLine = {
  line: number
  /** Our id of the order; null for what the bank did on nobody's order. */
  order: string | null
  reference: string
  amount: bigint
  at: Date
}

export type Statement = {
  asset: string
  day: string
  opening: bigint
  closing: bigint
  lines: StatementLine[]
}

/**
 * A bank, as everything above this room knows it: one adapter for each. Every call may be repeated
 * under the same id and answers as it did, so whoever is in doubt asks again.
 * None of them throws for what the bank says; a network that fails is `unknown`.
 */
export type Channel = {
  /** In the addresses of callbacks and in the rows of orders. */
  code: string
  /** Asks the bank to send a one-time code to the phone it knows of the card's holder. */
  bind(request: BindRequest): Promise<BindAnswer>
  /** Ends the binding with that code. */
  confirm(request: { id: string; code: string }): Promise<ConfirmAnswer>
  unbind(token: string): Promise<void>
  /** From a card into the custodian account. */
  debit(order: CardOrder): Promise<Answer>
  /** From the custodian account to a card. */
  credit(order: CardOrder): Promise<Answer>
  /** Gives back what `debit` took, to debit and credit cards alike; never more than that. */
  refund(order: CardRefund): Promise<Answer>
  query(id: string): Promise<Standing>
  /** The custodian account's movements of a day that is over; undefined while there is none. */
  statement(day: string, asset: string): Promise<Statement | undefined>
  /** What a callback says, or undefined when it is not the bank's or too old. */
  readCallback(callback: { body: string; headers: IncomingHttpHeaders }): BankNews | undefined
}
