import { routes } from '@suanpan/contract/routes'
import { Refusal } from '@suanpan/contract/refusals'
import { recordAct } from '../../../oversight/index.ts'
import {
  checkUp,
  decideRealName,
  evidenceOf,
  limitsOf,
  realNameOf,
  verifyRealName,
  type RealNameCheck,
} from '../../../parties/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { fileView } from '../care/files.ts'
import { findPerson } from '../people.ts'

/** Real names, the limits that follow from them, and the check-up. */
export const realNameHandlers = [
  handle(routes.myRealName.get, ({ principal, house }) => realNameView(house, principal.id)),

  handle(routes.myRealName.verify, async ({ body, principal, house }) => {
    if (!house.realNames) throw new Refusal('real_name_unavailable')
    const wish = { ...body, person: principal.id }
    return checkView(await verifyRealName(house.ground, house.realNames, wish))
  }),

  handle(routes.myLimits.list, async ({ principal, house }) => {
    const { person, device } = principal.session
    const mine = await limitsOf(house.books, { person, device })
    return {
      class: mine.class,
      coolingOff: mine.isCoolingOff,
      items: mine.limits.map(({ kind, limit, used, resetsAt }) => ({
        kind,
        limit: String(limit),
        used: String(used),
        available: String(used >= limit ? 0n : limit - used),
        resetsAt: resetsAt?.toISOString() ?? null,
      })),
    }
  }),

  handle(routes.myCheckUp.get, async ({ principal, house }) => ({
    items: await checkUp(house.ground, principal.id),
  })),

  handle(routes.people.realName, async ({ params, house }) => {
    await findPerson(house, params.id)
    const view = await realNameView(house, params.id)
    const files = await evidenceOf(
      house.ground,
      view.checks.map(({ id }) => id),
    )
    const checks = view.checks.map((check) => ({
      ...check,
      files: (files.get(check.id) ?? []).map(fileView),
    }))
    return { ...view, checks }
  }),

  handle(routes.people.decideRealName, async ({ params, body, principal, house, origin }) => {
    const { id: person, check } = params
    const { checks } = await realNameOf(house.ground, person)
    if (!checks.some(({ id }) => id === check)) {
      throw new Refusal('real_name_check_not_open', { check })
    }
    const by = principal.id
    const decided = await decideRealName(house.ground, { check, passed: body.passed, by })
    await recordAct(house.ground.db, house.ground, {
      actor: { kind: 'operator', id: by },
      action: 'real_name.decide',
      subject: person,
      after: { check, state: decided.state, wanted: decided.wanted },
      reason: body.reason,
      origin,
    })
    return checkView(decided)
  }),
]

async function realNameView({ ground }: House, person: string) {
  const { class: className, verifiedAt, checks } = await realNameOf(ground, person)
  return {
    class: className,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    checks: checks.map(checkView),
  }
}

function checkView(check: RealNameCheck) {
  return {
    ...check,
    askedAt: check.askedAt.toISOString(),
    endedAt: check.endedAt?.toISOString() ?? null,
  }
}
