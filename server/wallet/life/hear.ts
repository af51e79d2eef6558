import type { BillerNews, BillerStanding } from '../../banking/index.ts'
import { findBillerAccount } from './accounts.ts'
import { billNumber, getLifeBill } from './bills.ts'
import { billerOf, type Life } from './life.ts'
import { findBillOrder, isOpen, type BillOrder, type BillOrderState } from './orders.ts'
import { confirmBill, refuseBill, returnBill } from './settle.ts'

/**
 * Hears what a biller says of a payment and does what follows, once, whatever comes twice, late or in
 * another order. What only moves a payment on is taken as said; what would give money back twice, or
 * contradicts what was said before, is believed when the biller, asked, says it again.
 *
 * @returns false for a payment that is not ours, or not of this biller
 */
export async function hearBiller(life: Life, biller: string, news: BillerNews): Promise<boolean> {
  const order = await findBillOrder(life.books.ground.db, news.order)
  if (order?.biller !== biller) return false
  if (moves(order.state, news.standing)) await act(life, order, news.standing)
  else if (contradicts(order.state, news.standing)) await askAboutOrder(life, order.id)
  return true
}

/** Asks the biller how a payment stands and does what follows; one that never arrived is sent again. */
export async function askAboutOrder(life: Life, id: string): Promise<void> {
  const { db } = life.books.ground
  const before = await findBillOrder(db, id)
  if (!before) return
  const standing = await billerOf(life, before.biller).find(id)
  // Read after the question: what came meanwhile is not older than the answer.
  const order = await findBillOrder(db, id)
  if (order) await act(life, order, standing)
}

/** Sends a payment to its biller; the answer is heard like any other news. */
export async function sendBillOrder(life: Life, order: BillOrder): Promise<void> {
  const { ground } = life.books
  const { id, person, asset, amount } = order
  const account = await findBillerAccount(ground, order.account)
  const bill = order.bill === null ? null : await getLifeBill(ground, { bill: order.bill, person })
  const number = bill && account ? billNumber(ground, account, bill) : null
  // Whoever erased the account wants nothing more paid through it; the question goes on being asked.
  if (!account || account.number === null || (bill && number === null)) return
  const sent = { id, account: account.number, bill: number, asset, amount }
  const answer = await billerOf(life, order.biller).pay(sent)
  const now = await findBillOrder(ground.db, id)
  if (now) await act(life, now, answer)
}

/** News that moves an open payment on. */
const moves = (state: BillOrderState, { state: said }: BillerStanding): boolean =>
  isOpen(state) && (said === 'accepted' || said === 'paid' || said === 'refused')

/** News that says more or something else than what is known. */
const contradicts = (state: BillOrderState, { state: said }: BillerStanding): boolean =>
  said === 'reversed'
    ? state !== 'reversed'
    : (said === 'paid' && state === 'refused') || (said === 'refused' && state === 'paid')

async function act(life: Life, order: BillOrder, standing: BillerStanding): Promise<void> {
  switch (standing.state) {
    case 'unknown':
      return
    case 'not_found':
      if (isOpen(order.state)) await sendBillOrder(life, order)
      return
    case 'accepted':
      if (order.state === 'requested') await process(life, order)
      return
    case 'paid':
      if (isOpen(order.state) || order.state === 'refused') await confirmBill(life, order, standing)
      return
    case 'refused':
      if (isOpen(order.state)) await refuseBill(life, order, standing.code)
      // A success that the biller, asked, knows nothing of any more was taken back.
      if (order.state === 'paid') await returnBill(life, order, { at: nowOf(life) })
      return
    case 'reversed':
      // A reversal that overtook its success: nothing was ever owed, the money only comes back.
      if (isOpen(order.state)) await confirmBill(life, order, standing)
      if (isOpen(order.state) || order.state === 'paid') await returnBill(life, order, standing)
      return
  }
}

const nowOf = ({ books }: Life): Date => books.ground.clock.now()

async function process({ books }: Life, { id }: BillOrder): Promise<void> {
  await books.ground.db.query(
    `update wallet.bill_orders set state = 'processing' where id = $1 and state = 'requested'`,
    [id],
  )
}
