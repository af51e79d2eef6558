import { routes } from '@suanpan/contract/routes'
import { recordAct } from '../../../oversight/index.ts'
import {
  freezePerson,
  getFreeze,
  listFreezes,
  listLocks,
  operatorNames,
  type Freeze,
} from '../../../parties/index.ts'
import { needApproval } from '../../approvals.ts'
import { handle } from '../../handle.ts'
import { findPerson } from '../people.ts'

/** Freezes of people by operators: one places them, two lift them. */
export const freezeHandlers = [
  handle(routes.people.freezes, async ({ params, house }) => {
    await findPerson(house, params.id)
    const [freezes, locks] = await Promise.all([
      listFreezes(house.ground, params.id),
      listLocks(house.ground, params.id),
    ])
    const names = await operatorNames(
      house.ground,
      freezes.flatMap(({ by, liftedBy }) => (liftedBy === null ? [by] : [by, liftedBy])),
    )
    const own = locks.find(({ kind }) => kind === 'wallet')
    return {
      items: freezes.map((freeze) => freezeView(freeze, names)),
      ownLockAt: own?.setAt.toISOString() ?? null,
    }
  }),

  handle(routes.people.freeze, async ({ params, body, principal, house, origin }) => {
    await findPerson(house, params.id)
    const wanted = { person: params.id, ...body, by: principal.id }
    const freeze = await freezePerson(house.books, wanted, (tx, id) =>
      recordAct(tx, house.ground, {
        actor: { kind: 'operator', id: principal.id },
        action: 'freeze.place',
        subject: params.id,
        after: { freeze: id, category: body.category, in: body.in, out: body.out },
        reason: body.reason,
        origin,
      }),
    )
    const { name } = principal.session.operator
    return freezeView(freeze, new Map([[principal.id, name]]))
  }),

  handle(routes.people.unfreeze, async ({ params, body, principal, house, origin }) => {
    const { id: person, freeze: id } = params
    const freeze = await getFreeze(house.ground, { person, freeze: id })
    return needApproval(house, {
      kind: 'freeze.lift',
      subject: person,
      payload: { person, freeze: id, reason: body.reason },
      summary: { zh: '解冻用户', en: 'Lift the freeze of a person' },
      before: { category: freeze.category, in: freeze.in, out: freeze.out },
      after: { in: false, out: false },
      reason: body.reason,
      principal,
      origin,
    })
  }),
]

function freezeView(freeze: Freeze, names: Map<string, string>) {
  const named = (id: string) => ({ id, name: names.get(id) ?? id })
  const { id, category, in: frozenIn, out, reason, at, by, liftedAt, liftedBy } = freeze
  return {
    id,
    category,
    in: frozenIn,
    out,
    reason,
    by: named(by),
    at: at.toISOString(),
    lifted:
      liftedAt === null
        ? null
        : {
            by: named(liftedBy ?? ''),
            at: liftedAt.toISOString(),
            reason: freeze.liftReason ?? '',
          },
  }
}
