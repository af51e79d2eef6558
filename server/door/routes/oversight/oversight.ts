import { Readable } from 'node:stream'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { capabilitiesOf, licences } from '@suanpan/contract/licence'
import { getAccount } from '../../../ledger/index.ts'
import {
  decideApproval,
  executeApproval,
  exportTrail,
  getApproval,
  listActs,
  listApprovals,
  recordAct,
  requestApproval,
  type ActFilter,
  type Approval,
  type ApprovalFilter,
  type RecordedAct,
} from '../../../oversight/index.ts'
import { operatorNames } from '../../../parties/index.ts'
import { transaction } from '../../../platform/index.ts'
import { approvalKinds, approvalView, expectCategory, followRejection } from '../../approvals.ts'
import { bigintOf, cursorOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'

/** Who did what, what two have to agree to, and what the licence lets this installation do. */
export const oversightHandlers = [
  handle(routes.profile.get, async ({ house: { licence } }) => ({
    licence,
    title: licences[licence],
    capabilities: capabilitiesOf(licence),
  })),

  handle(routes.approvals.list, async ({ query, principal, house }) => {
    const { ground } = house
    const filter = approvalFilter(query, principal.id)
    const approvals = await listApprovals(ground.db.query, ground.clock.now(), filter)
    const names = await namesIn(house, approvals)
    return pageOf(approvals, query.limit, {
      view: (approval) => approvalView(approval, names),
      cursor: ({ id }) => cursorOf(id),
    })
  }),

  handle(routes.approvals.get, async ({ params, house }) => {
    const { db, clock } = house.ground
    const approval = await getApproval(db.query, params.id, clock.now())
    if (!approval) throw new Refusal('not_found')
    return shown(house, approval)
  }),

  handle(routes.approvals.decide, async ({ params, body, principal, house, origin }) => {
    const { id, role } = principal.session.operator
    const decision = { approval: params.id, ...body, by: { id, role }, origin }
    await expectCategory(house, decision)
    const decided = await decideApproval(house.ground, decision)
    if (body.verdict === 'rejected') {
      await followRejection(house, decided)
      return shown(house, decided)
    }
    return shown(
      house,
      await executeApproval(house.ground, approvalKinds(house), { approval: params.id }),
    )
  }),

  handle(routes.approvals.execute, async ({ params, principal, house, origin }) => {
    const again = { by: principal.id, origin }
    const execution = { approval: params.id, again }
    return shown(house, await executeApproval(house.ground, approvalKinds(house), execution))
  }),

  handle(routes.adjustments.create, async ({ body, principal, house, idFor, origin }) => {
    const { ground, books } = house
    const { from, to, amount } = body
    const source = await getAccount(ground.db, books.book, from)
    const target = await getAccount(ground.db, books.book, to)
    if (source.asset !== target.asset) {
      const { asset: wanted } = source
      throw new Refusal('asset_mismatch', { account: to, found: target.asset, wanted })
    }
    const approval = await transaction(ground.db, (tx) =>
      requestApproval(tx, ground, {
        id: idFor('apr'),
        kind: 'books.adjust',
        subject: from,
        payload: { ...body },
        summary: { zh: '调账', en: 'Adjustment' },
        after: { from, to, amount, asset: source.asset, evidence: body.evidence },
        reason: body.reason,
        by: principal.id,
        origin,
      }),
    )
    return shown(house, approval)
  }),

  handle(routes.acts.list, async ({ query, house }) => {
    const acts = await listActs(house.ground.db.query, actFilter(query))
    const names = await operatorNames(
      house.ground,
      acts.map(({ actor }) => actor.id),
    )
    return pageOf(acts, query.limit, {
      view: (act) => actView(act, names),
      cursor: ({ seq }) => cursorOf(seq),
    })
  }),

  handle(routes.acts.export, async ({ params, query, principal, house, download, origin }) => {
    const { ground } = house
    const { from, until } = query
    await recordAct(ground.db, ground, {
      actor: { kind: 'operator', id: principal.id },
      action: 'trail.export',
      subject: 'trail',
      after: { format: params.format, from: from ?? null, until: until ?? null },
      origin,
    })
    download(`suanpan-audit-log.${params.format}`)
    return Readable.from(
      exportTrail(ground.db.query, params.format, {
        ...(from !== undefined && { from: new Date(from) }),
        ...(until !== undefined && { until: new Date(until) }),
      }),
    )
  }),
]

async function shown(house: House, approval: Approval) {
  return approvalView(approval, await namesIn(house, [approval]))
}

function namesIn(house: House, approvals: Approval[]): Promise<Map<string, string>> {
  const ids = approvals.flatMap(({ maker, decision }) => [maker, decision?.by ?? maker])
  return operatorNames(house.ground, [...new Set(ids)])
}

function approvalFilter(
  { box, kind, subject, cursor, limit }: Ask<typeof routes.approvals.list>['query'],
  me: string,
): ApprovalFilter {
  const filter: ApprovalFilter = { limit: limit + 1 }
  if (box === 'mine') filter.maker = me
  if (box === 'waiting') {
    filter.states = ['waiting']
    filter.notMaker = me
  }
  if (box === 'decided')
    filter.states = ['expired', 'withdrawn', 'rejected', 'approved', 'done', 'failed']
  if (kind !== undefined) filter.kind = kind
  if (subject !== undefined) filter.subject = subject
  if (cursor !== undefined) [filter.before] = readCursor(cursor, 1) as [string]
  return filter
}

function actFilter(query: Ask<typeof routes.acts.list>['query']): ActFilter {
  const filter: ActFilter = { limit: query.limit + 1 }
  if (query.actor !== undefined) filter.actor = query.actor
  if (query.action !== undefined) filter.action = query.action
  if (query.subject !== undefined) filter.subject = query.subject
  if (query.from !== undefined) filter.from = new Date(query.from)
  if (query.until !== undefined) filter.until = new Date(query.until)
  if (query.cursor !== undefined) filter.before = bigintOf(readCursor(query.cursor, 1)[0])
  return filter
}

function actView(act: RecordedAct, names: Map<string, string>) {
  return {
    id: act.id,
    seq: String(act.seq),
    at: act.at.toISOString(),
    actor: { ...act.actor, name: names.get(act.actor.id) ?? null },
    action: act.action,
    subject: act.subject,
    before: act.before ?? null,
    after: act.after ?? null,
    reason: act.reason ?? null,
    origin: act.origin ?? null,
  }
}
