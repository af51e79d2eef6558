import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { recordAct } from '../../../oversight/index.ts'
import { getFile } from '../../../platform/index.ts'
import {
  addEvidence,
  answerDispute,
  decideDispute,
  getDispute,
  getDisputeStep,
  listDisputes,
  type Dispute,
  type DisputeFilter,
} from '../../../wallet/index.ts'
import { needApproval } from '../../approvals.ts'
import { cursorOf, pageOf } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { merchantsOf, type Principal } from '../../principal.ts'
import { disputeView, isOverdue, summariesOf } from './dispute-view.ts'
import { bytesOf, senderOf } from './files.ts'
import { placeOf } from './my-disputes.ts'

/** Disputes as the merchant and the operators see them. */
export const disputeHandlers = [
  handle(routes.disputes.list, async ({ query, principal, house }) => {
    const allowed = merchantsOf(principal)
    const asked = query.merchant === undefined ? undefined : [query.merchant]
    const merchants = asked?.filter((id) => allowed?.includes(id) !== false) ?? allowed
    const filter: DisputeFilter = { limit: query.limit + 1 }
    if (merchants !== undefined) filter.merchants = merchants
    if (query.person !== undefined) filter.person = query.person
    if (query.payment !== undefined) filter.payment = query.payment
    if (query.state !== undefined) filter.states = [query.state]
    if (query.overdue !== undefined) filter.overdueAt = house.ground.clock.now()
    if (query.cursor !== undefined) filter.before = placeOf(query.cursor)
    const found = await listDisputes(house.ground.db, filter)
    const summary = await summariesOf(house, found)
    return pageOf(found, query.limit, {
      view: (each) => ({
        ...summary(each),
        person: each.person,
        held: String(each.held),
        overdue: isOverdue(house, each),
      }),
      cursor: ({ openedAt, id }) => cursorOf(openedAt, id),
    })
  }),

  handle(routes.disputes.get, async ({ params, principal, house, origin }) => {
    const dispute = await findFor(house, params.id, principal)
    await noteReading(house, { principal, origin, action: 'dispute.read', subject: dispute.id })
    return viewFor(house, dispute, principal)
  }),

  handle(routes.disputes.file, async ({ params, principal, house, origin, download }) => {
    const dispute = await findFor(house, params.id, principal)
    const found = await getFile(house.ground.db, params.file)
    const step = found?.subject ? await getDisputeStep(house.ground.db, found.subject) : undefined
    if (!found || step?.dispute !== dispute.id) {
      throw new Refusal('file_not_found', { file: params.file })
    }
    await noteReading(house, { principal, origin, action: 'dispute.file', subject: found.id })
    return bytesOf(house, found, download)
  }),

  handle(routes.disputes.answer, async ({ params, body, principal, house, idFor, replayed }) => {
    const done = await answerDispute(house.books, {
      ...body,
      id: idFor('dst'),
      dispute: await findFor(house, params.id, principal),
      refund: BigInt(body.refund),
      sender: senderOf(principal),
      at: house.ground.clock.now(),
    })
    if (done.replayed) replayed()
    return viewFor(house, done.dispute, principal)
  }),

  handle(routes.disputes.add, async ({ params, body, principal, house, idFor, replayed }) => {
    const done = await addEvidence(house.books, {
      ...body,
      id: idFor('dst'),
      dispute: await findFor(house, params.id, principal),
      by: 'merchant',
      sender: senderOf(principal),
      at: house.ground.clock.now(),
    })
    if (done.replayed) replayed()
    return viewFor(house, done.dispute, principal)
  }),

  handle(routes.disputes.decide, decide),
]

async function decide(ask: Ask<typeof routes.disputes.decide>) {
  const { params, body, principal, house, origin, idFor, replayed } = ask
  const { ground, books } = house
  const before = await getDispute(ground.db, params.id)
  const refund = BigInt(body.refund)
  if (refund > ground.config.disputes.aloneMax && before.state === 'escalated') {
    return needApproval(house, {
      kind: 'dispute.decide',
      subject: before.id,
      payload: { dispute: before.id, refund: body.refund, text: body.text },
      summary: { zh: '争议裁定：退款', en: 'Decide a dispute: refund' },
      before: { refunded: String(before.refunded) },
      after: { refunded: String(before.refunded + refund) },
      reason: body.text,
      principal,
      origin,
    })
  }
  const done = await decideDispute(books, {
    id: idFor('dst'),
    dispute: before,
    refund,
    text: body.text,
    by: principal.id,
    at: ground.clock.now(),
  })
  if (done.replayed) replayed()
  else {
    await recordAct(ground.db, ground, {
      actor: { kind: 'operator', id: principal.id },
      action: 'dispute.decide',
      subject: before.id,
      before: { state: before.state },
      after: { state: done.dispute.state, refund: body.refund },
      reason: body.text,
      origin,
    })
  }
  return viewFor(house, done.dispute, principal)
}

/** Somebody else's disputes do not exist for who works for some merchants only. */
async function findFor({ ground }: House, id: string, principal: Principal): Promise<Dispute> {
  const dispute = await getDispute(ground.db, id)
  if (merchantsOf(principal)?.includes(dispute.merchant) === false) {
    throw new Refusal('dispute_not_found', { dispute: id })
  }
  return dispute
}

const viewFor = (house: House, dispute: Dispute, { kind }: Principal) =>
  disputeView(house, dispute, { naming: kind === 'operator' })

/** What people wrote and sent is personal: an operator who opens it answers for it. */
async function noteReading(
  { ground }: House,
  {
    principal,
    ...act
  }: {
    principal: Principal
    action: string
    subject: string
    origin: Ask<typeof routes.disputes.get>['origin']
  },
): Promise<void> {
  if (principal.kind !== 'operator') return
  await recordAct(ground.db, ground, { actor: { kind: 'operator', id: principal.id }, ...act })
}
