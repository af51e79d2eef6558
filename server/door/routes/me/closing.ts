import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { holdingsOf } from '../../../ledger/index.ts'
import { closeWallet, closingTerms, myRecords, verifyConfirmation } from '../../../parties/index.ts'
import { openAgreementsOf, openDisputesOf } from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'

/** Taking one's data along, and going. */
export const closingHandlers = [
  handle(routes.me.export, async ({ principal, house, download }) => {
    const { ground, books } = house
    const person = principal.id
    const [records, holdings] = await Promise.all([
      myRecords(ground, person),
      holdingsOf(ground.db, books.book, [person]),
    ])
    const balances = holdings.map(({ asset, balance }) => ({ asset, amount: String(balance) }))
    download(`suanpan-${person}.json`)
    const exportedAt = ground.clock.now()
    return `${JSON.stringify({ exportedAt, ...records, balances }, null, 2)}\n`
  }),

  handle(routes.me.closing, async ({ principal, house }) => {
    const [terms, disputes, agreements] = await Promise.all([
      closingTerms(house.books, principal.id),
      openDisputesOf(house.ground.db.query, principal.id),
      openAgreementsOf(house.ground.db.query, principal.id),
    ])
    const { left, asset, frozen, points, shredAt } = terms
    return {
      left: { amount: String(left), asset },
      frozen,
      disputes,
      agreements,
      points: points.map((each) => ({ asset: each.asset, amount: String(each.balance) })),
      shredAt: shredAt.toISOString(),
    }
  }),

  handle(routes.me.close, async ({ body, principal, house, walletCookie }) => {
    const person = principal.id
    await verifyConfirmation(house.ground, { person, proof: body.proof })
    const { shredAt } = await closeWallet(house.books, person, async (query) => {
      // A refund would no longer reach whoever is gone.
      const disputes = await openDisputesOf(query, person)
      if (disputes > 0) throw new Refusal('disputes_open', { disputes })
    })
    walletCookie(null)
    return { shredAt: shredAt.toISOString() }
  }),
]
