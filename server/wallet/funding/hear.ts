import type { Answer, BankNews, Standing } from '../../banking/index.ts'
import { cardsById } from './cards.ts'
import { bankOf, type Funding } from './funding.ts'
import { failTopUp, reverseTopUp, settleTopUp } from './settle-topup.ts'
import { failWithdrawal, returnWithdrawal, settleWithdrawal } from './settle-withdrawal.ts'
import { isOpen, type WithdrawalState } from './states.ts'
import { getTopUpOrder, type TopUpOrder } from './topup-orders.ts'
import { getWithdrawal, type Withdrawal } from './withdrawals.ts'

type Order = ({ kind: 'topup' } & TopUpOrder) | ({ kind: 'withdrawal' } & Withdrawal)

/**
 * Hears what a bank says of an order and does what follows, once, whatever comes twice, late or in
 * another order. What only moves an order on is taken as said; what would take money back, or
 * contradicts what was said before, is believed when the bank, asked, says it again.
 *
 * @returns false for an order that is not ours; the statement will show it
 */
export async function hearBank(funding: Funding, news: BankNews): Promise<boolean> {
  const order = await findOrder(funding, news.order)
  if (!order) return false
  if (isUnsent(order)) return true
  if (moves(order.state, news.standing)) await act(funding, order, news.standing)
  else if (contradicts(order.state, news.standing)) await askBank(funding, order.id)
  return true
}

/** Asks the bank how an order stands and does what follows; an order that never arrived is sent again. */
export async function askBank(funding: Funding, id: string): Promise<void> {
  const standing = await bankOf(funding).query(id)
  // Read after the question: what came meanwhile is not older than the answer.
  const order = await findOrder(funding, id)
  if (order && !isUnsent(order)) await act(funding, order, standing)
}

/** Sends a top-up to the bank; the answer is heard like any other news. */
export async function sendTopUp(funding: Funding, order: TopUpOrder): Promise<void> {
  await send(funding, { kind: 'topup', ...order })
}

export async function sendWithdrawal(funding: Funding, order: Withdrawal): Promise<void> {
  await send(funding, { kind: 'withdrawal', ...order })
}

async function send(funding: Funding, order: Order): Promise<void> {
  const { id, asset, amount } = order
  const card = (await cardsById(funding.books.ground.db, [order.card])).get(order.card)
  if (!card) throw new Error(`the card ${order.card} of ${id} is not there`)
  const bank = bankOf(funding)
  const sent = { id, token: card.token, asset, amount }
  const answer: Answer = await (order.kind === 'topup'
    ? bank.debit(sent)
    : order.refund === null
      ? bank.credit(sent)
      : bank.refund({ ...sent, debit: await debitOf(funding, order.refund) }))
  const now = await findOrder(funding, id)
  if (now) await act(funding, now, answer)
}

/** The order that took from the card what is refunded to it. */
async function debitOf({ books }: Funding, refund: string): Promise<string> {
  const [debit] = await books.ground.db.query<{ id: string }>(
    `select o.id from wallet.refunds r join wallet.topup_orders o on o.payment = r.payment
     where r.id = $1`,
    [refund],
  )
  if (!debit) throw new Error(`nothing was taken from a card for the refund ${refund}`)
  return debit.id
}

async function findOrder({ books }: Funding, id: string): Promise<Order | undefined> {
  const { db } = books.ground
  const topUp = await getTopUpOrder(db, id)
  if (topUp) return { kind: 'topup', ...topUp }
  const withdrawal = await getWithdrawal(db, id)
  return withdrawal && { kind: 'withdrawal', ...withdrawal }
}

/** An order that the bank was never sent: whatever is said of it under its name is not believed. */
const isUnsent = ({ state }: Order): boolean => state === 'review' || state === 'given_back'

/** News that moves an open order on and takes nothing from anybody. */
const moves = (state: WithdrawalState, { state: said }: Standing): boolean =>
  isOpen(state) && (said === 'accepted' || said === 'succeeded' || said === 'failed')

/** News that says more or something else than what is known. */
const contradicts = (state: WithdrawalState, { state: said }: Standing): boolean =>
  said === 'reversed'
    ? state !== 'reversed'
    : (said === 'succeeded' && state === 'failed') || (said === 'failed' && state === 'succeeded')

async function act(funding: Funding, order: Order, standing: Standing): Promise<void> {
  switch (standing.state) {
    case 'unknown':
      return
    case 'not_found':
      if (isOpen(order.state)) await send(funding, order)
      return
    case 'accepted':
      if (order.state === 'requested') await process(funding, order)
      return
    case 'succeeded':
      if (isOpen(order.state) || order.state === 'failed') await settle(funding, order, standing)
      return
    case 'failed':
      if (isOpen(order.state)) await fail(funding, order, standing.code)
      // A success that the bank, asked, knows nothing of any more was taken back.
      if (order.state === 'succeeded')
        await takeBack(funding, order, { reference: '', at: nowOf(funding) })
      return
    case 'reversed':
      // A reversal that overtook its success: both are on the statement, so both are booked.
      if (isOpen(order.state) || order.state === 'failed')
        await settle(funding, order, { ...standing, gone: true })
      if (order.state !== 'reversed') await takeBack(funding, order, standing)
      return
  }
}

type Word = { reference: string; at: Date }

const settle = (funding: Funding, order: Order, word: Word & { gone?: boolean }): Promise<void> =>
  order.kind === 'topup'
    ? settleTopUp(funding, order, word)
    : settleWithdrawal(funding, order, word)

const fail = (funding: Funding, order: Order, code: string): Promise<void> =>
  order.kind === 'topup' ? failTopUp(funding, order, code) : failWithdrawal(funding, order, code)

const takeBack = (funding: Funding, order: Order, word: Word): Promise<void> =>
  order.kind === 'topup'
    ? reverseTopUp(funding, order, word)
    : returnWithdrawal(funding, order, word)

const nowOf = ({ books }: Funding): Date => books.ground.clock.now()

async function process({ books }: Funding, { kind, id }: Order): Promise<void> {
  const table = kind === 'topup' ? 'wallet.topup_orders' : 'wallet.withdrawals'
  await books.ground.db.query(
    `update ${table} set state = 'processing' where id = $1 and state = 'requested'`,
    [id],
  )
}
