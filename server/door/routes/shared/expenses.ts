import { routes } from '@suanpan/contract/routes'
import type { BodyOf } from '@suanpan/contract/routes/define'
import {
  addExpense,
  changeExpense,
  deleteExpense,
  getBookOf,
  getExpenseOf,
  historyOfExpense,
  listExpenses,
  type ExpenseFilter,
} from '../../../wallet/index.ts'
import { cursorOf, dayOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { expenseViews } from './views.ts'

/** What is written into shared books. */
export const bookExpenseHandlers = [
  handle(routes.bookExpenses.list, async ({ params, query, principal, house }) => {
    const { db } = house.ground
    const { id: book } = await getBookOf(db, { book: params.id, person: principal.id })
    const filter: ExpenseFilter = { book, limit: query.limit + 1 }
    if (query.cursor !== undefined) {
      const [spentOn = '', id = ''] = readCursor(query.cursor, 2)
      filter.before = { spentOn: dayOf(spentOn), id }
    }
    const found = await listExpenses(db, filter)
    const views = new Map(
      (await expenseViews(house, found, principal.id)).map((view) => [view.id, view]),
    )
    return pageOf(found, query.limit, {
      view: ({ id }) => views.get(id)!,
      cursor: ({ spentOn, id }) => cursorOf(spentOn, id),
    })
  }),

  handle(routes.bookExpenses.create, async ({ params, body, principal, house, ...ask }) => {
    const id = ask.idFor('exp')
    const asked = { id, book: params.id, person: principal.id }
    if ((await addExpense(house.ground, asked, wishOf(body))).replayed) ask.replayed()
    return expenseView(house, id, principal.id)
  }),

  handle(routes.bookExpenses.get, async ({ params, principal, house }) => {
    const expense = await expenseView(house, params.id, principal.id)
    const history = await historyOfExpense(house.ground.db, params.id)
    return {
      expense,
      history: history.map(({ version, act, by, at, amount }) => ({
        version,
        act,
        by,
        at: at.toISOString(),
        amount: String(amount),
      })),
    }
  }),

  handle(routes.bookExpenses.change, async ({ params, body, principal, house }) => {
    const asked = { expense: params.id, person: principal.id, seen: body.version }
    await changeExpense(house.ground, asked, wishOf(body))
    return expenseView(house, params.id, principal.id)
  }),

  handle(routes.bookExpenses.remove, async ({ params, body, principal, house }) => {
    const asked = { expense: params.id, person: principal.id, seen: body.version }
    await deleteExpense(house.ground, asked, { deleted: true })
    return expenseView(house, params.id, principal.id)
  }),

  handle(routes.bookExpenses.restore, async ({ params, body, principal, house }) => {
    const asked = { expense: params.id, person: principal.id, seen: body.version }
    await deleteExpense(house.ground, asked, { deleted: false })
    return expenseView(house, params.id, principal.id)
  }),
]

function wishOf(body: BodyOf<typeof routes.bookExpenses.create>) {
  const { title, split, shares, spentOn, bill } = body
  const amount = BigInt(body.amount)
  const { payer = '', payers = [{ person: payer, amount }] } = body
  return {
    title,
    payers: payers.map(({ person, ...paid }) => ({ person, amount: BigInt(paid.amount) })),
    amount,
    split,
    parts: shares.map(({ person, weight }) => ({ person, weight: BigInt(weight) })),
    spentOn,
    bill: bill ?? null,
  }
}

async function expenseView(house: House, expense: string, person: string) {
  const found = await getExpenseOf(house.ground.db, { expense, person })
  const [view] = await expenseViews(house, [found], person)
  if (!view) throw new Error(`the expense ${expense} has no view`)
  return view
}
