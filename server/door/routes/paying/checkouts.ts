import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import {
  cancelCheckout,
  checkoutNow,
  codeIn,
  createCheckout,
  getPayment,
  listCheckouts,
  readSignedCode,
  waitingPaymentOf,
  writeSignedCode,
  type Checkout,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { merchantsOf, type Principal } from '../../principal.ts'
import { WALLET_ASSET } from './asset.ts'
import { onlyMerchantOf, payableMerchant } from './merchant.ts'

/** The page of the wallet that a link opens. */
const PAY_PATH = '/wallet/pay/'

/** Checkout links (收银台链接): a merchant makes and watches them, a person opens one. */
export const checkoutHandlers = [
  handle(routes.checkouts.create, create),

  handle(routes.checkouts.get, async ({ params, principal, house }) =>
    checkoutView(house, await findFor(house, params.id, principal)),
  ),

  handle(routes.checkouts.list, async ({ query, principal, house }) => {
    const mine = merchantsOf(principal)
    const asked = query.merchant === undefined ? undefined : [query.merchant]
    const merchants = asked?.filter((id) => mine === undefined || mine.includes(id)) ?? mine
    const [createdAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const items = await listCheckouts(house.ground.db, {
      merchants,
      state: query.state,
      limit: query.limit + 1,
      ...(createdAt !== undefined && { before: { createdAt: instantOf(createdAt), id } }),
    })
    return pageOf(items, query.limit, {
      view: (each) => checkoutView(house, each),
      cursor: (each) => cursorOf(each.createdAt, each.id),
    })
  }),

  handle(routes.checkouts.cancel, async ({ params, principal, house, replayed }) => {
    const { id } = await findFor(house, params.id, principal)
    const cancelled = await cancelCheckout(house.books, { id, at: house.ground.clock.now() })
    if (cancelled.replayed) replayed()
    return checkoutView(house, cancelled)
  }),

  handle(routes.myCheckouts.get, async ({ params, principal, house }) => {
    const { ground, directory } = house
    const checkout = await checkoutNow(house.books, checkoutIdOf(house, params.code))
    const { id, merchant, asset, amount, title, description, reference, state } = checkout
    const [found, payment, waiting] = await Promise.all([
      directory.merchant(merchant),
      checkout.payment === null ? undefined : getPayment(ground.db, checkout.payment),
      waitingPaymentOf(ground.db, { checkout: id, person: principal.id }),
    ])
    return {
      id,
      code: codeIn(params.code),
      merchant: { id: merchant, name: found?.name ?? merchant, category: found?.category ?? null },
      asset,
      amount: String(amount),
      title,
      description,
      reference,
      state,
      payment: payment?.person === principal.id ? payment.id : null,
      waiting: waiting ?? null,
      returnTo: returnToOf(checkout),
      expiresAt: checkout.expiresAt.toISOString(),
      endedAt: checkout.endedAt?.toISOString() ?? null,
    }
  }),
]

/** Where a payer may go back to, and its host for their eyes; an address that we checked when it came. */
export function returnToOf({ returnUrl: url }: Checkout): { url: string; host: string } | null {
  return url === null ? null : { url, host: new URL(url).host }
}

/** Refuses with `checkout_not_found`: whoever was not given the link does not learn that it is there. */
function checkoutIdOf({ ground }: House, code: string): string {
  const found = readSignedCode(ground, code)
  if (found?.kind !== 'checkout') throw new Refusal('checkout_not_found')
  return found.id
}

async function create(ask: Ask<typeof routes.checkouts.create>) {
  const { body, principal, house, idFor, replayed } = ask
  const named = onlyMerchantOf(principal) ?? body.merchant ?? ''
  if (body.merchant !== undefined && body.merchant !== named) {
    throw new Refusal('merchant_not_found', { merchant: body.merchant })
  }
  const { id: merchant } = await payableMerchant(house, { merchant: named, principal })
  const { title, description, reference, returnUrl, expiresInMinutes, amount } = body
  if (amount.asset !== WALLET_ASSET) {
    const problem = `must be ${WALLET_ASSET}`
    throw new Refusal('invalid_request', { where: 'body.amount.asset', problem })
  }
  const made = await createCheckout(house.ground, {
    id: idFor('chk'),
    merchant,
    asset: amount.asset,
    amount: BigInt(amount.amount),
    title,
    description,
    reference,
    returnUrl: returnUrl && new URL(returnUrl).href,
    expiresInMinutes,
  })
  if (made.replayed) replayed()
  return checkoutView(house, made)
}

/** Somebody else's checkouts do not exist for who works for some merchants only. */
async function findFor(house: House, id: string, principal: Principal): Promise<Checkout> {
  const checkout = await checkoutNow(house.books, id)
  if (merchantsOf(principal)?.includes(checkout.merchant) === false) {
    throw new Refusal('checkout_not_found', { checkout: id })
  }
  return checkout
}

function checkoutView({ ground }: House, checkout: Checkout) {
  const { id, merchant, asset, amount, title, description, reference, returnUrl } = checkout
  const code = writeSignedCode(ground, { kind: 'checkout', id })
  return {
    id,
    merchant,
    asset,
    amount: String(amount),
    title,
    description,
    reference,
    returnUrl,
    state: checkout.state,
    payment: checkout.payment,
    code,
    path: `${PAY_PATH}${code}`,
    createdAt: checkout.createdAt.toISOString(),
    expiresAt: checkout.expiresAt.toISOString(),
    endedAt: checkout.endedAt?.toISOString() ?? null,
  }
}
