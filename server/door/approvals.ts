import { Refusal } from '@suanpan/contract/refusals'
import type { JsonObject } from '@suanpan/contract/json'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import { z } from 'zod'
import { reversePosting, setLimits } from '../ledger/index.ts'
import {
  executeApproval,
  getApproval,
  requestApproval,
  type Approval,
  type ApprovalKinds,
  type ApprovalRequest,
  type ApprovedWork,
  type Origin,
} from '../oversight/index.ts'
import { changeLimitValue, changeMerchant, liftFreeze, openSealedWindow } from '../parties/index.ts'
import { transaction, type Ground } from '../platform/index.ts'
import {
  approveWithdrawal,
  decideDispute,
  getDispute,
  PAYOUT_KIND,
  rejectWithdrawal,
} from '../wallet/index.ts'
import type { Json } from '@suanpan/contract/json'
import type { House } from './house.ts'
import type { OperatorPrincipal } from './principal.ts'

const digits = z.string().regex(/^(0|-?[1-9][0-9]{0,18})$/)
const freezeLift = z.object({ person: z.string(), freeze: z.string(), reason: z.string() })
const merchantChange = z.object({
  merchant: z.string(),
  name: z.string().optional(),
  category: z.string().optional(),
  feeBasisPoints: z.int().optional(),
  active: z.boolean().optional(),
})
const payout = z.object({ withdrawal: z.string() })
const accountLimits = z.object({
  account: z.string(),
  floor: digits.nullable(),
  ceiling: digits.nullable(),
})
const disputeDecision = z.object({ dispute: z.string(), refund: digits, text: z.string() })
const figureChange = z.object({
  class: z.string(),
  kind: z.string(),
  value: digits,
  source: z.string(),
  effectiveFrom: z.string(),
  reason: z.string(),
})
const reversal = z.object({ posting: z.string(), reason: z.string() })
const sealedOpening = z.object({ person: z.string(), caseNumber: z.string() })
const adjustment = z.object({
  from: z.string(),
  to: z.string(),
  amount: digits,
  reason: z.string(),
  evidence: z.string(),
})

/**
 * What needs two operators, each kind with the verb that does it once somebody else has agreed.
 * A verb may be called again under the same id, and then changes nothing.
 */
export function approvalKinds({ books, ground, directory, funding }: House): ApprovalKinds {
  return {
    'freeze.lift': async ({ payload, maker }) => {
      const { id } = await liftFreeze(books, { ...freezeLift.parse(payload), by: maker })
      return { freeze: id }
    },
    'merchant.change': async ({ payload, id, maker }) => {
      const { merchant, ...change } = merchantChange.parse(payload)
      const row = derivedId('chg', id, 'change')
      await changeMerchant(ground, { id: merchant, change, by: maker, row })
      directory.forget()
      return { change: row }
    },
    'limits.change': async ({ payload }) => {
      const { account, floor, ceiling } = accountLimits.parse(payload)
      await setLimits(books, { account, floor: bound(floor), ceiling: bound(ceiling) })
      return { account }
    },
    'dispute.decide': async ({ payload, id, maker }) => {
      const { dispute, refund, text } = disputeDecision.parse(payload)
      const step = derivedId('dst', id, 'decide')
      await decideDispute(books, {
        id: step,
        dispute: await getDispute(ground.db, dispute),
        refund: BigInt(refund),
        text,
        by: maker,
        at: ground.clock.now(),
      })
      return { step }
    },
    'figure.change': async ({ payload, id, maker }) => {
      const { effectiveFrom, value, ...wanted } = figureChange.parse(payload)
      const row = derivedId('fig', id, 'change')
      await changeLimitValue(ground, {
        ...wanted,
        id: row,
        value: BigInt(value),
        effectiveFrom: new Date(effectiveFrom),
        by: maker,
      })
      return { change: row }
    },
    'identity.open': async ({ payload, id, approval, maker }) => {
      const wanted = { ...sealedOpening.parse(payload), operator: maker, approval }
      const { closesAt } = await openSealedWindow(ground, {
        ...wanted,
        id: derivedId('win', id, 'open'),
      })
      return { closesAt: closesAt.toISOString() }
    },
    [PAYOUT_KIND]: async ({ payload }) => {
      const { withdrawal } = payout.parse(payload)
      await approveWithdrawal(funding, withdrawal)
      return { withdrawal }
    },
    'posting.reverse': async ({ payload, id }) => {
      const posted = await reversePosting(books, {
        ...reversal.parse(payload),
        id: derivedId('rev', id, 'reverse'),
        occurredAt: ground.clock.now(),
      })
      return { posting: posted.id }
    },
    'books.adjust': async (work) => {
      const posted = await books.post(adjustmentPosting(ground, work))
      return { posting: posted.id }
    },
  }
}

const bound = (text: string | null): bigint | null => (text === null ? null : BigInt(text))

/** The approval travels as the reference: who looks at the posting finds reason and evidence. */
function adjustmentPosting({ clock }: Ground, { payload, id, approval }: ApprovedWork) {
  const { from, to, amount } = adjustment.parse(payload)
  return {
    id: derivedId('adj', id, 'adjust'),
    kind: 'adjustment',
    intent: fingerprint({ approval, id }),
    occurredAt: clock.now(),
    reference: approval,
    legs: [
      { from: { account: from }, to: { account: to }, amount: BigInt(amount), despiteFreeze: true },
    ],
  }
}

/** Files what the operator wants for somebody else to approve, and says so: nothing has changed. */
export async function needApproval(
  { ground }: House,
  {
    principal,
    origin,
    ...wanted
  }: { principal: OperatorPrincipal; origin: Origin } & Omit<ApprovalRequest, 'by' | 'origin'>,
): Promise<never> {
  const { id: by } = principal
  const approval = await transaction(ground.db, (tx) =>
    requestApproval(tx, ground, { ...wanted, by, origin }),
  )
  throw new Refusal('approval_required', { approval: approval.id, kind: approval.kind })
}

/** The job that does what follows from a decision when the process that was to do it has ended. */
export async function executeLater(house: House, payload: Json): Promise<void> {
  const { approval: id } = z.object({ approval: z.string() }).parse(payload)
  const { db, clock } = house.ground
  const approval = await getApproval(db.query, id, clock.now())
  if (approval?.state === 'rejected') await followRejection(house, approval)
  else await executeApproval(house.ground, approvalKinds(house), { approval: id })
}

/**
 * What follows from a rejection: most of what was asked for just does not happen, and money that was
 * set aside goes back. Done again it changes nothing; where the person was faster there is nothing to do.
 */
export async function followRejection({ funding }: House, approval: Approval): Promise<void> {
  if (approval.kind !== PAYOUT_KIND) return
  const { withdrawal: id } = payout.parse(approval.payload)
  const category = approval.decision?.category ?? null
  await rejectWithdrawal(funding, { id, category }).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'withdrawal_not_in_review')) throw error
  })
}

/** Refuses with `rejection_category_missing` where the one concerned has to be told why. */
export async function expectCategory(
  { ground: { db, clock } }: House,
  decision: { approval: string; verdict: string; category?: string | undefined },
): Promise<void> {
  if (decision.verdict !== 'rejected' || decision.category !== undefined) return
  const approval = await getApproval(db.query, decision.approval, clock.now())
  if (approval?.kind === PAYOUT_KIND) throw new Refusal('rejection_category_missing')
}

/** What of an approval may be shown; the payload stays inside. */
export function approvalView(approval: Approval, names: Map<string, string>) {
  const named = (id: string) => ({ id, name: names.get(id) ?? id })
  const { decision, execution } = approval
  return {
    id: approval.id,
    kind: approval.kind,
    subject: approval.subject,
    summary: approval.summary,
    before: approval.before,
    after: approval.after,
    reason: approval.reason,
    maker: named(approval.maker),
    madeAt: approval.madeAt.toISOString(),
    expiresAt: approval.expiresAt.toISOString(),
    state: approval.state,
    decision: decision && {
      ...decision,
      by: named(decision.by),
      at: decision.at.toISOString(),
    },
    execution: execution && { ...execution, at: execution.at.toISOString() },
  }
}

/** Only what differs, so that a reader sees the change and nothing else. */
export function changed(
  was: JsonObject,
  becomes: JsonObject,
): { before: JsonObject; after: JsonObject } {
  const names = Object.keys(becomes).filter((name) => was[name] !== becomes[name])
  const only = (of: JsonObject): JsonObject =>
    Object.fromEntries(names.map((name) => [name, of[name] ?? null]))
  return { before: only(was), after: only(becomes) }
}
