import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, LetterToSend, Posting } from '@suanpan/kernel/posting'
import { refusal } from '../../ledger/index.ts'
import { billerPayable, billTransit, personDebt, personMoney } from '../accounts.ts'
import { getLifeBill } from './bills.ts'
import { billerOf, type Life } from './life.ts'
import type { BillOrder, BillOrderState } from './orders.ts'
import { billCounter } from './price.ts'

type Word = { reference?: string; at: Date }

/**
 * The biller has the payment: what was in transit is owed to it. If it was given back already, because
 * the biller had said no before, it is taken from the person as far as it is there; the rest is owed
 * and a case says so. Sends `bill_payment.paid`.
 */
export async function confirmBill(life: Life, order: BillOrder, word: Word): Promise<void> {
  const done = order.state === 'refused' ? 'closed' : await handOver(life, order, word)
  if (done === 'closed') await chargeLate(life, order, word)
}

/** `closed` when the money was given back in the meantime. */
async function handOver(
  life: Life,
  order: BillOrder,
  word: Word,
): Promise<'handed over' | 'closed'> {
  const { account } = billTransit(order)
  const { biller, asset } = order
  const verdict = await life.books.tryPost({
    ...about(order, { id: derivedId('bpp', order.id, 'paid'), at: word.at }),
    kind: 'bill_payment.paid',
    legs: [
      {
        from: { account },
        to: billerPayable(biller, asset),
        amount: 'rest',
        despiteFreeze: true,
      },
    ],
    close: [account],
    rows: [stateRow(order, 'paid', word)],
    letters: [told(life, 'bill_payment.paid', order, word)],
  })
  if (verdict.state === 'posted') return 'handed over'
  if (verdict.reason.code === 'account_closed') return 'closed'
  throw refusal(verdict.reason)
}

async function chargeLate(life: Life, order: BillOrder, word: Word): Promise<void> {
  const { id, person, asset, amount, biller } = order
  await life.books.post({
    ...about(order, { id: derivedId('bpl', id, 'paid after it was refused'), at: word.at }),
    kind: 'bill_payment.late',
    legs: [
      {
        from: [personMoney(person, asset), personDebt(person, asset)],
        to: billerPayable(biller, asset),
        amount,
        despiteFreeze: true,
      },
    ],
    counters: await countersBack(life, order, 1n),
    rows: [
      stateRow(order, 'paid', word),
      {
        table: 'wallet.funding_cases',
        row: {
          id: derivedId('cas', id, 'paid after failure'),
          kind: 'paid_after_failure',
          order_id: id,
          person,
          asset,
          amount,
          opened_at: word.at,
        },
      },
    ],
    letters: [told(life, 'bill_payment.paid', order, word)],
  })
}

/**
 * The biller will not: the money goes back, and with it the limits of a lifetime and the bill's one
 * payment. Sends `bill_payment.refused`.
 */
export async function refuseBill(life: Life, order: BillOrder, code: string): Promise<void> {
  const { books } = life
  const at = books.ground.clock.now()
  const { account } = billTransit(order)
  const { person, asset } = order
  const verdict = await books.tryPost({
    ...about(order, { id: derivedId('bpr', order.id, 'refused'), at }),
    kind: 'bill_payment.refused',
    legs: [
      {
        from: { account },
        to: personMoney(person, asset),
        amount: 'rest',
        despiteFreeze: true,
      },
    ],
    close: [account],
    counters: await countersBack(life, order, -1n),
    rows: [stateRow(order, 'refused', { at }, code)],
    letters: [told(life, 'bill_payment.refused', order, { at, code })],
  })
  // It was paid in the meantime: what the biller has is not given back on an older word.
  if (verdict.state === 'refused' && verdict.reason.code !== 'account_closed')
    throw refusal(verdict.reason)
}

/** What was paid came back from the biller: the person has it again. Sends `bill_payment.reversed`. */
export async function returnBill(life: Life, order: BillOrder, word: Word): Promise<void> {
  const { id, person, biller, asset, amount } = order
  const posting = derivedId('ref', id, 'taken back by the biller')
  await life.books.post({
    ...about(order, { id: posting, at: word.at }),
    kind: 'bill_payment.reversed',
    legs: [
      {
        from: billerPayable(biller, asset),
        to: personMoney(person, asset),
        amount,
        despiteFreeze: true,
      },
    ],
    counters: await countersBack(life, order, -1n),
    rows: [
      stateRow(order, 'reversed', word),
      {
        table: 'wallet.bill_returns',
        row: { id: posting, bill_order: id, person, biller, asset, amount, occurred_at: word.at },
      },
    ],
    letters: [told(life, 'bill_payment.reversed', order, word)],
  })
}

/**
 * The bill's one payment and the limits of a lifetime, given back or taken once more. Only the order's
 * content decides, so the same word posts the same again.
 */
async function countersBack(
  { books }: Life,
  { bill: id, person, limits }: BillOrder,
  sign: 1n | -1n,
): Promise<CounterMove[]> {
  const bill = id === null ? undefined : await getLifeBill(books.ground, { bill: id, person })
  return [
    ...(bill ? [billCounter(bill.index.toString('hex'), sign, null)] : []),
    ...limits.map(({ key, amount }) => ({
      key,
      amount: sign * BigInt(amount),
      ceiling: null,
      window: { kind: 'ever' as const },
    })),
  ]
}

function about(
  order: BillOrder,
  { id, at }: { id: string; at: Date },
): Pick<Posting, 'id' | 'intent' | 'occurredAt' | 'reference'> {
  return { id, intent: fingerprint({ posting: id }), occurredAt: at, reference: order.id }
}

const stateRow = (
  { id }: BillOrder,
  state: BillOrderState,
  { reference, at }: Word,
  code: string | null = null,
) => ({
  table: 'bill order state',
  row: { id, state, code, reference: reference ?? null, at },
})

function told(
  life: Life,
  type: 'bill_payment.paid' | 'bill_payment.refused' | 'bill_payment.reversed',
  order: BillOrder,
  { at, code }: { at: Date; code?: string },
): LetterToSend {
  const { id, person, account, biller, asset, amount } = order
  return {
    type,
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      billOrder: id,
      person,
      billerAccount: account,
      biller,
      name: billerOf(life, biller).name,
      asset,
      amount: String(amount),
      ...(code !== undefined && { code }),
      occurredAt: at.toISOString(),
    },
  }
}
