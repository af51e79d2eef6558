import { routes } from '@suanpan/contract/routes'
import { holderStatement, holdingsOf } from '../../../ledger/index.ts'
import { recordAct } from '../../../oversight/index.ts'
import { getSealed, listSealed, readSealed, type Sealed } from '../../../parties/index.ts'
import { needApproval } from '../../approvals.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'

const MOVEMENTS_MAX = 500

/** Whose a closed wallet was, for two approvers. */
export const sealedHandlers = [
  handle(routes.sealed.list, async ({ query, principal, house }) => {
    const [closedAt, person = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const found = await listSealed(house.ground, {
      operator: principal.id,
      ...(query.phone !== undefined && { phone: query.phone }),
      ...(query.cursor !== undefined && { before: { closedAt: instantOf(closedAt), person } }),
      limit: query.limit + 1,
    })
    return pageOf(found, query.limit, {
      view: sealedView,
      cursor: (each) => cursorOf(each.closedAt, each.person),
    })
  }),

  handle(routes.sealed.open, async ({ params, body, principal, house, origin }) => {
    const { person } = params
    await getSealed(house.ground, { person, operator: principal.id })
    return needApproval(house, {
      kind: 'identity.open',
      subject: person,
      payload: { person, caseNumber: body.caseNumber },
      summary: { zh: '查阅密封资料', en: 'Open sealed records' },
      after: { caseNumber: body.caseNumber, minutes: 30 },
      reason: body.reason,
      principal,
      origin,
    })
  }),

  handle(routes.sealed.read, async ({ params, principal, house, origin }) => {
    const { ground } = house
    const { person } = params
    let act = ''
    const records = await readSealed(ground, { person, operator: principal.id }, async (window) => {
      act = await recordAct(ground.db, ground, {
        actor: { kind: 'operator', id: principal.id },
        action: 'identity.read',
        subject: person,
        after: window,
        origin,
      })
    })
    return { act, records: { ...records }, movements: await movementsOf(house, person) }
  }),
]

async function movementsOf({ ground, books }: House, person: string) {
  const holdings = await holdingsOf(ground.db, books.book, [person])
  const all = await Promise.all(
    holdings.map(async ({ asset }) => {
      const of = { holder: person, asset }
      const lines = await holderStatement(ground.db, books.book, of, { limit: MOVEMENTS_MAX })
      return lines.map(({ posting, kind, amount, occurredAt, seq }) => ({
        seq,
        view: {
          posting,
          kind,
          asset,
          amount: String(amount),
          occurredAt: occurredAt.toISOString(),
        },
      }))
    }),
  )
  const inOrder = all.flat().toSorted((one, other) => (one.seq < other.seq ? 1 : -1))
  return inOrder.map(({ view }) => view)
}

function sealedView(sealed: Sealed) {
  return {
    ...sealed,
    closedAt: sealed.closedAt.toISOString(),
    shredAt: sealed.shredAt.toISOString(),
    openUntil: sealed.openUntil?.toISOString() ?? null,
  }
}
