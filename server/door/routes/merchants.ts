import type { JsonObject } from '@suanpan/contract/json'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import type { BodyOf, ResponseOf } from '@suanpan/contract/routes/define'
import { fingerprint } from '@suanpan/kernel/canonical'
import { holdingsOf } from '../../ledger/index.ts'
import {
  changeMerchant,
  getMerchant,
  listMerchants,
  registerMerchant,
  type Merchant,
} from '../../parties/index.ts'
import { changed, needApproval } from '../approvals.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../cursor.ts'
import { handle } from '../handle.ts'
import type { House } from '../house.ts'
import { merchantsOf } from '../principal.ts'

type MerchantView = ResponseOf<typeof routes.merchants.get>

/** Merchants: who accepts, for what fee, and what the house owes them. */
export const merchantHandlers = [
  handle(routes.merchants.list, async ({ query, principal, house }) => {
    const ids = merchantsOf(principal)
    const [registeredAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const merchants = await listMerchants(house.ground, {
      limit: query.limit + 1,
      ...(ids !== undefined && { ids }),
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

  handle(routes.merchants.get, async ({ params, principal, house }) => {
    if (merchantsOf(principal)?.includes(params.id) === false) {
      throw new Refusal('merchant_not_found', { merchant: params.id })
    }
    return viewOf(house, await findMerchant(house, params.id))
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

  handle(routes.merchants.update, async ({ params, body, principal, house, origin }) => {
    const was = await findMerchant(house, params.id)
    if ((body.feeBasisPoints ?? was.feeBasisPoints) !== was.feeBasisPoints) {
      const { name, category, feeBasisPoints, active } = was
      return needApproval(house, {
        kind: 'merchant.change',
        subject: params.id,
        payload: { merchant: params.id, ...given(body) },
        summary: { zh: '修改商户费率', en: 'Change the fee of a merchant' },
        ...changed({ name, category, feeBasisPoints, active }, given(body)),
        reason: reasonOf(body.reason),
        principal,
        origin,
      })
    }
    const { reason: _reason, ...change } = body
    const changing = { id: params.id, change, by: principal.id, origin }
    const merchant = await changeMerchant(house.ground, changing)
    house.directory.forget()
    return viewOf(house, merchant)
  }),
]

async function findMerchant({ ground }: House, id: string): Promise<Merchant> {
  const merchant = await getMerchant(ground, id)
  if (!merchant) throw new Refusal('merchant_not_found', { merchant: id })
  return merchant
}

function reasonOf(reason: string | undefined): string {
  if (reason !== undefined) return reason
  const problem = 'is needed when the fee changes'
  throw new Refusal('invalid_request', { where: 'body.reason', problem })
}

/** What a caller did not name stays as it is and is not part of what is asked for. */
function given({ reason: _reason, ...change }: BodyOf<typeof routes.merchants.update>): JsonObject {
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

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
