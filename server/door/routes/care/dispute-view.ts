import { filesOf } from '../../../platform/index.ts'
import { getMerchants, operatorNames } from '../../../parties/index.ts'
import {
  disputeWords,
  getPayment,
  stepsOf,
  type Dispute,
  type DisputeStep,
  type Payment,
} from '../../../wallet/index.ts'
import type { House } from '../../house.ts'
import { fileView } from './files.ts'

/** Disputes as lists show them; names are looked up once for a page. */
export async function summariesOf({ ground }: House, disputes: readonly Dispute[]) {
  const names = await getMerchants(
    ground,
    disputes.map(({ merchant }) => merchant),
  )
  return (dispute: Dispute) => ({
    id: dispute.id,
    payment: dispute.payment,
    merchant: { id: dispute.merchant, name: names.get(dispute.merchant)?.name ?? dispute.merchant },
    asset: dispute.asset,
    amount: String(dispute.amount),
    refunded: String(dispute.refunded),
    reason: dispute.reason,
    state: dispute.state,
    openedAt: dispute.openedAt.toISOString(),
    movedAt: dispute.movedAt.toISOString(),
    dueAt: dispute.dueAt?.toISOString() ?? null,
  })
}

/** What the person sees of a dispute: all that was said, and nothing of the merchant's money. */
export async function myDisputeView(house: House, dispute: Dispute) {
  const summary = (await summariesOf(house, [dispute]))(dispute)
  return { ...summary, steps: (await stepViews(house, dispute)).map(({ view }) => view) }
}

/** What merchant and operator see; who decided is named to operators alone. */
export async function disputeView(house: House, dispute: Dispute, { naming }: { naming: boolean }) {
  const { ground } = house
  const summary = (await summariesOf(house, [dispute]))(dispute)
  const payment = await getPayment(ground.db, dispute.payment)
  if (!payment) throw new Error(`the payment ${dispute.payment} is gone`)
  const steps = await stepViews(house, dispute)
  const deciders = steps.flatMap(({ step: { actor } }) =>
    naming && actor.kind === 'operator' ? [actor.id] : [],
  )
  const names = await operatorNames(ground, deciders)
  return {
    ...summary,
    person: dispute.person,
    overdue: isOverdue(house, dispute),
    held: String(dispute.held),
    left: String(leftOf(dispute, payment)),
    paidAt: payment.occurredAt.toISOString(),
    paid: String(payment.amount),
    reference: payment.reference,
    steps: steps.map(({ view, step: { actor } }) => ({
      ...view,
      operator: naming && actor.kind === 'operator' ? (names.get(actor.id) ?? actor.id) : null,
    })),
  }
}

/** What can still be refunded: other refunds of the payment may have left less than is in dispute. */
function leftOf({ amount, refunded }: Dispute, payment: Payment): bigint {
  const [disputed, refundable] = [amount - refunded, payment.amount - payment.refunded]
  return disputed < refundable ? disputed : refundable
}

export const isOverdue = ({ ground }: House, { dueAt }: Dispute): boolean =>
  dueAt !== null && dueAt < ground.clock.now()

async function stepViews({ ground }: House, dispute: Dispute) {
  const steps = await stepsOf(ground.db, dispute.id)
  const ids = steps.map(({ id }) => id)
  const [words, files] = await Promise.all([disputeWords(ground, ids), filesOf(ground.db, ids)])
  return steps.map((step) => ({ step, view: stepView(step, { words, files }) }))
}

function stepView(
  { id, act, actor, state, refunded, refund, occurredAt }: DisputeStep,
  known: {
    words: Map<string, string>
    files: Awaited<ReturnType<typeof filesOf>>
  },
) {
  return {
    id,
    act,
    by: actor.kind,
    state,
    refunded: String(refunded),
    refund,
    text: known.words.get(id) ?? null,
    files: (known.files.get(id) ?? []).map(fileView),
    at: occurredAt.toISOString(),
  }
}
