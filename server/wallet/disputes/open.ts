import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Leg, RowToWrite } from '@suanpan/kernel/posting'
import { refusal, type Books } from '../../ledger/index.ts'
import { attachFiles, looseFiles } from '../../platform/index.ts'
import { merchantReceivable } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { findDispute, getDispute, type Dispute, type DisputeReason } from './disputes.ts'
import { holdUntil, openCounter, stepCounter, stepIdOf } from './hold.ts'
import { HELD } from './rows.ts'
import { disputeTerms, dueAfter, type DisputeTerms } from './terms.ts'
import { toldToBoth } from './told.ts'
import { wordsRow } from './words.ts'

export type Opening = {
  /** `dsp_…`; the posting has the same id. */
  id: string
  person: string
  payment: string
  /** Minor units, > 0. */
  amount: bigint
  reason: DisputeReason
  text: string
  files: readonly string[]
  at: Date
}

/**
 * Disputes a payment, once at a time. The disputed amount is kept back from the merchant, as far as
 * their balance goes: a short balance, or none, hinders nobody from disputing. Sends `dispute.opened`.
 *
 * Refuses with `payment_not_found`, `dispute_too_late {days}`, `dispute_exists {dispute, state}`,
 * `dispute_exceeds_payment {refundable, wanted}`, `file_not_found` and `id_used_with_other_content`.
 */
export async function openDispute(
  books: Books,
  opening: Opening,
): Promise<{ dispute: Dispute } & Replayable> {
  const { ground } = books
  const { id, person, files } = opening
  const terms = await disputeTerms(ground, opening)
  if (!(await findDispute(ground.db, id))) refuseOpening(books, opening, terms)
  await attachFiles(ground, { owner: person, files, subject: stepIdOf(id, 1) })
  const verdict = await books.tryPost(openingPosting(books, opening, terms))
  if (verdict.state === 'posted') {
    return { dispute: await getDispute(ground.db, id), replayed: verdict.replayed }
  }
  if (verdict.reason.code === 'id_used_with_other_content') throw refusal(verdict.reason)
  await looseFiles(ground, stepIdOf(id, 1))
  refuseOpening(books, opening, await disputeTerms(ground, opening))
  throw refusal(verdict.reason)
}

function refuseOpening(
  { ground }: Books,
  { amount }: Opening,
  { payment, existing, mayOpen, refundable, openUntil }: DisputeTerms,
): void {
  if (existing && !mayOpen && refundable > 0n) {
    throw new Refusal('dispute_exists', { dispute: existing.id, state: existing.state })
  }
  if (ground.clock.now() > openUntil) {
    throw new Refusal('dispute_too_late', { days: ground.config.disputes.openDays })
  }
  if (amount > refundable) {
    throw new Refusal('dispute_exceeds_payment', {
      asset: payment.asset,
      refundable: String(refundable),
      wanted: String(amount),
    })
  }
}

function openingPosting(books: Books, opening: Opening, { payment }: DisputeTerms) {
  const { ground } = books
  const { id, amount, reason, at, person } = opening
  const { merchant, asset } = payment
  const hold = derivedId('hld', id, 'hold 1')
  const dueAt = dueAfter(ground, 'opened', at)
  const standing = { id, payment: payment.id, person, merchant, asset, amount, reason }
  const row = { ...standing, state: 'opened', step: 1, opened_at: at, moved_at: at, due_at: dueAt }
  const legs: Leg[] = [
    {
      from: merchantReceivable(merchant, asset),
      to: { newHold: hold, expiresAt: holdUntil(at) },
      amount: { of: HELD },
      despiteFreeze: true,
    },
  ]
  return {
    id,
    kind: 'dispute.open',
    intent: intentOf(books, opening),
    occurredAt: at,
    reference: payment.id,
    legs,
    quantities: { [HELD]: { desired: amount, min: 0n } },
    counters: [openCounter(payment.id, 1n), stepCounter(id, 1)],
    rows: [{ table: 'wallet.disputes', row: { ...row, hold } }, ...firstStep(books, opening)],
    letters: toldToBoth({
      type: 'dispute.opened',
      dispute: { ...standing, state: 'opened' as const, refunded: 0n, openedAt: at, dueAt },
      at,
    }),
  }
}

function firstStep({ ground }: Books, { id, person, text, at }: Opening): RowToWrite[] {
  const step = stepIdOf(id, 1)
  return [
    {
      table: 'wallet.dispute_steps',
      row: {
        dispute: id,
        step: 1,
        id: step,
        act: 'open',
        state: 'opened',
        actor_kind: 'person',
        actor: person,
        refunded: 0n,
        refund: null,
        occurred_at: at,
      },
    },
    wordsRow(ground, step, text),
  ]
}

/** What is written is personal: it enters the books as a keyed hash only. */
function intentOf({ ground }: Books, { person, payment, amount, reason, text, files }: Opening) {
  const words = ground.crypter.blindIndex('dispute.text', text).toString('base64url')
  return fingerprint({ person, payment, amount, reason, words, files: [...files] })
}
