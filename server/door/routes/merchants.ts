import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { fingerprint } from '@suanpan/kernel/canonical'
import { holdingsOf } from '../../ledger/index.ts'
import {
  changeMerchant,
  getMerchant,
  listMerchants,
  registerMerchant,
  type Merchant,
} from '../../parties/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../cursor.ts'
import { handle } from '../handle.ts'
import type { House } from '../house.ts'

type MerchantView = ResponseOf<typeof routes.merchants.get>

/** Merchants: who accepts, for what fee, and what the house owes them. */
export const merchantHandlers = [
  handle(routes.merchants.list, async ({ query, house }) => {
    const [registeredAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const merchants = await listMerchants(house.ground, {
      limit: query.limit + 1,
      ...(query.search !== undefined && { search: query.search }),
      ...(query.category !== undefined && { category: query.category }),
      ...(query.active !== undefined && { active: query.active === 'true' }),
      ...(registeredAt !== undefined && { before: { registeredAt: instantOf(registeredAt), id } }),
    })
    const views = await merchantViews(house, merchants.slice(0, query.limit))
    return pageOf(merchants, query.limit, {
      view: (merchant) => views.get(merchant.id)!,
      cursor: (merchant) => cursorOf(merchant.registeredAt, merchant.id),
    })
  }),

  handle(routes.merchants.get, async ({ params, house }) => {
    const merchant = await getMerchant(house.ground, params.id)
    if (!merchant) throw new Refusal('merchant_not_found', { merchant: params.id })
    return viewOf(house, merchant)
  }),

  handle(routes.merchants.create, async ({ body, house, idFor, replayed }) => {
    const registered = await registerMerchant(house.ground, {
      id: idFor('mer'),
      registeredAt: house.ground.clock.now(),
      ...body,
      intent: fingerprint(body),
    })
    if (registered.replayed) replayed()
    return viewOf(house, registered.merchant)
  }),

  handle(routes.merchants.update, async ({ params, body, principal, house }) => {
    const change = { id: params.id, change: body, by: principal.id }
    const merchant = await changeMerchant(house.ground, change)
    house.directory.forget()
    return viewOf(house, merchant)
  }),
]

async function viewOf(house: House, merchant: Merchant): Promise<MerchantView> {
  return (await merchantViews(house, [merchant])).get(merchant.id)!
}

async function merchantViews(
  { ground, books }: House,
  merchants: Merchant[],
): Promise<Map<string, MerchantView>> {
  const ids = merchants.map(({ id }) => id)
  const holdings = Map.groupBy(await holdingsOf(ground.db, books.book, ids), ({ holder }) => holder)
  return new Map(
    merchants.map((merchant) => [
      merchant.id,
      {
        ...merchant,
        registeredAt: merchant.registeredAt.toISOString(),
        balances: (holdings.get(merchant.id) ?? []).map(({ asset, balance }) => ({
          asset,
          amount: String(balance),
        })),
      },
    ]),
  )
}
