import { routes } from '@suanpan/contract/routes'
import { answerCash, getCashOf, recordCash } from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { cashView } from './views.ts'

/** Debts of a shared book that were settled in cash. */
export const bookCashHandlers = [
  handle(routes.bookCash.create, async ({ params, body, principal, house, ...ask }) => {
    const id = ask.idFor('csh')
    const asked = { id, book: params.id, person: principal.id }
    const wish = { payer: body.from, payee: body.to, amount: BigInt(body.amount) }
    if ((await recordCash(house.ground, asked, wish)).replayed) ask.replayed()
    return viewOf(house, id, principal.id)
  }),

  handle(routes.bookCash.confirm, async ({ params, principal, house }) => {
    const asked = { cash: params.id, person: principal.id }
    await answerCash(house.ground, asked, 'confirmed')
    return viewOf(house, params.id, principal.id)
  }),

  handle(routes.bookCash.deny, async ({ params, principal, house }) => {
    const asked = { cash: params.id, person: principal.id }
    await answerCash(house.ground, asked, 'denied')
    return viewOf(house, params.id, principal.id)
  }),

  handle(routes.bookCash.withdraw, async ({ params, principal, house }) => {
    const asked = { cash: params.id, person: principal.id }
    await answerCash(house.ground, asked, 'withdrawn')
    return viewOf(house, params.id, principal.id)
  }),
]

async function viewOf({ ground }: House, cash: string, person: string) {
  return cashView(await getCashOf(ground.db, { cash, person }))
}
