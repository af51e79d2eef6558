import { routes } from '@suanpan/contract/routes'
import { bringTipsBack, openTips, putTipAway, tipId, type Tip } from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'

/** Tips of the person who is signed in, and which of them they have put away. */
export const tipHandlers = [
  handle(routes.tips.list, async ({ query, principal, house }) => {
    const at = house.ground.clock.now()
    const asked = { person: principal.id, asset: query.asset, at }
    const { tips, putAway } = await openTips(house.ground, asked)
    return { items: tips.map(tipView), putAway }
  }),

  handle(routes.tips.putAway, async ({ params, body, principal, house }) => {
    const at = house.ground.clock.now()
    const asked = { person: principal.id, asset: body.asset, at }
    await putTipAway(house.ground, asked, { tip: params.tip, until: body.until })
    return undefined
  }),

  handle(routes.tips.bringBack, async ({ params, principal, house }) => {
    await bringTipsBack(house.ground, { person: principal.id, tip: params.tip })
    return undefined
  }),

  handle(routes.tips.bringAllBack, async ({ principal, house }) => {
    await bringTipsBack(house.ground, { person: principal.id })
    return undefined
  }),
]

function tipView(tip: Tip) {
  const id = tipId(tip)
  return tip.kind === 'budget'
    ? { ...tip, id, amount: String(tip.amount), spent: String(tip.spent) }
    : { ...tip, id, now: String(tip.now), before: String(tip.before) }
}
