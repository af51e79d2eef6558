import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import {
  ALL_SPENDING,
  budgetsOf,
  budgetWarning,
  categoryFor,
  setBudget,
  type Budget,
} from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'

/** Budgets of the person who is signed in. */
export const budgetHandlers = [
  handle(routes.budgets.list, ({ params, principal, house }) =>
    budgetsView(house, principal.id, params.month),
  ),

  handle(routes.budgets.set, async ({ params, body, principal, house }) => {
    const { month, category } = params
    await setBudget(house.ground, {
      person: principal.id,
      asset: body.asset,
      category,
      month,
      amount: body.amount === null ? null : BigInt(body.amount),
      at: house.ground.clock.now(),
    })
    return budgetsView(house, principal.id, month)
  }),

  handle(routes.budgets.warning, async ({ query, principal, house }) => {
    const category =
      query.merchant === undefined
        ? (query.category ?? ALL_SPENDING)
        : await categoryAt(house, principal.id, query.merchant)
    const items = await budgetWarning(house.ground, {
      person: principal.id,
      asset: query.asset,
      category,
      amount: BigInt(query.amount ?? '0'),
      at: house.ground.clock.now(),
    })
    return {
      items: items.map((each) => ({
        ...each,
        amount: String(each.amount),
        spent: String(each.spent),
        after: String(each.after),
      })),
    }
  }),
]

async function categoryAt(house: House, person: string, id: string): Promise<string> {
  const merchant = await house.directory.merchant(id)
  if (!merchant) throw new Refusal('merchant_not_found', { merchant: id })
  return categoryFor(house.ground, { person, merchant })
}

async function budgetsView(house: House, person: string, month: string) {
  const budgets = await budgetsOf(house.ground, { person, month })
  return { month, items: budgets.map(budgetView) }
}

const budgetView = ({ amount, spent, ...rest }: Budget) => ({
  ...rest,
  amount: String(amount),
  spent: String(spent),
})
