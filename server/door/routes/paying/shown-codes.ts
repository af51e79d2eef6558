import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { permit } from '../../../parties/index.ts'
import {
  closeOfflineCodes,
  codePaymentNow,
  codePaymentOf,
  codeRefusalOf,
  confirmCodePayment,
  declineCodePayment,
  issuePaymentCode,
  openOfflineCodes,
  ownCode,
  waitingCodePayments,
  type CodePayment,
  type CodeRefusal,
} from '../../../wallet/index.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { expectKey } from './expect-key.ts'
import { payableMerchant } from './merchant.ts'
import { partOf } from './quotes.ts'

/** What a phone shows, and what tills ask of it. */
export const shownCodeHandlers = [
  handle(routes.paymentCodes.create, async ({ principal, house }) => {
    const { person, device } = principal.session
    const issued = await issuePaymentCode(house.ground, { person, device, source: 'balance' })
    return { ...issued, expiresAt: issued.expiresAt.toISOString() }
  }),

  handle(routes.paymentCodes.get, async ({ params, principal, house }) => {
    const own = await ownCode(house.ground, { person: principal.id, id: params.id })
    if (!own) throw new Refusal('not_found')
    const found = await codePaymentOf(house.ground.db, params.id)
    const codePayment = found && (await codePaymentNow(house.books, found.id))
    if (codePayment) return shownCodeView(house, own.expiresAt, codePayment)
    return unusedCodeView(house, own.expiresAt, await codeRefusalOf(house.ground.db, params.id))
  }),

  handle(routes.offlineCodes.create, async ({ principal, house }) => {
    const { person, device } = principal.session
    return openOfflineCodes(house.ground, { person, device })
  }),

  handle(routes.offlineCodes.remove, async ({ principal, house }) => {
    const { person, device } = principal.session
    await closeOfflineCodes(house.ground, { person, device })
    return undefined
  }),

  handle(routes.codeRequests.list, async ({ principal, house }) => {
    const at = house.ground.clock.now()
    const waiting = await waitingCodePayments(house.ground.db, { person: principal.id, at })
    return { items: await Promise.all(waiting.map((each) => requestView(house, each))) }
  }),

  handle(routes.codeRequests.get, async ({ params, principal, house }) => {
    const codePayment = await codePaymentNow(house.books, params.id)
    if (codePayment?.person !== principal.id) {
      throw new Refusal('code_payment_not_found', { codePayment: params.id })
    }
    return requestView(house, codePayment)
  }),

  handle(routes.codeRequests.confirm, async (ask) => {
    const { params, house } = ask
    expectKey(ask, params.id)
    const codePayment = await ownRequest(ask)
    const merchant = await payableMerchant(house, codePayment)
    const occurredAt = house.ground.clock.now()
    const { counters } = await permitted(ask, codePayment)
    const confirmed = { codePayment, merchant, occurredAt, counters }
    return requestView(house, await confirmCodePayment(house.books, confirmed))
  }),

  handle(routes.codeRequests.decline, async (ask) => {
    const { house } = ask
    const codePayment = await ownRequest(ask)
    const occurredAt = house.ground.clock.now()
    return requestView(house, await declineCodePayment(house.books, { codePayment, occurredAt }))
  }),
]

type ConfirmAsk = Ask<typeof routes.codeRequests.confirm>
type RequestAsk = ConfirmAsk | Ask<typeof routes.codeRequests.decline>

async function ownRequest({ params, principal, house }: RequestAsk): Promise<CodePayment> {
  const codePayment = await codePaymentNow(house.books, params.id)
  if (codePayment?.person !== principal.id || !codePayment.asked) {
    throw new Refusal('code_payment_not_found', { codePayment: params.id })
  }
  return codePayment
}

function permitted({ body, principal, house, idempotencyKey }: ConfirmAsk, asked: CodePayment) {
  const { person, device } = principal.session
  const { outcome: id, merchant: payee, amount, asset } = asked
  return permit(house.books, {
    id,
    person,
    device,
    kind: 'code_payment',
    amount,
    asset,
    payee,
    nonce: idempotencyKey,
    at: house.ground.clock.now(),
    proof: body.proof,
  })
}

async function requestView(house: House, codePayment: CodePayment) {
  const { id, asset, occurredAt, expiresAt } = codePayment
  const { state, payment, reason, endedAt, amount } = codePayment
  return {
    id,
    payee: await payeeOf(house, codePayment),
    amount: String(amount),
    asset,
    state,
    payment,
    sources: [partOf(amount, undefined)],
    reason,
    occurredAt: occurredAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

async function shownCodeView(house: House, expiresAt: Date, codePayment: CodePayment) {
  const { id: asked, amount, asset, ...view } = await requestView(house, codePayment)
  const { state, payment, payee, sources, reason, endedAt } = view
  return {
    state,
    expiresAt: expiresAt.toISOString(),
    codePayment: asked,
    payment,
    payee,
    amount: { amount, asset },
    sources,
    reason,
    endedAt,
  }
}

/** A code that no till was let to use: still good, expired, or refused for a reason. */
async function unusedCodeView(house: House, until: Date, refused: CodeRefusal | undefined) {
  const expiresAt = until.toISOString()
  const nothing = { expiresAt, codePayment: null, payment: null, sources: [] }
  if (!refused) {
    const state: 'expired' | 'shown' = until <= house.ground.clock.now() ? 'expired' : 'shown'
    return { ...nothing, state, payee: null, amount: null, reason: null, endedAt: null }
  }
  const { amount, asset, reason, occurredAt } = refused
  return {
    ...nothing,
    state: 'failed' as const,
    payee: await payeeOf(house, refused),
    amount: { amount: String(amount), asset },
    reason,
    endedAt: occurredAt.toISOString(),
  }
}

async function payeeOf({ directory }: House, { merchant: id }: { merchant: string }) {
  const merchant = await directory.merchant(id)
  return { id, name: merchant?.name ?? id, category: merchant?.category ?? '' }
}
