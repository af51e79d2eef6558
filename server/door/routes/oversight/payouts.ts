import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { maskName, maskPhone, realNameOf, walletStateOf } from '../../../parties/index.ts'
import { cardsById, getWithdrawal, paidOutBefore } from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import { withdrawalView } from '../funding.ts'
import { findPerson } from '../people.ts'

/** What an operator has to see of a withdrawal to let it go or not. */
export const payoutHandlers = [
  handle(routes.payouts.get, async ({ params, house }) => {
    const { ground } = house
    const order = await getWithdrawal(ground.db, params.id)
    if (!order) throw new Refusal('withdrawal_not_found', { withdrawal: params.id })
    const [person, { class: realName }, wallet, cards, paidBefore] = await Promise.all([
      findPerson(house, order.person),
      realNameOf(ground, order.person),
      walletStateOf(ground, order.person),
      cardsById(ground.db, [order.card]),
      paidOutBefore(ground.db, order),
    ])
    const card = cards.get(order.card)!
    return {
      ...withdrawalView(order, card),
      person: {
        id: person.id,
        name: person.name === undefined ? null : maskName(person.name),
        phone: person.phone === undefined ? null : maskPhone(person.phone),
      },
      realName,
      walletOpenedAt: wallet?.registeredAt.toISOString() ?? null,
      cardBoundAt: card.boundAt.toISOString(),
      paidBefore: { count: paidBefore.count, amount: String(paidBefore.amount) },
    }
  }),
]
