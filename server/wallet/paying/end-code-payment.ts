import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, Reason, RowToWrite } from '@suanpan/kernel/posting'
import { refusal, refusedPosting, type Books } from '../../ledger/index.ts'
import { paymentPosting, type PaymentRequest } from '../pay.ts'
import { refund } from '../refund.ts'
import {
  getCodePayment,
  overdueCodePayments,
  type CodePayment,
  type CodePaymentState,
} from './code-payments.ts'

type Ending = { codePayment: CodePayment; occurredAt: Date }

/**
 * The payer says yes: paid, unless something else ended it first. Sends `payment.settled`.
 *
 * @param counters the limits it counts against
 * Refuses with `code_payment_ended {state}` and with what the books refuse a payment for; then it
 * has failed, and the payer shows a new code.
 */
export async function confirmCodePayment(
  books: Books,
  input: Ending & { merchant: PaymentRequest['merchant']; counters: CounterMove[] },
): Promise<CodePayment> {
  const { codePayment, merchant, occurredAt, counters } = input
  if (codePayment.state === 'user_paying' && occurredAt >= codePayment.expiresAt) {
    await expireCodePayment(books, { codePayment, occurredAt })
  }
  const { id, outcome, person, asset, amount, reference } = codePayment
  const verdict = await books.tryPost(
    paymentPosting({
      id: outcome,
      person,
      merchant,
      asset,
      amount,
      occurredAt,
      channel: 'code',
      counters,
      rows: [endRow(id, 'paid', occurredAt)],
      intent: intentOf(codePayment, 'paid'),
      ...(reference !== null && { reference }),
    }),
  )
  if (verdict.state === 'posted') return standing(books, codePayment)
  if (!isConflict(verdict.reason)) await noteFailure(books, { codePayment, occurredAt })
  throw isConflict(verdict.reason) ? await ended(books, codePayment) : refusal(verdict.reason)
}

/**
 * The payer says no. Sends `code_payment.ended`.
 * Refuses with `code_payment_ended {state}` when it ended otherwise before.
 */
export function declineCodePayment(books: Books, ending: Ending): Promise<CodePayment> {
  return end(books, ending, 'declined')
}

/**
 * The till takes it back (撤销): closed when nothing was paid yet, refunded wholly when it was, so
 * that a till that lost its way knows afterwards that nothing was taken.
 * Sends `code_payment.ended` or `payment.refunded`.
 *
 * Refuses with `code_payment_ended {state}` when it ended without a payment, and with what a refund
 * is refused for.
 */
export async function reverseCodePayment(books: Books, ending: Ending): Promise<CodePayment> {
  const { codePayment, occurredAt } = ending
  if (codePayment.state === 'reversed') return codePayment
  if (codePayment.state === 'user_paying') {
    try {
      return await end(books, ending, 'reversed')
    } catch (error) {
      const state = error instanceof Refusal ? error.details['state'] : undefined
      if (state !== 'paid') throw error
    }
  } else if (codePayment.state !== 'paid') {
    throw endedAs(codePayment)
  }
  const { id, outcome, amount } = codePayment
  const refundId = derivedId('ref', id, 'reversal')
  await refund(books, {
    id: refundId,
    payment: outcome,
    amount,
    occurredAt,
    reason: 'reversal',
    intent: intentOf(codePayment, 'reversed'),
    rows: [
      {
        table: 'wallet.code_payment_reversals',
        row: { code_payment: id, refund: refundId, occurred_at: occurredAt },
      },
    ],
  })
  return standing(books, codePayment)
}

/** Nobody decided in time. Sends `code_payment.ended`. Refuses with `code_payment_ended {state}`. */
export function expireCodePayment(books: Books, ending: Ending): Promise<CodePayment> {
  return end(books, ending, 'expired')
}

/** As it stands now: what nobody decided in time has ended by that. */
export async function codePaymentNow(books: Books, id: string): Promise<CodePayment | undefined> {
  const { db, clock } = books.ground
  const codePayment = await getCodePayment(db, id)
  const occurredAt = clock.now()
  if (codePayment?.state !== 'user_paying' || codePayment.expiresAt > occurredAt) return codePayment
  await expireCodePayment(books, { codePayment, occurredAt }).catch(unlessEnded)
  return getCodePayment(db, id)
}

/** Ends what nobody decided in time; returns how many. */
export async function expireCodePayments(books: Books, at: Date): Promise<number> {
  const overdue = await overdueCodePayments(books.ground.db, at, PORTION)
  await Promise.all(
    overdue.map((codePayment) =>
      expireCodePayment(books, { codePayment, occurredAt: at }).catch(unlessEnded),
    ),
  )
  return overdue.length
}

const PORTION = 500

function unlessEnded(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'code_payment_ended')) throw error
}

async function end(
  books: Books,
  { codePayment, occurredAt }: Ending,
  state: Exclude<CodePaymentState, 'user_paying' | 'paid' | 'failed'>,
): Promise<CodePayment> {
  const { id, outcome, person, merchant, asset, amount } = codePayment
  const verdict = await books.tryPost({
    id: outcome,
    kind: 'code_payment.end',
    intent: fingerprint(intentOf(codePayment, state)),
    occurredAt,
    reference: id,
    legs: [],
    rows: [endRow(id, state, occurredAt)],
    letters: [
      {
        type: 'code_payment.ended',
        party: person,
        sandbox: asset.startsWith('XTS/'),
        body: {
          codePayment: id,
          person,
          merchant,
          asset,
          amount: String(amount),
          state,
          occurredAt: occurredAt.toISOString(),
        },
      },
    ],
  })
  if (verdict.state === 'posted') return standing(books, codePayment)
  throw await ended(books, codePayment)
}

const intentOf = ({ id }: CodePayment, state: CodePaymentState): unknown => ({
  codePayment: id,
  end: state,
})

const endRow = (id: string, state: CodePaymentState, occurredAt: Date): RowToWrite => ({
  table: 'wallet.code_payment_ends',
  row: { code_payment: id, state, occurred_at: occurredAt },
})

const isConflict = ({ code }: Reason): boolean => code === 'id_used_with_other_content'

/** What ended it in our stead. An id that a refusal consumed has the end that nobody wrote yet. */
async function ended(books: Books, codePayment: CodePayment): Promise<Refusal> {
  const now = await standing(books, codePayment)
  if (now.state !== 'user_paying') return endedAs(now)
  await noteFailure(books, { codePayment, occurredAt: books.ground.clock.now() })
  return endedAs(await standing(books, codePayment))
}

const endedAs = ({ id, state }: CodePayment): Refusal =>
  new Refusal('code_payment_ended', { codePayment: id, state })

/** The refusal consumed the id that ends compete for, so no other end can come and this one is written by itself. */
async function noteFailure(books: Books, { codePayment, occurredAt }: Ending): Promise<void> {
  const { ground, book } = books
  const refused = await refusedPosting(ground.db, book, codePayment.outcome)
  if (!refused) throw new Error(`${codePayment.outcome} is taken and nothing says by what`)
  await ground.db.query(
    `insert into wallet.code_payment_ends (code_payment, state, reason, occurred_at)
     values ($1, 'failed', $2, $3) on conflict do nothing`,
    [codePayment.id, refused.code, occurredAt],
  )
}

async function standing({ ground }: Books, { id }: CodePayment): Promise<CodePayment> {
  const codePayment = await getCodePayment(ground.db, id)
  if (!codePayment) throw new Error(`the code payment ${id} is gone`)
  return codePayment
}
