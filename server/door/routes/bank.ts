import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { addDays, businessDate } from '@suanpan/kernel/time'
import {
  actOnOrder,
  behaviourOfAll,
  depositUnasked,
  listSandboxOrders,
  setBehaviour,
  type SandboxOrder,
} from '../../banking/index.ts'
import {
  closeFundingCase,
  custodianBreaks,
  custodianFigures,
  hearBank,
  importStatements,
  listFundingCases,
  type CustodianFigures,
  type FundingCase,
} from '../../wallet/index.ts'
import { recordAct, type Act, type Origin } from '../../oversight/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../cursor.ts'
import { handle } from '../handle.ts'
import type { House } from '../house.ts'
import type { OperatorPrincipal } from '../principal.ts'

const CASES_MAX = 200
const BREAKS_MAX = 200

/** The bank's callbacks, the custodian's figures, and the controls of the sandbox bank. */
export const bankHandlers = [
  handle(routes.bank.callback, async ({ params, house, raw }) => {
    const { bank } = house.funding
    if (bank?.code !== params.channel) throw new Refusal('not_found')
    const news = bank.readCallback(raw())
    if (!news) throw new Refusal('bank_signature_invalid')
    const known = await hearBank(house.funding, news)
    // An order of somebody else is heard too: the bank would only tell it again.
    if (!known) house.ground.log.warn({ order: news.order }, 'a callback about no order of ours')
    return undefined
  }),

  handle(routes.custodian.days, async ({ query, house }) => {
    const { clock, config } = house.ground
    const until = query.until ?? addDays(businessDate(clock.now(), config.zone), -1)
    const from = addDays(until, 1 - query.days)
    const items = await custodianFigures(house.funding, { from, until })
    return { items: items.map(figuresView) }
  }),

  handle(routes.custodian.day, async ({ params, query, house }) => {
    const { day } = params
    const { asset } = query
    const [items, breaks] = await Promise.all([
      custodianFigures(house.funding, { from: day, until: day }),
      custodianBreaks(house.funding, { day, asset, limit: BREAKS_MAX + 1 }),
    ])
    const found = items.find((each) => each.asset === asset)
    return {
      figures: found === undefined ? null : figuresView(found),
      breaks: breaks.slice(0, BREAKS_MAX).map(({ booked, stated, ...each }) => ({
        ...each,
        booked: String(booked),
        stated: String(stated),
      })),
      more: breaks.length > BREAKS_MAX,
    }
  }),

  handle(routes.custodian.import, async (ask) => {
    const { principal, house } = ask
    const days = await importStatements(house.funding, principal.id)
    await record(ask, { action: 'custodian.import', subject: 'custodian', after: { days } })
    return { days }
  }),

  handle(routes.fundingCases.list, async ({ query, house }) => {
    const { person } = query
    const filter = { limit: CASES_MAX, ...(person !== undefined && { person }) }
    return { items: (await listFundingCases(house.ground.db, filter)).map(caseView) }
  }),

  handle(routes.fundingCases.close, async (ask) => {
    const { params, body, principal, house } = ask
    const wanted = { id: params.id, by: principal.id, note: body.note }
    const closed = await closeFundingCase(house.funding, wanted)
    const { kind, person } = closed
    const after = { kind, person }
    await record(ask, { action: 'case.close', subject: params.id, after, reason: body.note })
    return caseView(closed)
  }),

  handle(routes.sandboxBank.get, async ({ house }) => {
    expectSandbox(house)
    return { behaviour: await behaviourOfAll(house.ground.db) }
  }),

  handle(routes.sandboxBank.set, async (ask) => {
    const { body, principal, house } = ask
    expectSandbox(house)
    const { db, clock } = house.ground
    const { behaviour } = body
    const before = { behaviour: await behaviourOfAll(db) }
    await setBehaviour(db.query, { behaviour, by: principal.id, at: clock.now() })
    const act = { action: 'sandbox.set', subject: 'sandbox', before, after: { behaviour } }
    await record(ask, act)
    return { behaviour }
  }),

  handle(routes.sandboxBank.orders, async ({ query, house }) => {
    expectSandbox(house)
    const { limit } = query
    const [askedAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const before = askedAt === undefined ? {} : { before: { askedAt: instantOf(askedAt), id } }
    return pageOf(await listSandboxOrders(house.ground, { limit: limit + 1, ...before }), limit, {
      view: orderView,
      cursor: (order) => cursorOf(order.askedAt, order.id),
    })
  }),

  handle(routes.sandboxBank.act, async (ask) => {
    const { params, body, principal, house } = ask
    expectSandbox(house)
    const { act } = body
    await actOnOrder(house.ground, { order: params.id, act, by: principal.id })
    await record(ask, { action: 'sandbox.act', subject: params.id, after: { act } })
    return {}
  }),

  handle(routes.sandboxBank.deposit, async (ask) => {
    const { body, house } = ask
    expectSandbox(house)
    const { amount, asset } = body.amount
    const { reference } = body
    await depositUnasked(house.ground, { asset, amount: BigInt(amount), reference })
    const after = { amount, asset, reference }
    await record(ask, { action: 'sandbox.deposit', subject: 'sandbox', after })
    return {}
  }),
]

type Asked = { principal: OperatorPrincipal; house: House; origin: Origin }

/** With what was changed, and not only that something was. */
async function record(
  { principal, house, origin }: Asked,
  act: Omit<Act, 'actor' | 'origin'>,
): Promise<void> {
  const actor = { kind: 'operator' as const, id: principal.id }
  await recordAct(house.ground.db, house.ground, { ...act, actor, origin })
}

/** A real bank has no such controls: the routes are not there. */
function expectSandbox({ sandboxBank }: House): void {
  if (!sandboxBank) throw new Refusal('not_found')
}

function figuresView(figures: CustodianFigures) {
  const { people, merchants, held, customers, owed, own, custodian, inTransit, difference } =
    figures
  return {
    day: figures.day,
    asset: figures.asset,
    people: String(people),
    merchants: String(merchants),
    held: String(held),
    customers: String(customers),
    owed: String(owed),
    own: String(own),
    custodian: custodian === null ? null : String(custodian),
    inTransit: String(inTransit),
    difference: difference === null ? null : String(difference),
  }
}

function caseView(found: FundingCase) {
  return {
    ...found,
    amount: String(found.amount),
    openedAt: found.openedAt.toISOString(),
    closedAt: found.closedAt?.toISOString() ?? null,
  }
}

function orderView(order: SandboxOrder) {
  const { amount, askedAt, decidedAt } = order
  return {
    ...order,
    amount: String(amount),
    askedAt: askedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}
