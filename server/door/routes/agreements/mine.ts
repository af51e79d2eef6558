import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { permit } from '../../../parties/index.ts'
import {
  cancelAgreement,
  getAgreement,
  getOffer,
  expectOffered,
  listAgreements,
  offerEnd,
  openAgreementOf,
  signAgreement,
  signedBefore,
  waitingNotices,
  type Agreement,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { payableMerchant } from '../paying/merchant.ts'
import { noticeView, standingView, takenView, termsView } from './views.ts'

/** A person's agreements: read the terms, sign, look back, cancel. */
export const myAgreementHandlers = [
  handle(routes.myAgreements.offer, async ({ params, principal, house }) => {
    const offer = await getOffer(house.ground, params.offer)
    const { id, name, category } = await payableMerchant(house, { merchant: offer.merchant })
    const mine = { person: principal.id, offer: offer.id }
    const agreement = await openAgreementOf(house.ground.db, mine)
    // Whoever signed it before still reads what they signed.
    if (agreement === null) await expectOffered(house.ground.db.query, offer.id)
    return {
      id: offer.id,
      merchant: { id, name, category },
      ...termsView(offer),
      agreement,
    }
  }),

  handle(routes.myAgreements.create, async (ask) => {
    const { house, replayed } = ask
    const made = await sign(ask)
    if (made.replayed) replayed()
    return mineView(house, made)
  }),

  handle(routes.myAgreements.list, async ({ query, principal, house }) => {
    const [signedAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const items = await listAgreements(house.ground.db, {
      person: principal.id,
      limit: query.limit + 1,
      ...(signedAt !== undefined && { before: { signedAt: instantOf(signedAt), id } }),
    })
    const views = new Map(
      await Promise.all(items.map(async (each) => [each.id, await mineView(house, each)] as const)),
    )
    return pageOf(items, query.limit, {
      view: ({ id: shown }) => views.get(shown)!,
      cursor: (each) => cursorOf(each.signedAt, each.id),
    })
  }),

  handle(routes.myAgreements.get, async ({ params, principal, house }) =>
    detailView(house, await getAgreement(house.ground, { id: params.id, person: principal.id })),
  ),

  handle(routes.myAgreements.cancel, async ({ params, principal, house }) => {
    const mine = { id: params.id, person: principal.id }
    const agreement = await getAgreement(house.ground, mine)
    const at = house.ground.clock.now()
    await cancelAgreement(house.books, { agreement, by: 'person', at })
    return detailView(house, await getAgreement(house.ground, mine))
  }),
]

/**
 * Signing asks for what a payment of the largest deduction would ask: the proof covers the merchant
 * and that amount. What it would count against is left to the deductions themselves.
 */
async function sign(ask: Ask<typeof routes.myAgreements.create>) {
  const { body, principal, house, idFor, idempotencyKey } = ask
  const { ground, books } = house
  const { id: person, session } = principal
  const id = idFor('agr')
  const offer = await getOffer(ground, body.offer)
  const at = ground.clock.now()
  const signing = { id, person, device: session.device, offer, at }
  // The proof of a request that comes again is used up.
  if (await signedBefore(ground, { id, person })) return signAgreement(ground, signing)
  const merchant = await payableMerchant(house, { merchant: offer.merchant })
  const agreement = await openAgreementOf(ground.db, { person, offer: offer.id })
  if (agreement !== null) throw new Refusal('agreement_exists', { agreement })
  await expectOffered(ground.db.query, offer.id)
  if (body.proof?.kind === 'pay_session') throw new Refusal('proof_invalid')
  await permit(books, {
    id,
    person,
    device: session.device,
    kind: 'payment',
    amount: offer.perDeduction,
    asset: offer.asset,
    payee: merchant.id,
    nonce: idempotencyKey,
    at,
    proof: body.proof,
  })
  return signAgreement(ground, signing)
}

async function mineView({ directory }: House, agreement: Agreement) {
  const { id, offer, merchant } = agreement
  const found = await directory.merchant(merchant)
  return {
    id,
    offer,
    merchant: {
      id: merchant,
      name: found?.name ?? merchant,
      category: found?.category ?? null,
    },
    ...termsView(agreement),
    ...standingView(agreement),
  }
}

async function detailView(house: House, agreement: Agreement) {
  const { ground } = house
  const [taken, announced, end] = await Promise.all([
    takenView(house, agreement),
    agreement.endedAt === null
      ? waitingNotices(ground.db, agreement.id, ground.clock.now())
      : Promise.resolve([]),
    offerEnd(ground.db.query, agreement.offer),
  ])
  return {
    ...(await mineView(house, agreement)),
    ...taken,
    announced: announced.map((each) => noticeView(each, agreement.asset)),
    offerWithdrawnAt: end?.withdrawnAt.toISOString() ?? null,
  }
}
