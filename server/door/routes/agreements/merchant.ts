import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { recordAct } from '../../../oversight/index.ts'
import { permit } from '../../../parties/index.ts'
import {
  announceDeduction,
  cancelAgreement,
  checkDeduction,
  deduct,
  getAgreement,
  getOffer,
  getPayment,
  listAgreements,
  offerAgreement,
  tellRefused,
  withdrawOffer,
  writeSignedCode,
  CODE_PATH,
  type Agreement,
  type DeductionRequest,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { merchantsOf, type Principal } from '../../principal.ts'
import { onlyMerchantOf, payableMerchant } from '../paying/merchant.ts'
import { paymentView } from '../payments.ts'
import { noticeView, standingView, takenView, termsView } from './views.ts'

/** What merchants do with agreements: offer, announce, deduct, cancel. */
export const merchantAgreementHandlers = [
  handle(routes.agreementOffers.create, async ({ body, principal, house, idFor, replayed }) => {
    const named = onlyMerchantOf(principal) ?? body.merchant ?? ''
    if (body.merchant !== undefined && body.merchant !== named) {
      throw new Refusal('merchant_not_found', { merchant: body.merchant })
    }
    const { id: merchant } = await payableMerchant(house, { merchant: named, principal })
    const { purpose, period, noticeHours, reference, perDeduction } = body
    const perPeriod = BigInt(body.perPeriod)
    if (perPeriod < BigInt(perDeduction.amount)) {
      const problem = 'must not be below perDeduction'
      throw new Refusal('invalid_request', { where: 'body.perPeriod', problem })
    }
    const offer = await offerAgreement(house.ground, {
      id: idFor('ago'),
      merchant,
      purpose,
      asset: perDeduction.asset,
      perDeduction: BigInt(perDeduction.amount),
      perPeriod,
      period,
      noticeHours,
      reference,
    })
    if (offer.replayed) replayed()
    const code = writeSignedCode(house.ground, { kind: 'agreement', id: offer.id })
    return {
      id: offer.id,
      merchant: offer.merchant,
      ...termsView(offer),
      reference: offer.reference,
      code,
      path: `${CODE_PATH}${code}`,
      signPath: `/wallet/agreements/sign/${offer.id}`,
      offeredAt: offer.offeredAt.toISOString(),
    }
  }),

  handle(routes.agreementOffers.withdraw, async (ask) => {
    const { params, body, principal, house, replayed } = ask
    const { merchant } = await getOffer(house.ground, params.id)
    const mine = merchantsOf(principal)
    if (mine !== undefined && !mine.includes(merchant)) {
      throw new Refusal('agreement_offer_not_found', { offer: params.id })
    }
    const at = house.ground.clock.now()
    const end = await withdrawOffer(house.books, { offer: params.id, signed: body.signed, at })
    if (end.replayed) replayed()
    return { id: params.id, signed: end.signed, withdrawnAt: end.withdrawnAt.toISOString() }
  }),

  handle(routes.agreements.list, async ({ query, principal, house }) => {
    const mine = merchantsOf(principal)
    const asked = query.merchant === undefined ? undefined : [query.merchant]
    const merchants = asked?.filter((id) => mine === undefined || mine.includes(id)) ?? mine
    const [signedAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const items = await listAgreements(house.ground.db, {
      merchants,
      person: query.person,
      offer: query.offer,
      limit: query.limit + 1,
      ...(signedAt !== undefined && { before: { signedAt: instantOf(signedAt), id } }),
    })
    return pageOf(items, query.limit, {
      view: agreementView,
      cursor: (each) => cursorOf(each.signedAt, each.id),
    })
  }),

  handle(routes.agreements.get, async ({ params, principal, house }) =>
    detailView(house, await find(house, params.id, principal)),
  ),

  handle(routes.agreements.end, async ({ params, body, principal, house, origin }) => {
    const { ground } = house
    const agreement = await find(house, params.id, principal)
    if (agreement.endedAt === null) {
      // The trail first: nothing ends that nobody answers for.
      await recordAct(ground.db, ground, {
        actor: { kind: 'operator', id: principal.id },
        action: 'agreement.end',
        subject: agreement.id,
        after: { person: agreement.person, merchant: agreement.merchant },
        reason: body.reason,
        origin,
      })
      await cancelAgreement(house.books, { agreement, by: 'operator', at: ground.clock.now() })
    }
    return detailView(house, await find(house, params.id, principal))
  }),

  handle(routes.agreements.cancel, async ({ params, principal, house, replayed }) => {
    const agreement = await find(house, params.id, principal)
    const at = house.ground.clock.now()
    const ended = await cancelAgreement(house.books, { agreement, by: 'merchant', at })
    if (ended.replayed) replayed()
    return agreementView(await find(house, params.id, principal))
  }),

  handle(routes.agreements.announce, async (ask) => {
    const { params, body, principal, house, idFor, replayed } = ask
    const agreement = await find(house, params.id, principal)
    expectAsset(agreement, body.amount.asset)
    const notice = await announceDeduction(house.ground, {
      id: idFor('ddn'),
      agreement,
      amount: BigInt(body.amount.amount),
      dueAt: new Date(body.dueAt),
      at: house.ground.clock.now(),
    })
    if (notice.replayed) replayed()
    return noticeView(notice, agreement.asset)
  }),

  handle(routes.agreements.deduct, async (ask) => {
    const { params, body, principal, house, idFor, replayed } = ask
    const agreement = await find(house, params.id, principal)
    expectAsset(agreement, body.amount.asset)
    const merchant = await payableMerchant(house, { merchant: agreement.merchant })
    const request: DeductionRequest = {
      id: idFor('pay'),
      agreement,
      merchant,
      amount: BigInt(body.amount.amount),
      notice: body.notice ?? null,
      reference: body.reference,
      at: house.ground.clock.now(),
      intent: { agreement: agreement.id, ...body },
    }
    const made = await take(ask, request)
    if (made.replayed) replayed()
    return paymentView(made)
  }),
]

/** What was taken before is told again, also when it could not be taken now. */
async function take({ house }: Ask<typeof routes.agreements.deduct>, request: DeductionRequest) {
  const { books, ground } = house
  const { id } = request
  if (await getPayment(ground.db, id)) return deduct(books, request)
  await checkDeduction(books, request)
  try {
    const counters = await permitted(house, request)
    return await deduct(books, { ...request, counters })
  } catch (error) {
    if (!(error instanceof Refusal) || KNOWN_TO_MERCHANTS.has(error.code)) throw error
    await tellRefused(ground, request, error.code)
    throw new Refusal('payer_cannot_pay')
  }
}

/** The rest is between the house and the payer. */
const KNOWN_TO_MERCHANTS = new Set([
  'agreement_cancelled',
  'agreement_limit_reached',
  'notice_used',
  'id_used_with_other_content',
  'amount_out_of_range',
  'business_day_closed',
  'asset_unknown',
])

async function permitted({ books }: House, request: DeductionRequest) {
  const { id, agreement, merchant, amount, at } = request
  const { counters } = await permit(books, {
    id,
    person: agreement.person,
    device: agreement.device,
    kind: 'agreed',
    amount,
    asset: agreement.asset,
    payee: merchant.id,
    nonce: id,
    at,
  })
  return counters
}

/** Somebody else's agreements do not exist for who works for some merchants only. */
function find({ ground }: House, id: string, principal: Principal): Promise<Agreement> {
  return getAgreement(ground, { id, merchants: merchantsOf(principal) })
}

function expectAsset({ id: account, asset: found }: Agreement, wanted: string): void {
  if (found !== wanted) throw new Refusal('asset_mismatch', { account, found, wanted })
}

async function detailView(house: House, agreement: Agreement) {
  return { ...agreementView(agreement), ...(await takenView(house, agreement)) }
}

function agreementView(agreement: Agreement) {
  const { id, offer, person, merchant, reference } = agreement
  return {
    id,
    offer,
    person,
    merchant,
    ...termsView(agreement),
    reference,
    ...standingView(agreement),
  }
}
