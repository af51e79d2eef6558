import type { IncomingHttpHeaders } from 'node:http'
import type { BillerCode, BillerKind } from '@suanpan/contract/bank'

/** A bill that a biller has open for one of its accounts. */
export type BillDue = {
  /** The biller's own number of the bill. */
  id: string
  asset: string
  /** Minor units, > 0; it is paid whole or not at all. */
  amount: bigint
  /** What it is for: a month such as `2026-02`. */
  period: string
  /** The last day on which it is in time, `YYYY-MM-DD`. */
  dueOn: string
}

export type AccountAnswer =
  | {
      state: 'found'
      /** As the biller gives it away: the surname, the rest hidden. */
      holder: string
      bills: BillDue[]
      /** Of an account that is paid for before: what is left on it; null where bills come afterwards. */
      prepaid: { asset: string; balance: bigint } | null
    }
  | { state: 'not_found' }
  | { state: 'unknown' }

export type BillerOrder = {
  /** Ours, and the same however often the order is sent. */
  id: string
  /** The number of the account with the biller. */
  account: string
  /** The bill that is paid, by the biller's number; null where an account is paid for before. */
  bill: string | null
  asset: string
  /** Minor units, > 0. */
  amount: bigint
}

/** What the biller says at once. `unknown`: it may have heard us or not; ask or send again. */
export type PayAnswer =
  | { state: 'accepted' }
  | { state: 'paid'; reference: string; at: Date }
  | { state: 'refused'; code: BillerCode }
  | { state: 'unknown' }

/** How an order stands. `reversed` was paid and undone; `not_found` never arrived. */
export type BillerStanding =
  PayAnswer | { state: 'reversed'; reference: string; at: Date } | { state: 'not_found' }

export type BillerNews = { order: string; standing: BillerStanding }

/**
 * A company that sends household bills, as everything above this room knows it: one adapter for
 * each. Every call may be repeated under the same id and answers as it did, so whoever is in doubt
 * asks again. None throws for what the biller says; a network that fails is `unknown`.
 */
export type Biller = {
  /** In addresses of callbacks, in rows and in the books: `[a-z0-9_]`, and the same for ever. */
  code: string
  kind: BillerKind
  /** As it is called in public. */
  name: string
  /** True where an account is paid for before, as a mobile phone is: then there are no bills. */
  prepaid: boolean
  /** How many digits a number of an account has. */
  digits: { least: number; most: number }
  query(account: string): Promise<AccountAnswer>
  pay(order: BillerOrder): Promise<PayAnswer>
  find(order: string): Promise<BillerStanding>
  /** What a callback says, or undefined when it is not the biller's or too old. */
  readCallback(callback: { body: string; headers: IncomingHttpHeaders }): BillerNews | undefined
}
