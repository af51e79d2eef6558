import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, Leg, LetterToSend, Posting } from '@suanpan/kernel/posting'
import { refusal } from '../../ledger/index.ts'
import { bankClearing, feeIncome, personDebt, personMoney } from '../accounts.ts'
import { isRefund, refundArrived, refundKept } from '../refunding/told.ts'
import type { Funding } from './funding.ts'
import { clearingItem } from './rows.ts'
import type { BankWord } from './settle-topup.ts'
import type { FundingState } from './states.ts'
import { freeKey, holdOf, type Withdrawal } from './withdrawals.ts'

/**
 * The bank has paid: what was held goes out, the fee to income. If it was given back already, because
 * the bank had said no before, it is taken from the person as far as it is there; the rest is owed
 * and a case says so. The card's part of a refund goes the same way. Sends `withdrawal.settled` or `refund.arrived`.
 */
export async function settleWithdrawal(
  funding: Funding,
  order: Withdrawal,
  word: BankWord,
): Promise<void> {
  const captured = order.state === 'failed' ? 'closed' : await capture(funding, order, word)
  if (captured === 'closed') await chargeLate(funding, order, word)
}

/** `closed` when the hold was given back in the meantime. */
async function capture(
  { books }: Funding,
  order: Withdrawal,
  word: BankWord,
): Promise<'captured' | 'closed'> {
  const { id, asset, amount, fee } = order
  const hold = holdOf(id)
  const legs: Leg[] = [
    { from: { hold }, to: bankClearing(asset), amount, despiteFreeze: true },
    ...(fee > 0n
      ? [{ from: { hold }, to: feeIncome(asset), amount: fee, despiteFreeze: true }]
      : []),
    { release: hold },
  ]
  const posting = derivedId('wcp', id, 'paid by the bank')
  const verdict = await books.tryPost({
    ...about(order, posting, word),
    kind: kindOf(order, 'settled'),
    legs,
    rows: [
      stateRow(order, 'succeeded', word),
      clearingItem({ id: posting, order: id, asset, amount: -amount }),
    ],
    letters: [settledLetter(order, word)],
  })
  if (verdict.state === 'posted') return 'captured'
  if (verdict.reason.code === 'hold_closed') return 'closed'
  throw refusal(verdict.reason)
}

async function chargeLate({ books }: Funding, order: Withdrawal, word: BankWord): Promise<void> {
  const { id, person, asset, amount } = order
  const posting = derivedId('wlt', id, 'paid after it had failed')
  await books.post({
    ...about(order, posting, word),
    kind: kindOf(order, 'late'),
    legs: [
      {
        from: [personMoney(person, asset), personDebt(person, asset)],
        to: bankClearing(asset),
        amount,
        despiteFreeze: true,
      },
    ],
    rows: [
      stateRow(order, 'succeeded', word),
      clearingItem({ id: posting, order: id, asset, amount: -amount }),
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
    // The fee that was given back with the money stays with the person: the delay was not theirs.
    letters: [settledLetter({ ...order, fee: 0n }, word)],
  })
}

/** The bank will not: the money, the fee and the free quota go back. Sends `withdrawal.failed` or `refund.kept`. */
export async function failWithdrawal(
  { books }: Funding,
  order: Withdrawal,
  code: string,
): Promise<void> {
  const word = { reference: '', at: books.ground.clock.now() }
  const verdict = await books.tryPost({
    ...about(order, derivedId('wrl', order.id, 'refused by the bank'), word),
    intent: fingerprint({ release: order.id }),
    kind: kindOf(order, 'failed'),
    legs: [{ release: holdOf(order.id) }],
    counters: quotaBack(order),
    rows: [stateRow(order, 'failed', word, code)],
    letters: [failedLetter(order, word, code)],
  })
  // It was paid in the meantime: what was taken is not given back on an older word.
  if (verdict.state === 'refused' && verdict.reason.code !== 'hold_closed')
    throw refusal(verdict.reason)
}

/** What had been paid came back from the card's bank: the person has it again, fee and quota too. Sends `withdrawal.failed`. */
export async function returnWithdrawal(
  { books }: Funding,
  order: Withdrawal,
  word: BankWord,
): Promise<void> {
  const { id, person, asset, amount } = order
  // One that was paid after it had failed carried no fee; its quota went back then.
  const late = await isLate(books, order)
  const fee = late ? 0n : order.fee
  const posting = derivedId('wrt', id, 'came back')
  const to = personMoney(person, asset)
  await books.post({
    ...about(order, posting, word),
    kind: kindOf(order, 'returned'),
    legs: [
      { from: bankClearing(asset), to, amount, despiteFreeze: true },
      ...(fee > 0n ? [{ from: feeIncome(asset), to, amount: fee, despiteFreeze: true }] : []),
    ],
    counters: late ? [] : quotaBack(order),
    rows: [
      stateRow(order, 'reversed', word),
      clearingItem({ id: posting, order: id, asset, amount }),
    ],
    letters: [failedLetter(order, word, 'returned')],
  })
}

async function isLate({ ground }: Funding['books'], { id }: Withdrawal): Promise<boolean> {
  const rows = await ground.db.query(
    `select id from wallet.funding_cases where order_id = $1 and kind = 'paid_after_failure'`,
    [id],
  )
  return rows.length > 0
}

const kindOf = (order: Withdrawal, what: string): string =>
  `${isRefund(order) ? 'refund' : 'withdrawal'}.${what}`

function about(
  order: Withdrawal,
  id: string,
  { at }: BankWord,
): Pick<Posting, 'id' | 'intent' | 'occurredAt' | 'reference'> {
  return { id, intent: fingerprint({ withdrawal: order.id }), occurredAt: at, reference: order.id }
}

/** The free quota and the limits of a lifetime, as if it had never been. */
export function quotaBack({ person, asset, freePart, limits }: Withdrawal): CounterMove[] {
  const used = limits.map(({ key, amount }) => ({ key, amount: BigInt(amount) }))
  if (freePart > 0n) used.push({ key: freeKey({ person, asset }), amount: freePart })
  return used.map(({ key, amount }) => ({
    key,
    amount: -amount,
    ceiling: null,
    window: { kind: 'ever' },
  }))
}

const stateRow = (
  { id }: Withdrawal,
  state: FundingState,
  { reference, at }: BankWord,
  code: string | null = null,
) => ({
  table: 'withdrawal state',
  row: { id, state, code, reference: reference === '' ? null : reference, at },
})

function settledLetter(order: Withdrawal, { at }: BankWord): LetterToSend {
  if (isRefund(order)) return refundArrived(order, at)
  const { id, person, asset, amount, fee } = order
  return {
    type: 'withdrawal.settled',
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      withdrawal: id,
      person,
      asset,
      amount: String(amount),
      fee: String(fee),
      occurredAt: at.toISOString(),
    },
  }
}

function failedLetter(order: Withdrawal, { at }: BankWord, code: string): LetterToSend {
  if (isRefund(order)) return refundKept(order, at, code)
  const { id, person, asset, amount } = order
  return {
    type: 'withdrawal.failed',
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      withdrawal: id,
      person,
      asset,
      amount: String(amount),
      code,
      occurredAt: at.toISOString(),
    },
  }
}
