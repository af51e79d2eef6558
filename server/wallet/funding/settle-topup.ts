import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, Move, Posting, RowToWrite } from '@suanpan/kernel/posting'
import { refusal } from '../../ledger/index.ts'
import { transaction } from '../../platform/index.ts'
import { bankClearing, personDebt, personMoney } from '../accounts.ts'
import { exactRefusal } from '../checkout/end.ts'
import { topUpPosting } from '../topup.ts'
import type { Funding } from './funding.ts'
import { clearingItem } from './rows.ts'
import { before } from './states.ts'
import type { TopUpOrder } from './topup-orders.ts'

const SETTLED = 'topup-settled:'

/** What the bank named its side of an order, for whoever calls it about one. */
export type BankWord = { reference: string; at: Date }

/**
 * Books money that the bank says has come: once, however often it says so. Money for a payment is
 * booked together with it, or without it when it can no longer be made.
 *
 * @param gone the bank has taken it back already: no payment is made of it
 */
export async function settleTopUp(
  funding: Funding,
  order: TopUpOrder,
  { gone = false, ...word }: BankWord & { gone?: boolean },
): Promise<void> {
  const { payment, paymentOrder } = order
  // A payment that was told to have failed is not made behind its back.
  if (payment === null || paymentOrder === null || order.state === 'failed') {
    await postOnce(funding, arrival(order, word))
    return
  }
  const refused = gone
    ? 'reversed'
    : await settleWithPayment(funding, { ...order, payment, paymentOrder }, word)
  if (refused === undefined) return
  const keeping = arrival(order, word, refused)
  // What was taken back at once does not lie in the balance.
  const told = gone ? [] : [funding.covered.kept(paymentOrder, refused)]
  const kept = await postOnce(funding, {
    ...keeping,
    letters: [...(keeping.letters ?? []), ...told],
  })
  if (kept) await funding.covered.gaveUp(paymentOrder, { code: refused, kept: true })
}

type Covering = TopUpOrder & {
  payment: string
  paymentOrder: NonNullable<TopUpOrder['paymentOrder']>
}

/** The code with which the payment was refused; undefined when it is made, now or before. */
async function settleWithPayment(
  funding: Funding,
  order: Covering,
  word: BankWord,
): Promise<string | undefined> {
  const { id, person, asset, amount, payment, paymentOrder } = order
  try {
    const posting = await funding.covered.posting(paymentOrder)
    const money: Move = {
      from: bankClearing(asset),
      to: personMoney(person, asset),
      amount,
      despiteFreeze: true,
    }
    await postOnce(funding, {
      ...posting,
      id: payment,
      legs: [money, ...posting.legs],
      counters: [onceOnly(id), ...(posting.counters ?? [])],
      rows: [
        clearingItem({ id, order: id, asset, amount }),
        succeeded(order, word),
        ...(posting.rows ?? []),
      ],
    })
    return undefined
  } catch (error) {
    const exact = await exactRefusal(funding.books, error)
    if (!(exact instanceof Refusal) || exact.code === 'service_unavailable') throw exact
    return exact.code
  }
}

/**
 * The money of an order as a top-up; money that a bank has moved is booked whoever is frozen.
 *
 * @param refused why the payment that it came for was not made
 */
function arrival(order: TopUpOrder, word: BankWord, refused: string | null = null): Posting {
  const { id, person, asset, amount, occurredAt } = order
  const posting = topUpPosting({ id, person, asset, amount, occurredAt })
  return {
    ...posting,
    legs: posting.legs.map((leg) => ({ ...leg, despiteFreeze: true })),
    counters: order.payment === null ? [] : [onceOnly(id)],
    rows: [...(posting.rows ?? []), succeeded(order, word, refused)],
  }
}

/** The code of an order that succeeded says why the payment that waited for it was not made. */
const succeeded = (
  { id }: TopUpOrder,
  { reference, at }: BankWord,
  code: string | null = null,
): RowToWrite => ({
  table: 'topup state',
  row: { id, state: 'succeeded', code, reference, at },
})

/** With and without its payment the money has two postings; one of them is booked. */
const onceOnly = (order: string): CounterMove => ({
  key: `${SETTLED}${order}`,
  amount: 1n,
  ceiling: 1n,
  window: { kind: 'ever' },
})

/** False when the other posting of the same money is booked already. */
async function postOnce({ books }: Funding, posting: Posting): Promise<boolean> {
  const verdict = await books.tryPost(posting)
  if (verdict.state === 'posted') return true
  const { code, details } = verdict.reason
  const isBooked = code === 'limit_reached' && String(details['counter']).startsWith(SETTLED)
  if (!isBooked) throw refusal(verdict.reason)
  return false
}

/** The bank will not: nothing has moved, and the person is told why. Sends `topup.failed`. */
export async function failTopUp(funding: Funding, order: TopUpOrder, code: string): Promise<void> {
  const { id, person, asset, amount, payment, paymentOrder } = order
  const { db, clock } = funding.books.ground
  const at = clock.now()
  if (paymentOrder !== null) await funding.covered.gaveUp(paymentOrder, { code, kept: false })
  await transaction(db, async (tx) => {
    const failed = await tx.query(
      `update wallet.topup_orders set state = 'failed', code = $2, ended_at = $3, ask_at = null
       where id = $1 and state = any($4) returning id`,
      [id, code, at, before('failed')],
    )
    if (failed.length === 0) return
    tx.emit({
      id: derivedId('ltr', id, 'topup.failed'),
      type: 'topup.failed',
      party: person,
      at,
      sandbox: asset.startsWith('XTS/'),
      body: {
        topUp: id,
        person,
        asset,
        amount: String(amount),
        code,
        occurredAt: at.toISOString(),
        ...(payment !== null && { payment }),
      },
    })
  })
}

/**
 * The bank took back what had come: the person's money goes as far as it is there, the rest is a
 * debt of theirs with a case, and nobody falls below zero. Sends `topup.reversed`.
 */
export async function reverseTopUp(
  { books }: Funding,
  order: TopUpOrder,
  { reference, at }: BankWord,
): Promise<void> {
  const { person, asset, amount } = order
  const id = derivedId('trv', order.id, 'reversed by the bank')
  const money: Move = {
    from: [personMoney(person, asset), personDebt(person, asset)],
    to: bankClearing(asset),
    amount,
    despiteFreeze: true,
  }
  await books.post({
    id,
    kind: 'topup.reversal',
    intent: fingerprint({ reverse: order.id }),
    occurredAt: at,
    reference: order.id,
    legs: [money],
    rows: [
      {
        table: 'wallet.topup_reversals',
        row: { id, topup: order.id, person, asset, amount, occurred_at: at },
      },
      { table: 'topup state', row: { id: order.id, state: 'reversed', code: null, reference, at } },
      clearingItem({ id, order: order.id, asset, amount: -amount }),
      {
        table: 'wallet.funding_cases',
        row: {
          id: derivedId('cas', order.id, 'owed'),
          kind: 'owed',
          order_id: order.id,
          person,
          asset,
          opened_at: at,
        },
      },
    ],
    letters: [
      {
        type: 'topup.reversed',
        party: person,
        sandbox: asset.startsWith('XTS/'),
        body: {
          topUp: order.id,
          person,
          asset,
          amount: String(amount),
          occurredAt: at.toISOString(),
        },
      },
    ],
  })
}
