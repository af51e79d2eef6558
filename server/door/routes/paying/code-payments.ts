import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { isSignedInOn } from '../../../parties/index.ts'
import {
  askPayer,
  codePaymentNow,
  getCodePayment,
  listCodePayments,
  payByCode,
  payerOf,
  reverseCodePayment,
  writeSignedCode,
  type CodePayment,
  type CodePaymentRequest,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import type { Principal } from '../../principal.ts'
import { WALLET_ASSET } from './asset.ts'
import { freeOfProof } from './free-of-proof.ts'
import { onlyMerchantOf, payableMerchant } from './merchant.ts'

/** What a till asks: to be paid by a shown code, how that stands, to take it back. */
export const codePaymentHandlers = [
  handle(routes.codePayments.create, createCodePayment),

  handle(routes.codePayments.get, async ({ params, principal, house }) =>
    codePaymentView(await findCodePayment(house, params.id, principal)),
  ),

  handle(routes.codePayments.list, async ({ query, principal, house }) => {
    const merchant = onlyMerchantOf(principal) ?? query.merchant
    if (merchant === undefined) {
      const problem = 'must be named unless the key is tied to one'
      throw new Refusal('invalid_request', { where: 'query.merchant', problem })
    }
    const [occurredAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const items = await listCodePayments(house.ground.db, {
      merchant,
      limit: query.limit + 1,
      ...(occurredAt !== undefined && { before: { occurredAt: instantOf(occurredAt), id } }),
    })
    return pageOf(items, query.limit, {
      view: codePaymentView,
      cursor: (each) => cursorOf(each.occurredAt, each.id),
    })
  }),

  handle(routes.codePayments.reverse, async ({ params, principal, house }) => {
    const codePayment = await findCodePayment(house, params.id, principal)
    const occurredAt = house.ground.clock.now()
    return codePaymentView(await reverseCodePayment(house.books, { codePayment, occurredAt }))
  }),

  handle(routes.till.get, async ({ principal, house }) => {
    const id = onlyMerchantOf(principal)
    if (id === undefined) throw new Refusal('till_needs_merchant_key')
    const { name, category } = await payableMerchant(house, { merchant: id })
    return {
      merchant: { id, name, category },
      asset: WALLET_ASSET,
      collectionCode: writeSignedCode(house.ground, { kind: 'merchant', id }),
      disputes: principal.apiKey.scopes.includes('read'),
    }
  }),
]

/** The hot path: who shows the code is read, everything else is remembered. */
async function createCodePayment(ask: Ask<typeof routes.codePayments.create>) {
  const { body, principal, house, idFor, replayed } = ask
  const named = onlyMerchantOf(principal) ?? body.merchant
  if (named === undefined || (body.merchant !== undefined && body.merchant !== named)) {
    throw new Refusal('merchant_not_found', { merchant: body.merchant ?? '' })
  }
  const merchant = await payableMerchant(house, { merchant: named, principal })
  const id = idFor('cpy')
  const payer = await payerOf(house.ground, body.code).catch(async (error: unknown) => {
    const first = await toldBefore(house, ask, id)
    if (first) return first
    throw error
  })
  if ('state' in payer) {
    replayed()
    return codePaymentView(payer)
  }
  const made = await payOrAsk(house, {
    id,
    payer,
    merchant,
    asset: body.amount.asset,
    amount: BigInt(body.amount.amount),
    occurredAt: house.ground.clock.now(),
    ...(body.reference !== undefined && { reference: body.reference }),
    intent: body,
  })
  if (made.replayed) replayed()
  return codePaymentView(made)
}

async function payOrAsk(house: House, request: CodePaymentRequest) {
  const { person, device, offline } = request.payer
  // A code that the server never saw being issued is worth what its phone is: signed out, nothing.
  if (offline && !(await isSignedInOn(house.ground, { person, device }))) {
    throw new Refusal('payment_code_unknown')
  }
  const free = await freeOfProof(house, request)
  return free === undefined
    ? askPayer(house.books, request)
    : payByCode(house.books, { ...request, counters: free.counters })
}

/** A till that asks again after its code has expired hears what became of it. */
async function toldBefore(
  { ground }: House,
  { body }: Ask<typeof routes.codePayments.create>,
  id: string,
): Promise<CodePayment | undefined> {
  const first = await getCodePayment(ground.db, id)
  if (!first) return undefined
  const same =
    first.asset === body.amount.asset &&
    String(first.amount) === body.amount.amount &&
    first.reference === (body.reference ?? null)
  if (!same) throw new Refusal('id_used_with_other_content', { id })
  return first
}

async function findCodePayment(
  house: House,
  id: string,
  principal: Principal,
): Promise<CodePayment> {
  const codePayment = await codePaymentNow(house.books, id)
  const only = onlyMerchantOf(principal)
  if (!codePayment || (only !== undefined && only !== codePayment.merchant)) {
    throw new Refusal('code_payment_not_found', { codePayment: id })
  }
  return codePayment
}

function codePaymentView(codePayment: CodePayment) {
  const { id, merchant, asset, amount, state, payment, reference } = codePayment
  const { occurredAt, expiresAt, endedAt } = codePayment
  return {
    id,
    merchant,
    asset,
    amount: String(amount),
    state,
    payment,
    reference,
    occurredAt: occurredAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}
