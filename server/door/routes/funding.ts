import { isBankCode, type BankCode } from '@suanpan/contract/bank'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { isPayoutRejection } from '@suanpan/contract/safety-words'
import {
  askBinding,
  cancelWithdrawal,
  cardsById,
  checkWithdrawal,
  confirmBinding,
  getTopUpOrder,
  getWithdrawal,
  listCards,
  listTopUpOrders,
  listWithdrawals,
  orderCards,
  requestTopUp,
  unbindCard,
  withdraw,
  WITHDRAWAL_MINIMUM,
  withdrawalTerms,
  type Card,
  type TopUpOrder,
  type Withdrawal,
} from '../../wallet/index.ts'
import { limitRefusal, permit, verifiedNameOf } from '../../parties/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../cursor.ts'
import { handle, type Ask } from '../handle.ts'
import type { House } from '../house.ts'

/** A person's cards, and the money between them and the wallet. */
export const fundingHandlers = [
  handle(routes.cards.list, ({ principal, house }) => cardsView(house, principal.id)),

  handle(routes.cards.bind, async ({ body, principal, house, idFor }) => {
    const binding = await askBinding(house.funding, {
      ...body,
      id: idFor('bnd'),
      person: principal.id,
      verifiedName: await verifiedNameOf(house.ground, principal.id),
    })
    return { ...binding, expiresAt: binding.expiresAt.toISOString() }
  }),

  handle(routes.cards.confirm, async ({ body, principal, house }) => {
    const { binding: id, code } = body
    const card = await confirmBinding(house.funding, { id, person: principal.id, code })
    const [first] = await listCards(house.ground.db, principal.id)
    return cardView(card, card.id === first?.id)
  }),

  handle(routes.cards.order, async ({ body, principal, house }) => {
    await orderCards(house.funding, { person: principal.id, cards: body.cards })
    return cardsView(house, principal.id)
  }),

  handle(routes.cards.unbind, async ({ params, principal, house }) => {
    await unbindCard(house.funding, { person: principal.id, card: params.id })
    return undefined
  }),

  handle(routes.myTopUps.create, async ({ body, principal, house, idFor, replayed }) => {
    const { amount, asset } = body.amount
    const order = await requestTopUp(house.funding, {
      id: idFor('top'),
      person: principal.id,
      card: body.card,
      asset,
      amount: BigInt(amount),
    })
    if (order.replayed) replayed()
    return one(house, order, topUpView)
  }),

  handle(routes.myTopUps.get, async ({ params, principal, house }) => {
    const order = await getTopUpOrder(house.ground.db, params.id)
    if (!order || order.person !== principal.id)
      throw new Refusal('topup_not_found', { topUp: params.id })
    return one(house, order, topUpView)
  }),

  handle(routes.myTopUps.list, async ({ query, principal, house }) => {
    const items = await listTopUpOrders(house.ground.db, pageWanted(query, principal.id))
    const view = await withCards(house, items, topUpView)
    return pageOf(items, query.limit, { view, cursor: placeOf })
  }),

  handle(routes.withdrawals.terms, async ({ query, principal, house }) => {
    const { asset } = query
    const terms = await withdrawalTerms(house.funding, { person: principal.id, asset })
    const { available, owed, freeLeft, largest } = terms
    return {
      asset,
      available: String(available),
      owed: String(owed),
      freeLeft: String(freeLeft),
      largest: { amount: String(largest.amount), fee: String(largest.fee) },
      minimum: String(WITHDRAWAL_MINIMUM),
    }
  }),

  handle(routes.withdrawals.create, createWithdrawal),

  handle(routes.withdrawals.get, async ({ params, principal, house }) => {
    const order = await getWithdrawal(house.ground.db, params.id)
    // What brings a refund to a card is told with the refund.
    if (!order || order.person !== principal.id || order.refund !== null)
      throw new Refusal('withdrawal_not_found', { withdrawal: params.id })
    return one(house, order, withdrawalView)
  }),

  handle(routes.withdrawals.cancel, async ({ params, principal, house, origin, replayed }) => {
    const order = { id: params.id, person: principal.id, origin }
    const cancelled = await cancelWithdrawal(house.funding, order)
    if (cancelled.replayed) replayed()
    return one(house, (await getWithdrawal(house.ground.db, params.id))!, withdrawalView)
  }),

  handle(routes.withdrawals.list, async ({ query, principal, house }) => {
    const items = await listWithdrawals(house.ground.db, pageWanted(query, principal.id))
    const view = await withCards(house, items, withdrawalView)
    return pageOf(items, query.limit, { view, cursor: placeOf })
  }),
]

async function createWithdrawal(ask: Ask<typeof routes.withdrawals.create>) {
  const { body, query, principal, house, idFor, replayed } = ask
  const wanted = {
    person: principal.id,
    card: body.card,
    asset: body.amount.asset,
    amount: BigInt(body.amount.amount),
  }
  if (query.dryRun === 'true') {
    const { fee, expectedAt, reviewUntil } = await checkWithdrawal(house.funding, wanted)
    const now = house.ground.clock.now()
    const shape = { ...wanted, fee, code: null, occurredAt: now, expectedAt, endedAt: null }
    const review = { reviewUntil, reviewEnd: null, reviewCategory: null }
    const view = await one(
      house,
      { ...shape, ...review, id: '', refund: null, freePart: 0n, limits: [], state: 'requested' },
      withdrawalView,
    )
    return { ...view, id: null, state: null }
  }
  if (body.fee === undefined)
    throw new Refusal('invalid_request', { where: 'body.fee', problem: 'must be the fee as shown' })
  const id = idFor('wdr')
  const { counters } = await permit(house.books, {
    ...wanted,
    id,
    device: principal.session.device,
    kind: 'withdrawal',
    payee: body.card,
    nonce: ask.idempotencyKey,
    at: house.ground.clock.now(),
    proof: body.proof,
  })
  const request = { ...wanted, id, fee: BigInt(body.fee), counters }
  const made = await withdraw(house.funding, request).catch((error: unknown) => {
    throw error instanceof Refusal ? limitRefusal(error) : error
  })
  if (made.replayed) replayed()
  return one(house, made, withdrawalView)
}

async function cardsView({ ground }: House, person: string) {
  const cards = await listCards(ground.db, person)
  return { items: cards.map((card, index) => cardView(card, index === 0)) }
}

function cardView(card: Card, isDefault: boolean) {
  return { ...faceView(card), isDefault, boundAt: card.boundAt.toISOString() }
}

const faceView = ({ id, bank, kind, lastFour }: Card) => ({ id, bank, kind, lastFour })

type Order = { id: string; card: string; occurredAt: Date }

function pageWanted(query: { cursor?: string | undefined; limit: number }, person: string) {
  const limit = query.limit + 1
  if (query.cursor === undefined) return { person, limit }
  const [occurredAt, id = ''] = readCursor(query.cursor, 2)
  return { person, limit, before: { occurredAt: instantOf(occurredAt), id } }
}

const placeOf = ({ occurredAt, id }: Order): string => cursorOf(occurredAt, id)

async function withCards<T extends Order, V>(
  { ground }: House,
  items: T[],
  view: (item: T, card: Card) => V,
): Promise<(item: T) => V> {
  const cards = await cardsById(
    ground.db,
    items.map(({ card }) => card),
  )
  return (item) => view(item, cards.get(item.card)!)
}

async function one<T extends Order, V>(
  house: House,
  item: T,
  view: (item: T, card: Card) => V,
): Promise<V> {
  return (await withCards(house, [item], view))(item)
}

function topUpView(order: TopUpOrder, card: Card) {
  return { ...orderView(order, card), state: order.state, owed: String(order.owed) }
}

export function withdrawalView(order: Withdrawal, card: Card) {
  const { state, fee, reviewUntil, reviewEnd: end, reviewCategory } = order
  const category =
    reviewCategory !== null && isPayoutRejection(reviewCategory) ? reviewCategory : null
  const until = reviewUntil?.toISOString()
  const review = until === undefined ? null : { until, end, category }
  return { ...orderView(order, card), state, fee: String(fee), review }
}

function orderView(order: TopUpOrder | Withdrawal, card: Card) {
  const { id, asset } = order
  return {
    id,
    code: codeOf(order.code),
    card: faceView(card),
    asset,
    amount: String(order.amount),
    occurredAt: order.occurredAt.toISOString(),
    expectedAt: order.expectedAt.toISOString(),
    endedAt: order.endedAt?.toISOString() ?? null,
  }
}

function codeOf(code: string | null): BankCode | 'returned' | null {
  if (code === null || code === 'returned') return code
  return isBankCode(code) ? code : 'bank_refused'
}
