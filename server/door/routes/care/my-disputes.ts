import { routes } from '@suanpan/contract/routes'
import { getMerchant } from '../../../parties/index.ts'
import {
  addEvidence,
  disputeTerms,
  escalateDispute,
  getDisputeOf,
  listDisputes,
  openDispute,
  withdrawDispute,
  type Dispute,
  type DisputeFilter,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { myDisputeView, summariesOf } from './dispute-view.ts'

/** A person has doubts about a payment of theirs. */
export const myDisputeHandlers = [
  handle(routes.disputeTerms.get, async ({ params, principal, house }) => {
    const { ground } = house
    const asked = { payment: params.id, person: principal.id }
    const { payment, refundable, openUntil, existing, mayOpen } = await disputeTerms(ground, asked)
    const merchant = await getMerchant(ground, payment.merchant)
    const { answerHours, escalateDays, decideDays } = ground.config.disputes
    return {
      payment: payment.id,
      merchant: { id: payment.merchant, name: merchant?.name ?? payment.merchant },
      asset: payment.asset,
      paid: String(payment.amount),
      refundable: String(refundable),
      mayOpen,
      openUntil: openUntil.toISOString(),
      answerHours,
      escalateDays,
      decideDays,
      existing: existing ? { id: existing.id, state: existing.state } : null,
    }
  }),

  handle(routes.myDisputes.create, async ({ body, principal, house, idFor, replayed }) => {
    const made = await openDispute(house.books, {
      ...body,
      id: idFor('dsp'),
      person: principal.id,
      amount: BigInt(body.amount),
      at: house.ground.clock.now(),
    })
    return shown(house, made, replayed)
  }),

  handle(routes.myDisputes.list, async ({ query, principal, house }) => {
    const filter: DisputeFilter = { person: principal.id, limit: query.limit + 1 }
    if (query.cursor !== undefined) filter.before = placeOf(query.cursor)
    const found = await listDisputes(house.ground.db, filter)
    return pageOf(found, query.limit, {
      view: await summariesOf(house, found),
      cursor: ({ openedAt, id }) => cursorOf(openedAt, id),
    })
  }),

  handle(routes.myDisputes.get, async ({ params, principal, house }) =>
    myDisputeView(house, await mine(house, params.id, principal.id)),
  ),

  handle(routes.myDisputes.add, async ({ params, body, principal, house, idFor, replayed }) => {
    const done = await addEvidence(house.books, {
      ...body,
      id: idFor('dst'),
      dispute: await mine(house, params.id, principal.id),
      by: 'person',
      sender: principal.id,
      at: house.ground.clock.now(),
    })
    return shown(house, done, replayed)
  }),

  handle(routes.myDisputes.escalate, async ({ params, body, principal, house, ...ask }) => {
    const done = await escalateDispute(house.books, {
      ...body,
      id: ask.idFor('dst'),
      dispute: await mine(house, params.id, principal.id),
      at: house.ground.clock.now(),
    })
    return shown(house, done, ask.replayed)
  }),

  handle(routes.myDisputes.withdraw, async ({ params, principal, house, idFor, replayed }) => {
    const done = await withdrawDispute(house.books, {
      id: idFor('dst'),
      dispute: await mine(house, params.id, principal.id),
      at: house.ground.clock.now(),
    })
    return shown(house, done, replayed)
  }),
]

const mine = ({ ground }: House, id: string, person: string): Promise<Dispute> =>
  getDisputeOf(ground.db, { id, person })

function shown(
  house: House,
  done: { dispute: Dispute; replayed: boolean },
  replayed: () => void,
): ReturnType<typeof myDisputeView> {
  if (done.replayed) replayed()
  return myDisputeView(house, done.dispute)
}

export function placeOf(cursor: string): { openedAt: Date; id: string } {
  const [openedAt, id = ''] = readCursor(cursor, 2)
  return { openedAt: instantOf(openedAt), id }
}
