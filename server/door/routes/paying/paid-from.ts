import { cardsById, coverOf, type Payment } from '../../../wallet/index.ts'
import type { House } from '../../house.ts'
import { partOf } from './quotes.ts'

/** Who paid how much of a payment: the balance, or the card that covered it. */
export async function paidFrom({ ground }: House, { id, amount }: Pick<Payment, 'id' | 'amount'>) {
  const cover = await coverOf(ground.db, id)
  if (!cover) return [partOf(amount, undefined)]
  const card = (await cardsById(ground.db, [cover.card])).get(cover.card)
  const rest = amount - cover.amount
  return rest > 0n ? [partOf(rest, undefined), partOf(cover.amount, card)] : [partOf(amount, card)]
}
